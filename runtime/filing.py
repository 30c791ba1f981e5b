"""Files what dead runs left behind: an answer that had arrived is read, stored and settled, the others are ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

from ..dsl.loader import Unusable
from ..dsl.media_kinds import look
from ..grammar.diagnostic import Diagnostic
from .engine import Answer, Lost
from .entries import Filed, end, keep
from .lock import is_held
from .receipts import FORMAT, Receipt, receipt_text, receipts_of
from .recovered import Ended, Recovered
from .settling import Terms, ending_of, file_pictures
from .spool import cached_spools, read_sealed, spools
from .store import names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .engine import Failed, Outcome
    from .entries import Ending
    from .ledger import Ledger
    from .readers import Readers
    from .store import Store

GONE = "the run ended before the answer"
SELECT = """
SELECT a.attempt, a.run, a.board, a.address, a.take, a.maker, a.model, a.said, a.seen, a.sent, a.state, a.seq, a.expect,
  a.most, a.price_as_of, a.retry_of, a.sent_at, b.title,
  (SELECT json FROM manifest WHERE digest=a.said), (SELECT json FROM manifest WHERE digest=a.seen),
  (SELECT json FROM manifest WHERE digest=a.sent), a.job,
  (SELECT state FROM job WHERE job=a.job)
FROM attempt a LEFT JOIN board b ON b.board = a.board WHERE a.state IN('sending', 'lost') AND a.attempt = ?
"""


class Left(Struct, frozen=True):
    """A request that a dead run left open, with all that the ledger knows of it."""

    attempt: str
    run: str
    board: str
    address: str
    take: int
    maker: str
    model: str
    said: str
    seen: str
    sent: str
    state: str
    seq: int
    expect: int | None
    most: int | None
    price_as_of: str | None
    retry_of: str | None
    sent_at: str
    title: str | None
    said_json: bytes
    seen_json: bytes
    sent_json: bytes
    job: str | None
    job_state: str | None

    @property
    def terms(self) -> Terms:
        """What is reserved at nothing is free."""
        return Terms(self.model, self.most, self.most == 0, self.job is not None)

    @property
    def pending(self) -> bool:
        """Whether its answer may still be fetched: it is a line of a batch job, which outlives its run."""
        return self.job_state in ("creating", "open")


def end_dead_runs(ledger: Ledger, store: Store, reading: Readers, clock: Callable[[], str]) -> Recovered | None:
    """Settle every request whose run is dead, in the order in which they were sent; None where there was none.

    Where the disk takes nothing, the rest stays as it is, and a problem says so.
    """
    filing = Filing(ledger, store, reading, clock)
    began: dict[str, str] = {}
    ended: list[Ended] = []
    problems: list[Diagnostic] = []
    try:
        for attempt, run, started in _open_requests(ledger):
            settled = filing.settle(attempt)
            if settled is not None:
                began.setdefault(run, started)
                ended.append(settled)
    except OSError as fault:
        problems.append(stuck(fault))
    if not (ended or filing.waiting or problems):
        return None
    return Recovered(tuple(began.values()), tuple(ended), tuple(filing.waiting), tuple(problems))


def stuck(fault: OSError) -> Diagnostic:
    """Why answers can't be filed."""
    return Diagnostic("BNN631", None, {"reason": fault.strerror or str(fault)})


def _open_requests(ledger: Ledger) -> list[tuple[str, str, str]]:
    """(attempt, run, when the run began) of all that dead runs asked for, and of what lies in the inbox."""
    db, runs = ledger.connection, ledger.folder / "runs"
    query = "SELECT a.attempt, a.run, r.started FROM attempt a JOIN run r ON r.run = a.run WHERE a.state='sending'"
    found = {}
    living: dict[str, bool] = {}
    for attempt, run, started in db.execute(query + " ORDER BY a.seq"):
        if run not in living:
            living[run] = is_held(runs / f"{run}.lock")
        if not living[run]:
            found[attempt] = (attempt, run, started)
    spooled = [n.removesuffix(".part") for n in (*names(ledger.folder / "inbox"), *cached_spools())]
    query = "SELECT a.attempt, a.run, r.started FROM attempt a JOIN run r ON r.run = a.run WHERE a.attempt=?"
    for name in spooled:
        row = None if name in found else db.execute(query + " AND a.state<>'sending'", (name,)).fetchone()
        if row is not None and not living.setdefault(row[1], is_held(runs / f"{row[1]}.lock")):
            found[name] = row
    return list(found.values())


