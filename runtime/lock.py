"""A lock on a file that the system lets go when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAFELY = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)  # not to children, and through no link

if sys.platform == "win32":
    import msvcrt

    def _take(fd: int, *, wait: bool, shared: bool = False) -> bool:  # noqa: ARG001 - there is one kind of lock
        try:
            msvcrt.locking(fd, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(fd: int, *, wait: bool, shared: bool = False) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(fd, kind | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


class Lock:
    """A lock that is held until `free`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None

    def take(self, *, wait: bool) -> bool:
        """Whether it could be had; makes the file where there is none. Raises OSError where that can't be."""
        while True:
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | SAFELY, 0o600)
            while not (held := _take(fd, wait=wait)) and wait:
                pass
            if held and _lies_there(fd, self.path):
                self._fd = fd
                return True
            os.close(fd)
            if not held:
                return False

    def free(self) -> None:
        """Let it go."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def _lies_there(fd: int, path: Path) -> bool:
    """Whether the file that was locked is still the one of that name: somebody may have taken it away meanwhile."""
    if os.name == "nt":
        return True
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock of a path, having waited for it."""
    lock = Lock(path)
    lock.take(wait=True)
    try:
        yield
    finally:
        lock.free()


def _open_to_look(path: Path) -> int:
    """On a disk that is only read, looking is all that can be done."""
    try:
        return os.open(path, os.O_RDWR | SAFELY)
    except FileNotFoundError:
        raise
    except OSError:
        return os.open(path, os.O_RDONLY | SAFELY)


def is_held(path: Path) -> bool:
    """Whether some process holds it now. Makes nothing, and is in nobody's way who asks the same."""
    try:
        fd = _open_to_look(path)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # whoever has it does not let us look
    try:
        return not _take(fd, wait=False, shared=True)
    finally:
        os.close(fd)
