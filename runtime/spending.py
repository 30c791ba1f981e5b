"""What was spent over all projects of this user: ledgers have the truth, the user's book what was known last."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .account import account_folder, reading
from .home import owner_of
from .ledger import Unopenable, read_ledger
from .lock import is_held

if TYPE_CHECKING:
    from collections.abc import Iterable

RUNS = 200_000  # of one ledger


@dataclass(slots=True)
class Spent:
    """A run that could cost money. Nano-dollars; `allowed` is set aside while it lives, None once it has ended."""

    run: str
    home: str
    board: str
    started: str  # wall clock, UTC
    spent: int
    allowed: int | None = None

    @property
    def counts(self) -> int:
        """What it takes of the month."""
        return max(self.spent, self.allowed or 0)


@dataclass(frozen=True, slots=True)
class KnownRoot:
    """A project in which something was paid for. Nano-dollars.

    `here` is False where its ledger can't be read now: then the sums are what was known last.
    """

    root: Path
    home: Path  # of its ledger
    board: str  # run last
    last: str  # when, UTC
    spent: int  # ever
    month: int  # since the first day of the month that was asked for
    here: bool


def known_roots(since: str, realm: str = "") -> tuple[KnownRoot, ...]:
    """Every project that this user has paid for something in, by its path; `since` is a month, such as `2026-11`.

    Writes nothing. Raises Misconfigured where the user's own book can't be read.
    """
    with reading(folder := account_folder(realm)) as db:
        if db is None:
            return ()
        rows = look(db, folder)
        projects = db.execute("SELECT root, home, board, last FROM project ORDER BY root").fetchall()
    newest = {home: root for root, home, _, _ in sorted(projects, key=lambda p: str(p[3]))}
    found = (_known(p, rows, since) for p in projects if newest[p[1]] == p[0])
    return tuple(k for k in found if k.here or k.spent)


def _known(project: tuple[str, str, str, str], rows: dict[str, Spent], since: str) -> KnownRoot:
    root, home, board, last = project
    mine = [r for r in rows.values() if r.home == home]
    month = sum(r.spent for r in mine if r.started[:7] >= since)
    here = ledger_runs(Path(home)) is not None
    # What a project has spent last may be long ago: it may have been moved, and have drawn sketches where it is now.
    now = owner_of(Path(home)) or Path(root)
    return KnownRoot(now, Path(home), board, last, sum(r.spent for r in mine), month, here)


def look(db: sqlite3.Connection, folder: Path, since: str = "", only: str | None = None) -> dict[str, Spent]:
    """All runs since a month: what the book holds, put right by each ledger that can be read, or by the one of `only`.

    A run that is dead by now holds what its ledger says, and what was set aside for it where that can't be read; but
    one that had not begun yet holds nothing.
    """
    query = "SELECT run, home, board, started, spent, allowed FROM run WHERE started >= ? OR allowed IS NOT NULL"
    rows = {row[0]: Spent(*row) for row in db.execute(query, (since,))}
    # Who is dead before the ledgers are read can't have spent anything since: the order of the two matters.
    dead = {n for n, r in rows.items() if r.allowed is not None and not is_held(lock_of(folder, n))}
    homes = [h for (h,) in db.execute("SELECT home FROM project UNION SELECT home FROM run ORDER BY 1")]
    homes = homes if only is None else [only]
    ledgers = {home: found for home in homes if (found := ledger_runs(Path(home), since)) is not None}
    seen: dict[str, int] = {}  # a project that was copied has its runs in two ledgers
    for home, found in ledgers.items():
        for run in found:
            if run.run not in rows and not run.spent:
                continue
            seen[run.run] = max(run.spent, seen.get(run.run, 0))
            known = rows.setdefault(run.run, run)
            known.spent = seen[run.run]
            known.home = known.home if known.home in ledgers else home
    for row in (rows[name] for name in dead):
        if row.home in ledgers or (only in (None, row.home) and not begun_of(folder, row.run).exists()):
            row.allowed = None
    return {name: r for name, r in rows.items() if r.started[:7] >= since or r.allowed is not None}


def lock_of(folder: Path, run: str) -> Path:
    """The file that a run holds locked for its whole life."""
    return folder / "runs" / f"{run}.lock"


def begun_of(folder: Path, run: str) -> Path:
    """The file that is there from the moment at which a run can send something."""
    return folder / "runs" / f"{run}.begun"


def tidy(folder: Path, rows: dict[str, Spent]) -> None:
    """Take away the files of runs that are settled."""
    for path in (folder / "runs").iterdir():
        row = rows.get(path.stem)
        if (row is None or row.allowed is None) and not is_held(lock_of(folder, path.stem)):
            path.unlink(missing_ok=True)


def save(db: sqlite3.Connection, rows: Iterable[Spent]) -> None:
    """Write down what is known now."""
    db.executemany(
        "INSERT INTO run(run, home, board, started, spent, allowed) VALUES(?,?,?,?,?,?)"
        " ON CONFLICT(run) DO UPDATE SET home=excluded.home, spent=excluded.spent, allowed=excluded.allowed",
        [(r.run, r.home, r.board, r.started, r.spent, r.allowed) for r in rows],
    )


def _is_run(*row: object) -> bool:
    *words, spent = row
    return isinstance(spent, int) and spent >= 0 and all(isinstance(w, str) and len(w) < 5000 for w in words)


def ledger_runs(home: Path, since: str = "") -> list[Spent] | None:
    """The runs that a ledger holds; None where there is no ledger that can be read."""
    try:
        ledger = read_ledger(home)
    except (Unopenable, OSError, ValueError, sqlite3.Error):
        return None
    if ledger is None:
        return None
    try:
        query = "SELECT run, COALESCE(board, ''), started, spent FROM run WHERE started >= ? LIMIT ?"
        found = ledger.connection.execute(query, (since, RUNS + 1)).fetchall()
        # A stranger's ledger may hold anything anywhere.
        if len(found) > RUNS or not all(_is_run(*row) for row in found):
            return None
        return [Spent(run, str(home), board, started, spent) for run, board, started, spent in found]
    except sqlite3.Error:
        return None
    finally:
        ledger.close()
