"""The plan: what a run would make and why, call by call, and what it costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..grammar.collector import collector_at_rest
from ..grammar.diagnostic import Diagnostic, Severity, worst
from .bound import Bound, Pace, bound
from .ground import EngineInfo, lay_ground
from .notes import notes
from .options import Options
from .price_age import old_prices_of
from .rehearse import rehearse, scope_of
from .root import Workspace
from .sight import PLACEHOLDER
from .status import Status
from .step import Live, Step, Totals
from .why import Reasons

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from ..dsl.call import Compiled
    from .decide import Decision
    from .ground import Ground

DEFAULT_PACE = Pace()

__all__ = ["EngineInfo", "Options", "Plan", "Status", "Step", "Totals", "make_plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A run, foretold. Nothing may be run while one of its diagnostics is an error."""

    compiled: Compiled
    engine: EngineInfo
    options: Options
    steps: tuple[Step, ...]
    orphans: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]  # (now, before)
    totals: Totals
    diagnostics: tuple[Diagnostic, ...]
    today: dt.date
    moved: str | None = None  # the file's earlier name, until something is run under the new one

    @property
    def stopped(self) -> bool:
        """Whether an error forbids to run it."""
        return worst(self.diagnostics) is Severity.ERROR

    def to_json(self) -> str:
        """The plan in the shape `bananaboard.plan/1`, the same bytes on every machine."""
        from .plan_json import plan_json

        return plan_json(self.compiled, self.engine, self.steps, self.totals, self.diagnostics)


def make_plan(
    compiled: Compiled,
    *,
    engine: EngineInfo,
    root: Path | None,
    only: tuple[str, ...] = (),
    stale: bool = False,
    reroll: tuple[str, ...] = (),
    final: bool = False,
    batch: bool = False,
    today: dt.date,
    pace: Pace | None = None,
) -> Plan:
    """What a run would do. Writes nothing; `root` None: nothing is known and nothing was ever made.

    `pace` is how fast the run may go; its time follows from that, and nothing else.
    """
    options = Options(only, stale, reroll, final, batch)
    with collector_at_rest():
        live = compiled
        if batch:
            from .batch.levels import at_batch_prices

            compiled = at_batch_prices(compiled)
        ground = lay_ground(compiled, engine, Workspace(root, realm=engine.realm) if root is not None else None)
        return plan_on(ground, options, today, pace or DEFAULT_PACE, live)


def plan_on(
    ground: Ground, options: Options, today: dt.date, pace: Pace = DEFAULT_PACE, live: Compiled | None = None
) -> Plan:
    """The plan of a board on what is known of it. `live`: the same at the usual prices, where it is at others."""
    scope = scope_of(ground, options)
    decisions, _ = rehearse(ground, options, scope)
    shown = [d for d in decisions if d.call.address in scope.shown]
    with Reasons(ground) as reasons:
        steps = tuple(_step(d, reasons) for d in shown)
    renamed = tuple(sorted(ground.renamed.items()))
    said = (*ground.compiled.diagnostics, *ground.diagnostics, *scope.problems)
    said += notes(ground, options, scope, decisions, steps)
    said += old_prices_of(ground.engine, steps, today)
    said += _batches(ground, options, steps, today)
    totals = _totals(ground, options, steps, pace, live or ground.compiled)
    orphans = ground.orphans
    return Plan(ground.compiled, ground.engine, options, steps, orphans, renamed, totals, said, today, ground.moved)


def _batches(ground: Ground, options: Options, steps: tuple[Step, ...], today: dt.date) -> tuple[Diagnostic, ...]:
    """What stands in the way of batch jobs, and what is in some already."""
    from .batch.standing import standing

    found = standing(ground, today)
    if options.batch:
        from .batch.levels import problems

        found += tuple(problems(ground.engine, steps))
    return found


def _step(decision: Decision, reasons: Reasons) -> Step:
    standing, sight = decision.standing, decision.sight
    made_up = any(s.startswith(PLACEHOLDER) for s in sight.pictures)
    elsewhere = next((t.attempt for t in standing.generation if t.attempt and t.attempt.startswith(PLACEHOLDER)), None)
    counts = standing.counts.sha256 if standing.counts else None
    return Step(
        decision.call,
        standing.status,
        reasons.why(decision),
        decision.said,
        None if made_up else sight.seen,
        decision.make,
        sum(not (t.attempt or "").startswith(PLACEHOLDER) for t in standing.generation),
        None if counts is None or counts.startswith(PLACEHOLDER) else counts,
        standing.picked,
        elsewhere[1:].rpartition("#")[0] if elsewhere else None,
        decision.blocked,
    )


def _totals(ground: Ground, options: Options, steps: tuple[Step, ...], pace: Pace, live: Compiled) -> Totals:
    usual = {c.address: c for c in (*live.calls, *live.finals, *live.spare)}
    own = [usual[s.call.address] for s in steps] if options.final else list(live.calls)
    counted = dict.fromkeys((s.value for s in Status), 0)
    for step in steps:
        counted[step.status.value] += 1
    counted[Status.ORPHAN.value] = len(ground.orphans)
    make = sum(s.make for s in steps)
    free = ground.engine.free
    least = bound(steps, pace, free=free)
    asked = _sum((usual[s.call.address].cost.expected, s.make) for s in steps) if options.batch else None
    beside, least = (Live(asked, math.ceil(least.seconds)), _jobs(steps)) if options.batch else (None, least)
    return Totals(
        len(own),
        sum(c.takes for c in own),
        make,
        counted,
        0 if free else _sum((s.call.cost.expected, s.make) for s in steps),
        0 if free else _sum((s.call.cost.most, s.make) for s in steps),
        _sum((c.cost.expected, c.takes) for c in own),
        _sum((c.cost.batch, c.takes) for c in own),
        math.ceil(least.seconds),
        any(s.call.cost.open_ended for s in steps if s.make),
        least.because,
        beside,
    )


def _jobs(steps: tuple[Step, ...]) -> Bound:
    """How long batch jobs take at most."""
    from .batch.levels import HOURS, levels

    count = levels(steps)[0]
    because = "one batch job after the other" if count > 1 else "a batch job"
    return Bound(float(count * HOURS * 3600), f"{because}, each within {HOURS} h")


def _sum(priced: Iterable[tuple[int | None, int]]) -> int | None:
    total = 0
    for price, times in priced:
        if times:
            if price is None:
                return None
            total += price * times
    return total
