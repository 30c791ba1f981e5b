"""Batch jobs as the ledger knows them: written down before they are made, and until all that came of them is filed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lock import is_held
from ..ulid import ulid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ..engine import Created
    from ..ledger import Ledger

CREATING, OPEN, FETCHED, FAILED, LOST = "creating", "open", "fetched", "failed", "lost"
PENDING = (CREATING, OPEN)
COLUMNS = "j.job, j.run, j.maker, j.account, j.display_name, j.state, j.name, j.input, j.fetch_by, r.started"
SELECT = f"SELECT {COLUMNS} FROM job j JOIN run r ON r.run = j.run"  # noqa: S608 - constants
EXTRA = """
INSERT OR IGNORE INTO attempt(attempt, seq, run, board, address, take, maker, model, account, said, seen, sent, job,
  state, expect, most, holds, price_as_of, sent_at)
SELECT :extra, (SELECT MAX(seq) + 1 FROM attempt), run, board, address,
  1 + (SELECT MAX(take) FROM (
    SELECT take FROM attempt b WHERE b.maker=a.maker AND b.said=a.said AND b.seen=a.seen AND b.board=a.board
      AND b.address=a.address
    UNION ALL SELECT take FROM placed p WHERE p.board=a.board AND p.address=a.address AND p.maker=a.maker
      AND p.said=a.said AND p.seen=a.seen)),
  maker, model, account, said, seen, sent, job, 'sending', expect, most, COALESCE(most, 0), price_as_of, :now
FROM attempt a WHERE attempt=:attempt
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A batch job. `title` is its display name at the service, of which there is one in the world; times in UTC."""

    job: str
    run: str
    maker: str
    account: str
    title: str
    state: str
    name: str | None
    input: str | None  # what was prepared for it at the service; None: it was not asked for yet
    fetch_by: str | None
    since: str  # when its run began

    @property
    def pending(self) -> bool:
        """Whether something may still come of it."""
        return self.state in PENDING


def new_job(job: str, run: str, maker: str, account: str, now: str) -> Job:
    """One that is about to be made."""
    return Job(job, run, maker, account, f"bananaboard {job}", CREATING, None, None, None, now)


def pending_jobs(ledger: Ledger, maker: str | None = None) -> list[Job]:
    """Those of which something may still come, the oldest first."""
    query = SELECT + " WHERE j.state IN('creating','open') AND (?1 IS NULL OR j.maker=?1) ORDER BY j.job"
    return [Job(*row) for row in ledger.connection.execute(query, (maker,))]


def vanished_jobs(ledger: Ledger, maker: str, since: str) -> list[Job]:
    """Those that were not found at the service, of runs that began after a moment: it may have made them later."""
    vanished = " WHERE j.state='lost' AND j.name IS NULL AND j.input IS NOT NULL"
    query = SELECT + vanished + " AND j.maker=? AND r.started >= ? ORDER BY j.job"
    return [Job(*row) for row in ledger.connection.execute(query, (maker, since))]


def abandoned(ledger: Ledger, job: Job) -> bool:
    """Whether the run that was making it is dead."""
    return not is_held(ledger.folder / "runs" / f"{job.run}.lock")


def begin(db: sqlite3.Connection, job: Job) -> None:
    """Write it down, in the transaction that reserves its lines."""
    db.execute(
        "INSERT INTO job(job, run, maker, account, display_name, state) VALUES(?,?,?,?,?,?)",
        (job.job, job.run, job.maker, job.account, job.title, job.state),
    )


def forget(db: sqlite3.Connection, job: Job) -> None:
    """It got no line, so it was never made."""
    db.execute("DELETE FROM job WHERE job=?", (job.job,))


def prepared(db: sqlite3.Connection, job: str, name: str) -> None:
    """From here on the service may have it."""
    db.execute("UPDATE job SET input=? WHERE job=?", (name, job))


def opened(db: sqlite3.Connection, job: str, found: Created) -> None:
    """The service has it."""
    db.execute("UPDATE job SET state='open', name=?, fetch_by=? WHERE job=?", (found.name, found.fetch_by, job))


def ended(db: sqlite3.Connection, job: str, state: str) -> None:
    """Nothing more comes of it."""
    db.execute("UPDATE job SET state=? WHERE job=?", (state, job))


def open_lines(db: sqlite3.Connection, job: str) -> list[str]:
    """Its requests that have not ended, as they were sent."""
    query = "SELECT attempt FROM attempt WHERE job=? AND state='sending' ORDER BY seq"
    return [a for (a,) in db.execute(query, (job,))]


def state_of(db: sqlite3.Connection, job: str, attempt: str) -> str | None:
    """How a line of a job stands; None where it is none of its lines."""
    row = db.execute("SELECT state FROM attempt WHERE attempt=? AND job=?", (attempt, job)).fetchone()
    return None if row is None else str(row[0])


def add_extra(db: sqlite3.Connection, attempt: str, nth: int, now: str) -> str:
    """A row for the nth further answer to one line, from 1: nobody asked for it, and it may have been billed.

    Its name follows from the line's, so that it is the same whenever the results are read.
    """
    chance = hashlib.sha256(f"{attempt} {nth}".encode()).digest()[:10]
    extra = attempt[:10] + ulid(0, chance)[10:]
    db.execute(EXTRA, {"attempt": attempt, "extra": extra, "now": now})
    return extra


def addresses(db: sqlite3.Connection, jobs: Iterable[str]) -> list[tuple[str, str, int]]:
    """The (board, address, take) of all that is open in some jobs."""
    query = "SELECT board, address, take FROM attempt WHERE job=? AND state='sending' ORDER BY seq"
    return [row for job in jobs for row in db.execute(query, (job,))]
