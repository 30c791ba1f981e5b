"""One run's hand in the ledger: it reserves before anything is sent, and settles after each answer."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from .ledger import open_ledger
from .lock import Lock, is_held
from .shelf import Taken
from .store import Store
from .ulid import ulid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from ..dsl.call import Compiled
    from .ground import EngineInfo
    from .ledger import Ledger
    from .root import Workspace

RESERVE = """
INSERT INTO attempt(
  attempt, seq, run, board, address, take, maker, model, said, seen, sent, state,
  expect, most, holds, price_as_of, retry_of, sent_at)
SELECT :attempt, (SELECT COALESCE(MAX(seq), 0) + 1 FROM attempt), :run, :board, :address, :take,
  :maker, :model, :said, :seen, :sent, 'sending', :expect, :most, COALESCE(:most, 0), :price_as_of, :retry_of, :now
WHERE (SELECT spent + COALESCE(:most, 0) <= COALESCE(budget, 9e18) FROM board WHERE board=:board)
  AND (SELECT spent + COALESCE(:most, 0) <= COALESCE(ceiling, 9e18) FROM run WHERE run=:run)
  AND (:most IS NOT NULL OR (SELECT board.budget IS NULL AND run.ceiling IS NULL FROM board, run
    WHERE board.board=:board AND run.run=:run))
  AND (SELECT COUNT(*) FROM attempt WHERE maker=:maker AND said=:said AND seen=:seen AND state IN('sending','kept'))
    < :wanted
"""
ON_ITS_WAY = """
SELECT COUNT(*) FROM attempt WHERE maker=:maker AND said=:said AND seen=:seen AND state IN('sending','kept')
"""
NEXT_TAKE = """
SELECT 1 + MAX(
  COALESCE((SELECT MAX(take) FROM attempt
    WHERE maker=:maker AND said=:said AND seen=:seen AND board=:board AND address=:address), 0),
  COALESCE((SELECT MAX(take) FROM placed
    WHERE board=:board AND address=:address AND maker=:maker AND said=:said AND seen=:seen), 0))
"""
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
PLACE = """
INSERT OR IGNORE INTO placed(board, address, maker, said, seen, take, sha256, attempt, seq)
SELECT :board, :address, :maker, :said, :seen, :take, :sha256, :attempt, MAX(
  COALESCE((SELECT MAX(seq) FROM attempt), 0) + 1 - :own,
  COALESCE((SELECT MAX(seq) FROM placed WHERE board=:board AND address=:address), 0) + 1)
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


@dataclass(frozen=True, slots=True)
class Reserved:
    """A request that may be sent. `again`: it brings back a lost picture of a free maker, under the same number."""

    attempt: str
    take: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Declined:
    """A request that may not be sent; `budget` says that money is why."""

    because: str
    budget: bool


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


