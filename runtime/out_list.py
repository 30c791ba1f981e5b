"""The list of receipts beside copies in `out/`: with it, `bnn restore out/NAME` brings a board back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .drafts import put
from .offers import LIST, LIST_BOUND, LIST_FORMAT, read_list, write_list
from .receipts import NAME, read_receipt_file
from .store import names

if TYPE_CHECKING:
    from pathlib import Path

    from .receipts import Receipt


def keep_list(folder: Path, home: Path, pictures: set[str], *, changed: bool) -> None:
    """Write the receipts of these pictures, where they are others than before. A file that is not ours stays."""
    path = folder / LIST
    there = _ours(path)
    if there is None or (there and not changed) or not folder.is_dir():
        return
    receipts = [r for s in sorted(pictures) for r in _receipts(home, s)]
    if not receipts:
        return
    put(path, write_list(receipts).encode())


def _receipts(home: Path, sha256: str) -> list[Receipt]:
    folder = home / "store" / sha256[:2]
    files = [folder / n for n in names(folder) if n.startswith(sha256) and NAME.fullmatch(n)]
    return [r for f in files if (r := read_receipt_file(f)) is not None]


def _ours(path: Path) -> bool | None:
    """Whether a list of ours lies there: True, False for nothing, None for what somebody else put there."""
    if not os.path.lexists(path):
        return False
    try:
        if path.is_symlink() or path.stat().st_size > LIST_BOUND:
            return None
        head = path.read_bytes()
    except OSError:
        return None
    return True if f'"{LIST_FORMAT}"'.encode() in head[:200] or any(True for _ in read_list(head)) else None
