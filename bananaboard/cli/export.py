"""`bnn export`: a board in a form that is handed on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from .completing import engines
from .earlier import settle_earlier
from .exits import Exit, Mistake, exit_for
from .named import engine_of, script_of
from .options import color_option, file_argument, value_options
from .screen import home_relative, screen

if TYPE_CHECKING:
    from ..runtime.export.exporter import Exporter, Material, Wishes, Written
    from ..runtime.ground import EngineInfo
    from ..script import Script

EPILOG = """\b
Formats:
  html        a page: one file that holds everything; --folder: with the exact pictures
  pdf         a paper storyboard: pictures with numbers, words and lengths
  png         a contact sheet
  comic       comic pages with balloons, captions and sounds (PDF)
  continuity  each subject's references beside all its pictures (PDF)
  csv         a shot list
  mp4, gif    an animatic
  otio        an edit list for editors, in a folder with its pictures
  zip         exact pictures with receipts, costs and sources
  ipynb, bnn  the board's own text as a notebook, or as a script

\b
Examples:
  bnn export kite.bnn --to html
  bnn export kite.bnn --to html --folder -o site
  bnn export kite.bnn --to pdf --paper letter --columns 2
  bnn export kite.bnn --to mp4 --captions
"""


def _formats(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from ..runtime.export.exporters import exporter_names

    return [CompletionItem(n) for n in exporter_names() if n.startswith(incomplete)]


@click.command("export", epilog=EPILOG)
@file_argument()
@click.option("--to", "form", metavar="FORMAT", required=True, shell_complete=_formats, help="Which form; see below.")
@click.option("-o", "target", metavar="PATH", help="Where to. Default: beside the board, under its name.")
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures. Default: sketch.")
@click.option("--folder", is_flag=True, help="html: a folder with the exact pictures instead of one file.")
@click.option("--columns", type=click.IntRange(0, 24), default=0, help="pdf, comic, png: pictures side by side.")
@click.option("--rows", type=click.IntRange(0, 24), default=0, help="pdf: rows on a page.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="PDFs: the sheet. Default: a4.")
@click.option("--upright", is_flag=True, help="pdf, continuity: portrait pages.")
@click.option("--font", "fonts", multiple=True, metavar="PATH", help="PDFs: a font to try first. Repeatable.")
@click.option("--captions", is_flag=True, help="mp4, gif: burn in what is said, and captions.")
@click.option("--fps", type=click.IntRange(1, 60), default=24, help="mp4, gif, otio: frames a second. Default: 24.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 600),
    default=3.0,
    help="mp4, gif, otio: of a shot without a duration. Default: 3.",
)
@click.option("--height", type=click.IntRange(120, 2160), help="mp4, gif: pixels. Default: 720, gif 360.")
@click.option("--force", is_flag=True, help="Replace a file that was not exported from here.")
@value_options
@color_option
def command(
    file: str,
    form: str,
    target: str | None,
    engine: str | None,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
    fonts: tuple[str, ...],
    force: bool,
    **wanted: object,
) -> None:
    """Write a board in a form that can be handed on.

    Of each picture the final is shown, else the take that counts. Sketches are marked as such. Nothing is drawn, and
    nothing costs money.
    """
    from ..runtime.export.exporter import Unexportable, Wishes
    from ..runtime.export.exporters import open_exporter
    from ..runtime.export.put import put_export

    to, chosen = screen(), engine_of(engine)
    if form in ("ipynb", "bnn"):
        from .source_form import export_source

        to.out(export_source(script_of(file, sets, set_files, max_calls), form, target, force=force))
        return
    try:
        exporter = open_exporter(form)
        if wanted["folder"] and form != "html":
            raise Mistake("`--folder` goes with `--to html`.")
        script = script_of(file, sets, set_files, max_calls)
        settle_earlier(to, script, chosen)
        material = _material(script, chosen)
        path = Path(target) if target is not None else _beside(script, form, exporter, folder=bool(wanted["folder"]))
        wanted["height"] = wanted["height"] or 0
        wanted["fonts"] = tuple(map(Path, fonts))
        wishes = Wishes(**wanted)  # type: ignore[arg-type]  # click has made each of them what it has to be
        written = put_export(exporter, material, path, wishes, force=force)
    except Unexportable as fault:
        raise Mistake(str(fault)) from None
    except OSError as fault:
        raise Mistake(f"The export can't be written: {fault.strerror or fault}.") from None
    to.out(_told(path, written, material, exporter, wishes))


def _material(script: Script, engine: EngineInfo) -> Material:
    from ..runtime.export.material import gather_material
    from ..runtime.shown import shown

    compiled = script.compiled(engine)
    found = shown(compiled, script.root, engine) if exit_for(compiled.diagnostics) is Exit.DONE else None
    wrong = found.diagnostics if found is not None else compiled.diagnostics
    if found is None or exit_for(wrong) is not Exit.DONE:
        screen().tell(wrong)
        click.get_current_context().exit(exit_for(wrong))
    return gather_material(found, script.workspace(engine), script.date)


def _beside(script: Script, form: str, exporter: Exporter, *, folder: bool) -> Path:
    """`kite.pdf` beside `kite.bnn`; `kite-contact.png` where the form is not the ending."""
    from ..runtime.root import stem

    name, ending = stem(script.key), exporter.ending
    tail = "" if form == ending else f"-{form}"
    return script.path.parent / (f"{name}-{form}" if folder or not ending else f"{name}{tail}.{ending}")


def _told(path: Path, written: Written, material: Material, exporter: Exporter, wishes: Wishes) -> str:
    from ..dsl.words import many
    from ..runtime.page.harmless import terminal

    board = material.board
    lines = [f"{home_relative(path)}   {many(written.pictures, 'picture')}", *written.notes]
    if board.made < board.frames:
        lines.append(f"{many(board.frames - board.made, 'picture')} of the board are not made yet.")
    if material.mark and written.pictures:
        lines.append(f"Each is marked: {material.mark}.")
    if not (exporter.credentials or wishes.folder) and _credentials(material):
        lines.append(
            "The pictures' content credentials are not in it: they are made smaller or drawn over."
            " `--to zip` and `--to html --folder` keep the exact bytes."
        )
    return terminal("\n".join(lines) + "\n")


def _credentials(material: Material) -> bool:
    """Whether a picture of this export carries content credentials."""
    from ..runtime.credentials import BOUND, carries

    def has(path: Path) -> bool:
        try:
            return path.stat().st_size <= BOUND and carries(path.read_bytes())
        except OSError:
            return False

    return not material.shown.engine.free and any(map(has, material.files.values()))
