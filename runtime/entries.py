"""Rows of the ledger as they are written: how an attempt ends, what it brought, and the place on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from .shelf import Taken

NEXT_TAKE = """
SELECT 1 + MAX(
  COALESCE((SELECT MAX(take) FROM attempt
    WHERE maker=:maker AND said=:said AND seen=:seen AND board=:board AND address=:address), 0),
  COALESCE((SELECT MAX(take) FROM placed
    WHERE board=:board AND address=:address AND maker=:maker AND said=:said AND seen=:seen), 0))
"""
PLACE = """
INSERT OR IGNORE INTO placed(board, address, maker, said, seen, take, sha256, attempt, seq) VALUES(?,?,?,?,?,?,?,?,?)
"""
LAST = "SELECT MAX(COALESCE((SELECT MAX(seq) FROM attempt), 0), COALESCE((SELECT MAX(seq) FROM placed), 0))"
PLACE_OWN = """
INSERT OR IGNORE INTO placed(board, address, maker, said, seen, take, sha256, attempt, seq)
SELECT a.board, a.address, a.maker, a.said, a.seen, a.take, :sha256, a.attempt, MAX(
  COALESCE((SELECT MAX(seq) FROM attempt), 0),
  COALESCE((SELECT MAX(seq) FROM placed p WHERE p.board=a.board AND p.address=a.address), 0) + 1)
FROM attempt a WHERE a.attempt=:attempt
"""


@dataclass(frozen=True, slots=True)
class Filed:
    """A picture that lies in the store."""

    sha256: str
    mime: str
    size: int  # bytes
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended. `state` as in the schema; money in nano-dollars."""

    state: str
    billed: str
    cost: int | None
    holds: int
    reason: str | None = None
    text: str | None = None
    usage: str | None = None
    seconds: float | None = None


def end(db: sqlite3.Connection, attempt: str, e: Ending, now: str) -> None:
    """End an attempt. Ended ones stay as they are: sqlite3.IntegrityError."""
    db.execute(
        "UPDATE attempt SET state=?, billed=?, cost=?, holds=?, reason=?, text=?, usage=?, seconds=?, ended_at=?"
        " WHERE attempt=?",
        (e.state, e.billed, e.cost, e.holds, e.reason, e.text, e.usage, e.seconds, now, attempt),
    )


def keep(
    db: sqlite3.Connection, attempt: str, filed: Iterable[Filed], ending: Ending, given: Iterable[Filed], now: str
) -> None:
    """End an attempt that brought pictures, and place them; `given` went along."""
    filed = list(filed)
    end(db, attempt, ending, now)
    add_pictures(db, (*filed, *given))
    made = [(attempt, part, f.sha256) for part, f in enumerate(filed)]
    db.executemany("INSERT INTO made(attempt, part, sha256) VALUES(?,?,?)", made)
    db.execute(PLACE_OWN, {"attempt": attempt, "sha256": filed[0].sha256})


def add_pictures(db: sqlite3.Connection, filed: Iterable[Filed]) -> None:
    """What lies in the store now, also if it had been gone."""
    db.executemany(
        "INSERT INTO picture(sha256, mime, bytes, width, height) VALUES(?,?,?,?,?)"
        " ON CONFLICT(sha256) DO UPDATE SET state='here' WHERE state<>'here'",
        [(f.sha256, f.mime, f.size, f.width, f.height) for f in filed],
    )


def add_manifests(db: sqlite3.Connection, kinds: Mapping[str, tuple[str, str]]) -> None:
    """Remember manifests: by kind, the digest and the text."""
    rows = [(digest, kind, text.encode()) for kind, (digest, text) in kinds.items()]
    db.executemany("INSERT OR IGNORE INTO manifest(digest, kind, json) VALUES(?,?,?)", rows)


def place(db: sqlite3.Connection, board: str, maker: str, found: Iterable[tuple[str, Taken]]) -> None:
    """Put known pictures on the shelves of addresses: later than all that was placed so far, in the order they had.

    Who was called what before is told by that order, so it must outlast the move of a whole board.
    """
    found = list(found)
    last = int(db.execute(LAST).fetchone()[0])
    order = {seq: last + n for n, seq in enumerate(sorted({t.seq for _, t in found}), 1)}
    rows = [(board, a, maker, t.said, t.seen, t.take, t.sha256, t.attempt, order[t.seq]) for a, t in found]
    db.executemany(PLACE, rows)
