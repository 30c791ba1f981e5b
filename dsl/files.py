"""The files of a project: found by what boards write, and read only inside the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .folder import Folders
from .libraries import Libraries
from .loader import Found, Media, Unusable, Use
from .media import describe, sniff
from .memory_files import MemoryFiles
from .opening import opened, read_all
from .written import check_suffix, home, split

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MemoryFiles", "ProjectFiles"]

MB = 1_000_000
MOST = {Use.BOARD: 32 * MB, Use.IMPORT: 32 * MB, Use.TABLE: 64 * MB, Use.REFERENCE: 50 * MB}


class ProjectFiles:
    """Reads below `root`, below the folders of `allow`, and in installed prompt libraries; nowhere else.

    A file's key is its real path relative to the root (`../shared/a.png` where `allow` lets it), or `pkg:NAME/...`.
    """

    def __init__(self, root: Path, allow: Sequence[Path] = (), libraries: Libraries | None = None) -> None:
        self.root = _real(root)
        self._allow = tuple(_real(folder) for folder in allow)
        self._libraries = libraries or Libraries()
        self._folders = Folders()
        self._media: dict[tuple[str, int, int, int], Media | Unusable] = {}

    def find(self, path: str, *, beside: str | None, use: Use) -> Found:
        """The file that `path` names, as written in the file whose key is `beside` (None: from the root)."""
        if path.startswith("pkg:"):
            library, _, inside = path[4:].partition("/")
            return self._in_library(library, "", inside, path, use)
        library, folder = home(beside)
        if library:
            return self._in_library(library, folder, path, path, use)
        names = split(path, trusted=use is Use.BOARD)
        start = self._start(path, use) or self.root / folder
        real = self._real(start, names, path, (self.root, *self._allow), use)
        key = os.path.relpath(real, self.root).replace(os.sep, "/") if _same_drive(real, self.root) else real.as_posix()
        return Found(key, real, use)

    def read(self, found: Found) -> bytes:
        """Its bytes. Whoever exchanged the file since it was found is told so. Raises Unusable."""
        with opened(_local(found), found.key) as descriptor:
            return read_all(descriptor, found.key, MOST[found.use])

    def media(self, found: Found) -> Media:
        """What kind of picture, document, text or video it is. Read once for as long as it stays the same file."""
        local = _local(found)
        with opened(local, found.key) as descriptor:
            state = os.fstat(descriptor)
            same = (str(local), state.st_size, state.st_mtime_ns, state.st_ino)
            if same not in self._media:
                self._media[same] = _look(descriptor, found.key)
        known = self._media[same]
        if isinstance(known, Unusable):
            raise Unusable(known.code, **known.words)
        return known

    def _in_library(self, library: str, folder: str, path: str, written: str, use: Use) -> Found:
        root = self._libraries.folder(library, written)
        if not path:
            raise Unusable("BNN259", path=written)
        names = split(path)
        if path.startswith("/"):
            raise Unusable("BNN242", path=written)
        real = self._real(root / folder, names, written, (root,), use)
        return Found(f"pkg:{library}/{real.relative_to(root).as_posix()}", real, use)

    def _start(self, path: str, use: Use) -> Path | None:
        """Where an absolute path begins, if it leads somewhere that may be read."""
        if not os.path.isabs(path):  # noqa: PTH117 - asked of a text, which may not be a path of this system
            return None
        lexical = Path(os.path.normpath(path))
        if not _inside(lexical, (self.root, *self._allow) if use is Use.BOARD else self._allow):
            raise Unusable("BNN242", path=path)
        return Path(lexical.anchor)

    def _real(self, start: Path, names: list[str], written: str, roots: tuple[Path, ...], use: Use) -> Path:
        if use is not Use.BOARD:
            check_suffix(names[-1], written, use)
        lexical = Path(os.path.normpath(start.joinpath(*names)))
        if not _inside(lexical, roots):
            raise Unusable("BNN243", path=written)
        real = self._folders.existing(start, names, written, roots)
        within = _inside(real, roots)
        if within is None:
            raise Unusable("BNN244", path=written)
        hidden = next((name for name in real.relative_to(within).parts if name.startswith(".")), None)
        if hidden and use is not Use.BOARD:
            raise Unusable("BNN248", path=written, name=hidden)
        return real


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _inside(path: Path, roots: Sequence[Path]) -> Path | None:
    return next((root for root in roots if path.is_relative_to(root)), None)


def _same_drive(one: Path, other: Path) -> bool:
    return one.drive == other.drive


def _local(found: Found) -> Path:
    if found.local is None:
        raise ValueError(f"{found.key} was found by another loader")
    return found.local


def _look(descriptor: int, key: str) -> Media | Unusable:
    try:
        data = read_all(descriptor, key, MOST[Use.REFERENCE])
        return describe(sniff(data, key), data, key)
    except Unusable as unusable:
        return unusable
