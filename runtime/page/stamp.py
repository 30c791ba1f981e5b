"""What a page was made from: as long as that is the same, and the page lies there as it was written, it is right."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..drafts import put
from ..out_names import short

if TYPE_CHECKING:
    from ..out import Copies
    from ..root import Workspace
    from ..shown import Shown


class Stamp(msgspec.Struct, frozen=True):
    """`made_from`: a digest; `size` in bytes and `time` of change in ns: the page's file."""

    made_from: str
    size: int
    time: int


def stamp_file(copies: Copies, workspace: Workspace) -> Path:
    """Where the stamp of the page beside these copies lies."""
    return workspace.home / "out" / f"{short(str(copies.folder.absolute()))}.page.json"


def made_from(shown: Shown, copies: Copies, root: Path) -> str | None:
    """A digest of all that a page says and shows, and of what writes it; None where it has none."""
    compiled = shown.compiled
    board = (_writer(), str(root), str(copies.folder), compiled.path, compiled.title, compiled.scenes)
    whole = (*board, shown.engine, shown.calls, tuple(copies.paths.values()))
    try:
        return hashlib.sha256(msgspec.json.Encoder(enc_hook=str).encode(whole)).hexdigest()
    except UnicodeEncodeError:  # half of a character, from a command line that was no UTF-8
        return None


def is_right(file: Path, digest: str | None, page: Path) -> bool:
    """Whether a page was made from what has this digest, and lies there as it was written."""
    try:
        stamp = msgspec.json.decode(file.read_bytes(), type=Stamp)
        there = page.lstat()
    except (OSError, ValueError, RecursionError):
        return False
    return (stamp.made_from, stamp.size, stamp.time) == (digest, there.st_size, there.st_mtime_ns)


def put_stamp(file: Path, digest: str | None, page: Path) -> None:
    """Remember what a page was made from. Raises OSError."""
    if digest is None:
        return
    there = page.lstat()
    file.parent.mkdir(parents=True, exist_ok=True)
    put(file, msgspec.json.encode(Stamp(digest, there.st_size, there.st_mtime_ns)))


@cache
def _writer() -> tuple[tuple[str, int, int], ...]:
    """The program's own files that a page comes from: after an upgrade it is written anew."""
    entries = sorted(os.scandir(Path(__file__).parent), key=lambda e: e.name)
    return tuple((e.name, (s := e.stat()).st_size, s.st_mtime_ns) for e in entries if e.is_file())
