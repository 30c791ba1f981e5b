"""The run: makes what a plan holds, as fast as its order allows, and nothing else."""

from __future__ import annotations

import datetime as dt
import random
import time
from typing import TYPE_CHECKING

from ..grammar.collector import collector_at_rest, collector_on_what_is_new
from .ahead import Ahead
from .book import Book
from .decide import Judge
from .desk import Desk
from .gather import gather
from .ground import lay_ground
from .halt import Halt
from .inherit import inherit
from .leaving import leave
from .neighbours import Neighbours
from .noting import carry_notes
from .picking import carry_picks
from .progress import Silent
from .rehearse import scope_of
from .run import Run
from .sending import Sender
from .walk import Walk
from .window import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..dsl.loader import Loader
    from .engine import Engine
    from .plan import Plan
    from .progress import Progress
    from .record import RunRecord
    from .rehearse import Scope
    from .root import Workspace
    from .share import Share

__all__ = ["Halt", "Stopped", "execute"]


class Stopped(Exception):
    """A plan with errors was to be run."""


async def execute(
    plan: Plan,
    engine: Engine,
    *,
    workspace: Workspace,
    jobs: int = 8,
    progress: Progress | None = None,
    fail_fast: bool = False,
    max_cost: int | None = None,
    files: Loader | None = None,
    halt: Halt | None = None,
    share: Share | None = None,
    wall: Callable[[], float] = time.time,
    seed: int | None = None,
) -> RunRecord:
    """Make what `plan` holds. `max_cost` in nano-dollars, or the `share` of the month; `files` reads given pictures.

    `wall` is the wall clock in seconds, `seed` what the spread of waits follows from; all else goes by the event loop's
    clock. Raises Stopped for a plan with errors, Unopenable for a ledger that can't be written. All else is in the
    record.
    """
    if plan.stopped:
        raise Stopped
    with Desk() as desk:
        opening = _Opening(plan, engine, workspace, files, max_cost, share, wall)
        book = await desk.do(opening.book)
        desk.together = book.ledger.together
        try:
            run, scope = await desk.do(
                opening.run, book, desk, progress or Silent(), max(1, jobs), fail_fast, halt or Halt(), seed
            )  # fmt: skip
            run.progress.started(plan)
            with collector_on_what_is_new():
                await run.all()
            leave(run)
            record = await desk.do(gather, run, scope, workspace)
        finally:
            await desk.do(book.close)
    run.progress.finished(record)
    return record


class _Opening:
    """The beginning of a run, in the thread of its ledger."""

    def __init__(
        self,
        plan: Plan,
        engine: Engine,
        workspace: Workspace,
        files: Loader | None,
        max_cost: int | None,
        share: Share | None,
        wall: Callable[[], float],
    ) -> None:
        self.plan, self.engine, self.workspace, self.files = plan, engine, workspace, files
        self.max_cost, self.share, self.wall = max_cost, share, wall

    def book(self) -> Book:
        """The book of this run, open."""
        account = getattr(self.engine, "account", None)
        share = self.share
        return Book(
            self.workspace, self.plan.compiled, self.plan.engine, ceiling=share.ceiling if share else self.max_cost,
            run=share.run if share else None, over=share.over if share else None,
            grow=share.grow if share else None,
            account=account if isinstance(account, str) else None, clock=self._told,
        )  # fmt: skip

    def _told(self) -> str:
        return dt.datetime.fromtimestamp(self.wall(), dt.UTC).isoformat(timespec="seconds")

    @collector_at_rest()
    def run(
        self, book: Book, desk: Desk, progress: Progress, jobs: int, fail_fast: bool, halt: Halt, seed: int | None
    ) -> tuple[Run, Scope]:
        """The state as it is now, renames written down, everything decided that needs no picture yet."""
        plan = self.plan
        ground = lay_ground(plan.compiled, plan.engine, self.workspace, book.ledger)
        inherit(ground, book)
        carry_picks(ground)
        carry_notes(ground)
        scope = scope_of(ground, plan.options)
        skip = {c.address for c in plan.compiled.spare} - scope.shown
        calls = tuple(c for c in scope.calls if c.address not in skip)
        judge = Judge(ground, ground.shelf, plan.options.stale, scope.rerolled, scope.allowed)
        walk, recent = (
            Walk(judge, calls, plan.steps, batch=plan.options.batch),
            Recent(book.maker, book.account, book.run),
        )
        ahead = Ahead(self.workspace, plan.compiled.path, (c.address for c in calls))
        run = _kind(plan)(
            plan, self.engine, Sender(book, self.files), ground, walk, desk, Neighbours(book), recent, progress, jobs,
            fail_fast, halt, random.Random(seed), self.wall, ahead,  # noqa: S311 - it spreads waits, and keeps no secret
        )  # fmt: skip
        if plan.totals.make:
            run.turns.freight.sizes |= dict(book.ledger.connection.execute("SELECT sha256, bytes FROM picture"))
        return run, scope


def _kind(plan: Plan) -> type[Run]:
    """How the requests go out."""
    if not plan.options.batch:
        return Run
    from .batch.run import BatchRun

    return BatchRun
