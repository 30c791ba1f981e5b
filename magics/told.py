"""A run in a notebook: a plain table, which every program that shows notebooks can show."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..dsl.money import show
from ..dsl.words import are, many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..runtime.record import RunRecord, TakeRecord

MOST = 200  # rows


def summary(record: RunRecord, money: str | None) -> str:
    """A run in a line; `money` is what it has cost, None where it is free."""
    told = [f"{record.made} made"] if record.made else []
    told += [f"{record.reused} there before"] if record.reused else []
    told += [f"{len(record.failed)} failed"] if record.failed else []
    told += [f"{len(record.skipped)} not made"] if record.skipped else []
    line = ", ".join(told) or "Nothing was to be made"
    return f"{line}." if money is None else f"{line}; {money}."


def table(record: RunRecord, here: Path) -> str:
    """Each picture with its take, cost and path, as HTML without style or script."""
    rows = [_row(t, here) for t in record.takes[:MOST]]
    more = len(record.takes) - MOST
    rows += [f"<tr><td colspan=4>… and {more:,} more</td></tr>"] if more > 0 else []
    rows += [f"<tr><td>{escape(f.address)}</td><td colspan=3>{escape(f.message)}</td></tr>" for f in record.failed]
    rows += [f"<tr><td>{escape(s.address)}</td><td colspan=3>{escape(s.because)}</td></tr>" for s in record.skipped]
    head = "<tr><th>picture</th><th>take</th><th>cost</th><th>file</th></tr>"
    return f"<table>\n<thead>{head}</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _row(take: TakeRecord, here: Path) -> str:
    cells = (take.address, _number(take), _cost(take), near(take.path, here))
    return "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in cells) + "</tr>"


def _number(take: TakeRecord) -> str:
    panel = f", panel {take.part}" if take.part > 1 else ""
    return f"{take.take}{panel}" + (", counts" if take.counts else "")


def _cost(take: TakeRecord) -> str:
    return "unknown" if take.cost is None else "free" if take.cost == 0 else show(take.cost)


def near(path: Path, here: Path) -> str:
    """A path as somebody in a folder would name it."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def fallen(record: RunRecord) -> list[str]:
    """What could not be made, a line each."""
    failed = [f"  {f.address}: {f.message}" for f in record.failed]
    return failed + [f"  {s.address}: {s.because}" for s in record.skipped]


def lacking(record: RunRecord) -> list[str]:
    """What a run without enough money would need to go on."""
    found = record.lacking
    if found is None:
        return []
    what = f"{many(found.count, 'request')} {are(found.count)} left"
    if found.rest is None:
        return [f"{what}; `%banana models` shows which prices are known."]
    ways = ["set a higher `budget` in the storyboard"] if found.budget is not None else []
    ways += ["run it again with a higher `--max-cost`"] if found.ceiling else []
    return [f"{what}, for {show(found.rest)} at most." + (f" To go on, {' and '.join(ways)}." if ways else "")]


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of words in columns, for where only letters are."""
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))] if rows else []
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows)
