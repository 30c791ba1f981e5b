"""What is shown before somebody is asked to pay."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from ..dsl.call import GivenPicture
from ..dsl.money import show, show_limit
from ..dsl.words import many
from ..grammar.render import Paint
from ..runtime.page.harmless import terminal_line
from .plan_lines import cost_line, live_line, time_words
from .screen import BOLD, DIM

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..runtime.root import Workspace
    from ..runtime.share import Month
    from .screen import Screen

WIDTH = 80
NAMED = 40  # files; more are counted


def question(to: Screen, plan: Plan, workspace: Workspace, month: Month | None, payer: str | None) -> str:
    """All that a yes would be for."""
    paint = Paint(to.aside_color)
    title = plan.compiled.title or plan.compiled.path
    asked = f"{many(plan.totals.make, 'request')} to {plan.engine.name}: {title}"
    lines = [paint(BOLD, line) for line in textwrap.wrap(terminal_line(asked), WIDTH)]
    if plan.engine.realm:
        lines.append("A rehearsal: all of the money is pretended, and nothing leaves this computer.")
    lines.append("")
    rows = [("price", _price(plan)), ("budget", _budget(plan, workspace)), ("month", _month(plan, month))]
    rows += [("time", time_words(plan)), ("live", _live(plan)), ("paid by", None if plan.engine.realm else payer)]
    for label, told in rows:
        lines += _row(paint, label, told) if told else []
    lines += _row(paint, "sent", _sent(plan))
    files = leaving(plan)
    lines += [f"           {terminal_line(f)}" for f in files[:NAMED]]
    if len(files) > NAMED:
        lines.append(
            f"           … and {many(len(files) - NAMED, 'file')} more: `bnn plan --prompts` names all of them"
        )
    return "\n".join([*lines, "", *_reach(plan)]) + "\n"


def _row(paint: Paint, label: str, told: str) -> list[str]:
    first, *rest = textwrap.wrap(terminal_line(told), WIDTH - 11, break_long_words=False, break_on_hyphens=False)
    return [f"  {paint(DIM, f'{label:9}')}{first}", *(f"           {line}" for line in rest)]


def _live(plan: Plan) -> str | None:
    """What the same would be without batch jobs."""
    return (
        live_line(plan).partition(": ")[2].rstrip(".") + ", without `--batch`" if plan.totals.live is not None else None
    )


def _price(plan: Plan) -> str:
    return cost_line(plan).partition(": ")[2].rstrip(".")


def budget_left(workspace: Workspace, plan: Plan) -> int | None:
    """What a board may still cost of its own budget; None where it has none, or where its ledger does not tell."""
    from ..runtime.costs import budget_of
    from ..runtime.ledger import Unopenable

    limit = plan.compiled.budget
    if limit is None:
        return None
    try:
        return max(0, limit - budget_of(workspace, plan.compiled.path, plan.moved).held)
    except Unopenable:
        return None


def _budget(plan: Plan, workspace: Workspace) -> str | None:
    limit, left = plan.compiled.budget, budget_left(workspace, plan)
    if limit is None:
        return None
    told = f"{show_limit(limit)} for this board" + ("" if left is None else _left(left, limit))
    return told + _short(left, plan.totals.most)


def _month(plan: Plan, month: Month | None) -> str | None:
    if month is None:
        return None
    told = f"{show_limit(month.limit)} for all your boards" + _left(month.left, month.limit)
    if month.aside:
        told += f", beside {show(month.aside)} set aside for runs under way"
    return told + _short(month.left, plan.totals.most)


def _left(left: int, limit: int) -> str:
    return ", nothing of it spent yet" if left == limit else f", {show(left)} of it left"


def _short(left: int | None, most: int | None) -> str:
    """Where it may not be enough."""
    return "" if left is None or most is None or most <= left else ": the run may stop there"


def _sent(plan: Plan) -> str:
    """What goes to the service, before the files are named."""
    files = leaving(plan)
    told = f"and {many(len(files), 'file')} of yours:" if files else "and no file of yours"
    return f"the board's words and pictures, {told}"


def leaving(plan: Plan) -> list[str]:
    """The files of the user that go along."""
    given = [p.path for s in plan.steps if s.make for p in s.call.parts if isinstance(p, GivenPicture)]
    return list(dict.fromkeys(given))


def along(plan: Plan, most: int = 8) -> str:
    """The files of the user that go along, in a line; nothing where there are none."""
    files = leaving(plan)
    named = ", ".join(terminal_line(f) for f in files[:most])
    more = f" and {many(len(files) - most, 'other')}" if len(files) > most else ""
    return f"Files of yours that go along: {named}{more}.\n" if files else ""


def _reach(plan: Plan) -> list[str]:
    """What a yes is for."""
    budget = plan.compiled.budget
    if budget is None:
        told = "The board has no `budget`, so that every run asks."
    else:
        told = f"A yes holds for this board up to its {show_limit(budget)}. For a higher budget you are asked again."
    return textwrap.wrap(told, WIDTH)
