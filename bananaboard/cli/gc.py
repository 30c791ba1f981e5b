"""`bnn gc`: clears away pictures that nothing needs any more."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from .completing import boards, engines
from .earlier import settle_earlier
from .exits import Exit, Mistake, unwritable
from .named import engine_of, existing
from .options import STDIN, NumberOption, color_option, json_option
from .screen import is_terminal, screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..dsl.call import Compiled
    from ..runtime.finding import Finding, Wanted
    from ..runtime.ground import EngineInfo
    from ..runtime.root import Workspace
    from ..script import Script
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn gc                     lists what nothing needs any more; deletes nothing
  bnn gc --delete            deletes it, having asked
  bnn gc --sketches --delete --yes
"""


@click.command("gc", epilog=EPILOG)
@click.argument("file", metavar="[FILE]", required=False, shell_complete=boards)
@click.option("--delete", is_flag=True, help="Delete what is listed, having asked.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--sketches", is_flag=True, help="All sketches too: they are drawn again for nothing.")
@click.option("--gone", is_flag=True, help="Also pictures of boards whose files are not there any more.")
@click.option(
    "--days",
    cls=NumberOption,
    type=click.IntRange(30),
    default=30,
    show_default=True,
    help="Leave what was made or needed in the last N days.",
)
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Only pictures of this engine.")
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str | None,
    delete: bool,
    yes: bool,
    sketches: bool,
    gone: bool,
    days: int,
    engine: str | None,
    as_json: bool,
) -> None:
    """Clear away pictures that nothing needs any more.

    It lists them and deletes nothing without `--delete`. Needed is what any board of the project has now, uses or has
    chosen, and all that this was made from. FILE: only pictures of that board.
    """
    from ..runtime.finding import Wanted
    from ..runtime.ledger import Unopenable

    info = engine_of(engine) if engine else None
    script, board = _place(file)
    settle_earlier(screen(), script, info or engine_of(None))
    workspace = script.workspace(info)
    wanted = Wanted(days, gone, sketches, board, info.maker if info else None)
    try:
        code = _clear(screen(), workspace, wanted, delete=delete, yes=yes, as_json=as_json)
    except Unopenable as fault:
        screen().tell([fault.problem])
        code = Exit.ERRORS
    except OSError as fault:
        raise Mistake(f"Not all of it could be deleted: {unwritable(workspace, fault)}") from None
    ctx.exit(code)


def _place(file: str | None) -> tuple[Script, str | None]:
    """What stands for the project, and the board in it that was named."""
    from ..script import script_at

    if file == STDIN:
        raise Mistake("Name a board, or nothing for the whole project that this folder belongs to.")
    if file is None:
        return script_at(None, ""), None
    script = script_at(existing(file))
    return script, script.key


def _clear(to: Screen, workspace: Workspace, wanted: Wanted, *, delete: bool, yes: bool, as_json: bool) -> Exit:
    from ..runtime.finding import running
    from ..runtime.sweep import Alive, look_over, sweep
    from .gc_lines import deleted_line, finding_json, finding_lines

    now, compiled = dt.datetime.now(dt.UTC), _compiler(workspace.root)
    found = look_over(workspace, compiled, wanted, now)
    nothing = not found.items and not found.leftovers
    if not as_json:
        to.out(finding_lines(to, found, wanted, delete=delete))
    if not delete or nothing:
        if as_json:
            to.out(finding_json(found, deleted=False))
        return Exit.DONE
    if running(workspace.home):
        raise Mistake("A run is under way in this project, so nothing is deleted. Try again when it has ended.")
    if not yes and (refusal := _asked(to, found)) is not None:
        return refusal
    try:
        went = sweep(workspace, compiled, wanted, found, now)
    except Alive:
        raise Mistake("A run has begun in this project meanwhile, so nothing was deleted.") from None
    to.out(finding_json(found, deleted=True, went=went) if as_json else deleted_line(found, went))
    return Exit.DONE


def _asked(to: Screen, found: Finding) -> Exit | None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        to.aside("Nobody is here to agree, so nothing was deleted. `--yes` agrees beforehand.\n")
        return Exit.UNCONFIRMED
    paid = any(not i.free for i in found.items)
    question = "Delete them for good? What was paid for would have to be paid for again" if paid else "Delete them?"
    if click.confirm(question, default=False, err=True):
        return None
    to.aside("Nothing was deleted.\n")
    return Exit.UNCONFIRMED


def _compiler(root: Path) -> Callable[[str, EngineInfo], Compiled | None]:
    """Boards of the project by their names, each compiled once for each engine."""
    from .exits import exit_for

    def compiled(board: str, engine: EngineInfo) -> Compiled | None:
        script = _script(root, board)
        found = script.compiled(engine) if script is not None else None
        return found if found is not None and exit_for(found.diagnostics) is Exit.DONE else None

    return compiled


def _script(root: Path, board: str) -> Script | None:
    """A board of the project, or the notebook that stands for it; None where there are both, and they differ."""
    from ..magics.reading import NotebookError
    from ..script import Script, script_at

    path = root / board
    notebook = path.with_suffix(".ipynb")
    if path.suffix != ".bnn" or not notebook.exists():
        return Script(path, root)
    try:
        found = script_at(notebook)
        if path.exists() and path.read_text(encoding="utf-8-sig").strip() != (found.text or "").strip():
            return None
    except (NotebookError, OSError, ValueError):
        return None
    return found
