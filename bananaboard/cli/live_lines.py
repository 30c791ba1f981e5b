"""What a live check has found, for people and for programs."""

from __future__ import annotations

import json
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from ..dsl.money import show, usd
from ..dsl.words import many
from ..live.fact import Verdict
from ..live.project import BATCH, NAME
from ..runtime.page.harmless import terminal_line
from .screen import BOLD, DIM, GREEN, RED, YELLOW, tilde

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..live.check import Report
    from ..live.fact import Finding
    from ..runtime.root import Workspace
    from .screen import Screen

COLORS = {Verdict.HOLDS: GREEN, Verdict.NOT: RED, Verdict.OPEN: YELLOW, Verdict.UNASKED: YELLOW}
SEVERAL = {
    Verdict.HOLDS: "hold",
    Verdict.NOT: "do not hold",
    Verdict.OPEN: "can't be told",
    Verdict.UNASKED: "were not asked",
}
FORMAT = "bananaboard.live/1"
WIDEST, LEAD = 110, 18  # columns
BILL = "Whether refusals are really billed stands in no answer: compare this sum with the billing page of your account."


def live_lines(to: Screen, report: Report, log: str) -> str:
    """Fact by fact, and what it came to."""
    lines: list[str] = []
    for group, findings in groupby(report.findings, lambda f: f.fact.group):
        lines += [to.paint(BOLD, group), *(line for f in findings for line in _finding(to, f)), ""]
    return "\n".join([*lines, *_sums(to, report, log)]) + "\n"


def _finding(to: Screen, finding: Finding) -> Iterator[str]:
    """What was expected, and under it what came; where it is not so, what follows from that."""
    fact, ruling = finding.fact, finding.ruling
    pad = " " * (LEAD - 2 - len(ruling.verdict))
    first, *more = _wrapped(to, fact.says)
    yield f"  {to.paint(COLORS[ruling.verdict], ruling.verdict)}{pad}{first}"
    yield from (" " * LEAD + line for line in more)
    came = "; ".join(w for w in (ruling.came.rstrip("."), _cost(finding)) if w)
    yield from (" " * LEAD + to.paint(DIM, line) for line in _wrapped(to, came))
    if ruling.verdict is Verdict.NOT:
        yield from (" " * LEAD + to.paint(RED, line) for line in _wrapped(to, f"So {fact.so}."))


def _wrapped(to: Screen, text: str) -> list[str]:
    width = max(30, min(to.width or WIDEST, WIDEST) - LEAD)
    return textwrap.wrap(terminal_line(text), width, break_on_hyphens=False) or [""]


def _cost(finding: Finding) -> str:
    if finding.cost is None:
        return f"it may have cost up to {show(finding.most)}"
    return show(finding.cost) if finding.cost else ""


def _sums(to: Screen, report: Report, log: str) -> Iterator[str]:
    counts = [f"{n} {v if n == 1 else SEVERAL[v]}" for v in Verdict if (n := report.count(v))]
    yield to.paint(BOLD, f"{many(len(report.findings), 'fact')}: {', '.join(counts)}.")
    spent = f"{many(report.requests, 'request')} to the {report.asked}, {show(report.known)} by what it says it used"
    if report.held:
        spent += f", and up to {show(report.held)} of which nothing was told"
    yield from textwrap.wrap(f"{spent}.", WIDEST)
    yield from textwrap.wrap(BILL, WIDEST)
    if report.page is not None:
        yield f"The pictures: {to.link(report.page, terminal_line(tilde(report.page)))}"
    job = any(f.fact.key == "batch" and f.ruling.verdict is Verdict.HOLDS for f in report.findings)
    yield f"Each request: {log}" + (f"; the batch job is on the board beside it, {BATCH}." if job else ".")


def live_json(report: Report, workspace: Workspace) -> str:
    """`bananaboard.live/1`. A `cost_usd` of null is not known; then `most_usd` counts."""
    facts = [
        {
            "fact": f.fact.key,
            "about": f.fact.group,
            "expected": f.fact.says,
            "holds": {Verdict.HOLDS: True, Verdict.NOT: False}.get(f.ruling.verdict),
            "verdict": f.ruling.verdict.value,
            "came": f.ruling.came,
            "otherwise": f.fact.so,
            "address": f.fact.address,
            "cost_usd": usd(f.cost),
            "most_usd": usd(f.most),
        }
        for f in report.findings
    ]
    document = {
        "format": FORMAT,
        "asked": report.asked,
        "account": report.account,
        "facts": facts,
        "requests": report.requests,
        "known_usd": usd(report.known),
        "held_usd": usd(report.held),
        "most_usd": usd(report.most),
        "board": str(workspace.root / NAME),
        "page": str(report.page) if report.page else None,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
