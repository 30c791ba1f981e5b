"""`bnn recover`: the ledger of a project, made again from the receipts in its store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..dsl.words import many
from .exits import Exit, Mistake, exit_for
from .options import color_option
from .screen import home_relative, screen

if TYPE_CHECKING:
    from ..runtime.rebuild import Rebuilt
    from ..runtime.root import Workspace
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn recover                the project of the current folder
  bnn recover kite.bnn       the project that this board belongs to
"""


@click.command("recover", epilog=EPILOG)
@click.argument("path", metavar="[FILE|DIR]", default=".")
@color_option
@click.pass_context
def command(ctx: click.Context, path: str) -> None:
    """Make the list of what was made again, where it is damaged or gone.

    It is put together from the receipts beside the pictures and from what the old list still shows. The old one is kept
    beside it. A list that is whole stays as it is.
    """
    to = screen()
    codes = [_one(to, space) for space in spaces(Path(path))]
    if not codes:
        to.out("Nothing was ever made here: there is nothing to recover.\n")
    ctx.exit(max(codes, default=Exit.DONE))


def spaces(path: Path) -> list[Workspace]:
    """The project of a file or folder, and what was only pretended in it. Raises Mistake."""
    from ..runtime.root import Workspace, find_root
    from ..runtime.store import names

    if not path.exists():
        raise Mistake(f"There is no file or folder `{path}`.")
    root = find_root(path.absolute() if path.is_file() else path.absolute() / "any.bnn")
    main = Workspace(root)
    realms = [n for n in names(main.home) if (main.home / n / "store").is_dir()]
    return [s for s in (main, *(Workspace(root, realm=r) for r in realms)) if (s.home / "store").is_dir()]


def _one(to: Screen, space: Workspace) -> Exit:
    from ..runtime.clock import wall_clock
    from ..runtime.ledger import Unopenable
    from ..runtime.rebuild import rebuild
    from ..runtime.recovery import settle_dead
    from .earlier import told

    where = home_relative(space.home)
    try:
        found = rebuild(space.home, wall_clock)
    except Unopenable as fault:
        problem = [fault.problem]
        to.tell(problem)
        return exit_for(problem)
    except OSError as fault:
        raise Mistake(f"The list can't be written: {fault.strerror or fault}.") from None
    if found is None:
        to.out(f"The list of what was made in {where} is whole: nothing to do.\n")
    else:
        to.out(_told(found, where))
    settled = settle_dead(space)
    if settled is not None and settled.ended:
        to.aside(told(settled, "", planned=False))
    return Exit.DONE


def _told(found: Rebuilt, where: str) -> str:
    from ..dsl.money import show
    from ..runtime.page.harmless import terminal

    entered = found.entered
    boards = "1 board" if len(entered.boards) == 1 else f"{len(entered.boards)} boards"
    lines = [
        f"The list of what was made in {where} could not be used: {found.reason}.",
        f"It is made again: {many(entered.pictures, 'picture')} of {boards}, {show(found.spent)} spent in all.",
    ]
    if found.salvaged:
        lines.append(f"{many(found.salvaged, 'request')} more could still be read in the old one.")
    lost = "; those that the old one no longer shows are not in the new one" if found.aside is not None else ""
    lines.append(f"Requests that brought no picture, or were never answered, are in no receipt{lost}.")
    lines.append("So more may have been spent than the new one says.")
    if entered.wordless:
        lines.append(f"{many(entered.wordless, 'receipt')} of an older kind hold too little to be entered.")
    lines += [f"Damaged, and put aside: {home_relative(p)}" for p in found.damaged]
    if found.damaged:
        lines.append("`bnn restore PATH` brings damaged pictures back from a copy.")
    if found.aside is not None:
        lines.append(f"The old list is kept: {home_relative(found.aside)}")
    return terminal("\n".join(lines) + "\n")
