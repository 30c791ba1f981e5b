"""What a sketch holds besides its picture: lettering that a comic does not repeat, and what it was drawn from."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ...dsl.call import About
    from .exporter import Material

LARGEST = 50_000_000  # bytes of a sketch
MOST = 3  # captions, and lines of dialogue, that a sketch letters


HEAD = b"\x89PNG\r\n\x1a\n"


def copy(path: Path, to: Path, material: Material) -> None:
    """A picture's exact bytes; where it is for clients, without what a sketch was drawn from."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if material.bare and material.mark and path.stat().st_size <= LARGEST:
        to.write_bytes(b"".join(_bare(path.read_bytes())))
    else:
        shutil.copyfile(path, to)


def _bare(data: bytes) -> Iterator[bytes]:
    """A PNG without its texts, any other file as it is."""
    at = len(HEAD) if data.startswith(HEAD) else len(data)
    yield data[:at]
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in (b"tEXt", b"zTXt", b"iTXt"):
            yield data[at:end]
        at = end


@dataclass(frozen=True, slots=True)
class Lettered:
    """Captions and lines of dialogue that are in a picture, and how much of its height is picture."""

    caption: tuple[str, ...] = ()
    dialogue: tuple[str, ...] = ()
    share: float = 1.0

    def rest(self, about: About) -> About:
        """What is still to be lettered."""
        from msgspec import structs

        if not self.caption and not self.dialogue:
            return about
        caption = tuple(t for t in about.caption if t not in self.caption)
        return structs.replace(
            about, caption=caption, dialogue=tuple(t for t in about.dialogue if t not in self.dialogue)
        )


def lettered(path: Path) -> Lettered:
    """Of a sketch; nothing of any other picture."""
    from ..page.harmless import harmless
    from ..sketch.origin import origin_in
    from ..sketch.sheet import sheet_of
    from .pictures import measured

    size = measured(path)
    if size is None or path.stat().st_size > LARGEST or (origin := origin_in(path.read_bytes())) is None:
        return Lettered()
    sheet = sheet_of(*size)
    caption, dialogue = (tuple(map(harmless, t[:MOST])) for t in (origin.caption, origin.dialogue))
    return Lettered(caption, dialogue, sheet.frame_high / sheet.high if sheet.below else 1.0)
