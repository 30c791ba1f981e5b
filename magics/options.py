"""What may stand behind `%%banana`, and behind those words of `%banana` that make pictures."""

from __future__ import annotations

import argparse
import shlex
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

from .faults import CellError

if TYPE_CHECKING:
    from collections.abc import Mapping

FLAGS = {
    "--plan": "only say what would be made and what it costs",
    "--yes": "agree to what it costs, without being asked",
    "--quiet": "show no pictures",
    "--stale": "also make again what was made from pictures that are others now",
    "--final": "make the finals of the chosen takes",
}
VALUES = {
    "--engine": ("NAME", "who draws; sketch, which is free, unless you say so"),
    "--max-cost": ("DOLLARS", "stop before this run costs more"),
    "--jobs": ("N", "how many requests at once"),
}
LISTS = {
    "--only": ("ADDRESS", "make only this, and what it needs"),
    "--reroll": ("ADDRESS", "make one more take of this"),
    "--set": ("name=value", "a value for a param"),
    "--with": ("VARIABLE", "Python's variables of these names, as values of params"),
}


class Reader(argparse.ArgumentParser):
    """Reads the line of a cell; what is wrong with it is a CellError and never the end of the process."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and what is meant if that can be guessed."""
        raise CellError(f"{self.prog}: {message}. `%banana help` lists what there is.")


def reader(prog: str = "%%banana", *, named: bool = True) -> Reader:
    """The reader of a line. `named`: whether it may begin with the name of a variable."""
    found = Reader(prog=prog, add_help=False, allow_abbrev=False, exit_on_error=False)
    if named:
        found.add_argument("name", nargs="?", default="run", help="the variable that holds the result")
    for flag, told in FLAGS.items():
        found.add_argument(flag, action="store_true", help=told)
    for option, (shown, told) in VALUES.items():
        found.add_argument(option, default=None, metavar=shown, help=told)
    for option, (shown, told) in LISTS.items():
        several = "+" if option == "--with" else None
        found.add_argument(
            option, action="extend" if several else "append", nargs=several, default=[], metavar=shown, help=told,
            dest={"--with": "variables", "--set": "sets"}.get(option),
        )  # fmt: skip
    return found


def _all_known(prog: str, left: list[str]) -> None:
    """Raise CellError for what no option takes."""
    if not left:
        return
    from ..dsl.nearest import nearest

    wrong = left[0]
    if not wrong.startswith("-"):
        raise CellError(f"{prog}: nothing is known of `{wrong}`; a line has one name, and options behind it.")
    near = nearest(wrong, (*FLAGS, *VALUES, *LISTS))
    hint = f" Did you mean `{near}`?" if near else " `%banana help` lists them."
    raise CellError(f"{prog}: there is no option `{wrong}`.{hint}")


def read(line: str, prog: str = "%%banana", *, named: bool = True) -> argparse.Namespace:
    """What a line says. Raises CellError."""
    try:
        options, left = reader(prog, named=named).parse_known_args(shlex.split(line))
    except (argparse.ArgumentError, ValueError) as e:
        raise CellError(f"{prog}: {e}") from None
    _all_known(prog, left)
    if named and not _free(options.name):
        raise CellError(f"{prog}: `{options.name}` can't be the name of a variable.")
    options.jobs = _count(prog, options.jobs)
    options.max_cost = dollars(prog, options.max_cost)
    return options


def _free(name: str) -> bool:
    """Whether a result can be kept under a name: Python's own words can't be asked for, and `__name__` is not ours."""
    return name.isidentifier() and not iskeyword(name) and not name.startswith("__")


def _count(prog: str, text: str | None) -> int:
    if text is None:
        return 8
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise CellError(f"{prog}: `--jobs {text}` has to be a number from 1 to 256.")
    return int(text)


def dollars(prog: str, text: str | None) -> int | None:
    """`$1.50` or `1.5` as nano-dollars. Raises CellError."""
    from ..dsl.money import nano_in

    if text is None:
        return None
    found = nano_in(text)
    if found is None:
        raise CellError(f"{prog}: `--max-cost {text}` is no sum of dollars, such as `--max-cost 2.50`.")
    return found


def params(options: argparse.Namespace, variables: Mapping[str, object]) -> dict[str, object]:
    """The values of params. Python's variables come in by name only, and as data. Raises CellError."""
    found = dict(pairs(options.sets))
    for name in (n for given in options.variables for n in given.split(",") if n):
        if name not in variables:
            raise CellError(f"%%banana: there is no variable `{name}`.")
        found[name] = variables[name]
    return found


def pairs(sets: list[str]) -> dict[str, object]:
    """What `--set` says. Raises CellError."""
    found: dict[str, object] = {}
    for pair in sets:
        name, equals, value = pair.partition("=")
        if not equals:
            raise CellError(f"%%banana: `--set {pair}` needs a value: `--set {pair}=...`.")
        found[name] = value
    return found
