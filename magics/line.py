"""`%banana`: words about the whole board of the notebook."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ..grammar.format import format_source
from ..grammar.source import Source
from .cell import finished
from .cells import joined
from .faults import CellError
from .meanings import say_aside
from .options import params, read
from .planning import planned, show_plan
from .wording import in_notebook, refused
from .words import WORDS
from .wrapping import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from .face import Outcome
    from .notebook import Notebook

ABOUT = ("plan", "status", "run", "board")  # words of all that the board has
COMMANDS = ("plan", "status", "pick", "show", "log", "models")
LONGEST = 100  # bytes of a name: files that are called after it need room for more
AS_IS = {"--json", "--prompts"}  # what is to be copied is not broken


def run_line(notebook: Notebook, line: str) -> Outcome | None:
    """Do what a line says. Raises CellError."""
    try:
        words = shlex.split(line)
    except ValueError as fault:
        raise CellError(f"%banana: {fault}") from None
    verb, *rest = words or ["help"]
    if verb in ABOUT:
        say_aside(notebook)
    if verb in COMMANDS:
        _command(notebook, verb, rest)
        return None
    if verb in ("run", "reroll"):
        return _made(notebook, verb, rest)
    if verb not in _OWN:
        from ..dsl.nearest import nearest

        near = nearest(verb, WORDS)
        hint = f" Did you mean `{near}`?" if near else f" There are {', '.join(WORDS)}."
        raise CellError(f"%banana knows no word `{verb}`.{hint}")
    _OWN[verb](notebook, rest)
    return None


def _command(notebook: Notebook, verb: str, rest: list[str]) -> None:
    words = [verb, *([] if verb == "models" else [str(notebook.file)]), *rest]
    engine = notebook.wishes.engine
    if engine and verb != "models" and not any(w.startswith("--engine") for w in rest):
        words += ["--engine", engine]
    code, said = notebook.face.command(notebook.board(), words, color=notebook.color)
    if code:
        raise CellError(refused(verb, said))
    told = in_notebook(said)
    if AS_IS & set(rest):
        print(told.rstrip("\n"))  # noqa: T201 - a cell's output
    else:
        say(told, wider=12)


def _made(notebook: Notebook, verb: str, rest: list[str]) -> Outcome | None:
    """Make pictures from a line, as a cell does."""
    if verb == "reroll" and not [w for w in rest if not w.startswith("-")]:
        raise CellError("%banana reroll: say which picture, such as `%banana reroll day.one`.")
    named = rest[: _first_option(rest)]
    option = "--reroll" if verb == "reroll" else "--only"
    line = shlex.join([*rest[len(named) :], *(x for name in named for x in (option, name))])
    options = read(line, f"%banana {verb}", named=False)
    notebook.give(params(options, notebook.shell.user_ns))
    board = notebook.board()
    plan = planned(notebook, board, options, options.only)
    if options.plan:
        show_plan(plan)
        return None
    return finished(notebook, board, plan, options, named or [s.call.address for s in plan.steps if s.make])


def _first_option(words: list[str]) -> int:
    return next((i for i, w in enumerate(words) if w.startswith("-")), len(words))


def _board(notebook: Notebook, rest: list[str]) -> None:
    if rest:
        name = rest[0].removesuffix(".ipynb").removesuffix(".bnn")
        if len(rest) > 1 or not _names_a_file(name):
            raise CellError("%banana board: the name is one short word, such as `%banana board lighthouse`.")
        notebook.name = name
        say(f"This board is {notebook.board().path} from here on.")
        return
    text = joined(notebook.cells)
    print((format_source(Source("board", text)) or text).strip("\n") or "The board is empty.")  # noqa: T201


def _names_a_file(name: str) -> bool:
    """Whether files can be called so. What can't would stay in the project's ledger and be in the way of all boards."""
    return name.isprintable() and 0 < len(name.encode()) <= LONGEST and name[0] not in ".-" and not set(name) & {*"/\\"}


def _stop(notebook: Notebook, rest: list[str]) -> None:
    if rest not in ([], ["now"]):
        raise CellError("%banana stop: only `now` may stand behind it.")
    if not notebook.background.stop(now=bool(rest)):
        told = "Nothing is on its way."
    elif rest:
        told = "What was on its way is given up. `%banana log` says what may have been billed."
    else:
        told = "Nothing more is sent; what is on its way comes in, since it is paid for."
    say(told)


def _reset(notebook: Notebook, rest: list[str]) -> None:
    if not rest:
        notebook.reset()
        say("The board is empty. What was made is kept.")
        return
    missing = notebook.drop(rest)
    if missing:
        raise CellError(f"%banana reset: the board declares no `{missing[0]}`.")
    say(f"Forgotten: {', '.join(rest)}.")


def _help(notebook: Notebook, rest: list[str]) -> None:
    from .help import about

    told = about(notebook, rest[0] if rest else "")
    if told is None:
        raise CellError(f"%banana help: nothing is known about `{rest[0]}`.")
    print(told)  # noqa: T201 - a cell's output


_OWN: dict[str, Callable[[Notebook, list[str]], None]] = {
    "board": _board, "stop": _stop, "reset": _reset, "help": _help,
}  # fmt: skip
