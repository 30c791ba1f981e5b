"""The pictures that files of picks name: of the boards that are known, and of those that lie in the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .picks import read_picks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .root import Workspace

ENDING = ".picks.toml"
FOLDERS = 20_000  # a project has some dozens


def picked_pictures(workspace: Workspace, boards: Iterable[str]) -> dict[str, str]:
    """Digest and address of each picture that somebody picked and paid for."""
    found: dict[str, str] = {}
    for path in _files(workspace, boards):
        for maker, pick in read_picks(path, workspace.shown(path)).entries:
            if maker != "sketch":
                found[pick.sha256] = pick.address
    return found


def _files(workspace: Workspace, boards: Iterable[str]) -> Iterator[Path]:
    seen = set()
    for board in sorted(boards):
        path = workspace.picks(board, board, free=False, maker="")
        if path.is_file() and path not in seen:
            seen.add(path)
            yield path
    for path in _beside(workspace.root):
        if path not in seen:
            yield path


def _beside(root: Path) -> Iterator[Path]:
    """A fresh clone has picks, and nobody knows its boards yet."""
    for count, (place, folders, names) in enumerate(os.walk(root, followlinks=False)):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in ("node_modules", "out"))
        if count > FOLDERS:
            return
        yield from (Path(place) / n for n in sorted(names) if n.endswith(ENDING))
