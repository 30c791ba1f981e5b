"""Where a whole board stands: what there is, why it is so, what a run would make, and what was spent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .costs import Budget, budget_of
from .decide import Judge
from .ground import lay_ground
from .ledger import Unopenable, read_ledger
from .log import Sum, add_up, read_log
from .options import Options
from .plan import plan_on
from .reasons import why_none
from .root import Workspace
from .shown import shown_on
from .why import Reasons

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ..dsl.call import Compiled
    from .ground import EngineInfo, Ground
    from .plan import Plan
    from .shown import Shown


@dataclass(frozen=True, slots=True)
class Overview:
    """`why`: the reason of each address's status; `blocked`: why it can't be made. `spent`: by this engine's maker.

    `refused`: stale, and refused when they were asked for again: only a reroll asks once more. `answers`: what the
    service said when it last refused each address.
    """

    board: Shown
    plan: Plan
    why: dict[str, str]
    blocked: dict[str, str]
    refused: frozenset[str]
    answers: dict[str, str]
    spent: Sum
    budget: Budget
    jobs: tuple[tuple[str, str | None, int], ...] = ()  # as in `Shelf`


def overview(compiled: Compiled, root: Path, engine: EngineInfo, today: dt.date) -> Overview:
    """All of it, on one look at the ledger. Writes nothing; what can't be read is in the plan's diagnostics."""
    workspace = Workspace(root, realm=engine.realm)
    ground = lay_ground(compiled, engine, workspace)
    plan = plan_on(ground, Options(), today)
    if plan.stopped and ground.diagnostics:
        return Overview(shown_on(ground, None), plan, {}, {}, frozenset(), {}, Sum(), Budget(None, 0))
    ledger = read_ledger(workspace.home)
    try:
        board = shown_on(ground, ledger)
    finally:
        if ledger is not None:
            ledger.close()
    why, refused = _reasons(ground)
    blocked = {s.call.address: s.blocked for s in plan.steps if s.blocked}
    try:
        budget = budget_of(workspace, compiled.path, ground.moved)
        log = read_log(workspace.home, budget.names, engine.maker)
    except Unopenable:
        log, budget = (), Budget(None, 0)
    answers = {e.address: why_none(e) for e in log if e.state == "refused"}
    return Overview(board, plan, why, blocked, refused, answers, add_up(log), budget, ground.shelf.jobs)


def _reasons(ground: Ground) -> tuple[dict[str, str], frozenset[str]]:
    judge, compiled = Judge(ground, ground.shelf), ground.compiled
    why: dict[str, str] = {}
    refused: set[str] = set()
    with Reasons(ground) as reasons:
        for call in (*compiled.calls, *compiled.spare, *compiled.finals):
            decision = judge.decide(call)
            why[call.address] = reasons.why(decision)
            if decision.refused_again:
                refused.add(call.address)
    return why, frozenset(refused)
