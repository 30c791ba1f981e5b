"""Opens a file that a stranger's board names: only a plain file, only where it was found, never waiting for it."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .folder import unusable
from .loader import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

# A pipe is never waited for, a link never followed (Windows has neither flag, and no such pipes in folders).
FLAGS = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    FLAGS |= getattr(os, _flag, 0)
CHUNK = 1 << 20


@contextmanager
def opened(local: Path, key: str) -> Iterator[int]:
    """A descriptor of the plain file at the real path `local`. Raises Unusable."""
    try:
        descriptor = _open(local, key)
    except OSError as error:
        raise unusable(error, key) from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open(local: Path, key: str) -> int:
    # Opening a device can already do something, so it is asked first; and asked again of what was opened.
    _plain(os.lstat(local).st_mode, key)
    descriptor = os.open(local, FLAGS)
    try:
        state = os.fstat(descriptor)
        _plain(state.st_mode, key)
        _same(state, local, key)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _same(state: os.stat_result, local: Path, key: str) -> None:
    if Path(os.path.realpath(local)) != local or not os.path.samestat(os.lstat(local), state):
        raise Unusable("BNN273", path=key)


def _plain(mode: int, key: str) -> None:
    if stat.S_ISLNK(mode):
        raise Unusable("BNN273", path=key)
    if stat.S_ISDIR(mode):
        raise Unusable("BNN251", path=key)
    if not stat.S_ISREG(mode):
        raise Unusable("BNN250", path=key)


def read_all(descriptor: int, key: str, most: int) -> bytes:
    """All of a file that has at most `most` bytes, however large it grows meanwhile. Raises Unusable."""
    if os.fstat(descriptor).st_size > most:
        raise Unusable("BNN253", path=key, most=most // 1_000_000)
    pieces: list[bytes] = []
    left = most + 1
    try:
        while left and (piece := os.read(descriptor, min(CHUNK, left))):
            pieces.append(piece)
            left -= len(piece)
    except OSError as error:
        raise unusable(error, key) from None
    if not left:
        raise Unusable("BNN253", path=key, most=most // 1_000_000)
    return b"".join(pieces)
