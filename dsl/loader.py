"""The one way in which the compiler reads files: a protocol, so that a test or an editor can hand it another."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path


class Use(StrEnum):
    """What a file is wanted for; each has its own kinds and bounds."""

    BOARD = "board"
    IMPORT = "import"
    REFERENCE = "reference"
    TABLE = "table"


class Found(Struct, frozen=True):
    """A file that may be read. The same file has the same `key`, however it was written: `a.png`, `pkg:NAME/...`."""

    key: str
    local: Path | None
    use: Use = Use.BOARD


class Media(Struct, frozen=True):
    """What a reference file is, read from its first bytes without decoding it."""

    key: str
    sha256: str  # bare hex
    mime: str
    size: int  # bytes
    width: int | None = None
    height: int | None = None
    pages: int | None = None  # of a PDF
    seconds: float | None = None  # of a video


class Unusable(Exception):
    """A file that can't be used: the code and the words of the diagnostic that the asker gives a place."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class Loader(Protocol):
    """Finds and reads the files that boards name. Every path is hostile."""

    def find(self, path: str, *, beside: str | None, use: Use) -> Found:
        """The file that `path` names, in the file with the key `beside` (None: from the root). Raises Unusable."""
        ...

    def read(self, found: Found) -> bytes:
        """Its bytes, bounded by its use. Raises Unusable."""
        ...

    def media(self, found: Found) -> Media:
        """What kind of picture, document or video it is. Raises Unusable."""
        ...
