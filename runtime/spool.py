"""The raw answer of one request, on the disk before anybody reads it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from .store import sync

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
