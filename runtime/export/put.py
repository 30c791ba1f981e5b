"""Puts an export where it belongs: whole or not at all, and never over what this program did not write."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING

from ..out_names import short
from ..store import Store
from .exporter import Unexportable

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Exporter, Material, Wishes, Written


def put_export(exporter: Exporter, material: Material, to: Path, wishes: Wishes, *, force: bool = False) -> Written:
    """Write an export at `to`. Raises Unexportable, OSError."""
    known = material.workspace.home / "out" / f"{short(str(to.absolute()))}.export"
    if os.path.lexists(to) and not force and not _ours(known, to):
        raise Unexportable(f"`{to.name}` is there already, and not as it was exported last. `--force` replaces it.")
    to.parent.mkdir(parents=True, exist_ok=True)
    draft = to.with_name(f".{to.name}.new{to.suffix}")
    _clear(draft)
    try:
        written = exporter.write(material, draft, wishes)
        _clear(to)
        draft.replace(to)
    finally:
        _clear(draft)
    Store(material.workspace.settle()).prepare(pretended=bool(material.workspace.realm))
    known.parent.mkdir(parents=True, exist_ok=True)
    known.write_text(_print(to), "utf-8")
    return written


def _ours(known: Path, to: Path) -> bool:
    try:
        return known.read_text("utf-8") == _print(to)
    except (OSError, ValueError):
        return False


def _print(to: Path) -> str:
    """What tells an export from any other: the digest of a file; names, sizes and times of a folder."""
    if to.is_symlink():
        return str(to.readlink())
    if to.is_dir():
        found = sorted((str(p.relative_to(to)), s.st_size, s.st_mtime_ns) for p in to.rglob("*") if (s := p.lstat()))
        return hashlib.sha256(repr(found).encode("utf-8", "surrogateescape")).hexdigest()
    with to.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
