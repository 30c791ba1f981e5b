"""What came of an export: in lines for people, and as `bananaboard.export/1` for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .screen import home_relative

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..runtime.export.exporter import Material, Origin, Written
    from ..runtime.ground import EngineInfo
    from ..runtime.page.board import Frame, PageBoard

FORMAT = "bananaboard.export/1"


@dataclass(frozen=True, slots=True)
class Made:
    """An export that is written. `kept`: with the pictures' exact bytes. No `material`: it is the board's own text."""

    form: str
    path: Path
    engine: EngineInfo
    warnings: tuple[str, ...]
    material: Material | None = None
    written: Written | None = None
    kept: bool = True


def warnings(material: Material, written: Written, *, kept: bool) -> tuple[str, ...]:
    """What somebody has to know before this is handed on, in sentences."""
    said = [*written.notes, *_lacks(list(_frames(material.board)))]
    if material.mark and written.pictures:
        said.append(f"Each is marked: {material.mark}.")
    if not kept and any(carries(material, href) for href in _used(material, written)):
        said.append(
            "The pictures' content credentials are not in it: they are made smaller or drawn over."
            " `--to zip` and `--to html --folder` keep the exact bytes."
        )
    return tuple(said)


def _lacks(frames: list[Frame]) -> Iterator[str]:
    """What is not there, and what is no longer right."""
    from ..dsl.words import many
    from ..runtime.hints import few

    bare = [f for f in frames if not f.images]
    refused, gone = ([f.address for f in bare if f.status == s] for s in ("refused", "missing"))
    old = [f.address for f in frames if f.images and f.status in ("stale", "changed")]
    if left := len(bare) - len(refused) - len(gone):
        yield f"{many(left, 'picture')} of the board {'is' if left == 1 else 'are'} not made yet."
    if refused:
        yield f"{many(len(refused), 'picture')} {'was' if len(refused) == 1 else 'were'} refused: {few(refused)}."
    if gone:
        were, its = ("was", "its file is") if len(gone) == 1 else ("were", "their files are")
        yield f"{many(len(gone), 'picture')} {were} made, and {its} gone: {few(gone)}."
    if old:
        yield f"{many(len(old), 'picture')} {'is' if len(old) == 1 else 'are'} not up to date: {few(old)}."


def export_lines(made: Made) -> str:
    """For people."""
    from ..dsl.words import many
    from ..runtime.page.harmless import terminal
    from .source_form import FORMS

    what = many(made.written.pictures, "picture") if made.written is not None else FORMS[made.form]
    return terminal("\n".join([f"{home_relative(made.path)}   {what}", *made.warnings]) + "\n")


def export_json(made: Made) -> str:
    """For programs."""
    from ..runtime.page.harmless import terminal

    material = made.material
    document = {
        "format": FORMAT,
        "to": made.form,
        "path": str(made.path.absolute()),
        "bytes": _size(made.path),
        "board": material.board.title if material is not None else None,
        "engine": made.engine.name,
        "mark": (material.mark.lower() or None) if material is not None else None,
        "pictures": _pictures(made),
        "missing": _missing(material) if material is not None else [],
        "exact_bytes": made.kept if material is not None else None,
        "warnings": list(map(terminal, made.warnings)),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _pictures(made: Made) -> list[dict[str, object]]:
    material, written = made.material, made.written
    if material is None or written is None:
        return []
    used = _used(material, written)
    return [_picture(o, material, href) for href, o in material.origins.items() if href in used]


def _picture(origin: Origin, material: Material, href: str) -> dict[str, object]:
    return {
        "address": origin.address,
        "take": origin.take,
        "panel": origin.part,
        "sha256": origin.sha256,
        "which": origin.which,
        "by_hand": origin.by_hand,
        "status": origin.status,
        "mark": material.mark.lower() or None,
        "content_credentials": carries(material, href),
    }


def _missing(material: Material) -> list[dict[str, str]]:
    return [{"address": f.address, "status": f.status} for f in _frames(material.board) if not f.images]


def _frames(board: PageBoard) -> Iterator[Frame]:
    return (f for scene in board.scenes for shot in scene.shots for f in shot.frames)


def _used(material: Material, written: Written) -> frozenset[str]:
    return written.used if written.used is not None else frozenset(material.files)


def carries(material: Material, href: str) -> bool:
    """Whether the file of a picture carries content credentials."""
    from ..runtime.credentials import BOUND
    from ..runtime.credentials import carries as within

    path = material.files.get(href)
    try:
        return path is not None and path.stat().st_size <= BOUND and within(path.read_bytes())
    except OSError:
        return False


def _size(path: Path) -> int:
    """Bytes of a file, or of all in a folder."""
    if not path.is_dir():
        return path.stat().st_size
    return sum(p.stat().st_size for p in sorted(path.rglob("*")) if p.is_file())
