"""Whether a ledger is whole: checked where it may have changed since one of us closed it, and not else."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from .ledger_faults import broken

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

NOTHING = b"{}"  # stands for words that were lost, in a ledger that was made again
STAMP = "ledger.stamp"  # size and time of the ledger as it was last known to be whole


def trusted(path: Path) -> bool:
    """Whether a ledger is the very file that one of us closed, or checked."""
    try:
        return path.with_name(STAMP).read_text("ascii") == _stamp(path)
    except (OSError, ValueError):
        return False


def vouch(path: Path) -> None:
    """Remember that it is whole as it is now. A hint: where it can't be written, the next open checks once more."""
    stamp = path.with_name(STAMP)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(stamp, flags, 0o644), "w", encoding="ascii") as file:  # noqa: PTH123 - what was opened here
            file.write(_stamp(path))
    except OSError:
        stamp.unlink(missing_ok=True)


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}\n"


def unclean(path: Path) -> bool:
    """Whether a killed process left half a change, which is taken back before anything is read."""
    try:
        return os.stat(f"{path}-journal").st_size > 0  # noqa: PTH116 - one call, no path made
    except OSError:
        return False


def damage(connection: sqlite3.Connection) -> str | None:
    """What is wrong inside, in words; None where all is well. Raises sqlite3.Error where it can't even be read."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        return broken(found)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return "an entry refers to one that is not there"
    for table in ("board", "run"):
        held = dict(connection.execute(f"SELECT {table}, SUM(holds) FROM attempt GROUP BY {table}"))  # noqa: S608
        for name, spent in connection.execute(f"SELECT {table}, spent FROM {table}"):  # noqa: S608 - two names, above
            if spent != held.get(name, 0):
                return "what was spent does not add up"
    return _words(connection)


def _words(connection: sqlite3.Connection) -> str | None:
    """SQLite looks at the shape of a table, not at the letters in it: all of them are read, the digests compared."""
    for table in ("run", "board", "picture", "attempt", "made", "placed"):
        for _ in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - names, above
            pass  # letters that are none raise
    for name, text in connection.execute("SELECT digest, json FROM manifest"):
        if text != NOTHING and "sha256:" + hashlib.sha256(text).hexdigest() != name:
            return "the words of a request are not what they were"
    return None
