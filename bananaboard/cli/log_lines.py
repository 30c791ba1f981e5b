"""Requests as lines, run by run, and the sums under them."""

from __future__ import annotations

import json
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from ..dsl.money import show, usd
from ..dsl.words import many
from ..runtime.log import STATES, Sum, add_up, by, month_of
from ..runtime.page.harmless import terminal_line
from ..runtime.reasons import explanation, why_none
from .columns import columns
from .screen import BOLD, CYAN, DIM, GREEN, RED, YELLOW, home_relative, typed_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..runtime.costs import Budget
    from ..runtime.log import Entry
    from ..script import Script
    from .columns import Cell
    from .screen import Screen

COLORS = {"kept": GREEN, "refused": RED, "failed": YELLOW, "lost": RED, "sending": CYAN}
FORMAT = "bananaboard.log/1"
REASON = 12  # columns before a reason
SMALLEST = 50_000  # nano-dollars: less would be shown as nothing, which it is not


def log_lines(to: Screen, script: Script, entries: Sequence[Entry], budget: Budget, *, free_too: bool) -> str:
    """All of it. Without `free_too`, what cost nothing is only counted where there is something that did."""
    title = to.paint(BOLD, terminal_line(home_relative(script.named)))
    free = [e for e in entries if e.free]
    shown = entries if free_too or len(free) == len(entries) else [e for e in entries if not e.free]
    if not entries:
        return f"{title}\nNo request: nothing was sent, or nothing that was asked for here.\n"
    lines = [title]
    tries, tried = _tries(entries), set[str]()
    rows = iter(columns([_row(e, tries) for e in shown], to.paint, width=to.width, right=(4, 5)))
    for run, requests in groupby(shown, lambda e: e.run):
        lines += ["", *_run(to, run, list(requests), rows, script.key, tried)]
    lines += ["", *_sums(to, shown), *_budget(to, budget)]
    if len(shown) < len(entries):
        hint = f"bnn log {terminal_line(typed_path(script.named))} --engine {terminal_line(free[-1].maker)}"
        lines.append(to.paint(DIM, f"Beside these {many(len(free), 'request')} that cost nothing: {hint}"))
    return "\n".join(lines) + "\n"


def _run(
    to: Screen, run: str, entries: list[Entry], rows: Iterator[str], board: str, tried: set[str]
) -> list[str]:  # fmt: skip
    first = entries[0]
    when = f"{first.when.astimezone():%d %b %Y, %H:%M}" if first.when else "At an unknown time"
    before = f" · as {first.board}" if first.board != board else ""
    told = terminal_line(f"run {run[-6:]} · {first.maker} · bnn {first.command}{before}")
    lines = [f"{to.paint(BOLD, when)}  {to.paint(DIM, told)}"]
    for entry in entries:
        lines += [next(rows), *_reason(to, entry, tried)]
    return lines


def _row(entry: Entry, tries: Mapping[str, int]) -> list[Cell]:
    when = f"{entry.when.astimezone():%H:%M:%S}" if entry.when else "–"
    state = {"sending": "sending" if entry.alive else "no answer"}.get(entry.state, entry.state)
    return [
        (when, DIM),
        (terminal_line(f"{entry.address}#{entry.take}"), ""),
        (terminal_line(alias(entry.model)), DIM),
        (terminal_line(state), COLORS.get(entry.state, "")),
        (cost_of(entry), YELLOW if entry.known is None else ""),
        (_estimate(entry), DIM),
        (_aside(entry, tries), DIM),
    ]


def alias(model: str) -> str:
    """How a board calls a model."""
    from ..dsl.models import model_table

    found = model_table().find(model)
    return found.aliases[0] if found and found.aliases else model


def cost_of(entry: Entry) -> str:
    """`$0.0342`, `–` where nothing was billed, `up to $0.0391` where that is not known."""
    if entry.free:
        return "free"
    if entry.known is None:
        return f"up to {show(entry.holds)}" if entry.most is not None else "unknown"
    if not entry.known:
        return "–"
    return show(entry.known) if entry.known >= SMALLEST else "under $0.0001"


def _estimate(entry: Entry) -> str:
    """What its plan said: beside what a picture cost only."""
    return f"of {show(entry.expect)}" if entry.state == "kept" and entry.expect else ""


def _tries(entries: Iterable[Entry]) -> dict[str, int]:
    """Of each request that was sent once more, which try it was."""
    counts: dict[str, int] = {}
    found = {}
    for entry in entries:
        if entry.retry_of is not None:
            counts[entry.retry_of] = counts.get(entry.retry_of, 1) + 1
            found[entry.attempt] = counts[entry.retry_of]
    return found


def _aside(entry: Entry, tries: Mapping[str, int]) -> str:
    found = [] if entry.seconds is None else [f"{entry.seconds:,.1f} s"]
    if entry.job is not None:
        found.append("in batch")
    if entry.known is not None and entry.most is not None and entry.known > entry.most:
        found.append(f"more than its highest price, {show(entry.most)}")
    if entry.attempt in tries:
        found.append("drawn again" if entry.free else f"try {tries[entry.attempt]}")
    return "  ".join(found)


