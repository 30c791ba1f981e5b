"""What a run leaves undone, each with its reason, and what it would take."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from .flight import STOPPED
from .record import Lacking, Skip
from .waits import Stopping
from .walk import KEPT

if TYPE_CHECKING:
    from .plan import Plan
    from .run import Run


def close_down(run: Run) -> None:
    """Nothing more goes out: what waits for its next try has failed, what waits for others is left to them."""
    for errand in run.later.clear():
        assert errand.last is not None
        run.arrivals.failure(errand, errand.last)
    for errand in run.abroad.leave():
        run.arrivals.skip(errand, _because(run))
    if run.watcher is not None:
        run.watcher.cancel()
    if run.halt.asked and not run.stopping:
        run.stopping = True
        flying = run.flight.flying
        seconds = max((e.until for e in flying), default=run.now) - run.now
        run.progress.stopping(Stopping(len(flying), max(0.0, seconds)))
    if run.halt.gave_up:
        run.flight.give_up()


def leave(run: Run) -> None:
    """Name what was not made."""
    because = _because(run)
    for address, _ in (*run.walk.ready.clear(), *run.walk.awaited):
        run.tally.skipped.setdefault(address, because)
    for decision in run.walk.blocked:
        run.tally.skipped.setdefault(decision.call.address, decision.blocked or "")
    seen = {d.call.address for d in (*run.walk.found, *run.walk.blocked)}
    for step in run.plan.steps:
        if step.make and step.call.address not in seen and step.call.address not in run.walk.open:
            run.tally.skipped.setdefault(step.call.address, because)
    order = {s.call.address: i for i, s in enumerate(run.plan.steps)}
    run.tally.skipped = dict(sorted(run.tally.skipped.items(), key=lambda s: order.get(s[0], len(order))))
    told = foretold(run.plan)
    for address, why in run.tally.skipped.items():
        if address not in told:
            run.progress.skipped(Skip(address, why))


def _because(run: Run) -> str:
    if run.halt.asked:
        return STOPPED
    if run.ended:
        return run.ended
    return "an earlier one failed" if run.fail_fast and run.tally.failed else run.broke or "what it needs is not there"


def foretold(plan: Plan) -> frozenset[str]:
    """The finals that wait for their drafts: the plan has a note on each, so a run is silent about them."""
    return frozenset(s.call.address for s in plan.steps if s.blocked and s.call.kind is Kind.FINAL)


def lacking(run: Run) -> Lacking | None:
    """What a run would need that the money did not reach for; in the thread of the ledger."""
    if not run.broke:
        return None
    left = _left(run)
    count = sum(left.values())
    rest: int | None = 0
    for step in run.plan.steps:
        if n := left[step.call.address]:
            most = run.sender.most(step.call)
            rest = None if rest is None or most is None else rest + most * n
    return _lacking(run, count, rest)


def _left(run: Run) -> dict[str, int]:
    """How many takes of each call of the plan are still to be asked for: what came from other runs is there."""
    refused = Counter(f.address for f in run.tally.failed if f.code == "refused")
    left = {s.call.address: s.make for s in run.plan.steps} | {d.call.address: 0 for d in run.walk.found}
    for address, state in run.walk.open.items():
        left[address] = max(0, len(state.takes) - state.takes.count(KEPT) - refused[address])
    return left


def _lacking(run: Run, count: int, rest: int | None) -> Lacking:
    book = run.sender.book
    db = book.ledger.connection
    budget, spent = db.execute("SELECT budget, spent FROM board WHERE board=?", (book.board,)).fetchone()
    ceiling, own = db.execute("SELECT ceiling, spent FROM run WHERE run=?", (book.run,)).fetchone()
    more = rest or 0
    spent += book.former
    needed = spent + more if rest is not None and budget is not None and spent + more > budget else None
    return Lacking(run.broke, count, rest, needed, ceiling is not None and own + more > ceiling)
