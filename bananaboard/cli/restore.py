"""`bnn restore`: pictures that are missing come back from a bundle, from `out/`, or from somebody's store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .completing import boards, engines
from .exits import Exit, Mistake, exit_for
from .named import engine_of, existing
from .options import color_option
from .screen import screen

if TYPE_CHECKING:
    from ..runtime.restore import Restored

LISTED = 20

EPILOG = """\b
Examples:
  bnn restore out/kite                    the copies beside the board, with their receipts
  bnn restore kite.zip                    a bundle
  bnn restore ../her-copy/.bananaboard    the store of somebody else
"""


@click.command("restore", epilog=EPILOG)
@click.argument("path", metavar="PATH", shell_complete=boards)
@click.argument("file", metavar="[FILE]", required=False, shell_complete=boards)
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures: only for those of a rehearsal.")
@color_option
@click.pass_context
def command(ctx: click.Context, path: str, file: str | None, engine: str | None) -> None:
    """Bring back paid pictures that are missing here.

    PATH is a bundle, a folder of copies such as out/kite, or the .bananaboard of somebody else. FILE is a board of the
    project that they come back to; without it, the project is that of the current folder.
    """
    from ..runtime.clock import wall_clock
    from ..runtime.ledger import Unopenable
    from ..runtime.offers import NoOffer
    from ..runtime.restore import restore
    from ..runtime.root import Workspace
    from ..script import script_at

    script = script_at(existing(file)) if file is not None else script_at(Path.cwd() / "any.bnn")
    space = Workspace(script.root, realm=engine_of(engine).realm if engine is not None else "")
    try:
        found = restore(space, Path(path), wall_clock, script.key if file is not None else None)
    except NoOffer as fault:
        raise Mistake(f"Nothing can come back from `{path}`: {fault}.") from None
    except Unopenable as fault:
        problem = [fault.problem]
        screen().tell(problem)
        ctx.exit(exit_for(problem))
    except OSError as fault:
        raise Mistake(f"The pictures can't be written: {fault.strerror or fault}.") from None
    screen().out(_told(found))
    ctx.exit(Exit.FAILED if found.missing else Exit.DONE)


def _told(found: Restored) -> str:
    from ..dsl.money import show
    from ..dsl.words import many
    from ..runtime.page.harmless import terminal

    lines = [f"{many(found.pictures, 'picture')} came back." if found.pictures else "No picture came back."]
    if found.entered.answers:
        lines.append(
            f"{many(found.entered.answers, 'request')} came with receipts: {show(found.entered.spent)} counts as spent."
        )
    if found.there:
        lines.append(f"{many(found.there, 'picture')} of them were here already.")
    if found.damaged:
        lines.append(f"{many(found.damaged, 'file')} could not be used: damaged, too large, or no pictures.")
    if found.apart:
        lines.append(f"What {found.apart[0]} pretended is kept apart: `--engine {found.apart[0]}` brings it back.")
    elif found.strangers:
        lines.append(
            f"Left: {many(found.strangers, 'picture')} with no receipt, which no pick names."
            " `bnn pick FILE ADDRESS PATH` takes one in."
        )
    if found.missing:
        lines.append(f"{many(len(found.missing), 'picture')} still missing:")
        lines += [f"  {address} ({sha256[:12]})" for address, sha256 in found.missing[:LISTED]]
        more = len(found.missing) - LISTED
        lines += [f"  and {more} more"] if more > 0 else []
    return terminal("\n".join(lines) + "\n")