def _reason(to: Screen, entry: Entry, tried: set[str]) -> list[str]:
    """Why there is no picture, on lines of its own: it is what one looks for. What helps is told once."""
    told = terminal_line(why_none(entry))[:1000]
    if entry.state == "kept" or not told:
        return []
    lead = " " * REASON
    found = explanation(entry)
    if found is not None and found.attempt not in tried:
        tried.add(found.attempt)
        told = f"{told}. {found.attempt}."
    if to.width is None:
        return [lead + told]
    wrapped = textwrap.wrap(told, max(20, min(to.width, 120) - REASON))
    return [lead + to.paint(DIM, line) for line in wrapped]


def _sums(to: Screen, entries: Sequence[Entry]) -> list[str]:
    """By state, and by model and month where there are several."""
    found = by(entries, lambda e: e.state)
    groups = [{s: found[s] for s in STATES if s in found}]
    groups += [g for g in (by(entries, lambda e: alias(e.model)), by(entries, month_of)) if len(g) > 1]
    rows: list[list[Cell]] = []
    for group in groups:
        rows += [_sum(name, told) for name, told in group.items()]
        rows.append([("", "")])
    if len(groups) == 1:
        rows.pop()
    if len(rows) != 1:
        rows.append([(text, BOLD) for text, _ in _sum("together", add_up(entries))])
    return [*columns(rows, to.paint, width=to.width, right=(1, 2)), *_against(entries)]


def _against(entries: Sequence[Entry]) -> list[str]:
    """What pictures cost, beside what their plans said; nothing where there is nothing to compare."""
    both = [(e.known, e.expect) for e in entries if e.state == "kept" and e.known is not None and e.expect]
    if not both:
        return []
    cost, said = sum(c for c, _ in both), sum(e for _, e in both)
    return ["", f"The pictures cost {show(cost)}; their plans said about {show(said)}."]


def _sum(name: str, told: Sum) -> list[Cell]:
    """A line of the sums; what is not known is never left out."""
    return [
        (terminal_line(name), ""),
        (many(told.requests, "request"), DIM),
        (known(told), ""),
        (unknown(told), YELLOW),
    ]


def known(told: Sum) -> str:
    """What is known to have been spent: `–` where it is nothing, which is not to say that it was free."""
    return show(told.cost) if told.cost else "–"


def unknown(told: Sum) -> str:
    """`and up to $0.0391 that is not known`, or nothing."""
    if not told.unknown:
        return ""
    return f"and up to {show(told.held)} unknown" if told.held else f"and {told.unknown} at an unknown price"


def _budget(to: Screen, budget: Budget) -> list[str]:
    if budget.limit is None:
        return []
    told = f"Of the board's budget of {show(budget.limit)}, {show(budget.held)} is used up."
    left = f" {show(budget.left)} is left." if budget.left else " Nothing is left."
    return [to.paint("" if budget.left else RED, told + left) if not budget.left else told + left]


def log_json(board: str, entries: Iterable[Entry], budget: Budget) -> str:
    """`bananaboard.log/1`."""
    found = list(entries)
    document = {
        "format": FORMAT,
        "board": board,
        "requests": [request(e) for e in found],
        "sums": {
            "all": sum_json(add_up(found)),
            "states": {n: sum_json(s) for n, s in by(found, lambda e: e.state).items()},
            "models": {n: sum_json(s) for n, s in by(found, lambda e: e.model).items()},
            "months": {n: sum_json(s) for n, s in by(found, month_of).items()},
        },
        "budget_usd": usd(budget.limit),
        "held_usd": usd(budget.held),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def request(entry: Entry) -> dict[str, object]:
    """One request for programs. Of a refusal that is known, `happened` and `try` say what it means and what helps."""
    found = explanation(entry)
    return {
        "attempt": entry.attempt,
        "run": entry.run,
        "sent_at": entry.sent_at,
        "ended_at": entry.ended_at,
        "seconds": entry.seconds,
        "board": entry.board,
        "address": entry.address,
        "take": entry.take,
        "maker": entry.maker,
        "model": entry.model,
        "state": entry.state,
        "billed": entry.billed,
        "cost_usd": usd(entry.known),
        "expect_usd": usd(entry.expect),
        "most_usd": usd(entry.most),
        "holds_usd": usd(entry.holds),
        "reason": entry.reason,
        "text": entry.text,
        "happened": found.happened if found else None,
        "try": found.attempt if found else None,
        "retry_of": entry.retry_of,
        "batch": entry.job is not None,
    }


def sum_json(told: Sum) -> dict[str, object]:
    """A sum for programs: `unknown` requests of it may have cost up to `held_usd` more."""
    return {
        "requests": told.requests,
        "known_usd": usd(told.cost),
        "unknown": told.unknown,
        "held_usd": usd(told.held),
    }
