"""The raw answer of one request, on the disk before anybody reads it."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from .store import names, put_all, sync

if TYPE_CHECKING:
    from pathlib import Path

TRAILER = 8 + 32
MIB = 1 << 20
HELD = MIB  # bytes that wait in memory before they are written: nobody reads half an answer
ROOM = {"512": 4 * MIB, "1K": 8 * MIB, "2K": 24 * MIB, "4K": 64 * MIB}  # bytes of an answer for each of its pictures
LEAST, EACH = 512 * MIB, 64 * MIB  # free bytes, where none can be reserved: in any case, and for each in flight


class NoRoom(OSError):
    """The disk has no room for an answer, so nothing is sent."""


def room_for(size: str, panels: int) -> int:
    """The bytes that are reserved for an answer before its request goes out."""
    return ROOM.get(size, ROOM["4K"]) * max(1, panels)


class FileSpool:
    """`inbox/<attempt>.part`: what came, then its length (8 bytes, big end first) and its SHA-256. A `Spool`.

    What costs nothing need not be `durable`: it is drawn again. `room` bytes are reserved beforehand; raises NoRoom
    where there are not so many, other OSErrors where the file can't be made.

    Once it is there it raises nothing: a disk that takes no more leaves the answer in memory, and `seal` puts it into
    the user's cache folder. `trouble` says so in words, and `place` where it is.
    """

    def __init__(self, path: Path, *, durable: bool = True, room: int = 0) -> None:
        self.path, self.durable = path, durable
        self.place: Path | None = None  # where it lies, once it is sealed
        self.trouble = ""
        self._file = path.open("xb", buffering=0)
        self._hash = hashlib.sha256()
        self._held: list[bytes] = []
        self._holding = 0  # bytes
        self._length = 0  # of what the file has, or the memory
        self._memory: bytearray | None = None
        if room:
            self._reserve(room)

    @property
    def sealed(self) -> bool:
        """Whether the answer is on a disk, whole."""
        return self.place is not None

    def _reserve(self, room: int) -> None:
        try:
            _allocate(self._file.fileno(), room, self.path.parent)
        except OSError as fault:
            self.drop()
            raise NoRoom(fault.errno, f"the disk has no room for an answer ({room // MIB} MiB)") from fault

    def write(self, data: bytes) -> None:
        """Append."""
        self._held.append(data)
        self._holding += len(data)
        if self._holding >= HELD:
            self._write_down()

    def _write_down(self) -> None:
        """What is held goes into the file, or to what could not be put there."""
        data, self._held, self._holding = b"".join(self._held), [], 0
        self._hash.update(data)
        before, self._length = self._length, self._length + len(data)
        if self._memory is not None:
            self._memory += data
            return
        try:
            self._put(data)
        except OSError as fault:
            self._into_memory(before, data, fault)

    def _put(self, data: bytes) -> None:
        put_all(self._file.fileno(), data)

    def _into_memory(self, good: int, data: bytes, fault: OSError) -> None:
        """What the file has taken, and what it has not."""
        self.trouble = _told(fault)
        try:
            with self.path.open("rb") as file:
                self._memory = bytearray(file.read(good))
        except OSError:
            self._memory = bytearray()
        self._memory += data

    def seal(self) -> None:
        """From here on the answer can't be lost, unless no disk takes it: then `trouble` says so."""
        self._write_down()
        trailer = self._length.to_bytes(8, "big") + self._hash.digest()
        if self._memory is None:
            try:
                self._close(trailer)
            except OSError as fault:
                self._into_memory(self._length, b"", fault)
        if self._memory is not None:
            self._take_refuge(bytes(self._memory) + trailer)
            self._empty()

    def _close(self, trailer: bytes) -> None:
        self._file.truncate(self._length)
        self._put(trailer)
        if self.durable:
            os.fsync(self._file.fileno())
            sync(self.path.parent)
        self._file.close()
        self.place = self.path

    def _take_refuge(self, whole: bytes) -> None:
        place = refuge() / self.path.name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.write(whole)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self.trouble += "; the answer fits nowhere else either"
            return
        self.place = place
        self.trouble += f"; the answer is kept in {place}"

    def _empty(self) -> None:
        """What the full disk holds of it is of no use there, but its name stays: a sign for the next start."""
        with suppress(OSError):
            self._file.truncate(0)
        self.close()

    def close(self) -> None:
        """Nothing more comes; what is there stays."""
        with suppress(OSError):
            self._file.close()

    def drop(self) -> None:
        """The answer is filed, or none came: the spool has done its work."""
        self.close()
        self.path.unlink(missing_ok=True)
        if self.place is not None and self.place != self.path:
            self.place.unlink(missing_ok=True)
        self._memory = None


def _allocate(fd: int, room: int, folder: Path) -> None:
    """Reserve bytes of a disk, or see that it has plenty. Raises OSError."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(fd, 0, room)
        except OSError as fault:
            if fault.errno not in (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS):
                raise
        else:
            return
    if shutil.disk_usage(folder).free < LEAST + EACH * len(names(folder)):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _told(fault: OSError) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    return f"the disk takes nothing ({fault.strerror or fault})"


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
