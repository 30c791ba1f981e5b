"""The raw answer of one request, on the disk before anybody reads it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from .store import names, sync

if TYPE_CHECKING:
    from pathlib import Path


class FileSpool:
    """`inbox/<attempt>.part`: what came, then its length (8 bytes, big end first) and its SHA-256. A `Spool`.

    What costs nothing need not be `durable`: it is drawn again.
    """

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.path, self.durable = path, durable
        self._file = path.open("xb")
        self._hash = hashlib.sha256()
        self._length = 0
        self.sealed = False

    def write(self, data: bytes) -> None:
        """Append."""
        self._file.write(data)
        self._hash.update(data)
        self._length += len(data)

    def seal(self) -> None:
        """From here on the answer can't be lost."""
        self._file.write(self._length.to_bytes(8, "big") + self._hash.digest())
        self._file.flush()
        if self.durable:
            os.fsync(self._file.fileno())
            sync(self.path.parent)
        self._file.close()
        self.sealed = True

    def drop(self) -> None:
        """The answer is filed, or none came: the spool has done its work."""
        self._file.close()
        self.path.unlink(missing_ok=True)


TRAILER = 8 + 32


def read_sealed(path: Path) -> bytes | None:
    """The raw answer in a sealed spool; None where there is none, or it was never sealed, or is torn."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    raw, trailer = data[:-TRAILER], data[-TRAILER:]
    if len(trailer) < TRAILER or int.from_bytes(trailer[:8], "big") != len(raw):
        return None
    return raw if hashlib.sha256(raw).digest() == trailer[8:] else None


def spools(home: Path, attempt: str) -> list[Path]:
    """Where an answer may lie: in the inbox, or where it was put when the disk was full."""
    name = f"{attempt}.part"
    return [p for p in (home / "inbox" / name, refuge() / name) if p.exists()]


def refuge() -> Path:
    """The folder for answers that the project's own disk had no room for."""
    from platformdirs import user_cache_path

    return user_cache_path("bananaboard", appauthor=False) / "inbox"


def cached_spools() -> list[str]:
    """The names of the answers in it, of whatever project."""
    return [n for n in names(refuge()) if n.endswith(".part")]
