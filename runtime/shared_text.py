"""Text files that people write as well: read and quoted as TOML, and replaced only as they were read."""

from __future__ import annotations

import json
import os
import tomllib
from typing import TYPE_CHECKING, TypeAlias

from .drafts import draft_of

if TYPE_CHECKING:
    from pathlib import Path

TRIES = 20  # to put a text in place of what was read
Stamp: TypeAlias = tuple[int, int, int] | None


def quoted(text: str) -> str:
    """A string of TOML."""
    # What JSON escapes, TOML reads; DEL is the one that TOML wants escaped and JSON leaves.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class Unreadable(Exception):
    """Why there is nothing to be had from a file, as it stands in a message."""


def read_tables(path: Path, name: str, bound: int) -> list[object]:
    """All `[[name]]` of a TOML file of at most `bound` bytes; none where there is no file. Raises only Unreadable."""
    try:
        if not path.is_file():
            return []
        if path.stat().st_size > bound:
            raise Unreadable("it is too large")
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as fault:
        raise Unreadable(str(fault)[:200] or "it is nested too deeply") from fault
    found = document.get(name, [])
    if not isinstance(found, list):
        raise Unreadable(f"`{name}` is not a list of {name}s")
    return found


def stamp(path: Path) -> Stamp:
    """What tells a file from what it was; None where there is none. Raises OSError."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return None
    return there.st_mtime_ns, there.st_size, there.st_ino


def replace_file(path: Path, text: str, *, still: Stamp) -> bool:
    """Put a text in the place of a file, whole or not at all, if it is `still` as it was. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    draft.unlink(missing_ok=True)
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if stamp(path) != still:
            return False
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return True
