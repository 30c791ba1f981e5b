"""How a watched board stands, in so many lines as there are: what is wrong, what was drawn, what it would cost."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from msgspec import Struct

from ..dsl.words import many
from ..grammar.diagnostic import worst
from ..grammar.render import render
from ..grammar.severity import Severity
from ..runtime.event_lines import failed_line
from ..runtime.page.harmless import terminal_line
from ..runtime.status import Status
from .columns import columns
from .pasted import here, typed_board
from .plan_lines import COLORS, cost_line
from .screen import BLUE, BOLD, CYAN, DIM, GREEN, RED, from_here, home_relative, typed_path

if TYPE_CHECKING:
    from pathlib import Path

    from ..runtime.plan import Plan
    from ..runtime.record import Failure
    from ..script import Script
    from .columns import Cell
    from .screen import Screen

UNSEEN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;.*?\x1b\\")  # colours and links
LISTED = 12  # pictures by name


class View(Struct, frozen=True):
    """A board as it stands: its plan, how many files it is made of, and what came of drawing it."""

    plan: Plan
    files: int
    done: int = 0  # requests, of `plan.totals.make`
    ended: bool = False
    drawn: tuple[tuple[str, str], ...] = ()  # addresses with the reason, of the last time that something was drawn
    failures: tuple[Failure, ...] = ()
    trouble: str = ""
    page: Path | None = None


def standing(to: Screen, script: Script, view: View, rows: int | None = None) -> str:
    """All of it; `rows` is how many lines there are for it. What is wrong gives way last."""
    head, foot = _head(to, view), _foot(to, script, view)
    faults = _faults(to, script, view)
    told = _drawn(to, view) if view.plan.engine.free else _awaited(to, view)
    if rows is None:
        body = [*faults, *told]
    else:
        width = to.width or 80
        room = max(rows - _height([*head, *foot], width) - 1, 3)
        kept = _cropped(faults, room, width, f"`bnn check {typed_path(script.path)}` shows the rest.")
        body = [*kept, *_cropped(told, room - _height(kept, width), width, "")]
    return "\n".join([*head, *body, *foot]) + "\n"


def _height(lines: list[str], width: int) -> int:
    """How many lines of a terminal they take, long ones being broken between words."""
    return sum(max(1, len(textwrap.wrap(UNSEEN.sub("", line), width))) for line in lines)


def _cropped(lines: list[str], room: int, width: int, more: str) -> list[str]:
    """As many as there is room for, and a word of what is left out."""
    if _height(lines, width) <= room:
        return lines
    kept: list[str] = []
    for line in lines:
        if _height([*kept, line], width) > room - 2:
            break
        kept.append(line)
    return [*kept, f"… {more}".rstrip(), ""][: max(room, 0)]


def _head(to: Screen, view: View) -> list[str]:
    plan, paint = view.plan, to.paint
    name = paint(BOLD, terminal_line(plan.compiled.title or plan.compiled.path))
    return [f"{name}  {_verdict(to, view)}", ""]


def _verdict(to: Screen, view: View) -> str:
    plan, paint = view.plan, to.paint
    errors = sum(d.severity is Severity.ERROR for d in plan.diagnostics)
    if errors:
        return paint(RED, f"✗ {many(errors, 'error')}")
    size = f"{many(plan.totals.calls, 'picture')}, {many(plan.totals.requests, 'request')}"
    if plan.engine.free and plan.totals.make and not view.ended and not view.trouble:
        return paint(CYAN, f"drawing {view.done:,} of {plan.totals.make:,} …")
    return paint(GREEN, "✓") + f" {size}"


def _faults(to: Screen, script: Script, view: View) -> list[str]:
    """What is wrong with the board, and what is to be known of it."""
    # Where the board can't be read, what a plan would say of it (that pictures are gone) is not so.
    plan = view.plan
    broken = worst(plan.compiled.diagnostics) is Severity.ERROR
    found = here(plan.compiled.diagnostics if broken else plan.diagnostics, script, plan.engine)
    lines = render(found, color=to.color, width=to.width, named=from_here).rstrip("\n").split("\n") if found else []
    lines += [to.paint(RED, failed_line(f)) for f in view.failures]
    lines += [to.paint(RED, terminal_line(view.trouble))] if view.trouble else []
    return [*lines, ""] if lines else []


def _drawn(to: Screen, view: View) -> list[str]:
    """What was drawn last, and why."""
    if not view.drawn:
        return []
    rows: list[list[Cell]] = [
        [("drawn", GREEN), (terminal_line(a), ""), (terminal_line(w), DIM)] for a, w in view.drawn
    ]
    return _listed(to, rows)


def _awaited(to: Screen, view: View) -> list[str]:
    """What a run would make: on an engine that costs money nothing is made from here."""
    rows: list[list[Cell]] = [
        [
            (s.status.value, COLORS[s.status.value]),
            (terminal_line(s.call.address), ""),
            (terminal_line(s.status.cut_from(s.why)), DIM),
        ]
        for s in view.plan.steps
        if s.make
    ]
    return _listed(to, rows)


def _listed(to: Screen, rows: list[list[Cell]]) -> list[str]:
    lines = columns(rows[:LISTED], to.paint, width=to.width)
    lines += [f"  and {len(rows) - LISTED:,} more"] if len(rows) > LISTED else []
    return [*lines, ""] if lines else []


def _foot(to: Screen, script: Script, view: View) -> list[str]:
    """What it costs, where it is to be seen, and how to end."""
    plan, paint, lines = view.plan, to.paint, list[str]()
    if not plan.stopped:
        lines.append(cost_line(plan))
        if not plan.engine.free and plan.totals.make:
            lines.append(f"Nothing is spent from here: {paint(BOLD, 'bnn run ' + typed_board(script, plan.engine))}")
        lines += _stale(view)
    page = _page(script, plan)
    if page is not None:
        lines.append(f"The page: {to.link(page, paint(BLUE, terminal_line(home_relative(page))))}")
    return [*lines, paint(DIM, f"Watching {many(view.files, 'file')}. Ctrl-C ends it.")]


def _stale(view: View) -> list[str]:
    """What is left as it is, unless it is asked for."""
    count = sum(s.status is Status.STALE and not s.make for s in view.plan.steps)
    if not count:
        return []
    verb = "draws" if view.plan.engine.free else "plans"
    told = "was made from a picture that is another" if count == 1 else "were made from pictures that are others"
    return [f"{many(count, 'picture')} {told} now: `--stale` {verb} such too."]


def _page(script: Script, plan: Plan) -> Path | None:
    page = script.workspace(plan.engine).out(script.key) / "index.html"
    return page if page.is_file() else None
