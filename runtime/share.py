"""A paid run's share of the month: taken before it begins, given back as what it really came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dsl.money import show, show_limit
from ..grammar.diagnostic import Diagnostic
from .account import NAME, account_folder, reading, text_of, unusable, writing
from .clock import wall_clock
from .configuration import Misconfigured, configuration
from .lock import Lock
from .spending import Spent, begun_of, lock_of, look, save, tidy
from .ulid import ulid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .root import Workspace

OVER = "it would go over your limit for the month"


@dataclass(frozen=True, slots=True)
class Month:
    """The limit of a calendar month over all boards, and what is left of it. Nano-dollars."""

    limit: int
    spent: int  # by runs that have ended
    aside: int  # for runs that are under way

    @property
    def left(self) -> int:
        """What a run that begins now may still spend."""
        return max(0, self.limit - self.spent - self.aside)


@dataclass(slots=True)
class Share:
    """What a run may spend, in nano-dollars, under the name that it has in the ledger too. End it when the run has.

    `ceiling` is `--max-cost`, or less where the month does not hold so much; None: no limit. `over` is what to say of a
    request that does not fit, where that is the month's doing.
    """

    run: str
    folder: Path
    ceiling: int | None
    over: str | None = None
    lock: Lock | None = None
    own: Spent | None = None
    limit: int | None = None
    max_cost: int | None = None

    def begin(self) -> None:
        """From here on something may be sent: what was set aside counts until the ledger says how much it was."""
        if self.lock is not None:
            begun_of(self.folder, self.run).touch()

    def grow(self, wanted: int) -> int | None:
        """Set more of the month aside, so that the run may come to `wanted`; what it may come to then.

        As much is there only where others gave something back, or where an answer cost more than it could. None where
        the month does not hold it, or nothing is limited by it.
        """
        if self.own is None or self.limit is None or (self.max_cost is not None and wanted > self.max_cost):
            return None
        try:
            with writing(self.folder) as db:
                rows = look(db, self.folder, self.own.started[:7])
                others = sum(r.counts for r in rows.values() if r.run != self.run)
                if others + wanted > self.limit:
                    return None
                self.own.allowed = self.ceiling = wanted
                db.execute("UPDATE run SET allowed=? WHERE run=?", (wanted, self.run))
        except (OSError, Misconfigured):
            return None
        return wanted

    def end(self) -> None:
        """Settle it. What can't be written now is settled by the next run that looks: the lock is free then."""
        if self.lock is None or self.own is None:
            return
        self.lock.free()
        try:
            with writing(self.folder) as db:
                rows = look(db, self.folder, self.own.started[:7], self.own.home)
                save(db, rows.values())
                if (own := rows.get(self.run)) is None or own.allowed is None:
                    self.lock.path.unlink(missing_ok=True)
                    begun_of(self.folder, self.run).unlink(missing_ok=True)
        except (OSError, Misconfigured):
            return


def month_now(realm: str = "", clock: Callable[[], str] = wall_clock) -> Month | None:
    """How the month stands; None where the user has set no limit. Writes nothing. Raises Misconfigured."""
    limit = configuration().month
    if limit is None:
        return None
    since = clock()[:7]
    with reading(folder := account_folder(realm)) as db:
        rows = {} if db is None else look(db, folder, since)
    return _month(limit, rows)


def _month(limit: int, rows: dict[str, Spent]) -> Month:
    ended = sum(r.spent for r in rows.values() if r.allowed is None)
    return Month(limit, ended, sum(r.counts for r in rows.values() if r.allowed is not None))


def take_share(
    workspace: Workspace,
    board: str,
    most: int | None,
    max_cost: int | None,
    *,
    clock: Callable[[], str] = wall_clock,
    name: Callable[[], str] = ulid,
) -> Share:
    """Set aside what a run may come to: its `most` where that is known, never more than the month still holds.

    Months are those of UTC. A run counts for the month that it began in; with a clock that was set back, what was
    spent in months that seem to come counts too. Raises Misconfigured where a limit is set and can't be held.
    """
    limit, folder, run = configuration().month, account_folder(workspace.realm), name()
    own = Spent(run, text_of(workspace.home), board, clock(), 0)
    lock: Lock | None = None
    try:
        lock = _locked(folder, run)
        month = _taken(folder, own, workspace, limit, (most, max_cost))
    except OSError as fault:
        if limit is not None:
            raise unusable(folder / NAME, fault.strerror or str(fault)) from fault
        return Share(run, folder, max_cost)
    finally:
        if lock is not None and own.allowed is None:
            lock.free()
    ceiling = max_cost if month is None else own.allowed
    return Share(run, folder, ceiling, _over(month, own.allowed, max_cost), lock, own, limit, max_cost)


def _locked(folder: Path, run: str) -> Lock:
    (folder / "runs").mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = Lock(lock_of(folder, run))
    lock.take(wait=True)
    return lock


def _taken(
    folder: Path, own: Spent, workspace: Workspace, limit: int | None, bounds: tuple[int | None, ...]
) -> Month | None:
    """Write down the project and the run with what is set aside for it; how the month stood before."""
    with writing(folder) as db:
        db.execute(
            "INSERT INTO project(root, home, board, last) VALUES(?,?,?,?)"
            " ON CONFLICT(root) DO UPDATE SET home=excluded.home, board=excluded.board, last=excluded.last",
            (text_of(workspace.root), own.home, own.board, own.started),
        )
        rows = {} if limit is None else look(db, folder, own.started[:7])
        month = None if limit is None else _month(limit, rows)
        bounds = bounds if month is None else (*bounds, month.left)
        own.allowed = min((n for n in bounds if n is not None), default=0)
        save(db, [*rows.values(), own])
    if month is not None:
        tidy(folder, rows)
    return month


def _over(month: Month | None, allowed: int | None, max_cost: int | None) -> str | None:
    if month is None or allowed == max_cost:
        return None
    return f"{OVER}, {show_limit(month.limit)} for all boards"


def month_told(month: Month | None, cheapest: int | None, most: int | None) -> Diagnostic | None:
    """What a month's limit says to a run of this price: an error where nothing could be sent, a note where not all."""
    if month is None:
        return None
    words = {"month": show_limit(month.limit), "left": show(month.left), "path": str(configuration().path)}
    words["most"] = show(most)
    if most is None:
        return Diagnostic("BNN667", None, words)
    if cheapest is not None and cheapest > month.left:
        return Diagnostic("BNN666", None, words)
    if most > month.left:
        return Diagnostic("BNN669", None, words)
    return None
