"""One run's hand in the ledger: it reserves before anything is sent, and settles after each answer."""

from __future__ import annotations

import errno
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from .clock import wall_clock
from .commanded import commanded
from .entries import NEXT_TAKE, add_manifests, add_pictures, end, keep, place
from .filing import end_dead_runs
from .former import former_spent, is_there
from .ledger import Unopenable, open_ledger
from .lock import Lock
from .readers import readers
from .receipts import FORMAT, Receipt, receipt_text
from .shelf import Taken
from .store import Store
from .ulid import ulid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from ..dsl.call import Compiled
    from .entries import Ending, Filed
    from .ground import EngineInfo
    from .ledger import Ledger
    from .root import Workspace

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
    """A request that may not be sent; `budget` says that money is why."""

    because: str
    budget: bool


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
        account: str | None = None,
        run: str | None = None,
        over: str | None = None,
        grow: Callable[[int], int | None] | None = None,
        clock: Callable[[], str] = wall_clock,
        name: Callable[[], str] = ulid,
    ) -> None:
        self.store = Store(workspace.settle())
        self.board, self.title = compiled.path, compiled.title
        self.maker, self.engine, self.account = engine.maker, engine, account
        self.clock, self.name = clock, name
        self.run = run or name()
        self.over, self.grow = over or "it would cost more than --max-cost", grow
        self.store.prepare(pretended=bool(workspace.realm))
        self.ledger: Ledger = open_ledger(workspace.home)
        self._lock = Lock(workspace.home / "runs" / f"{self.run}.lock")
        try:
            self._lock.take(wait=True)
            self._end_dead_runs()
            self._begin(workspace, compiled, command, ceiling)
        except BaseException:
            self._leave()
            raise

    def _begin(self, workspace: Workspace, compiled: Compiled, command: str, ceiling: int | None) -> None:
        told = commanded(command, compiled.given)
        self.root = workspace.root
        with self.ledger.writing() as db:
            # Whoever moves a project holds the lock that is held here, and sees that a run lives from here on.
            if workspace.home != self.ledger.folder:
                raise OSError(errno.EBUSY, "The pictures of this project were moved just now. Run it again")
            db.execute(
                "INSERT INTO board(board, title, budget) VALUES(?,?,?)"
                " ON CONFLICT(board) DO UPDATE SET title=excluded.title, budget=excluded.budget",
                (compiled.path, compiled.title, compiled.budget),
            )
            db.execute(
                "INSERT INTO run(run, board, command, version, host, pid, ceiling, started) VALUES(?,?,?,?,?,?,?,?)",
                (self.run, compiled.path, told, _version(), platform.node(), os.getpid(), ceiling, self.clock()),
            )

        self.look_back()

    def look_back(self) -> None:
        """Count against the budget what the board has cost under earlier names of its file."""
        db = self.ledger.connection
        self.former = former_spent(db, self.board, lambda board: is_there(self.root, board))

    def _end_dead_runs(self) -> None:
        """Whoever opened the project has done so already; a run may have died since."""
        with readers(self.engine) as reading:
            found = end_dead_runs(self.ledger, self.store, reading, self.clock)
        if found is not None and found.problems:
            raise Unopenable(found.problems[0].code, **found.problems[0].args)

    def reserve(self, wish: Wish) -> Reserved | Declined:
        """T1: a row for the request, and its money, before it is sent; or why it may not be."""
        found = self._reserve(wish)
        grown = isinstance(found, Declined) and found.because == self.over and self._grown(wish.most)
        return self._reserve(wish) if grown else found

    def _grown(self, most: int | None) -> bool:
        """Whether the month had more for this run: others have given something back, or an answer cost too much."""
        if self.grow is None or most is None:
            return False
        spent, ceiling = self.ledger.connection.execute(
            "SELECT spent, ceiling FROM run WHERE run=?", (self.run,)
        ).fetchone()
        more = self.grow(spent + most)
        if more is None or more <= ceiling:
            return False
        with self.ledger.writing() as db:
            db.execute("UPDATE run SET ceiling=? WHERE run=?", (more, self.run))
        return True

    def _reserve(self, wish: Wish) -> Reserved | Declined:
        attempt = self.name()
        values: dict[str, object] = {
            "attempt": attempt, "run": self.run, "board": self.board, "address": wish.address, "maker": self.maker,
            "model": wish.model, "said": wish.said[0], "seen": wish.seen[0], "sent": wish.sent[0],
            "expect": wish.expect, "most": wish.most, "price_as_of": wish.as_of, "now": self.clock(),
            "wanted": wish.wanted, "former": self.former, "account": self.account, "job": wish.job,
        }  # fmt: skip
        with self.ledger.writing() as db:
            add_manifests(db, {"said": wish.said, "seen": wish.seen, "sent": wish.sent})
            first, number = self._before(db, values, wish)
            take = number or int(db.execute(NEXT_TAKE, values).fetchone()[0])
            if db.execute(RESERVE, values | {"take": take, "retry_of": first}).rowcount:
                seq = int(db.execute("SELECT seq FROM attempt WHERE attempt=?", (attempt,)).fetchone()[0])
                return Reserved(
                    attempt,
                    take,
                    first is not None and self.engine.free,
                    seq,
                    str(values["now"]),
                    wish.most,
                    first,
                    wish.sent,
                )
            return self._declined(db, values, wish.wanted)

    def _before(self, db: sqlite3.Connection, values: dict[str, object], wish: Wish) -> tuple[str | None, int | None]:
        """The request that this one stands for, and its number: one that failed, or a lost sketch.

        On a free maker `retry_of` says which picture is drawn again, so a mere failure leaves it empty.
        """
        first, number = self._lost(db, values) if self.engine.free else (None, None)
        if wish.again is None or first is not None:
            return first, number
        return None if self.engine.free else wish.again.attempt, wish.again.take

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
        query = "SELECT spent + :former + COALESCE(:most, 0) > COALESCE(budget, 9e18) FROM board WHERE board=:board"
        over_budget = db.execute(query, values).fetchone()[0]
        return Declined("the board's budget is used up" if over_budget else self.over, budget=True)

    def keep(self, attempt: str, filed: Iterable[Filed], ending: Ending, given: Iterable[Filed] = ()) -> None:
        """T2 of an answer with pictures: what it cost, what it held, and its place on the shelf; `given` went along."""
        with self.ledger.writing() as db:
            keep(db, attempt, filed, ending, given, self.clock())

    def end(self, attempt: str, ending: Ending) -> None:
        """T2 of a request that brought no picture."""
        with self.ledger.writing() as db:
            end(db, attempt, ending, self.clock())

    def place(self, found: Iterable[tuple[str, Taken]]) -> None:
        """Put pictures that are known already on the shelves of addresses that have a right to them."""
        found = list(found)
        if not found:
            return
        with self.ledger.writing() as db:
            place(db, self.board, self.maker, found)

    def bring_in(self, address: str, said: tuple[str, str], seen: tuple[str, str], filed: Filed) -> int:
        """Place a picture that was made by hand; its take number."""
        with self.ledger.writing() as db:
            add_manifests(db, {"said": said, "seen": seen})
            add_pictures(db, [filed])
            names = ("board", "address", "maker", "said", "seen")
            where = dict(zip(names, (self.board, address, self.maker, said[0], seen[0]), strict=True))
            take = int(db.execute(NEXT_TAKE, where).fetchone()[0])
            self._receipt_by_hand(address, take, said, seen, filed)
            taken = Taken(said[0], seen[0], take, (filed.sha256,), None, 0)
            place(db, self.board, self.maker, [(address, taken)])
        return take

    def _receipt_by_hand(
        self, address: str, take: int, said: tuple[str, str], seen: tuple[str, str], filed: Filed
    ) -> None:
        receipt = Receipt(
            format=FORMAT, attempt=self.name(), board=self.board, address=address, take=take, maker=self.maker,
            said=said[0], seen=seen[0], mime=filed.mime, sha256=filed.sha256, cost_nano=0, time=self.clock(),
            by_hand=True, run=self.run, size=filed.size, width=filed.width, height=filed.height, title=self.title,
            said_json=said[1], seen_json=seen[1],
        )  # fmt: skip
        self.store.receipt(filed.sha256, receipt.attempt, receipt_text(receipt))

    def manifests(self, *pairs: tuple[str, tuple[str, str]]) -> None:
        """Remember manifests, each as (kind, (digest, json))."""
        with self.ledger.writing() as db:
            for kind, pair in pairs:
                add_manifests(db, {kind: pair})

    def close(self) -> None:
        """The run is over. On a full disk it looks as if it had died, and what it left open is settled by the next."""
        with suppress(OSError, Unopenable), self.ledger.writing() as db:
            db.execute("UPDATE run SET ended=? WHERE run=?", (self.clock(), self.run))
        self._leave()

    def _leave(self) -> None:
        self.ledger.close()
        self._lock.free()
        self._lock.path.unlink(missing_ok=True)


def _version() -> str:
    try:
        return version("bananaboard")
    except PackageNotFoundError:
        return "unknown"
