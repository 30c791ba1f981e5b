"""Readable copies of pictures while a run goes on: somebody can watch them come, and its end has less to do."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from .drafts import draft_of
from .out import made_folder, unsafe
from .out_names import folded, out_stem, out_tail
from .store import put_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .entries import Filed
    from .root import Workspace
    from .store import Store


class Ahead:
    """Copies only to where nothing lies, and only under names that are sure. The end of the run does what is left.

    `written` says of each copy, by its name, what is in it, its size and when it was written.
    """

    def __init__(self, workspace: Workspace, board: str, addresses: Iterable[str]) -> None:
        self.folder = workspace.out(board)
        self.safe = unsafe(self.folder, workspace) is None
        stems = {a: out_stem(a) for a in addresses}
        common = Counter(map(folded, stems.values()))
        self._stems = {a: s for a, s in stems.items() if common[folded(s)] == 1}
        self._good: dict[str, bool] = {}  # folders that were looked at
        self.written: dict[str, tuple[str, int, int]] = {}

    def copy(self, store: Store, address: str, take: int, filed: tuple[Filed, ...]) -> None:
        """Copy the pictures of one take from the store; where that can't be, nothing happens."""
        stem = self._stems.get(address)
        if not self.safe or stem is None:
            return
        for part, picture in enumerate(filed, 1):
            source = store.path(picture.sha256, picture.mime)
            assert source is not None
            name = stem + out_tail(take, part if len(filed) > 1 else None) + source.suffix
            with suppress(OSError):
                if self._folders(name) and (found := _place(source, picture.sha256, self.folder / name)):
                    self.written[name] = picture.sha256, *found

    def _folders(self, name: str) -> bool:
        """Whether the folder of a copy is one, made if need be: no link leads out of it. It is looked at once."""
        inner = name.rpartition("/")[0]
        if inner not in self._good:
            path = str(self.folder)
            good = made_folder(path, links=True)
            for folder in inner.split("/") if inner else ():
                path = f"{path}/{folder}"
                good = good and made_folder(path, links=False)
            self._good[inner] = good
        return self._good[inner]


def _place(picture: Path, sha256: str, path: Path) -> tuple[int, int] | None:
    """A whole copy or none, and never in the place of anything; its size and when it was written. Raises OSError."""
    data, draft = picture.read_bytes(), draft_of(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        return None  # the end of the run says so
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        put_all(fd, data)
        os.link(draft, path)
        found = os.fstat(fd)
    finally:
        os.close(fd)
        draft.unlink()
    return found.st_size, found.st_mtime_ns
