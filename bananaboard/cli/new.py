"""`bnn new`: a commented starter board, of the kind that is asked for."""

from __future__ import annotations

from pathlib import Path

import click

from .completing import starters
from .exits import Mistake
from .new_file import write_new
from .options import color_option
from .screen import BOLD, GREEN, Screen, home_relative, screen, typed_path

STORY = "story"
EPILOG = """\b
Examples:
  bnn new                          writes story.bnn
  bnn new kite                     writes kite.bnn
  bnn new --list                   the kinds of boards there are
  bnn new autumn --from lookbook   writes autumn.bnn, a lookbook
"""


@click.command("new", epilog=EPILOG)
@click.argument("name", required=False)
@click.option("--from", "kind", metavar="KIND", shell_complete=starters, help="What kind of board. Default: story.")
@click.option("--list", "listed", is_flag=True, help="List the kinds, and write nothing.")
@color_option
def command(name: str | None, kind: str | None, listed: bool) -> None:
    """Write a starter board that runs as it is."""
    from ..starters import starter

    to = screen()
    if listed:
        to.out(_kinds(to))
        return
    try:
        text = starter(kind or STORY)
    except KeyError:
        raise Mistake(_unknown(kind or STORY)) from None
    path = _free(kind or STORY if name is None else name)
    write_new(path, text.replace("FILE", path.name), "Choose another name: `bnn new NAME`.")
    shown, typed = home_relative(path), typed_path(path)
    to.out(
        f"Wrote {to.paint(BOLD, shown)}. Now:\n"
        f"  bnn plan {typed}    what would be made, and what it would cost\n"
        f"  bnn run {typed}     draw it: free, offline, a page of pictures\n"
    )


def _kinds(to: Screen) -> str:
    from ..starters import starters
    from .columns import columns

    rows = [[(kind, GREEN), (about, "")] for kind, about in starters()]
    return "\n".join([*columns(rows, to.paint, width=to.width), "", "To begin with one: bnn new --from KIND"]) + "\n"


def _unknown(kind: str) -> str:
    from ..dsl.nearest import nearest
    from ..starters import starters

    names = [name for name, _ in starters()]
    near = nearest(kind, names)
    guess = f"Did you mean `{near}`?" if near else f"There are: {', '.join(names)}."
    return f"There is no starter of the kind `{kind}`. {guess}"


def _free(name: str) -> Path:
    """Where the board goes. Raises Mistake where something is there already."""
    path = Path(name if name.endswith(".bnn") else f"{name}.bnn")
    if not path.name.removesuffix(".bnn").strip(". ") or not path.name.isprintable():
        raise Mistake(f"`{name}` can't be the name of a board.")
    return path
