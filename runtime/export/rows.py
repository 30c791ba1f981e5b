"""How panels of a comic are laid out: in rows of one height, on pages that are as full as can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .panels import Panel

GUTTER = 3.2  # mm
MOST_ACROSS, MOST_ON_PAGE = 4, 12  # panels
USUAL = 0.3  # of a page's height: the row that is liked best
LOWEST = 50.0  # mm: what is lower has little room for words
# What is disliked, and how much: paper that is left empty, on the last page less; for each panel how far its height is
# from the usual; rows that are too low, narrower than the page, or have as many panels as the one above; each page.
EMPTY, EMPTY_AT_END, ODD, LOW, NARROW, SAME, PAGE = 3.0, 0.5, 0.06, 0.1, 0.1, 0.01, 0.02


@dataclass(frozen=True, slots=True)
class Row:
    """Panels of one height, in millimetres, each with its width; in the order in which they are read."""

    panels: tuple[Panel, ...]
    widths: tuple[float, ...]
    height: float

    @property
    def width(self) -> float:
        """With what is between the panels."""
        return sum(self.widths) + GUTTER * (len(self.widths) - 1)


@dataclass(frozen=True, slots=True)
class Room:
    """What panels may fill of a page, in millimetres; on the first page the title takes some of it."""

    width: float
    height: float
    title: float


class _Page(NamedTuple):
    """Rows so far, how high they are together, and how much of them is disliked."""

    rows: tuple[Row, ...] = ()
    height: float = 0.0
    cost: float = 0.0


def pages_of(found: list[Panel], room: Room, columns: int) -> list[list[Row]]:
    """Of all ways to fill pages with rows the one that is liked best. `columns`: so many in a row, or 0."""
    count = len(found)
    rows = [_rows(found, at, room, columns) for at in range(count)]
    best: list[tuple[float, _Page, int]] = [(0.0, _Page(), count)] * (count + 1)
    for start in reversed(range(count)):
        whole = room.height - (0.0 if start else room.title)
        ways = ((_cost(p, whole, last=end == count) + best[end][0], p, end)
                for end, pages in _pages(rows, start, whole).items() for p in pages.values())  # fmt: skip
        best[start] = min(ways, key=lambda way: way[0])
    chosen, at = [], 0
    while at < count:
        _, page, at = best[at]
        chosen.append(list(page.rows))
    return chosen


def _cost(page: _Page, whole: float, *, last: bool) -> float:
    left = (whole - page.height) / whole
    return page.cost + PAGE + (EMPTY_AT_END if last else EMPTY) * left * left


def _pages(rows: list[list[tuple[Row, float]]], start: int, whole: float) -> dict[int, dict[int, _Page]]:
    """Pages that begin with a panel, by the first panel that is no longer on them; of two as high the better one."""
    known: dict[int, dict[int, _Page]] = {start: {0: _Page()}}
    for at in range(start, min(len(rows), start + MOST_ON_PAGE)):
        for page in known.get(at, {}).values():
            for row, cost in rows[at]:
                height = page.height + row.height + (GUTTER if page.rows else 0.0)
                if height <= whole + 0.01:
                    _keep(known.setdefault(at + len(row.panels), {}), page, row, height, cost)
    del known[start]
    return known


def _keep(there: dict[int, _Page], page: _Page, row: Row, height: float, cost: float) -> None:
    same = SAME if page.rows and len(page.rows[-1].panels) == len(row.panels) else 0.0
    cost, key = page.cost + cost + same, round(height / 4)
    if key not in there or cost < there[key].cost:
        there[key] = _Page((*page.rows, row), height, cost)


def _rows(found: list[Panel], at: int, room: Room, columns: int) -> list[tuple[Row, float]]:
    """Rows that begin with a panel, each with how much it is disliked."""
    counts = (columns,) if columns else range(1, MOST_ACROSS + 1)
    rows = [_row(found[at : at + n], room) for n in dict.fromkeys(min(c, len(found) - at) for c in counts)]
    return [(row, _dislike(row, room)) for row in rows]


def _row(panels: list[Panel], room: Room) -> Row:
    """As wide as the page, or narrower where it would be too high."""
    ratios = list(map(_ratio, panels))
    high = min((room.width - GUTTER * (len(panels) - 1)) / sum(ratios), 0.86 * (room.height - room.title))
    return Row(tuple(panels), tuple(high * r for r in ratios), high)


def _ratio(panel: Panel) -> float:
    return max(0.45, min(3.0, panel.shape[0] / max(1, panel.shape[1])))


def _dislike(row: Row, room: Room) -> float:
    odd = row.height / (USUAL * room.height) - 1
    low = LOW if row.height < LOWEST else 0.0
    return ODD * odd * odd * len(row.panels) + low + NARROW * (1 - row.width / room.width)
