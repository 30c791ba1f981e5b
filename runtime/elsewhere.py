"""Signs that a board's pictures were paid for where this project's ledger does not reach."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from .out_index import Index
from .out_names import out_name, stems

if TYPE_CHECKING:
    from pathlib import Path

    from .ground import Ground
    from .root import Workspace

SKETCH = b"bananaboard-sketch"  # what every sketch carries in its first bytes
HEAD = 4096
ENDINGS = (".png", ".jpg", ".webp")


def paid_elsewhere(ground: Ground) -> int:
    """How many picked or copied pictures there are, where a paid maker's ledger knows of none at all."""
    shelf, workspace = ground.shelf, ground.workspace
    if ground.engine.free or workspace is None or shelf.rows or shelf.asked or ground.diagnostics:
        return 0
    lost = sum(p.sha256 not in shelf.here for picks in shelf.picks.values() for p in picks)
    return lost or _copied(ground, workspace)


def _copied(ground: Ground, workspace: Workspace) -> int:
    """Copies of paid pictures of which the store has none that somebody picked."""
    folder = workspace.out(ground.compiled.path)
    if not folder.is_dir():
        return 0
    calls = [c for c in ground.compiled.calls if c.address not in ground.shelf.picks]
    names = (out_name(c.address, 1, 1 if c.config.panels > 1 else None) for c in calls)
    # A sketch that somebody drew over looks like a picture of another maker: we know what we wrote there.
    written = (n for n, entry in Index.of(folder, workspace).files.items() if entry[3] != ground.engine.maker)
    sketches = {stem for n in written for stem in stems(n)}
    return sum(any(_paid(folder / (n + e)) for e in ENDINGS) for n in names if n not in sketches)


def _paid(path: Path) -> bool:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            return SKETCH not in file.read(HEAD)
    except OSError:
        return False
