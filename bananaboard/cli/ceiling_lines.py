"""What to say of a run that a limit of cost has stopped: which limit, where it is set, what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.money import show, show_limit
from ..runtime.configuration import Misconfigured, configuration
from ..runtime.page.harmless import terminal_line
from ..runtime.share import OVER, month_now

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..runtime.record import RunRecord


def stopped_at(plan: Plan, record: RunRecord) -> str:
    """One sentence or two."""
    if any(s.because.startswith(OVER) for s in record.skipped):
        try:
            return _month(plan)
        except Misconfigured:  # it was changed while the run was under way
            pass
    return "It stopped at its limit of cost; nothing more was sent."


def _month(plan: Plan) -> str:
    month, path = month_now(plan.engine.realm), configuration().path
    if month is None:
        return "It stopped at the limit for the month; nothing more was sent."
    kind = " of pretended money" if plan.engine.realm else ""
    told = f"It stopped at your limit for a month, {show_limit(month.limit)} for all boards: {show(month.spent)}{kind} "
    told += "is spent" + (f", {show(month.aside)} set aside for runs under way" if month.aside else "")
    where = "" if plan.engine.realm else "; `bnn config` shows what was spent where"
    return terminal_line(f"{told}. The limit is set in {path}{where}.")