def wall_clock() -> str:
    """The time for people to read; nothing is decided by it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Book:
    """Holds the lock of its run for life. Use it from one thread."""

    def __init__(
        self,
        workspace: Workspace,
        compiled: Compiled,
        engine: EngineInfo,
        *,
        command: str = "run",
        ceiling: int | None = None,
        clock: Callable[[], str] = wall_clock,
        name: Callable[[], str] = ulid,
    ) -> None:
        self.store = Store(workspace.home)
        self.board, self.maker, self.engine = compiled.path, engine.maker, engine
        self.clock, self.name = clock, name
        self.run = name()
        self.store.prepare()
        self.ledger: Ledger = open_ledger(workspace.home)
        self._lock = Lock(workspace.home / "runs" / f"{self.run}.lock")
        self._lock.take(wait=True)
        self._end_dead_runs()
        self._begin(compiled, command, ceiling)

    def _begin(self, compiled: Compiled, command: str, ceiling: int | None) -> None:
        with self.ledger.writing() as db:
            db.execute(
                "INSERT INTO board(board, title, budget) VALUES(?,?,?)"
                " ON CONFLICT(board) DO UPDATE SET title=excluded.title, budget=excluded.budget",
                (compiled.path, compiled.title, compiled.budget),
            )
            db.execute(
                "INSERT INTO run(run, board, command, version, host, pid, ceiling, started) VALUES(?,?,?,?,?,?,?,?)",
                (self.run, compiled.path, command, _version(), platform.node(), os.getpid(), ceiling, self.clock()),
            )

    def _end_dead_runs(self) -> None:
        """What a killed run was waiting for: on a free maker it failed, else it is lost and held at its most."""
        runs = "SELECT DISTINCT run FROM attempt WHERE state='sending'"
        dead = [
            r for (r,) in self.ledger.connection.execute(runs) if not is_held(self.ledger.folder / "runs" / f"{r}.lock")
        ]
        if not dead:
            return
        with self.ledger.writing() as db:
            for run in dead:
                db.execute(
                    "UPDATE attempt SET state = CASE WHEN most = 0 THEN 'failed' ELSE 'lost' END,"
                    " billed = CASE WHEN most = 0 THEN 'no' ELSE 'unknown' END,"
                    " reason = 'the run ended before the answer', ended_at = ? WHERE run = ? AND state = 'sending'",
                    (self.clock(), run),
                )

    def reserve(self, wish: Wish) -> Reserved | Declined:
        """T1: a row for the request, and its money, before it is sent; or why it may not be."""
        attempt = self.name()
        values: dict[str, object] = {
            "attempt": attempt, "run": self.run, "board": self.board, "address": wish.address, "maker": self.maker,
            "model": wish.model, "said": wish.said[0], "seen": wish.seen[0], "sent": wish.sent[0],
            "expect": wish.expect, "most": wish.most, "price_as_of": wish.as_of, "now": self.clock(),
            "wanted": wish.wanted,
        }  # fmt: skip
        with self.ledger.writing() as db:
            self._manifests(db, said=wish.said, seen=wish.seen, sent=wish.sent)
            first, number = self._lost(db, values) if self.engine.free else (None, None)
            take = number or int(db.execute(NEXT_TAKE, values).fetchone()[0])
            if db.execute(RESERVE, values | {"take": take, "retry_of": first}).rowcount:
                return Reserved(attempt, take, number is not None)
            return self._declined(db, values, wish.wanted)

    def _lost(self, db: sqlite3.Connection, values: dict[str, object]) -> tuple[str | None, int | None]:
        """The first answer to this call whose pictures are gone, and which take of this address it was."""
        for first, take in db.execute(LOST, values).fetchall():
            answers: dict[str, list[str]] = {}
            for attempt, sha256 in db.execute(ANSWERS, values | {"first": first}):
                answers.setdefault(attempt, []).append(sha256)
            if not any(self.store.present.keys() >= set(parts) for parts in answers.values()):
                return first, take
        return None, None

    def _declined(self, db: sqlite3.Connection, values: dict[str, object], wanted: int) -> Declined:
        if db.execute(ON_ITS_WAY, values).fetchone()[0] >= wanted:
            return Declined("another run is making it", budget=False)
        if values["most"] is None:
            return Declined("its price is unknown, so no limit can hold it", budget=True)
        query = "SELECT spent + COALESCE(:most, 0) > COALESCE(budget, 9e18) FROM board WHERE board=:board"
        over_budget = db.execute(query, values).fetchone()[0]
        return Declined(
            "the board's budget is used up" if over_budget else "it would cost more than --max-cost", budget=True
        )

    def _manifests(self, db: sqlite3.Connection, **kinds: tuple[str, str]) -> None:
        rows = [(digest, kind, text.encode()) for kind, (digest, text) in kinds.items()]
        db.executemany("INSERT OR IGNORE INTO manifest(digest, kind, json) VALUES(?,?,?)", rows)

    def keep(self, attempt: str, filed: Iterable[Filed], ending: Ending, given: Iterable[Filed] = ()) -> None:
        """T2 of an answer with pictures: what it cost, what it held, and its place on the shelf; `given` went along."""
        filed = list(filed)
        with self.ledger.writing() as db:
            self._end(db, attempt, ending)
            self._pictures(db, (*filed, *given))
            made = [(attempt, part, f.sha256) for part, f in enumerate(filed)]
            db.executemany("INSERT INTO made(attempt, part, sha256) VALUES(?,?,?)", made)
            query = "SELECT address, said, seen, take FROM attempt WHERE attempt=?"
            address, said, seen, take = db.execute(query, (attempt,)).fetchone()
            parts = tuple(f.sha256 for f in filed)
            self._place(db, address, Taken(said, seen, take, parts, attempt, 0), own=True)

    def end(self, attempt: str, ending: Ending) -> None:
        """T2 of a request that brought no picture."""
        with self.ledger.writing() as db:
            self._end(db, attempt, ending)

    def _end(self, db: sqlite3.Connection, attempt: str, e: Ending) -> None:
        db.execute(
            "UPDATE attempt SET state=?, billed=?, cost=?, holds=?, reason=?, text=?, usage=?, seconds=?, ended_at=?"
            " WHERE attempt=?",
            (e.state, e.billed, e.cost, e.holds, e.reason, e.text, e.usage, e.seconds, self.clock(), attempt),
        )

    def _pictures(self, db: sqlite3.Connection, filed: Iterable[Filed]) -> None:
        db.executemany(
            "INSERT INTO picture(sha256, mime, bytes, width, height) VALUES(?,?,?,?,?)"
            " ON CONFLICT(sha256) DO UPDATE SET state='here' WHERE state<>'here'",
            [(f.sha256, f.mime, f.size, f.width, f.height) for f in filed],
        )

    def _place(self, db: sqlite3.Connection, address: str, taken: Taken, *, own: bool) -> None:
        values: dict[str, object] = {"board": self.board, "address": address, "maker": self.maker}
        values |= {"said": taken.said, "seen": taken.seen}
        values |= {"take": taken.take, "sha256": taken.sha256, "attempt": taken.attempt, "own": own}
        db.execute(PLACE, values)

    def place(self, found: Iterable[tuple[str, Taken]]) -> None:
        """Put pictures that are known already on the shelves of addresses that have a right to them."""
        found = list(found)
        if not found:
            return
        with self.ledger.writing() as db:
            for address, taken in found:
                self._place(db, address, taken, own=False)

    def bring_in(self, address: str, said: tuple[str, str], seen: tuple[str, str], filed: Filed) -> int:
        """Place a picture that was made by hand; its take number."""
        with self.ledger.writing() as db:
            self._manifests(db, said=said, seen=seen)
            self._pictures(db, [filed])
            names = ("board", "address", "maker", "said", "seen")
            where = dict(zip(names, (self.board, address, self.maker, said[0], seen[0]), strict=True))
            take = int(db.execute(NEXT_TAKE, where).fetchone()[0])
            self._place(db, address, Taken(said[0], seen[0], take, (filed.sha256,), None, 0), own=False)
        return take

    def manifests(self, *pairs: tuple[str, tuple[str, str]]) -> None:
        """Remember manifests, each as (kind, (digest, json))."""
        with self.ledger.writing() as db:
            for kind, pair in pairs:
                self._manifests(db, **{kind: pair})

    def close(self) -> None:
        """The run is over."""
        with self.ledger.writing() as db:
            db.execute("UPDATE run SET ended=? WHERE run=?", (self.clock(), self.run))
        self.ledger.close()
        self._lock.free()
        self._lock.path.unlink(missing_ok=True)


def _version() -> str:
    try:
        return version("bananaboard")
    except PackageNotFoundError:
        return "unknown"
