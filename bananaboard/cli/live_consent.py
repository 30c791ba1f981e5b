"""Before a live check: what it is for, what it costs at most, who pays, and a question."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

import click

from ..dsl.money import show, show_limit
from ..dsl.words import many
from ..grammar.render import Paint
from ..runtime.page.harmless import terminal_line
from .exits import Exit
from .plan_lines import time_words
from .screen import BOLD, DIM, is_terminal

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..runtime.share import Month
    from .screen import Screen

WIDTH = 80
WHAT = (
    "It asks for small pictures, and for some that the service should refuse, and looks whether sizes, ratios, prices, "
    "limits and refusals are what the Gemini engine takes them for. Two files go along that it makes itself; nothing "
    "of yours is sent."
)


def agreed(to: Screen, plan: Plan, job: Plan | None, payer: str, *, yes: bool) -> Exit | None:
    """None where it may begin, else the code to end with. Every check asks anew. Raises Misconfigured."""
    from ..grammar.severity import Severity
    from ..runtime.share import month_now, month_told

    month = month_now()
    most = _most(plan, job)
    to.aside(_told(Paint(to.aside_color), plan, job, payer, month))
    if most is None:
        to.aside("It can't be told what this costs at most, so nothing was sent. `bnn models` shows the prices.\n")
        return Exit.CEILING
    cheapest = min((s.call.cost.most for s in plan.steps if s.make and s.call.cost.most is not None), default=None)
    if (problem := month_told(month, cheapest, most)) is not None:
        to.tell([problem])
        if problem.severity is Severity.ERROR:
            to.aside("Nothing was sent.\n")
            return Exit.CEILING
    return None if yes else _asked(to)


def _asked(to: Screen) -> Exit | None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        to.aside("Nobody is here to agree, so nothing was sent. `--yes` agrees beforehand.\n")
        return Exit.UNCONFIRMED
    if not click.confirm("Check?", default=False, err=True):
        to.aside("Nothing was sent.\n")
        return Exit.UNCONFIRMED
    return None


def _most(plan: Plan, job: Plan | None) -> int | None:
    found = [p.totals.most for p in (plan, job) if p is not None]
    return None if None in found else sum(n for n in found if n is not None)


def _told(paint: Paint, plan: Plan, job: Plan | None, payer: str, month: Month | None) -> str:
    count = plan.totals.make + (job.totals.make if job else 0)
    lines = [paint(BOLD, f"Live check: {many(count, 'request')}, for real money"), ""]
    lines += [*textwrap.wrap(WHAT, WIDTH), ""]
    time = time_words(plan) + ("; then up to two minutes for a batch job" if job else "")
    rows = [("price", _price(plan, job)), ("month", _month(month)), ("time", time), ("paid by", payer)]
    for label, told in rows:
        first, *more = textwrap.wrap(terminal_line(told), WIDTH - 11) or [""]
        lines += [f"  {paint(DIM, f'{label:9}')}{first}", *(f"{'':11}{line}" for line in more)] if told else []
    return "\n".join([*lines, ""]) + "\n"


def _price(plan: Plan, job: Plan | None) -> str:
    from ..live.project import likely

    expected, most = likely(plan), _most(plan, job)
    if expected is None or most is None:
        return "unknown: a price is missing in your own table of models"
    looked_up = ", beside a few cents for what is looked up" if plan.totals.open_ended else ""
    expected += (job.totals.spend or 0) if job else 0
    return f"about {show(expected)} if all is as it should be, at most {show(most)}{looked_up}"


def _month(month: Month | None) -> str:
    if month is None:
        return ""
    return f"{show_limit(month.limit)} for all your boards, {show(month.left)} of it left"
