"""Writes `out/NAME/index.html`, and never over a page that somebody has changed by hand."""

from __future__ import annotations

import hashlib
import re
import stat
from typing import TYPE_CHECKING

from ...dsl.money import show
from ...grammar.collector import collector_at_rest
from ..drafts import put
from ..out import find_copies
from .album import Album
from .board import PageBoard
from .frames import Frames
from .page import render_page
from .scenes import scenes, total
from .stamp import is_right, made_from, put_stamp, stamp_file
from .subjects import subjects

if TYPE_CHECKING:
    from pathlib import Path

    from ..out import Copies
    from ..root import Workspace
    from ..shown import Shown

# The last line says whose page it is; with its digest we know our own work from what was changed since.
_SEAL = re.compile(rb"<!-- Bananaboard (sketches|pictures) ([0-9a-f]{64}) -->\n\Z")
FIRST = "index.html"
LARGEST = 256 << 20  # bytes of a page that is read to see whose it is


@collector_at_rest()
def write_page(shown: Shown, workspace: Workspace) -> Path | None:
    """Write the page of what there is beside the readable copies, which must be up to date.

    A page of sketches never takes the place of one with paid pictures, nor does any page that of a file which is not
    ours: then it goes beside it. None where nothing may be written there. Raises OSError where the disk is full.
    """
    copies = find_copies(shown, workspace)
    if copies.problem is not None:
        return None
    stamp, digest = stamp_file(copies, workspace), made_from(shown, copies, workspace.root)
    if is_right(stamp, digest, copies.folder / FIRST):
        return copies.folder / FIRST
    data = _sealed(render_page(page_board(shown, copies, workspace.root)), sketches=shown.engine.free)
    copies.folder.mkdir(parents=True, exist_ok=True)
    for name in (FIRST, "sketches.html" if shown.engine.free else "storyboard.html"):
        path = copies.folder / name
        if _replaceable(path, sketches=shown.engine.free):
            _put(path, data)
            if name == FIRST:
                put_stamp(stamp, digest, path)
            return path
    return None


def page_board(shown: Shown, copies: Copies, root: Path) -> PageBoard:
    """What the page shows of a board."""
    album = Album(copies, root)
    frames = Frames(shown, album)
    found = tuple(scenes(shown.calls, shown.compiled.scenes, frames))
    every = [f for scene in found for s in scene.shots for f in s.frames]
    made = sum(bool(f.images) for f in every)
    title = shown.compiled.title or copies.folder.name
    return PageBoard(
        title, found, subjects(shown, frames, album), shown.engine.name, shown.engine.free and made > 0, made,
        len(every), total(s.duration for s in found), _spent(shown),
    )  # fmt: skip


def _spent(shown: Shown) -> str:
    calls = (c for s in shown.calls for c in (s, s.final) if c is not None)
    cost = sum(t.cost or 0 for c in calls for t in c.takes)
    return show(cost) if cost else ""


def _sealed(page: str, *, sketches: bool) -> bytes:
    data = page.encode("utf-8", "replace")
    kind = "sketches" if sketches else "pictures"
    return data + f"<!-- Bananaboard {kind} {hashlib.sha256(data).hexdigest()} -->\n".encode()


def _replaceable(path: Path, *, sketches: bool) -> bool:
    """Whether nothing lies there, or a page of ours as it was written, and none with paid pictures under sketches."""
    try:
        there = path.lstat()
    except FileNotFoundError:
        return True
    if not stat.S_ISREG(there.st_mode) or there.st_size > LARGEST:
        return False
    data = path.read_bytes()
    seal = _SEAL.search(data, max(0, len(data) - 200))
    if seal is None or hashlib.sha256(data[: seal.start()]).hexdigest() != seal[2].decode():
        return False
    return not (sketches and seal[1] == b"pictures")


def _put(path: Path, data: bytes) -> Path:
    put(path, data)
    return path
