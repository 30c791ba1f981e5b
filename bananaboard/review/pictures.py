"""The pictures that the page may have: those of this board, by their digest, and no other file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ..dsl.call import GivenPicture
from ..runtime.page.album import SHOWABLE, Album, described, given_size, nominal
from ..runtime.page.board import Image

if TYPE_CHECKING:
    from pathlib import Path

    from ..dsl.call import Call
    from ..runtime.shown import Shown, ShownTake

BOUND = 50_000_000  # bytes


class DigestAlbum(Album):
    """Names pictures by digest. `files` gathers where each lies, and what it is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, tuple[Path, str]] = {}
        self._given = {}

    def taken(self, call: Call, take: ShownTake) -> tuple[Image, ...]:
        """The pictures of a take that are in the store."""
        shape = nominal(call.config.aspect)
        found = []
        for part, picture in enumerate(take.pictures, 1):
            if picture.path is not None and picture.mime in SHOWABLE:
                self.files[picture.sha256] = picture.path, picture.mime
                width, height = picture.width or shape[0], picture.height or shape[1]
                found.append(Image(picture.sha256, width, height, picture.mime, described(call), part))
        return tuple(found)

    def _look(self, part: GivenPicture) -> Image | None:
        measured = given_size(self.root, part)
        if measured is None:
            return None
        self.files[part.sha256] = self.root / part.path, part.mime
        return Image(part.sha256, *measured, part.mime, part.member)

    def fill(self, shown: Shown) -> None:
        """Know every picture that goes along, also where only the story of a picture shows it."""
        for call in shown.compiled.calls:
            for part in call.parts:
                if isinstance(part, GivenPicture):
                    self.given(part)


def read(files: dict[str, tuple[Path, str]], sha256: str) -> tuple[bytes, str] | None:
    """The exact bytes of a picture of the board, and their type; None where it is not there or is another now."""
    found = files.get(sha256)
    if found is None:
        return None
    path, mime = found
    try:
        if not path.is_file() or path.stat().st_size > BOUND:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return (data, mime) if hashlib.sha256(data).hexdigest() == sha256 else None
