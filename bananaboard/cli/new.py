"""`bnn new`: a commented starter board."""

from __future__ import annotations

from pathlib import Path

import click

from .exits import Mistake
from .options import color_option
from .screen import BOLD, home_relative, screen, typed_path

EPILOG = """\b
Examples:
  bnn new              writes story.bnn
  bnn new kite         writes kite.bnn
"""


@click.command("new", epilog=EPILOG)
@click.argument("name", required=False, default="story")
@color_option
def command(name: str) -> None:
    """Write a starter board that runs as it is."""
    path = _free(name)
    text = Path(__file__).with_name("starter.bnn").read_text("utf-8").replace("FILE", path.name)
    _write(path, text)
    to, shown, typed = screen(), home_relative(path), typed_path(path)
    to.out(
        f"Wrote {to.paint(BOLD, shown)}. Now:\n"
        f"  bnn plan {typed}    what would be made, and what it would cost\n"
        f"  bnn run {typed}     draw it: free, offline, a page of pictures\n"
    )


def _free(name: str) -> Path:
    """Where the board goes. Raises Mistake where something is there already."""
    path = Path(name if name.endswith(".bnn") else f"{name}.bnn")
    if not path.name.removesuffix(".bnn").strip(". ") or not path.name.isprintable():
        raise Mistake(f"`{name}` can't be the name of a board.")
    return path


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Mistake(f"`{path}` is there already, and stays as it is. Choose another name: `bnn new NAME`.") from None
    except OSError as fault:
        raise Mistake(f"`{path}` can't be written: {fault.strerror or fault}.") from None
