"""Before anything costs money: what it will cost, who pays, which files leave the machine, and a question."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..runtime.page.harmless import terminal_line
from .exits import Exit, Mistake
from .screen import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..runtime.agreement import Agreement
    from ..runtime.plan import Plan
    from ..runtime.root import Workspace
    from ..runtime.share import Month
    from .screen import Screen


def agreed(
    to: Screen,
    plan: Plan,
    workspace: Workspace,
    *,
    yes: bool,
    max_cost: int | None,
    ask: Callable[[], bool | None] | None = None,
) -> Exit | None:
    """None where the run may begin, else the code to end with. `ask` asks somebody who sits before no terminal, when
    the question has been told; None: nobody is there. Raises Mistake, Misconfigured."""
    from ..runtime.agreement import agreement

    if max_cost is not None and plan.totals.most is None:
        to.aside("`--max-cost` can't hold what has no known price. Nothing was sent; `bnn plan` shows the prices.\n")
        return Exit.CEILING
    month = _month(to, plan, max_cost)
    if isinstance(month, Exit):
        return month
    if yes or max_cost is not None:
        return None
    earlier = agreement(workspace, plan.compiled.path, plan.engine.maker, plan.compiled.budget)
    if earlier is not None:
        to.aside(_remembered(plan, workspace, earlier))
        return None
    return _asked(to, plan, workspace, month, ask or _asked_here)


def _month(to: Screen, plan: Plan, max_cost: int | None) -> Month | Exit | None:
    """How the limit of the month stands; a code where it forbids to begin. What it has to say is told."""
    from ..grammar.diagnostic import Severity
    from ..runtime.share import month_now, month_told

    month = month_now(plan.engine.realm)
    cheapest = min((s.call.cost.most for s in plan.steps if s.make and s.call.cost.most is not None), default=None)
    most = plan.totals.most
    told = month_told(month, cheapest, most if most is None or max_cost is None else min(most, max_cost))
    if told is None:
        return month
    to.tell([told])
    if told.severity is not Severity.ERROR:
        return month
    to.aside("Nothing was sent.\n")
    return Exit.CEILING


def _remembered(plan: Plan, workspace: Workspace, earlier: Agreement) -> str:
    from ..dsl.money import show, show_limit
    from .consent_lines import along, budget_left

    left = budget_left(workspace, plan)
    told = "" if left is None else f"; {show(left)} of it is left"
    budget, name = show_limit(earlier.budget), terminal_line(plan.engine.name)
    return f"You agreed on {earlier.given[:10]}: up to {budget} for this board on {name}{told}.\n{along(plan)}"


def _asked_here() -> bool | None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return None
    return click.confirm("Make them?", default=False, err=True)


def _asked(
    to: Screen, plan: Plan, workspace: Workspace, month: Month | None, ask: Callable[[], bool | None]
) -> Exit | None:
    from .consent_lines import question

    to.aside(question(to, plan, workspace, month, _payer(plan, workspace)))
    answer = ask()
    if not answer:
        nobody = "Nobody is here to agree, so nothing was sent. `--yes` or `--max-cost DOLLARS` agrees beforehand.\n"
        to.aside(nobody if answer is None else "Nothing was sent.\n")
        return Exit.UNCONFIRMED
    _remember(to, plan, workspace)
    return None


def _remember(to: Screen, plan: Plan, workspace: Workspace) -> None:
    from ..runtime.agreement import agree

    try:
        agree(workspace, plan.compiled.path, plan.engine.maker, plan.compiled.budget)
    except OSError as fault:
        to.aside(f"Your yes can't be remembered, so the next run asks again: {fault.strerror or fault}.\n")


def _payer(plan: Plan, workspace: Workspace) -> str | None:
    """Who pays, as the engine calls it; None where it does not say. Raises Mistake where it can't be had at all."""
    import asyncio

    from ..runtime.configuration import configuration
    from ..runtime.engine import Setup
    from ..runtime.engines import NoEngine, open_engine
    from ..threads import apart

    try:
        engine = open_engine(plan.engine.name, Setup(configuration().tier, workspace.home))
    except NoEngine as fault:
        raise Mistake(str(fault)) from None
    try:
        payer = getattr(engine, "payer", None) or getattr(engine, "account", None)
    finally:
        apart(lambda: asyncio.run(engine.aclose()))  # in a notebook this thread has a loop that runs already
    return payer if isinstance(payer, str) else None
