"""`bnn export`: a board in a form that is handed on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from .completing import engines
from .earlier import settle_earlier
from .exits import Exit, Mistake, exit_for
from .fitting import OWN_TEXT, check_options
from .named import engine_of, script_of
from .options import FiniteRange, NumberOption, color_option, file_argument, json_option, value_options
from .rates import RATE
from .screen import screen

if TYPE_CHECKING:
    from ..runtime.export.exporter import Exporter, Material
    from ..runtime.ground import EngineInfo
    from ..script import Script
    from .export_told import Made

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
@click.option("-o", "--output", "target", metavar="PATH", help="Where to. Default: beside the board, under its name.")
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures. Default: sketch.")
@click.option("--folder", is_flag=True, help="html: a folder with the exact pictures instead of one file.")
@click.option("--for-clients", is_flag=True, help="Without prompts, models, costs and takes that do not count.")
@click.option(
    "--columns", cls=NumberOption, type=click.IntRange(0, 24), default=0, help="pdf, comic, png: pictures side by side."
)
@click.option("--rows", cls=NumberOption, type=click.IntRange(0, 24), default=0, help="pdf: rows on a page.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="PDFs: the sheet. Default: a4.")
@click.option("--upright", is_flag=True, help="pdf, continuity: portrait pages.")
@click.option("--right-to-left", is_flag=True, help="comic: panels, balloons and pages as manga has them.")
@click.option("--font", "fonts", multiple=True, metavar="PATH", help="PDFs: a font to try first. Repeatable.")
@click.option("--captions", is_flag=True, help="mp4, gif: burn in what is said, and captions.")
@click.option(
    "--fps", type=RATE, metavar="N", default="24", help="mp4, gif, otio: frames a second, or 23.976. Default: 24."
)
@click.option(
    "--seconds",
    cls=NumberOption,
    type=FiniteRange(0.1, 600),
    default=3.0,
    help="mp4, gif, otio: of a shot without a duration. Default: 3.",
)
@click.option(
    "--height", cls=NumberOption, type=click.IntRange(120, 2160), help="mp4, gif: pixels. Default: 720, gif 360."
)
@click.option("--force", is_flag=True, help="Replace a file that was not exported from here.")
@value_options
@json_option
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
    as_json: bool,
    for_clients: bool,
    **wanted: object,
) -> None:
    """Write a board in a form that can be handed on.

    Of each picture the final is shown, else the take that counts. Sketches are marked as such. Nothing is drawn, and
    nothing costs money.
    """
    from ..runtime.export.exporter import Unexportable
    from .export_told import export_json, export_lines

    wanted.update(height=wanted["height"] or 0, fonts=tuple(map(Path, fonts)))
    check_options(form, for_clients=for_clients)
    asked = _Asked(form, Path(target) if target is not None else None, engine_of(engine), wanted, force, for_clients)
    try:
        if form in OWN_TEXT:
            made = _source(script_of(file, sets, set_files, max_calls), asked)
        else:
            exporter = _exporter(asked)
            made = _export(script_of(file, sets, set_files, max_calls), exporter, asked)
    except Unexportable as fault:
        raise Mistake(str(fault)) from None
    except OSError as fault:
        raise Mistake(f"The export can't be written: {fault.strerror or fault}.") from None
    screen().out(export_json(made) if as_json else export_lines(made))


@dataclass(frozen=True, slots=True)
class _Asked:
    form: str
    target: Path | None
    engine: EngineInfo
    wanted: dict[str, object]  # of the fields of Wishes
    force: bool
    for_clients: bool


def _exporter(asked: _Asked) -> Exporter:
    from ..runtime.export.exporters import BUILT_IN, open_exporter

    exporter = open_exporter(asked.form)
    if asked.for_clients and asked.form not in BUILT_IN:
        raise Mistake(f"Nobody knows what `{asked.form}` shows: `--for-clients` goes with the built-in formats.")
    return exporter


def _source(script: Script, asked: _Asked) -> Made:
    from .export_told import Made
    from .source_form import export_source

    target = str(asked.target) if asked.target is not None else None
    path, notes = export_source(script, asked.form, target, force=asked.force)
    return Made(asked.form, path, asked.engine, notes)


def _export(script: Script, exporter: Exporter, asked: _Asked) -> Made:
    from ..runtime.export.clients import for_clients
    from ..runtime.export.exporter import Wishes
    from ..runtime.export.put import put_export
    from .export_told import Made, warnings

    settle_earlier(screen(), script, asked.engine)
    material = _material(script, asked.engine)
    material = for_clients(material) if asked.for_clients else material
    wishes = Wishes(**asked.wanted)  # type: ignore[arg-type]  # click has made each of them what it has to be
    path = asked.target or _beside(script, asked.form, exporter, folder=wishes.folder)
    written = put_export(exporter, material, path, wishes, force=asked.force)
    kept = (exporter.credentials or wishes.folder) and not (material.bare and material.mark)
    return Made(asked.form, path, asked.engine, warnings(material, written, kept=kept), material, written, kept)


def _material(script: Script, engine: EngineInfo) -> Material:
    from ..runtime.export.material import gather_material
    from ..runtime.shown import shown

    compiled = script.compiled(engine)
    found = shown(compiled, script.root, engine) if exit_for(compiled.diagnostics) is Exit.DONE else None
    wrong = found.diagnostics if found is not None else compiled.diagnostics
    if found is None or exit_for(wrong) is not Exit.DONE:
        screen().tell(wrong)
        click.get_current_context().exit(exit_for(wrong))
    material = gather_material(found, script.workspace(engine), script.date)
    screen().tell(material.notes.problems)
    return material


def _beside(script: Script, form: str, exporter: Exporter, *, folder: bool) -> Path:
    """`kite.pdf` beside `kite.bnn`; `kite-contact.png` where the form is not the ending."""
    from ..runtime.root import stem

    name, ending = stem(script.key), exporter.ending
    tail = "" if form == ending else f"-{form}"
    return script.path.parent / (f"{name}-{form}" if folder or not ending else f"{name}{tail}.{ending}")
