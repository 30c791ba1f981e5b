"""What holds for this user, from where, and what was spent: for people and for programs."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import TYPE_CHECKING

from ..dsl.money import show, show_limit, usd
from ..preference import VARIABLE, chosen_engine
from ..runtime.agreement import agreements
from ..runtime.clock import wall_clock
from ..runtime.configuration import configuration
from ..runtime.page.harmless import terminal_line
from ..runtime.share import month_now
from ..runtime.spending import known_roots
from .columns import columns
from .screen import BOLD, DIM, tilde

if TYPE_CHECKING:
    from ..runtime.configuration import Configuration
    from .columns import Cell
    from .screen import Screen

FORMAT = "bananaboard.config/1"


def config_lines(to: Screen) -> str:
    """All of it, in a screen. Raises Misconfigured."""
    found = configuration()
    there = "" if found.path.exists() else " (not there; `bnn config --init` writes it)"
    lines = [to.paint(BOLD, terminal_line(f"{found.path}{there}")), ""]
    lines += columns(_settings(found), to.paint, width=to.width)
    lines += _spent(to)
    lines += _agreed(to)
    return "\n".join(lines) + "\n"


def _settings(found: Configuration) -> list[list[Cell]]:
    limit = "no limit" if found.month is None else f"{show_limit(found.month)} a month"
    if (month := month_now()) is not None:
        limit += f", {show(month.left) if month.left != month.limit else 'all'} of it left"
    store = "in each project" if found.folder is None else str(found.folder)
    rows = [("engine", chosen_engine(None)), ("account.tier", str(found.tier))]
    rows += [("account.bucket", found.bucket)] if found.bucket else []
    rows.append(("spending.month", limit))
    rows.append(("store.folder", store))
    return [[(name, ""), (terminal_line(told), BOLD), (_origin(found, name), DIM)] for name, told in rows]


def _origin(found: Configuration, name: str) -> str:
    if name == "engine" and os.environ.get(VARIABLE):
        return f"from the variable {VARIABLE}"
    return "from this file" if name in found.written else "the default"


def _spent(to: Screen) -> list[str]:
    now = dt.datetime.fromisoformat(wall_clock())
    known = [k for k in known_roots(f"{now:%Y-%m}") if k.month]
    if not known:
        return []
    rows: list[list[Cell]] = [
        [(show(k.month), ""), (terminal_line(tilde(k.root)), ""), ("" if k.here else "gone now", DIM)] for k in known
    ]
    head = to.paint(BOLD, f"Spent in {now:%B %Y} (UTC)")
    return ["", head, *columns(rows, to.paint, width=to.width, right=(0,))]


def _agreed(to: Screen) -> list[str]:
    rows: list[list[Cell]] = [
        [
            (f"up to {show_limit(a.budget)}", ""),
            (terminal_line(tilde(a.root / a.board)), ""),
            (terminal_line(f"on {a.maker}, {a.given[:10]}"), DIM),
        ]
        for a in agreements()
    ]
    head = to.paint(BOLD, "Agreed to") + " (`bnn config --withdraw FILE` takes it back)"
    return ["", head, *columns(rows, to.paint, width=to.width)] if rows else []


def config_json() -> str:
    """The same as JSON."""
    found, now = configuration(), dt.datetime.fromisoformat(wall_clock())
    month = month_now()
    document = {
        "format": FORMAT,
        "file": str(found.path),
        "written": sorted(found.written),
        "engine": chosen_engine(None),
        "tier": found.tier,
        "bucket": found.bucket,
        "month_usd": usd(found.month),
        "left_usd": None if month is None else usd(month.left),
        "folder": None if found.folder is None else str(found.folder),
        "spent": [
            {"root": str(k.root), "month_usd": usd(k.month), "usd": usd(k.spent), "last": k.last, "here": k.here}
            for k in known_roots(f"{now:%Y-%m}")
        ],
        "agreed": [
            {"root": str(a.root), "board": a.board, "maker": a.maker, "budget_usd": usd(a.budget), "given": a.given}
            for a in agreements()
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
