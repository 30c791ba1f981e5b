"""How panels of a comic are laid out: in rows of one height, on pages that are as full as can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .panels import Panel

GUTTER = 3.2  # mm
BY = (3.0, 2.7, 3.3, 2.4, 3.7, 4.2, 2.1)  # rows on a page, as they are tried


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


def pages_of(found: list[Panel], room: Room, columns: int) -> list[list[Row]]:
    """Of several ways to fill pages the one that leaves least of them empty. `columns`: so many in a row, or 0."""
    ways = [_paged(_rows(found, room, columns, room.height / by), room) for by in BY]
    return min(ways, key=lambda pages: _waste(pages, room.height))


def _waste(pages: list[list[Row]], whole: float) -> float:
    """Millimetres that are empty, in the middle of the page's share; the last page may end early."""
    left = [whole - _high(rows) for rows in pages]
    return (sum(left[:-1]) + 0.6 * left[-1]) / len(pages)


def _paged(rows: list[Row], room: Room) -> list[list[Row]]:
    pages: list[list[Row]] = []
    left = 0.0
    for row in rows:
        if not pages or _high([*pages[-1], row]) > left:
            left = room.height - (0.0 if pages else room.title)
            pages.append([])
        pages[-1].append(row)
    return pages


def _high(rows: list[Row]) -> float:
    return sum(r.height for r in rows) + GUTTER * (len(rows) - 1)


def _rows(found: list[Panel], room: Room, columns: int, wanted: float) -> list[Row]:
    """So many in a row that it is about as high as wanted; a wide picture has one of its own."""
    rows: list[Row] = []
    row: list[Panel] = []
    for panel in found:
        row.append(panel)
        high = _height(row, room.width)
        if len(row) >= columns if columns else high <= wanted * 1.12:
            rows.append(_row(row, high, room.height * 0.86))
            row = []
    if row:
        rows.append(_row(row, _height(row, room.width), wanted * 1.2))
    return rows


def _ratio(panel: Panel) -> float:
    return max(0.45, min(3.0, panel.shape[0] / max(1, panel.shape[1])))


def _height(row: list[Panel], width: float) -> float:
    return (width - GUTTER * (len(row) - 1)) / sum(map(_ratio, row))


def _row(row: list[Panel], high: float, most: float) -> Row:
    """Higher than it may be, it is narrower than the page."""
    high = min(high, most)
    return Row(tuple(row), tuple(high * _ratio(p) for p in row), high)
