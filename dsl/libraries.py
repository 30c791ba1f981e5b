"""Installed prompt libraries: where their files are, told by what was installed and without importing any of it."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from .loader import Unusable
from .nearest import nearest

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "bananaboard.libraries"


class Release(Struct, frozen=True):
    """The package that brought a library."""

    package: str
    version: str

    def __str__(self) -> str:
        return f"{self.package} {self.version}"


class Libraries:
    """What is installed: entry points of the group `bananaboard.libraries`, each `NAME = "package.folder"`."""

    def names(self) -> tuple[str, ...]:
        """Every library that is installed."""
        return tuple(sorted(self._points))

    def folder(self, name: str, written: str) -> Path:
        """The real path of a library's folder. Raises Unusable."""
        point = self._points.get(name)
        if point is None:
            raise Unusable("BNN258", path=written, name=name, nearest=nearest(name, self.names()) or "")
        folder = _folder(point)
        if folder is None:
            raise Unusable("BNN259", path=written)
        return Path(os.path.realpath(folder))

    def release(self, name: str) -> Release | None:
        """What it was installed with; None for one that nobody has installed, or that nothing is known of."""
        point = self._points.get(name)
        dist = point.dist if point is not None else None
        return Release(dist.name, dist.version) if dist is not None else None

    @cached_property
    def _points(self) -> dict[str, EntryPoint]:
        from importlib.metadata import entry_points

        return {point.name: point for point in entry_points(group=GROUP)}


def library_of(key: str) -> str | None:
    """The library of a file, by its key: `cinema` for `pkg:cinema/shots.bnn`; None for a file of the project."""
    return key[4:].partition("/")[0] if key.startswith("pkg:") else None


def _folder(point: EntryPoint) -> Path | None:
    parts = point.value.partition(":")[0].strip().split(".")
    if not all(part.isidentifier() for part in parts):
        return None
    if point.dist is not None:
        folder = Path(str(point.dist.locate_file("/".join(parts))))
        if folder.is_dir():
            return folder
    return _editable(parts)


def _editable(parts: list[str]) -> Path | None:
    """Where an editable install has it. A finder looks for a top-level package, or for what is in one already imported,
    without importing anything; what is deeper is only joined.
    """
    from importlib.util import find_spec

    for known in range(len(parts), 0, -1):
        if known > 1 and ".".join(parts[: known - 1]) not in sys.modules:
            continue
        try:
            spec = find_spec(".".join(parts[:known]))
        except (ImportError, ValueError, AttributeError):
            continue
        for place in (spec.submodule_search_locations or ()) if spec else ():
            folder = Path(place).joinpath(*parts[known:])
            if folder.is_dir():
                return folder
    return None
