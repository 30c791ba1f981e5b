"""From a plan to pictures and their page: opens the engine, runs, and lets go of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .runtime.bound import JOBS

if TYPE_CHECKING:
    from pathlib import Path

    from .runtime.engine import Engine
    from .runtime.execute import Halt
    from .runtime.plan import Plan
    from .runtime.progress import Progress
    from .runtime.record import RunRecord
    from .runtime.root import Workspace
    from .runtime.share import Share


@dataclass(frozen=True, slots=True)
class Made:
    """What a run left: its record, and the page that shows the board. `page` is None where none could be written."""

    record: RunRecord
    page: Path | None


async def make(
    plan: Plan,
    workspace: Workspace,
    *,
    jobs: int = JOBS,
    progress: Progress | None = None,
    fail_fast: bool = False,
    max_cost: int | None = None,
    halt: Halt | None = None,
    engine: Engine | None = None,
) -> Made:
    """Make what `plan` holds, at most `jobs` requests at once and for at most `max_cost` nano-dollars.

    `engine` is the plan's own where somebody has opened it already; it is closed too.
    What may be spent is set aside of the user's limit for the month, if there is one, and settled at the end.
    Raises Stopped for a plan with errors, NoEngine for an engine that can't be had, Unopenable for a ledger that can't
    be written, Misconfigured for a configuration that can't be gone by, OSError where the project's folder can't be.
    """
    share = await asyncio.to_thread(_share, plan, workspace, max_cost)
    try:
        record = await _executed(plan, workspace, jobs, progress, fail_fast, max_cost, halt, share, engine)
    finally:
        if share is not None:
            await asyncio.to_thread(share.end)
    return Made(record, await asyncio.to_thread(_page, record, workspace))


def _share(plan: Plan, workspace: Workspace, max_cost: int | None) -> Share | None:
    """The run's share of the month; None where nothing can cost anything."""
    if plan.engine.free or not plan.totals.make:
        return None
    from .runtime.share import take_share

    return take_share(workspace, plan.compiled.path, plan.totals.most, max_cost)


async def _executed(
    plan: Plan,
    workspace: Workspace,
    jobs: int,
    progress: Progress | None,
    fail_fast: bool,
    max_cost: int | None,
    halt: Halt | None,
    share: Share | None,
    opened: Engine | None,
) -> RunRecord:
    from .dsl.files import ProjectFiles
    from .runtime.configuration import configuration
    from .runtime.engine import Setup
    from .runtime.engines import open_engine
    from .runtime.execute import execute

    settings = configuration()
    setup = Setup(settings.tier, workspace.home, settings.bucket)
    engine = opened or open_engine(plan.engine.name, setup)
    try:
        return await execute(
            plan,
            engine,
            workspace=workspace,
            jobs=jobs,
            progress=progress,
            fail_fast=fail_fast,
            max_cost=max_cost,
            files=ProjectFiles(workspace.root),
            halt=halt,
            share=share,
        )
    finally:
        await engine.aclose()


def _page(record: RunRecord, workspace: Workspace) -> Path | None:
    """The page of what there is now. A disk that takes no page is told by its absence: the pictures are there."""
    from .runtime.page.write import write_page

    try:
        return write_page(record.board, workspace) if record.board is not None else None
    except OSError:
        return None
