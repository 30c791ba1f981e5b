"""A plan as a table: a line a call, under its scene, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..dsl.money import show
from ..dsl.words import many
from ..runtime.bound import spell
from ..runtime.page.harmless import terminal_line
from .columns import columns, wide
from .screen import BLUE, BOLD, CYAN, DIM, GREEN, RED, YELLOW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Call
    from ..runtime.plan import Plan, Step
    from .columns import Cell
    from .screen import Screen

COLORS = {
    "new": GREEN,
    "changed": YELLOW,
    "stale": BLUE,
    "cached": DIM,
    "pending": CYAN,
    "refused": RED,
    "missing": RED,
    "orphan": DIM,
}


def plan_lines(to: Screen, plan: Plan) -> str:
    """The table and the line under it."""
    lines = [to.paint(BOLD, terminal_line(plan.compiled.title or plan.compiled.path))]
    groups = grouped(plan)
    table = [_head(), *(_row(s, plan) for _, steps in groups for s in steps)]
    head, *rows = columns(table, to.paint, width=to.width, right=(2, 3))
    lines += ["", head] if rows else []
    at = 0
    for heading, steps in groups:
        lines += [*([""] if at else []), to.paint(BOLD, heading), *rows[at : at + len(steps)]]
        at += len(steps)
    return "\n".join([*lines, "", *total_lines(plan, to.width), *_library_line(to, plan)]) + "\n"


def _library_line(to: Screen, plan: Plan) -> list[str]:
    """The prompt libraries that the board uses: `Libraries: cinema (bananaboard 0.1.0).`"""
    from ..dsl.libraries import Libraries, library_of

    used = dict.fromkeys(n for s in plan.compiled.sources if (n := library_of(s.path)) is not None)
    installed = Libraries()
    told = [terminal_line(f"{name} ({release})" if (release := installed.release(name)) else name) for name in used]
    return [to.paint(DIM, f"{'Library' if len(told) == 1 else 'Libraries'}: {', '.join(told)}.")] if told else []


def _head() -> list[Cell]:
    """What the columns hold: on a free engine the price is what the model's own service would ask."""
    return [(w, DIM) for w in ("", "picture", "make", "price", "why")]


def grouped(plan: Plan) -> list[tuple[str, list[Step]]]:
    """The steps of a plan under the headings of their scenes, in the order of the plan."""
    titles = {s.name: s.title for s in plan.compiled.scenes}
    groups: dict[str, list[Step]] = {}
    for step in plan.steps:
        groups.setdefault(_heading(step.call, titles), []).append(step)
    return list(groups.items())


def _heading(call: Call, titles: dict[str, str]) -> str:
    if call.kind is Kind.VIEW:
        return "Views"
    if not call.scene:
        return "Shots"
    title = titles.get(call.scene, "")
    return terminal_line(call.scene if title in ("", call.scene) else f"{call.scene} · {title}")


def _row(step: Step, plan: Plan) -> list[Cell]:
    color = COLORS[step.status.value]
    why = step.blocked or step.status.cut_from(step.why)
    return [
        (step.status.value, color),
        (terminal_line(step.call.address), "" if step.make else DIM),
        (_takes(step), ""),
        (_price(step, free=plan.engine.free), ""),
        (terminal_line(why), RED if step.blocked else DIM),
    ]


def _takes(step: Step) -> str:
    """How many takes are made; how many are wanted, where that is more."""
    if not step.make:
        return "–"
    return f"{step.make}" if step.make >= step.call.takes else f"{step.make} of {step.call.takes}"


def _price(step: Step, *, free: bool) -> str:
    """What the line costs: on the engine, or on the model's service where the engine is free."""
    times = step.call.takes if free else step.make
    if not times:
        return "–"
    expected = step.call.cost.expected
    return show(None if expected is None else expected * times)


def total_lines(plan: Plan, width: int | None = None) -> list[str]:
    """What is to be made, and what it costs here and on the service."""
    totals = plan.totals
    size = f"{many(totals.calls, 'call')}, {many(totals.requests, 'request')}."
    if totals.make != totals.requests:
        size += f" {_now(totals.make)}."
    lines = [size, cost_line(plan)]
    lines = [" ".join(lines)] if width is None or wide(" ".join(lines)) <= width else lines
    lines += [] if plan.engine.free or not totals.make else [f"Time: {time_words(plan)}."]
    return [*lines, *([live_line(plan)] if totals.live is not None and totals.make else [])]


def time_words(plan: Plan) -> str:
    """How long it takes, and why: `about 40 s: the chain of 20 pictures that ends with arrival.last`."""
    totals = plan.totals
    if totals.live is not None:
        jobs = totals.seconds // (24 * 3600)
        follow = "1 batch job" if jobs == 1 else f"{jobs} batch jobs that follow one another"
        return f"at most {jobs * 24} h, mostly much less: {follow}"
    return f"about {spell(totals.seconds)}: {terminal_line(totals.binds)}"


def live_line(plan: Plan) -> str:
    """What the same would be without batch jobs: `Without --batch: about $0.82, about 40 s.`"""
    live = plan.totals.live
    assert live is not None
    told = "unknown" if live.spend is None else f"about {show(live.spend)}"
    return f"Without `--batch`: {told}, in about {spell(live.seconds)}."


def _now(make: int) -> str:
    return f"{make:,} to make now" if make else "Nothing is to be made"


def cost_line(plan: Plan) -> str:
    """`On sketch: free. On Gemini: about $0.82, at most $0.97 (prices of 2026-10-07).`"""
    totals, free = plan.totals, plan.engine.free
    calls = [(s.call.cost.most, s.call.takes if free else s.make) for s in plan.steps]
    most = total(calls) if free else totals.most
    expected = totals.service if free else totals.spend
    name = "On Gemini" if free else f"On {plan.engine.name}{', in batch' if totals.live else ''}"
    dates = sorted({s.call.cost.as_of.isoformat() for s in plan.steps if s.call.cost.as_of})
    told = "unknown" if expected is None else f"about {show(expected)}"
    told += "" if most is None else f", {'more than' if totals.open_ended else 'at most'} {show(most)}"
    told += f" (prices of {' and '.join(dates)})" if dates and expected is not None else ""
    return (f"On {plan.engine.name}: free. " if free else "") + f"{name}: {told}."


def total(priced: Iterable[tuple[int | None, int]]) -> int | None:
    """A sum of prices; None where one that counts is unknown."""
    found = 0
    for price, times in priced:
        if times and price is None:
            return None
        found += (price or 0) * times
    return found
