"""`bnn import`: a folder of pictures, a screenplay, a shot list or another tool's storyboard as a board."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .exits import Exit, Mistake, exit_for
from .new_file import write_new
from .options import color_option, json_option
from .screen import BOLD, Screen, home_relative, screen, typed_path

if TYPE_CHECKING:
    from ..runtime.importing.kinds import Imported

LISTED, MANY = 12, 60  # what is left out; shots of which one looks at a scene first
FORMAT = "bananaboard.import/1"
EPILOG = """\b
Examples:
  bnn import refs                 writes refs/refs.bnn
  bnn import keeper.fountain      writes keeper.bnn beside it
  bnn import shots.csv -o story.bnn
"""


@click.command("import", epilog=EPILOG)
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "target",
    metavar="PATH",
    help="The board's file. Default: beside PATH, or in it if it is a folder.",
)
@json_option
@color_option
def command(path: Path, target: str | None, as_json: bool) -> None:
    """Write a board of pictures, a screenplay or a shot list.

    PATH is a folder of pictures, a screenplay (.fountain, .fdx), a shot list (.csv) or a storyboard of Storyboarder
    (.storyboarder). What can't be a part of a board is left out, and named with the reason. No file is replaced,
    nothing is drawn and nothing is sent.
    """
    from ..runtime.importing.kinds import import_path
    from ..runtime.importing.story import NotImportable

    if not _is_there(path):
        raise Mistake(f"There is no file or folder `{path}`.")
    to, board = screen(), _board(path, target)
    try:
        found = import_path(path.resolve(), board.absolute())
    except NotImportable as fault:
        raise Mistake(f"`{path}` can't be imported: {fault}.") from None
    except OSError as fault:
        raise Mistake(f"`{path}` can't be read: {fault.strerror or fault}.") from None
    _checked(to, board, found.text)
    write_new(board, found.text, "`-o PATH` writes another.")
    to.out(_json(board, path, found) if as_json else _told(to, board, found))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # nothing can be called so
        return False


def _board(path: Path, target: str | None) -> Path:
    if target is not None:
        board = Path(target if target.endswith(".bnn") else f"{target}.bnn")
    else:
        whole = path.resolve()
        board = path / f"{whole.name or 'board'}.bnn" if path.is_dir() else path.with_name(f"{path.stem}.bnn")
    if not board.name.isprintable() or not board.name.removesuffix(".bnn").strip(". "):
        raise Mistake(f"`{target or board.name}` can't be the name of a board. `-o PATH` gives it one.")
    return board


def _checked(to: Screen, path: Path, text: str) -> None:
    """A board that is wrong is not written: its pictures may lie outside of its project."""
    from ..grammar.severity import Severity
    from ..script import script_at

    wrong = script_at(path, text).compiled().diagnostics
    if exit_for(wrong) is not Exit.DONE:
        to.tell([d for d in wrong if d.severity is Severity.ERROR][:3])
        elsewhere = any(d.code == "BNN243" for d in wrong)
        where = " Where it lies decides which project it belongs to: `-o PATH`." if elsewhere else ""
        raise Mistake(f"So the board is not written.{where}")


def _told(to: Screen, path: Path, found: Imported) -> str:
    from ..dsl.words import many
    from ..runtime.page.harmless import terminal_line

    shown, typed = home_relative(path), typed_path(path)
    made = ", ".join(many(n, noun) for noun, n in found.made.items())
    lines = [f"Wrote {to.paint(BOLD, terminal_line(shown))} from a {found.kind}: {made}."]
    places = (f"line {x.line}: {x.what}" if x.line else x.what for x in found.left[:LISTED])
    lines += [
        f"  left out: {terminal_line(what)} ({terminal_line(x.why)})"
        for what, x in zip(places, found.left, strict=False)
    ]
    more = len(found.left) - LISTED
    lines += [f"  and {more} more; `--json` lists them all"] if more > 0 else []
    lines += [*map(terminal_line, found.hints), "Then draw it as sketches, for nothing:", f"  bnn run {typed}"]
    first = next((name for name, _, _ in found.scenes if name), "")
    if first and found.made.get("shot", 0) > MANY:
        lines.append(f'  bnn run {typed} --only "{first}.*"   the first scene')
    return "\n".join(lines) + "\n"


def _json(path: Path, origin: Path, found: Imported) -> str:
    import json

    document = {
        "format": FORMAT,
        "board": str(path),
        "from": str(origin),
        "kind": found.kind,
        "made": found.made,
        "scenes": [{"name": name, "title": title, "shots": shots} for name, title, shots in found.scenes],
        "columns": found.read,
        "left": [{"what": x.what, "why": x.why, "line": x.line or None} for x in found.left],
        "hints": found.hints,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
