"""What was spent where: a line a board, under the folder that it lies in."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from ..dsl.money import show, usd
from ..runtime.log import Sum
from ..runtime.page.harmless import terminal_line
from .columns import columns
from .log_lines import known, sum_json, unknown
from .screen import BOLD, DIM, YELLOW, tilde

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from ..runtime.costs import BoardCost
    from ..runtime.share import Month
    from .columns import Cell
    from .screen import Screen

FORMAT = "bananaboard.spending/1"


def spending_lines(to: Screen, accounts: Sequence[BoardCost], now: dt.datetime, limit: Month | None) -> str:
    """The table and what it comes to."""
    if not accounts:
        return "Nothing here has cost money.\n"
    groups = [(root, list(found)) for root, found in groupby(accounts, lambda a: a.root)]
    head: list[Cell] = [(w, DIM) for w in ("", "", f"{now:%B %Y}", "ever", "")]
    total = _cells("together", "", _together(a.month for a in accounts), _together(a.ever for a in accounts), BOLD)
    rows = columns([head, *map(_row, accounts), total], to.paint, width=to.width, right=(2, 3))
    lines, at = [rows[0]], 1
    for root, found in groups:
        lines += [to.paint(BOLD, terminal_line(tilde(root))), *rows[at : at + len(found)]]
        at += len(found)
    lines += ["", rows[-1]]
    if limit is not None:
        lines.append(f"Your limit for a month is {show(limit.limit)}; {show(limit.left)} of it is left.")
    return "\n".join(lines) + "\n"


def _row(account: BoardCost) -> list[Cell]:
    name = account.board + ("" if account.here else " (gone)") if account.board else "as it was known last"
    return _cells(name, account.maker, account.month, account.ever, "")


def _cells(name: str, maker: str, month: Sum, ever: Sum, color: str) -> list[Cell]:
    return [
        (terminal_line(name), color),
        (terminal_line(maker), DIM),
        (known(month), color),
        (known(ever), color),
        (unknown(ever), YELLOW),
    ]


def _together(sums: Iterable[Sum]) -> Sum:
    total = Sum()
    for each in sums:
        total = Sum(
            total.requests + each.requests,
            total.cost + each.cost,
            total.unknown + each.unknown,
            total.held + each.held,
        )
    return total


def spending_json(accounts: Sequence[BoardCost], month: str, limit: Month | None) -> str:
    """`bananaboard.spending/1`."""
    boards = [
        {
            "root": str(a.root),
            "board": a.board,
            "maker": a.maker,
            "here": a.here,
            "month": sum_json(a.month),
            "ever": sum_json(a.ever),
        }
        for a in accounts
    ]
    together = {
        "month": sum_json(_together(a.month for a in accounts)),
        "ever": sum_json(_together(a.ever for a in accounts)),
    }
    bounds = {"limit_usd": usd(limit.limit) if limit else None, "left_usd": usd(limit.left) if limit else None}
    document = {"format": FORMAT, "month": month, "boards": boards, "together": together, **bounds}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
