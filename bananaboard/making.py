"""From a plan to pictures and their page: opens the engine, runs, and lets go of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .runtime.execute import Halt
    from .runtime.plan import Plan
    from .runtime.progress import Progress
    from .runtime.record import RunRecord
    from .runtime.root import Workspace

JOBS = 8


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
) -> Made:
    """Make what `plan` holds, at most `jobs` requests at once and for at most `max_cost` nano-dollars.

    Raises Stopped for a plan with errors, NoEngine for an engine that can't be had, Unopenable for a ledger that can't
    be written, OSError where the project's folder can't be.
    """
    from .dsl.files import ProjectFiles
    from .runtime.configuration import configuration
    from .runtime.engine import Setup
    from .runtime.engines import open_engine
    from .runtime.execute import execute

    engine = open_engine(plan.engine.name, Setup(configuration().tier, workspace.home))
    try:
        record = await execute(
            plan,
            engine,
            workspace=workspace,
            jobs=jobs,
            progress=progress,
            fail_fast=fail_fast,
            max_cost=max_cost,
            files=ProjectFiles(workspace.root),
            halt=halt,
        )
    finally:
        await engine.aclose()
    return Made(record, await asyncio.to_thread(_page, plan, workspace))


def _page(plan: Plan, workspace: Workspace) -> Path | None:
    """The page of what there is now. A disk that takes no page is told by its absence: the pictures are there."""
    from .runtime.page.write import write_page
    from .runtime.shown import shown

    try:
        return write_page(shown(plan.compiled, workspace.root, plan.engine), workspace)
    except OSError:
        return None
