"""`bnn import`: a folder of pictures as a board."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .exits import Exit, Mistake, exit_for
from .new_file import write_new
from .options import color_option
from .screen import BOLD, Screen, home_relative, screen, typed_path

if TYPE_CHECKING:
    from ..runtime.importing import Imported

LISTED = 12
EPILOG = """\b
Examples:
  bnn import refs                 writes refs/refs.bnn
  bnn import refs -o story.bnn
"""


@click.command("import", epilog=EPILOG)
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "target", metavar="PATH", help="The board's file. Default: in the folder, under its name.")
@color_option
def command(folder: Path, target: str | None) -> None:
    """Write a board of a folder of pictures.

    Each picture becomes a character; those in folders called locations, props, styles or references become that.
    Pictures whose names differ only in a number or an angle (mara-front, mara-back) belong to one subject. The pictures
    stay where they are. Nothing is drawn or sent.
    """
    from ..runtime.importing import import_folder

    to = screen()
    name = folder.resolve().name or "board"
    path = _board(target) if target is not None else folder / f"{name}.bnn"
    try:
        found = import_folder(folder.resolve(), path.absolute(), name.replace("_", " ").replace("-", " ").capitalize())
    except OSError as fault:
        raise Mistake(f"`{folder}` can't be read: {fault.strerror or fault}.") from None
    if not found.subjects:
        raise Mistake(f"There are no pictures in `{folder}` that a board could use (PNG, JPEG, WEBP, HEIC).")
    _checked(to, path, found.text)
    write_new(path, found.text, "`-o PATH` writes another.")
    to.out(_told(to, path, found))


def _board(target: str) -> Path:
    path = Path(target if target.endswith(".bnn") else f"{target}.bnn")
    if not path.name.isprintable() or not path.name.removesuffix(".bnn").strip(". "):
        raise Mistake(f"`{target}` can't be the name of a board.")
    return path


def _checked(to: Screen, path: Path, text: str) -> None:
    """A board that is wrong is not written: its pictures may lie outside of its project."""
    from ..grammar.severity import Severity
    from ..script import script_at

    wrong = script_at(path, text).compiled().diagnostics
    if exit_for(wrong) is not Exit.DONE:
        to.tell([d for d in wrong if d.severity is Severity.ERROR][:3])
        raise Mistake("So the board is not written. Where it lies decides which project it belongs to: `-o PATH`.")


def _told(to: Screen, path: Path, found: Imported) -> str:
    from ..dsl.words import many
    from ..runtime.page.harmless import terminal_line

    shown, typed = home_relative(path), typed_path(path)
    pictures = sum(len(s.pictures) for s in found.subjects)
    kinds: dict[str, int] = {}
    for subject in found.subjects:
        kinds[subject.kind] = kinds.get(subject.kind, 0) + 1
    told = ", ".join(many(n, kind) for kind, n in kinds.items())
    lines = [f"Wrote {to.paint(BOLD, terminal_line(shown))}: {many(pictures, 'picture')} of {told}."]
    lines += [f"  left out: {terminal_line(name)} ({why})" for name, why in found.left[:LISTED]]
    more = len(found.left) - LISTED
    lines += [f"  and {more} more"] if more > 0 else []
    lines += ["Say in words what each of them shows, write the shots, and then:", f"  bnn run {typed}"]
    return "\n".join(lines) + "\n"
