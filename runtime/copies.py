"""Where the readable copies of pictures lie, by what is in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .out_names import short

if TYPE_CHECKING:
    from pathlib import Path

    from .root import Workspace


def copies_of(board: str, workspace: Workspace) -> dict[str, list[Path]]:
    """The copies under `out/NAME/` as they were written last, by their digests. Writes nothing."""
    folder = workspace.out(board)
    index = workspace.home / "out" / f"{short(str(folder.absolute()))}.json"
    try:
        found = json.loads(index.read_text("utf-8"))
        pairs = [(str(entry[0]), folder / str(name)) for name, entry in found.items()]
    except (OSError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return {}
    copies: dict[str, list[Path]] = {}
    for sha256, path in pairs:
        if path.is_relative_to(folder) and ".." not in path.parts and _is_file(path):
            copies.setdefault(sha256, []).append(path)
    return copies


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
