"""What a run leaves undone, each with its reason, and what it would take."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from .flight import STOPPED
from .record import Lacking, Skip

if TYPE_CHECKING:
    from .plan import Plan
    from .run import Run


def leave(run: Run) -> None:
    """Name what was not made."""
    because = _because(run)
    for address, _ in run.walk.ready.clear():
        run.skipped.setdefault(address, because)
    for decision in run.walk.blocked:
        run.skipped.setdefault(decision.call.address, decision.blocked or "")
    seen = {d.call.address for d in (*run.walk.found, *run.walk.blocked)}
    for step in run.plan.steps:
        if step.make and step.call.address not in seen and step.call.address not in run.walk.open:
            run.skipped.setdefault(step.call.address, because)
    order = {s.call.address: i for i, s in enumerate(run.plan.steps)}
    run.skipped = dict(sorted(run.skipped.items(), key=lambda s: order.get(s[0], len(order))))
    told = foretold(run.plan)
    for address, why in run.skipped.items():
        if address not in told:
            run.progress.skipped(Skip(address, why))


def _because(run: Run) -> str:
    if run.halt.asked:
        return STOPPED
    if run.ended:
        return run.ended
    return "an earlier one failed" if run.fail_fast and run.failed else run.broke or "what it needs is not there"


def foretold(plan: Plan) -> frozenset[str]:
    """The finals that wait for their drafts: the plan has a note on each, so a run is silent about them."""
    return frozenset(s.call.address for s in plan.steps if s.blocked and s.call.kind is Kind.FINAL)


def lacking(run: Run) -> Lacking | None:
    """What a run would need that the money did not reach for; in the thread of the ledger."""
    if not run.broke:
        return None
    made = Counter(t.address for t in run.made if t.part == 1)
    refused = Counter(f.address for f in run.failed if f.code == "refused")
    rest: int | None = 0
    for step in run.plan.steps:
        count = step.make - made[step.call.address] - refused[step.call.address]
        most = run.sender.most(step.call)
        if count > 0:
            rest = None if rest is None or most is None else rest + most * count
    book = run.sender.book
    query = "SELECT budget, spent FROM board WHERE board=?"
    budget, spent = book.ledger.connection.execute(query, (book.board,)).fetchone()
    return Lacking(run.broke, rest, None if budget is None or rest is None else spent + rest)
