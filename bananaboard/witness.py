"""The files that a board is made of, remembered as they are asked for: so that somebody can wait for one to change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .dsl.files import ProjectFiles
from .dsl.written import home

if TYPE_CHECKING:
    from pathlib import Path

    from .dsl.loader import Found, Media, Use

Stamp = tuple[int, int, int]  # when it was written, its bytes, and which file it is


class Witness:
    """A `Loader` of a project's files. `seen` holds each file as it was before it was read, None where none was."""

    def __init__(self, root: Path) -> None:
        self._files = ProjectFiles(root)
        self.seen: dict[Path, Stamp | None] = {}

    def find(self, path: str, *, beside: str | None, use: Use) -> Found:
        """The file that `path` names. Raises Unusable; what is not there is waited for too."""
        self._written(path, beside)
        found = self._files.find(path, beside=beside, use=use)
        if found.local is not None:
            self.note(found.local)
        return found

    def read(self, found: Found) -> bytes:
        """Its bytes. Raises Unusable."""
        return self._files.read(found)

    def media(self, found: Found) -> Media:
        """What kind of picture, document or video it is. Raises Unusable."""
        return self._files.media(found)

    def note(self, path: Path) -> None:
        """Wait for this file as well."""
        if path not in self.seen:
            self.seen[path] = stamp(path)

    @property
    def files(self) -> int:
        """How many there are, each counted once however it was named."""
        return len({was[2] for was in self.seen.values() if was is not None})

    @property
    def changed(self) -> bool:
        """Whether one of them is not as it was."""
        return any(stamp(path) != was for path, was in self.seen.items())

    @property
    def folders(self) -> list[Path]:
        """Where to look: an editor saves by putting another file in the place of the old one."""
        return sorted({_standing(path.parent) for path in self.seen})

    def _written(self, path: str, beside: str | None) -> None:
        library, folder = home(beside)
        if library or path.startswith("pkg:") or "\0" in path:
            return
        root = self._files.root
        written = root.__class__(os.path.normpath(root / folder / path))
        if written.is_relative_to(root):
            self.note(written)


def stamp(path: Path) -> Stamp | None:
    """What tells a file from what it was; None where there is none that can be looked at."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _standing(folder: Path) -> Path:
    """The nearest folder that is there."""
    return next((f for f in (folder, *folder.parents) if f.is_dir()), folder)
