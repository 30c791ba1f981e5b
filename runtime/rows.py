"""Rows of a ledger out of receipts: what was made and paid for is entered again, each picture once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import entries
from .entries import NEXT_TAKE, Ending, Filed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from .receipts import Receipt

RUN = "INSERT OR IGNORE INTO run(run, board, command, version, host, pid, started, ended) VALUES(?,?,?,'','',0,?,?)"
ATTEMPT = """
INSERT INTO attempt(attempt, seq, run, board, address, take, maker, model, said, seen, sent, retry_of, state, expect,
  most, cost, billed, holds, text, usage, price_as_of, seconds, sent_at, ended_at)
VALUES(:attempt, :seq, :run, :board, :address, :take, :maker, :model, :said, :seen, :sent, :retry_of, 'kept', :expect,
  :most, :cost, :billed, :holds, :text, :usage, :price_as_of, :seconds, :sent_at, :ended_at)
"""
TAKEN = """
SELECT EXISTS(SELECT 1 FROM placed
    WHERE board=:board AND address=:address AND maker=:maker AND said=:said AND seen=:seen AND take=:take)
  OR EXISTS(SELECT 1 FROM attempt
    WHERE board=:board AND address=:address AND maker=:maker AND said=:said AND seen=:seen AND take=:take)
"""
PLACE = """
INSERT OR IGNORE INTO placed(board, address, maker, said, seen, take, sha256, attempt, seq)
VALUES(:board, :address, :maker, :said, :seen, :take, :sha256, :attempt, :seq)
"""


@dataclass(slots=True)
class Entered:
    """What was entered: answers and pictures that are new to the ledger; `spent` in nano-dollars."""

    answers: int = 0
    pictures: int = 0
    spent: int = 0
    wordless: int = 0  # receipts of an older kind, of which no row can be made
    boards: set[str] = field(default_factory=set)


def enter(db: sqlite3.Connection, receipts: Iterable[Receipt], now: str, run: str) -> Entered:
    """Enter receipts inside a transaction. `run` is the one that does it: what names no run of its own is put there."""
    found = Entered()
    answers: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        if receipt.whole:
            answers.setdefault(receipt.attempt, []).append(receipt)
        else:
            found.wordless += 1
    for parts in sorted(answers.values(), key=lambda a: (a[0].seq or 1 << 62, a[0].attempt)):
        parts.sort(key=lambda r: r.part)
        _answer(db, found, parts, now, run)
    return found


def _answer(db: sqlite3.Connection, found: Entered, parts: list[Receipt], now: str, run: str) -> None:
    first = parts[0]
    filed = [Filed(r.sha256, r.mime, r.size, r.width, r.height) for r in parts]
    state = db.execute("SELECT state FROM attempt WHERE attempt=?", (first.attempt,)).fetchone()
    if state == ("kept",) or (first.by_hand and _known_by_hand(db, first)):
        entries.add_pictures(db, filed)
        return
    manifests = {"said": (first.said, first.said_json), "seen": (first.seen, first.seen_json)}
    entries.add_manifests(db, manifests if first.by_hand else manifests | {"sent": (first.sent, first.sent_json)})
    found.boards.add(first.board)
    found.pictures += len(parts)
    found.answers += not first.by_hand
    found.spent += 0 if first.by_hand else _holds(first)
    if state is not None:  # it was reserved, and how it ended had not been written down
        entries.keep(db, first.attempt, filed, _ending(first), (), now)
        return
    db.execute("INSERT OR IGNORE INTO board(board, title) VALUES(?,?)", (first.board, first.title))
    entries.add_pictures(db, filed)
    values = _values(db, first, run)
    if not first.by_hand:
        when = first.sent_at or first.time or now
        db.execute(RUN, (values["run"], first.board, "run", when, first.time or now))
        db.execute(ATTEMPT, values | {"sent_at": when, "ended_at": first.time or now})
        made = [(first.attempt, r.part, r.sha256) for r in parts]
        db.executemany("INSERT OR IGNORE INTO made(attempt, part, sha256) VALUES(?,?,?)", made)
    db.execute(PLACE, values | {"attempt": None if first.by_hand else first.attempt, "sha256": first.sha256})


def _values(db: sqlite3.Connection, r: Receipt, run: str) -> dict[str, object]:
    ending = _ending(r)
    values: dict[str, object] = {
        "attempt": r.attempt, "run": r.run or run, "board": r.board, "address": r.address, "maker": r.maker,
        "model": r.model, "said": r.said, "seen": r.seen, "sent": r.sent, "expect": r.expect_nano,
        "most": r.most_nano, "cost": ending.cost, "billed": ending.billed, "holds": ending.holds, "text": r.text,
        "usage": ending.usage, "price_as_of": r.price_as_of, "seconds": r.seconds,
    }  # fmt: skip
    known = r.retry_of and db.execute("SELECT 1 FROM attempt WHERE attempt=?", (r.retry_of,)).fetchone()
    values |= {"retry_of": r.retry_of if known else None, "take": r.take, "seq": r.seq}
    if db.execute(TAKEN, values).fetchone()[0]:
        values["take"] = int(db.execute(NEXT_TAKE, values).fetchone()[0])
    if not r.seq or db.execute("SELECT 1 FROM attempt WHERE seq=?", (r.seq,)).fetchone():
        values["seq"] = int(db.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM attempt").fetchone()[0])
    return values


def _known_by_hand(db: sqlite3.Connection, r: Receipt) -> bool:
    query = "SELECT 1 FROM placed WHERE board=? AND address=? AND maker=? AND said=? AND seen=? AND sha256=?"
    return db.execute(query, (r.board, r.address, r.maker, r.said, r.seen, r.sha256)).fetchone() is not None


def _holds(r: Receipt) -> int:
    """What it counts against ceilings: what it cost, or the most where that was never told."""
    if r.holds_nano is not None:
        return r.holds_nano
    return r.cost_nano if r.cost_nano is not None else r.most_nano or 0


def _ending(r: Receipt) -> Ending:
    import json

    billed = r.billed if r.billed in ("yes", "no", "unknown") else "no" if r.cost_nano == 0 else "yes"
    usage = None if r.usage is None else json.dumps(r.usage)
    return Ending("kept", billed, r.cost_nano, _holds(r), None, r.text, usage, r.seconds)
