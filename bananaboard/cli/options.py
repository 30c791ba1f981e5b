"""Arguments and options that several commands have, and what they are turned into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from .exits import Mistake
from .screen import COLOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.types import OptionHelpExtra

F = TypeVar("F", bound="Callable[..., Any]")

STDIN = "-"


class FiniteRange(click.FloatRange):
    """A number between two others: `nan` lies between none."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Raises click.BadParameter."""
        number = float(super().convert(value, param, ctx))
        if number != number:
            self.fail(f"{value!r} is no number.", param, ctx)
        return number


class NumberOption(click.Option):
    """An option that takes a number: its range is told in words."""

    def make_metavar(self, ctx: click.Context) -> str:
        """N, where nothing else is said."""
        return super().make_metavar(ctx) if self.metavar else "N"

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """What stands in brackets behind the help."""
        extra, kind = super().get_help_extra(ctx), self.type
        extra.pop("range", None)
        if isinstance(kind, click.IntRange | click.FloatRange) and kind.max is not None:
            extra["range"] = f"{kind.min:g} to {kind.max:g}"
        elif isinstance(kind, click.IntRange | click.FloatRange) and kind.min != 1:
            extra["range"] = f"{kind.min:g} or more"
        return extra


def _keep_color(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.find_root().meta[COLOR] = value
        ctx.find_root().color = {"always": True, "never": False}.get(value)


color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    expose_value=False,
    is_eager=True,
    callback=_keep_color,
    help="Colours: in a terminal (auto), always or never.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def file_argument(*, several: bool = False) -> Callable[[F], F]:
    """FILE, or FILE..."""
    from .completing import boards

    if several:
        return click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=boards)
    return click.argument("file", metavar="FILE", shell_complete=boards)


def value_options(function: F) -> F:
    """`--set`, `--set-file` and `--max-calls`."""
    for option in reversed(_VALUES):
        function = option(function)
    return function


def scope_options(function: F) -> F:
    """What of a board is made, as `plan` and `run` have it."""
    for option in reversed(_scope()):
        function = option(function)
    return function


_VALUES = (
    click.option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="Give a param its value. Repeatable."),
    click.option(
        "--set-file",
        "set_files",
        metavar="NAME=PATH",
        multiple=True,
        help="Give a param the text of a file. Repeatable.",
    ),
    click.option(
        "--max-calls", cls=NumberOption, type=click.IntRange(1), help="Allow a board of more than 100,000 pictures."
    ),
)


def _scope() -> tuple[Callable[[F], F], ...]:
    from .completing import addresses, engines

    return (
        click.option("--engine", metavar="NAME", shell_complete=engines, help="Who draws. Default: sketch, free."),
        click.option(
            "--only",
            metavar="ADDRESS",
            multiple=True,
            shell_complete=addresses,
            help="Make only this, and what it needs. Repeatable; `arrival.*` is a whole scene.",
        ),
        click.option(
            "--reroll",
            metavar="ADDRESS",
            multiple=True,
            shell_complete=addresses,
            help="Make one more take of this. Repeatable.",
        ),
        click.option("--stale", is_flag=True, help="Also make again what was made from pictures that are others now."),
        click.option("--final", is_flag=True, help="Make the finals of the chosen takes."),
        click.option("--batch", is_flag=True, help="Half the price, within a day: ask in batch jobs."),
    )


def values(sets: tuple[str, ...], set_files: tuple[str, ...]) -> dict[str, object]:
    """The values of params by name. Raises Mistake."""
    found: dict[str, object] = {}
    for text in sets:
        name, value = _pair(text, "--set", "coat='red parka'")
        found[name] = value
    for text in set_files:
        name, path = _pair(text, "--set-file", "text=words.txt")
        found[name] = _file(path)
    return found


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise Mistake(f"`{option} {text}` has to be a name, `=` and a value, such as `{option} {example}`.")
    return name.strip(), value


LONGEST = 64 * 1024 * 4  # bytes; a value has at most 64 Ki characters


def _file(name: str) -> str:
    from pathlib import Path

    path = Path(name)
    try:
        if not path.is_file():
            raise Mistake(f"There is no file `{name}` to take a value from.")
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise Mistake(f"`{name}` is too long for a value: at most 64 KiB.")
        return data.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except (OSError, ValueError) as fault:
        raise Mistake(f"`{name}` can't be read as text: {fault}.") from None