class Filing:
    """Settles requests one by one. `waiting` collects the answers that nobody here can read."""

    def __init__(self, ledger: Ledger, store: Store, readers: Readers, clock: Callable[[], str]) -> None:
        self.ledger, self.store, self.readers, self.clock = ledger, store, readers, clock
        self.waiting: list[tuple[str, Path]] = []

    def settle(self, attempt: str) -> Ended | None:
        """End one, None where it has ended already. Raises OSError where the disk takes nothing: then it stays open."""
        row = self.ledger.connection.execute(SELECT, (attempt,)).fetchone()
        if row is None:
            self._drop(attempt)
            return None
        left = Left(*row)
        raw = next((r for p in spools(self.ledger.folder, attempt) if (r := read_sealed(p)) is not None), None)
        if raw is None and left.pending:
            return None
        outcome = None if raw is None or left.terms.free else self.readers.read(left.maker, raw)
        if outcome is None and raw is not None and not left.terms.free:
            self.waiting += [(left.maker, p) for p in spools(self.ledger.folder, attempt)]
            return (
                self._end(left, Lost("the answer arrived and is not read yet"), ()) if left.state == "sending" else None
            )
        if outcome is None and left.state == "lost":
            self._drop(attempt)
            return None
        filed = self._file(left, outcome) if outcome is not None else ()
        ended = self._end(left, outcome or Lost(GONE), filed)
        self._drop(attempt)
        return ended

    def end(self, attempt: str, outcome: Failed | Lost) -> Ended | None:
        """End one that has no answer, None where it has ended already."""
        row = self.ledger.connection.execute(SELECT, (attempt,)).fetchone()
        return None if row is None else self._end(Left(*row), outcome, ())

    def _file(self, left: Left, outcome: Outcome) -> tuple[Filed, ...]:
        if not isinstance(outcome, Answer):
            return ()
        filed = file_pictures(self.store, outcome)
        ending = ending_of(left.terms, outcome, filed=True, seconds=None)
        for receipt in receipts_of(_plain(left, self.clock()), filed, ending):
            self.store.receipt(receipt.sha256, receipt.attempt, receipt_text(receipt))
        return filed

    def _end(self, left: Left, outcome: Outcome, filed: tuple[Filed, ...]) -> Ended | None:
        ending = ending_of(left.terms, outcome, filed=bool(filed), seconds=None)
        with self.ledger.writing() as db:
            if not _still(db, left, ending):
                return None
            if ending.state == "kept":
                keep(db, left.attempt, filed, ending, _given(self.store, left), self.clock())
            else:
                end(db, left.attempt, ending, self.clock())
        return Ended(
            left.board, left.address, left.take, ending.state, ending.cost, ending.holds, ending.reason or "",
            len(filed),
        )  # fmt: skip

    def _drop(self, attempt: str) -> None:
        for path in spools(self.ledger.folder, attempt):
            path.unlink(missing_ok=True)


def _still(db: sqlite3.Connection, left: Left, ending: Ending) -> bool:
    """Whether it is open as it was: the run may have lived after all, without its lock."""
    (state,) = db.execute("SELECT state FROM attempt WHERE attempt=?", (left.attempt,)).fetchone()
    return state == "sending" or (state == "lost" and ending.state != "lost")


def _given(store: Store, left: Left) -> Iterator[Filed]:
    """The pictures that went along and are in the store."""
    for sha256 in sent_pictures(left.sent_json):
        if sha256 not in store.present:
            continue
        try:
            data = store.read(sha256)
            looks = look(data, sha256)
        except (OSError, Unusable):
            continue
        yield Filed(sha256, looks.mime, len(data), looks.width, looks.height)


def sent_pictures(manifest: bytes | str) -> list[str]:
    """The digests that a `sent` manifest holds."""
    try:
        parts = json.loads(manifest)["parts"]
        return [str(p["sha256"]) for p in parts if isinstance(p, dict) and "sha256" in p]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _plain(left: Left, now: str) -> Receipt:
    return Receipt(
        format=FORMAT, attempt=left.attempt, board=left.board, address=left.address, take=left.take, maker=left.maker,
        said=left.said, seen=left.seen, mime="", model=left.model, sent=left.sent, time=now, run=left.run,
        seq=left.seq, sent_at=left.sent_at, title=left.title, expect_nano=left.expect, most_nano=left.most,
        price_as_of=left.price_as_of, retry_of=left.retry_of, said_json=_text(left.said_json),
        seen_json=_text(left.seen_json), sent_json=_text(left.sent_json), batch=left.job is not None,
    )  # fmt: skip


def _text(manifest: bytes) -> str:
    return bytes(manifest or b"").decode("utf-8", "replace")
