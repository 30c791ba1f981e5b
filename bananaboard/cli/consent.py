"""Before anything costs money: what it will cost, which files leave the machine, and a question."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..dsl.call import GivenPicture
from ..dsl.money import show
from ..runtime.page.harmless import terminal_line
from .exits import Exit
from .plan_lines import cost_line, many
from .screen import is_terminal

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from .screen import Screen


def agreed(to: Screen, plan: Plan, *, yes: bool, max_cost: int | None) -> Exit | None:
    """None where the run may begin, else the code to end with."""
    if max_cost is not None and plan.totals.most is None:
        to.aside("`--max-cost` can't hold what has no known price. Nothing was sent; `bnn plan` shows the prices.\n")
        return Exit.CEILING
    if yes or max_cost is not None:
        return None
    to.aside(_told(plan))
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        to.aside("Nobody is here to agree, so nothing was sent. `--yes` or `--max-cost DOLLARS` agrees beforehand.\n")
        return Exit.UNCONFIRMED
    if click.confirm("Make them?", default=False, err=True):
        return None
    to.aside("Nothing was sent.\n")
    return Exit.UNCONFIRMED


def _told(plan: Plan) -> str:
    lines = [f"{many(plan.totals.make, 'request')} to {terminal_line(plan.engine.name)}. {cost_line(plan)}"]
    if plan.compiled.budget is not None:
        lines.append(f"The board's own limit is {show(plan.compiled.budget)}.")
    files = _leaving(plan)
    if files:
        lines.append("These files would leave this computer:")
        lines += [f"  {terminal_line(f)}" for f in files]
    return "\n".join(lines) + "\n"


def _leaving(plan: Plan) -> list[str]:
    given = [p.path for s in plan.steps if s.make for p in s.call.parts if isinstance(p, GivenPicture)]
    return list(dict.fromkeys(given))
