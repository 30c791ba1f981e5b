"""The live check: asks for everything, and rules on each fact by what came."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
from .project import JOBS
from .seen import Seen

if TYPE_CHECKING:
    from ..runtime.gemini.access import Access
    from ..runtime.gemini.listing import Listed
    from ..runtime.plan import Plan
    from ..runtime.progress import Progress
    from ..runtime.record import RunRecord
    from ..runtime.root import Workspace
    from .fact import Fact


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


def check(plan: Plan, workspace: Workspace, progress: Progress) -> Report:
    """Ask the service. It costs money: the plan says how much at most. Ctrl-C ends it gently.

    Raises what `make` raises, and KeyboardInterrupt when it has ended.
    """
    access = read_access(os.environ)
    listed = _listed(access)
    settings = configuration()
    engine = Listening(Setup(settings.tier, workspace.home, settings.bucket))
    halt = Halt()
    made = in_front(
        make(
            plan, workspace, jobs=JOBS, progress=progress, max_cost=plan.totals.most, halt=halt, engine=engine
        ),
        halt,
    )  # fmt: skip
    seen = _seen(plan, engine, listed, made.record)
    paid = _Paid(seen.costs)
    all_facts = facts(seen.calls, plan.today, vertex=access.vertex)
    findings = tuple(Finding(f, f.judge(seen), *paid.of(f)) for f in all_facts)
    record = made.record
    return Report(
        str(access.way), access.account, findings, len(engine.heard), record.known, record.held, plan.totals.most
    )  # fmt: skip


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

    costs: dict[str, tuple[int | None, int]] = {}
    for failure in record.failed:
        costs[failure.address] = (failure.cost, failure.most)
    for take in record.takes:
        if take.status == "made" and take.part == 1:
            costs[take.address] = (take.cost, 0)
    unasked = {s.address: _told(s.because) for s in record.skipped} | {f.address: f.message for f in record.failed}
    return Seen(
        {s.call.address: s.call for s in plan.steps}, engine.heard, listed, engine.uploaded, engine.not_uploaded,
        dt.datetime.fromisoformat(wall_clock()), costs, unasked,
    )  # fmt: skip
