"""The live check: asks for everything, and rules on each fact by what came."""

from __future__ import annotations

import asyncio
import os
import shlex
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..making import make
from ..runtime.clock import wall_clock
from ..runtime.configuration import configuration
from ..runtime.engine import Setup
from ..runtime.gemini.access import read_access
from ..runtime.halt import Halt
from ..threads import in_front
from .fact import Finding, Verdict
from .facts import facts
from .heard import Listening
from .project import BATCH, JOBS
from .seen import Job, Seen

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from ..making import Made
    from ..runtime.gemini.access import Access
    from ..runtime.gemini.listing import Listed
    from ..runtime.plan import Plan
    from ..runtime.progress import Progress
    from ..runtime.record import RunRecord
    from ..runtime.root import Workspace
    from .fact import Fact

PATIENCE = 120.0  # seconds that a batch job is waited for


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. Money in nano-dollars; `held` is what may have been billed of requests without an answer."""

    asked: str  # the door
    account: str
    findings: tuple[Finding, ...]
    requests: int
    known: int
    held: int
    most: int | None
    page: Path | None = None  # of the pictures

    def count(self, verdict: Verdict) -> int:
        """So many facts stand so."""
        return sum(f.ruling.verdict is verdict for f in self.findings)

    @property
    def sound(self) -> bool:
        """Whether every fact was asked about, and none does not hold."""
        return not self.count(Verdict.NOT) and not self.count(Verdict.UNASKED)


@dataclass(slots=True)
class _Paid:
    """Facts whose requests were counted already."""

    costs: dict[str, tuple[int | None, int]]
    told: set[str] = field(default_factory=set)

    def of(self, fact: Fact) -> tuple[int | None, int]:
        """The cost of a fact's request, the first time that it is asked for."""
        if fact.address is None or fact.address in self.told:
            return 0, 0
        self.told.add(fact.address)
        return self.costs.get(fact.address, (0, 0))


def check(plan: Plan, job: Plan | None, workspace: Workspace, progress: Progress) -> Report:
    """Ask the service; `job` as a batch job, where there are such. It costs money: the plans say how much at most.

    Ctrl-C ends it gently. Raises what `make` raises, and KeyboardInterrupt when it has ended.
    """
    access = read_access(os.environ)
    listed = _listed(access)
    engine, made = _run(plan, workspace, progress)
    record = made.record
    seen = _seen(plan, engine, listed, record)
    known, held, most, requests = record.known, record.held, plan.totals.most, engine.requests
    if job is not None and seen.answers():
        batching, batch = _run(job, workspace, progress, seconds=PATIENCE)
        later = batch.record
        seen = replace(seen, job=_job(batching, later, workspace), costs=seen.costs | _costs(later))
        known, held, requests = known + later.known, held + later.held, requests + batching.requests
    most = None if most is None or job is None or job.totals.most is None else most + job.totals.most
    paid = _Paid(seen.costs)
    every = facts(seen.calls, plan.today, vertex=access.vertex)
    findings = tuple(Finding(f, f.judge(seen), *paid.of(f)) for f in every)
    return Report(str(access.way), access.account, findings, requests, known, held, most, made.page)


def _run(
    plan: Plan, workspace: Workspace, progress: Progress, *, seconds: float | None = None
) -> tuple[Listening, Made]:
    """One run through the engine that listens, ended gently after so many seconds."""
    settings = configuration()
    engine, halt = Listening(Setup(settings.tier, workspace.home, settings.bucket)), Halt()
    work = make(plan, workspace, jobs=JOBS, progress=progress, max_cost=plan.totals.most, halt=halt, engine=engine)
    return engine, in_front(_until(work, halt, seconds), halt)


async def _until(work: Coroutine[Any, Any, Made], halt: Halt, seconds: float | None) -> Made:
    timer = None if seconds is None else asyncio.get_running_loop().call_later(seconds, halt.ask)
    try:
        return await work
    finally:
        if timer is not None:
            timer.cancel()


def _job(engine: Listening, record: RunRecord, workspace: Workspace) -> Job:
    made = [t for t in record.takes if t.status == "made"]
    looks = f"{made[0].width} × {made[0].height}" if made else ""
    because = "; ".join(f.message for f in record.failed)
    fetch = f"`bnn run {shlex.quote(str(workspace.root / BATCH))} --engine gemini --batch`"
    return Job(engine.submitted, engine.found, looks, fetch, because)


def _listed(access: Access) -> tuple[Listed, ...] | str:
    from ..runtime.gemini.listing import Unlisted, list_models

    try:
        return list_models(access)
    except Unlisted as fault:
        return str(fault)


def _told(because: str) -> str:
    """Nobody has set the ceiling but the check itself."""
    return because.replace("than --max-cost", "than was told beforehand")


def _seen(plan: Plan, engine: Listening, listed: tuple[Listed, ...] | str, record: RunRecord) -> Seen:
    import datetime as dt

    unasked = {s.address: _told(s.because) for s in record.skipped} | {f.address: f.message for f in record.failed}
    return Seen(
        {s.call.address: s.call for s in plan.steps}, engine.heard, listed, engine.uploaded, engine.not_uploaded,
        dt.datetime.fromisoformat(wall_clock()), _costs(record), unasked,
    )  # fmt: skip


def _costs(record: RunRecord) -> dict[str, tuple[int | None, int]]:
    """By address: what a request has cost, and what counts where that is not known."""
    costs: dict[str, tuple[int | None, int]] = {f.address: (f.cost, f.most) for f in record.failed}
    return costs | {t.address: (t.cost, 0) for t in record.takes if t.status == "made" and t.part == 1}
