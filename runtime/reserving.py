"""T1: a row for a request, with its number and its money, before it is sent; or why it may not be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .entries import NEXT_TAKE, add_manifests

if TYPE_CHECKING:
    import sqlite3

    from .book import Book

RESERVE = """
INSERT INTO attempt(
  attempt, seq, run, board, address, take, maker, model, account, said, seen, sent, job, state,
  expect, most, holds, price_as_of, retry_of, sent_at)
SELECT :attempt, (SELECT COALESCE(MAX(seq), 0) + 1 FROM attempt), :run, :board, :address, :take,
  :maker, :model, :account, :said, :seen, :sent, :job, 'sending',
  :expect, :most, COALESCE(:most, 0), :price_as_of, :retry_of, :now
WHERE (SELECT spent + :former + COALESCE(:most, 0) <= COALESCE(budget, 9e18) FROM board WHERE board=:board)
  AND (SELECT spent + COALESCE(:most, 0) <= COALESCE(ceiling, 9e18) FROM run WHERE run=:run)
  AND (:most IS NOT NULL OR (SELECT board.budget IS NULL AND run.ceiling IS NULL FROM board, run
    WHERE board.board=:board AND run.run=:run))
  AND (SELECT COUNT(*) FROM attempt WHERE maker=:maker AND said=:said AND seen=:seen AND state IN('sending','kept'))
    < :wanted
"""
ON_ITS_WAY = """
SELECT COUNT(*) FROM attempt WHERE maker=:maker AND said=:said AND seen=:seen AND state IN('sending','kept')
"""
HELD = "SELECT attempt FROM attempt WHERE state='sending' AND job IS NULL AND board=:board AND run<>:run"
LOST = """
SELECT a.attempt, p.take FROM attempt a LEFT JOIN placed p ON p.board=:board AND p.address=:address AND p.maker=:maker
  AND p.said=:said AND p.seen=:seen AND p.attempt = a.attempt
WHERE a.maker=:maker AND a.said=:said AND a.seen=:seen AND a.state='kept' AND a.retry_of IS NULL
  AND NOT EXISTS (SELECT 1 FROM attempt r WHERE r.maker=:maker AND r.said=:said AND r.seen=:seen AND r.state='sending'
    AND r.retry_of = a.attempt)
ORDER BY p.take IS NULL, p.take, a.seq
"""
ANSWERS = """
SELECT m.attempt, m.sha256 FROM made m WHERE m.attempt=:first OR m.attempt IN (
  SELECT attempt FROM attempt WHERE maker=:maker AND said=:said AND seen=:seen AND state='kept' AND retry_of=:first)
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be reserved: a request, its three manifests as (digest, json), its price in nano-dollars."""

    address: str
    model: str
    said: tuple[str, str]
    seen: tuple[str, str]
    sent: tuple[str, str]
    expect: int | None
    most: int | None
    as_of: str | None
    wanted: int  # so many of this key may be on their way or kept, this one counted
    again: Reserved | None = None  # the request that failed, and of which this is the next try: it keeps its number
    job: str | None = None  # the batch job that it is a line of


@dataclass(frozen=True, slots=True)
class Reserved:
    """A request that may be sent. `again`: it brings back a lost picture of a free maker, under the same number."""

    attempt: str
    take: int
    again: bool = False
    seq: int = 0  # its place in the ledger
    at: str = ""  # when, for people
    most: int | None = 0  # nano-dollars that it holds until it is settled
    retry_of: str | None = None
    sent: tuple[str, str] = ("", "")  # the manifest of the whole request: digest, json


@dataclass(frozen=True, slots=True)
class Declined:
    """A request that may not be sent; `budget` says that money is why. `held`: requests of other runs that were on
    their way at that moment, where they may give back what lacks: money of the board's budget."""

    because: str
    budget: bool
    held: tuple[str, ...] = ()


def reserve(book: Book, wish: Wish) -> Reserved | Declined:
    """In one transaction: room under every limit, a number, and the row."""
    attempt = book.name()
    values: dict[str, object] = {
        "attempt": attempt, "run": book.run, "board": book.board, "address": wish.address, "maker": book.maker,
        "model": wish.model, "said": wish.said[0], "seen": wish.seen[0], "sent": wish.sent[0],
        "expect": wish.expect, "most": wish.most, "price_as_of": wish.as_of, "now": book.clock(),
        "wanted": wish.wanted, "former": book.former, "account": book.account, "job": wish.job,
    }  # fmt: skip
    with book.ledger.writing() as db:
        add_manifests(db, {"said": wish.said, "seen": wish.seen, "sent": wish.sent})
        first, number = _before(book, db, values, wish)
        take = number or int(db.execute(NEXT_TAKE, values).fetchone()[0])
        if db.execute(RESERVE, values | {"take": take, "retry_of": first}).rowcount:
            seq = int(db.execute("SELECT seq FROM attempt WHERE attempt=?", (attempt,)).fetchone()[0])
            again = first is not None and book.engine.free
            return Reserved(attempt, take, again, seq, str(values["now"]), wish.most, first, wish.sent)
        return _declined(book, db, values, wish.wanted)


def _before(book: Book, db: sqlite3.Connection, values: dict[str, object], wish: Wish) -> tuple[str | None, int | None]:
    """The request that this one stands for, and its number: one that failed, or a lost sketch.

    On a free maker `retry_of` says which picture is drawn again, so a mere failure leaves it empty.
    """
    first, number = _lost(book, db, values) if book.engine.free else (None, None)
    if wish.again is None or first is not None:
        return first, number
    return None if book.engine.free else wish.again.attempt, wish.again.take


def _lost(book: Book, db: sqlite3.Connection, values: dict[str, object]) -> tuple[str | None, int | None]:
    """The first answer to this call whose pictures are gone, and which take of this address it was."""
    for first, take in db.execute(LOST, values).fetchall():
        answers: dict[str, list[str]] = {}
        for attempt, sha256 in db.execute(ANSWERS, values | {"first": first}):
            answers.setdefault(attempt, []).append(sha256)
        if not any(book.store.present.keys() >= set(parts) for parts in answers.values()):
            return first, take
    return None, None


def _declined(book: Book, db: sqlite3.Connection, values: dict[str, object], wanted: int) -> Declined:
    if db.execute(ON_ITS_WAY, values).fetchone()[0] >= wanted:
        return Declined("another run is making it", budget=False)
    if values["most"] is None:
        return Declined("its price is unknown, so no limit can hold it", budget=True)
    query = "SELECT spent + :former + COALESCE(:most, 0) > COALESCE(budget, 9e18) FROM board WHERE board=:board"
    over_budget = db.execute(query, values).fetchone()[0]
    if not over_budget:
        return Declined(book.over, budget=True)
    held = tuple(attempt for (attempt,) in db.execute(HELD, values))
    return Declined("the board's budget is used up", budget=True, held=held)
