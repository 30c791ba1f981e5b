"""Puts an export where it belongs: whole or not at all, and never over what this program did not write."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING

from ..home import home_of
from ..out_names import short
from ..store import Store
from .exporter import Unexportable
from .material import own

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Exporter, Material, Wishes, Written


def put_export(exporter: Exporter, material: Material, to: Path, wishes: Wishes, *, force: bool = False) -> Written:
    """Write an export at `to`. Raises Unexportable, OSError."""
    known = material.workspace.home / "out" / f"{short(str(to.absolute()))}.export"
    _spare(material, to)
    if os.path.lexists(to) and not _ours(known, to):
        _free(known, to, force=force)
    to.parent.mkdir(parents=True, exist_ok=True)
    draft = to.with_name(f".{to.name}.new{to.suffix}")
    _clear(draft)
    try:
        written = exporter.write(material, draft, wishes)
        if to.is_dir() or draft.is_dir():  # a file takes a file's place at once
            _clear(to)
        draft.replace(to)
    finally:
        _clear(draft)
    Store(material.workspace.settle()).prepare(pretended=bool(material.workspace.realm))
    known.parent.mkdir(parents=True, exist_ok=True)
    known.write_text(_print(to), "utf-8")
    return written


def _spare(material: Material, to: Path) -> None:
    """Raises Unexportable where what the board is made of would be replaced: no `--force` is meant for that."""
    target, root, board = to.resolve(), material.workspace.root, material.shown.compiled
    home = home_of(root)
    texts, files = ([root / s.path for s in own(lines)] for lines in (board.sources, board.files))
    beside = (p.with_suffix(ending) for p in texts for ending in (".ipynb", ".picks.toml", ".notes.toml"))
    kept = (root, home, *texts, *files, *beside, *material.files.values())
    if os.path.lexists(to) and not (to.is_symlink() or to.is_file() or to.is_dir()):
        raise Unexportable(f"`{to}` is neither a file nor a folder. Choose another name with `-o`.")
    if target.is_relative_to(home.resolve()) or any(p.resolve().is_relative_to(target) for p in kept):
        name = target.name or str(target)
        raise Unexportable(f"`{name}` is, or holds, what this board is made of. Choose another name with `-o`.")


def _free(known: Path, to: Path, *, force: bool) -> None:
    """Raises Unexportable where there is something that is not, or not only, an export."""
    if to.is_dir() and not to.is_symlink() and not known.is_file() and any(to.iterdir()):
        raise Unexportable(f"`{to.name}` is a folder with other files in it, and no export replaces one. Name another.")
    if not force:
        raise Unexportable(f"`{to.name}` is there already, and not as it was exported last. `--force` replaces it.")


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
