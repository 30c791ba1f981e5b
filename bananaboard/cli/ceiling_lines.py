"""How to go on where the user's limit for a month has stopped a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.money import show, show_limit
from ..runtime.configuration import Misconfigured, configuration
from ..runtime.share import OVER, month_now
from .cents import dollars

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..runtime.record import Lacking


def month_stopped(plan: Plan, lacking: Lacking) -> tuple[str, str] | None:
    """What is spent of the month, and what to set in the configuration; None where the month did not stop the run."""
    if not lacking.because.startswith(OVER):
        return None
    try:
        month, path = month_now(plan.engine.realm), configuration().path
    except Misconfigured:  # it was changed while the run was under way
        return None
    if month is None:
        return None
    kind = " of pretended money" if plan.engine.realm else ""
    spent = f"{lacking.because}, of which {show(month.spent)}{kind} is spent"
    spent += f" and {show(month.aside)} set aside for runs under way" if month.aside else ""
    enough = dollars(month.spent + month.aside + (lacking.rest or 0))
    return spent, f'set `month = "{enough}"` in {path} instead of {show_limit(month.limit)}, or wait for the next month'
