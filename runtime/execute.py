"""The run: makes what a plan holds, as fast as its order allows, and nothing else."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from .book import Book
from .decide import Judge
from .gather import gather
from .ground import lay_ground
from .picking import carry_picks
from .progress import Silent
from .rehearse import scope_of
from .run import Halt, Run
from .sending import Sender
from .walk import Walk

if TYPE_CHECKING:
    from ..dsl.loader import Loader
    from .engine import Engine
    from .ground import Ground
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
) -> RunRecord:
    """Make what `plan` holds. `max_cost` in nano-dollars, or the `share` of the month; `files` reads given pictures.

    Raises Stopped for a plan with errors, Unopenable for a ledger that can't be written. All else is in the record.
    """
    if plan.stopped:
        raise Stopped
    progress = progress or Silent()
    with ThreadPoolExecutor(1, thread_name_prefix="ledger") as writer:
        loop = asyncio.get_running_loop()
        book = await loop.run_in_executor(writer, lambda: _open(plan, workspace, max_cost, share))
        try:
            progress.started(plan)
            ground, scope, walk = await loop.run_in_executor(writer, lambda: _begin(plan, workspace, book))
            sender = Sender(book, files)
            run = Run(plan, engine, sender, ground, walk, writer, progress, fail_fast, halt or Halt())
            await run.all(max(1, jobs))
            run.leave()
            record = await run.aside(gather, run, scope, workspace)
        finally:
            await loop.run_in_executor(writer, book.close)
    progress.finished(record)
    return record


def _open(plan: Plan, workspace: Workspace, max_cost: int | None, share: Share | None) -> Book:
    if share is None:
        return Book(workspace, plan.compiled, plan.engine, ceiling=max_cost)
    return Book(workspace, plan.compiled, plan.engine, ceiling=share.ceiling, run=share.run, over=share.over)


def _begin(plan: Plan, workspace: Workspace, book: Book) -> tuple[Ground, Scope, Walk]:
    """The state as it is now, renames written down, everything decided that needs no picture yet."""
    ground = lay_ground(plan.compiled, plan.engine, workspace, book.ledger)
    heirs = ground.shelf.rows if ground.moved else ground.renamed
    book.place((a, taken) for a in heirs for taken in ground.shelf.rows.get(a, ()))
    carry_picks(ground)
    scope = scope_of(ground, plan.options)
    skip = {c.address for c in plan.compiled.spare} - scope.shown
    calls = tuple(c for c in scope.calls if c.address not in skip)
    judge = Judge(ground, ground.shelf, plan.options.stale, scope.rerolled, scope.allowed)
    walk = Walk(judge, calls, plan.steps)
    return ground, scope, walk
