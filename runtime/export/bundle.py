"""A bundle: the exact pictures with their receipts, what they cost and what they were made from, as one zip."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from ...dsl.money import usd
from ..credentials import BOUND as CREDENTIALS_BOUND
from ..credentials import carries
from ..offers import PICTURE_BOUND
from ..receipts import NAME, read_receipt_file, receipt_text
from ..store import names
from .exporter import Unexportable, Written
from .material import GIVEN, own
from .panels import panels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..notes_file import Note
    from ..receipts import Receipt
    from ..shown import ShownCall, ShownPicture, ShownTake
    from .exporter import Material, Wishes

FORMAT = "bananaboard.bundle/1"
EPOCH = (1980, 1, 1, 0, 0, 0)  # a bundle of the same board is the same file
README = """\
# {title}

Pictures of a storyboard, exactly as they were made, with their receipts: `provenance.json` says which is which, who
drew it, what it cost, and the digests of what it was made from.

`bnn restore FILE.zip` in the board's project brings the pictures back.
"""


class Bundle:
    """What is needed to show where pictures come from, and to have them again."""

    about = "a bundle: exact pictures, receipts, costs and sources; `bnn restore` reads it"
    ending = "zip"
    credentials = True

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:  # noqa: ARG002 - every exporter's
        """One zip."""
        found = list(_entries(material))
        if not found:
            raise Unexportable("Nothing of this board has been made yet, so there is nothing to bundle.")
        with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as archive:
            archive.comment = b"Bananaboard"
            _text(archive, "README.md", README.format(title=material.board.title))
            pictures = {p.sha256: p for _, take in found for p in take.pictures}
            receipts = {s: _receipts(p) for s, p in pictures.items()}
            _text(archive, "provenance.json", _provenance(material, found, receipts))
            for sha256, picture in sorted(pictures.items()):
                _picture(archive, picture)
                for name, receipt in receipts[sha256]:
                    _text(archive, f"store/{sha256[:2]}/{name}", receipt_text(receipt))
            _sources(archive, material)
        return Written(len(pictures))


def _entries(material: Material) -> Iterator[tuple[ShownCall, ShownTake]]:
    """What counts: of a final its draft too, since it was made from that."""
    for there in material.shown.calls:
        for call in (there, there.final):
            if call is not None and (take := call.counts) is not None and take.here:
                yield call, take


def _receipts(picture: ShownPicture) -> list[tuple[str, Receipt]]:
    """Those that lie beside a picture in the store, read and checked."""
    assert picture.path is not None
    folder = Path(picture.path).parent
    files = [folder / n for n in names(folder) if n.startswith(picture.sha256) and NAME.fullmatch(n)]
    return [(f.name, r) for f in files if (r := read_receipt_file(f)) is not None]


def _picture(archive: zipfile.ZipFile, picture: ShownPicture) -> None:
    assert picture.path is not None
    path = Path(picture.path)
    if path.stat().st_size > PICTURE_BOUND:
        raise Unexportable(f"`{path.name}` is too large for a bundle.")
    archive.writestr(_info(f"store/{picture.sha256[:2]}/{path.name}"), path.read_bytes())


def _text(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_info(name), text.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    return info


def _sources(archive: zipfile.ZipFile, material: Material) -> None:
    """The texts of the board, and the references and tables that it names, under their names in the project."""
    compiled, root = material.shown.compiled, material.workspace.root
    for source in sorted(own(compiled.texts), key=lambda s: s.path):
        _text(archive, f"sources/{source.path}", source.text)
    given = {p for href, p in material.files.items() if href.startswith(f"{GIVEN}/")}
    for path in sorted(given | {root / f.path for f in own(compiled.files)}):
        archive.writestr(_info(f"sources/{path.relative_to(root).as_posix()}"), path.read_bytes())


def _provenance(
    material: Material,
    found: list[tuple[ShownCall, ShownTake]],
    receipts: dict[str, list[tuple[str, Receipt]]],
) -> str:
    compiled, engine = material.shown.compiled, material.shown.engine
    numbers = {(p.address, p.part): p.number for p in panels(material)}
    whole = {
        "format": FORMAT,
        "board": compiled.title,
        "file": compiled.path,
        "exported": material.today.isoformat(),
        "drawn_by": engine.maker,
        "pretended": bool(engine.realm),
        "sources": [{"path": s.path, "sha256": s.sha256} for s in (*compiled.sources, *compiled.files)],
        "params": dict(compiled.params),
        "notes": list(map(_note, material.notes.entries)),
        "pictures": [
            _record(call, take, part, picture, numbers, [r for _, r in receipts[picture.sha256]])
            for call, take in found
            for part, picture in enumerate(take.pictures, 1)
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _note(note: Note) -> dict[str, object]:
    day = note.date.isoformat() if note.date is not None else None
    return {"address": note.address, "take": note.take, "sha256": note.sha256 or None, "text": note.text,
            "date": day, "done": note.done}  # fmt: skip


def _record(
    call: ShownCall,
    take: ShownTake,
    part: int,
    picture: ShownPicture,
    numbers: dict[tuple[str, int], str],
    receipts: list[Receipt],
) -> dict[str, object]:
    own = next((r for r in receipts if (r.address, r.take) == (call.call.address, take.number)), None)
    assert picture.path is not None
    path = Path(picture.path)
    return {
        "address": call.call.address,
        "number": numbers.get((call.call.draft or call.call.address, part), ""),
        "take": take.number,
        "part": part,
        "sha256": picture.sha256,
        "file": f"store/{picture.sha256[:2]}/{path.name}",
        "mime": picture.mime,
        "width": picture.width,
        "height": picture.height,
        "status": call.status.value,
        "picked": take.picked,
        "by_hand": take.made_by_hand,
        "model": take.model,
        "cost_usd": usd(take.cost),
        "price_as_of": own.price_as_of if own is not None else None,
        "made": own.time if own is not None else None,
        "said": own.said if own is not None else None,
        "seen": own.seen if own is not None else None,
        "content_credentials": path.stat().st_size <= CREDENTIALS_BOUND and carries(path.read_bytes()),
    }
