"""Comic pages: panels laid out in rows of one height, with captions, balloons and sounds, as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..page.harmless import harmless
from ..page.wording import cue
from .exporter import Unexportable, Written
from .panels import Panel, panels
from .paper import Paper, pixels
from .pictures import opened
from .typefaces import Typefaces

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Material, Wishes

MOST = 5000  # panels
EDGE, GUTTER, FOOT, TITLE = 11.0, 3.2, 10.0, 13.0  # mm
BY = (3.0, 2.7, 3.3, 2.4, 3.7, 4.2, 2.1)  # rows on a page, as they are tried
INK, WHITE, CREAM, SOFT = (20, 19, 18), (255, 255, 255), (252, 240, 200), (110, 105, 98)
WELL = (236, 232, 224)
LETTERS = 8.0  # points
SHARE = 0.62  # of a panel's width that a balloon or a caption takes at most


@dataclass(frozen=True, slots=True)
class _Row:
    """Panels of one height, in millimetres, each with its width."""

    panels: tuple[Panel, ...]
    widths: tuple[float, ...]
    height: float


class Comic:
    """Pages to be read."""

    about = "comic pages: panels with balloons, captions and sounds, as PDF"
    ending = "pdf"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One PDF of upright pages."""
        found = [p for p in panels(material) if p.beat]
        if not found:
            raise Unexportable("The board has no pictures to lay out.")
        if len(found) > MOST:
            raise Unexportable(f"A comic holds at most {MOST:,} panels, and this board has {len(found):,}.")
        title = harmless(material.board.title)
        texts = [title, "0123456789…?SKETCH"] + [t for p in found for t in (p.heading, *(t for _, t in p.lines))]
        typefaces = Typefaces(texts, wishes.fonts)
        paper = Paper(typefaces, title, material.today, wishes.paper, upright=True)
        drawn = _Pages(paper, title, material.mark).draw(_pages(found, paper, wishes.columns))
        paper.pdf.output(str(to))
        return Written(drawn, typefaces.note)


def _ratio(panel: Panel) -> float:
    return max(0.45, min(3.0, panel.shape[0] / max(1, panel.shape[1])))


def _pages(found: list[Panel], paper: Paper, columns: int) -> list[list[_Row]]:
    """Of several ways to fill pages the one that leaves least of them empty."""
    whole = paper.height - EDGE - FOOT
    ways = [_paged(_rows(found, paper, columns, whole / by), whole) for by in BY]
    return min(ways, key=lambda pages: _waste(pages, whole))


def _waste(pages: list[list[_Row]], whole: float) -> float:
    """Millimetres that are empty, in the middle of the page's share; the last page may end early."""
    left = [whole - _high(rows) for rows in pages]
    return (sum(left[:-1]) + 0.6 * left[-1]) / len(pages)


def _paged(rows: list[_Row], whole: float) -> list[list[_Row]]:
    pages: list[list[_Row]] = []
    room = 0.0
    for row in rows:
        if not pages or _high([*pages[-1], row]) > room:
            room = whole - (0.0 if pages else TITLE)
            pages.append([])
        pages[-1].append(row)
    return pages


def _high(rows: list[_Row]) -> float:
    return sum(r.height for r in rows) + GUTTER * (len(rows) - 1)


def _rows(found: list[Panel], paper: Paper, columns: int, wanted: float) -> list[_Row]:
    """So many in a row that it is about as high as wanted; a wide picture has one of its own."""
    room = paper.width - 2 * EDGE
    rows: list[_Row] = []
    row: list[Panel] = []
    for panel in found:
        row.append(panel)
        high = _height(row, room)
        if len(row) >= columns if columns else high <= wanted * 1.12:
            rows.append(_row(row, high, paper.height * 0.8))
            row = []
    if row:
        rows.append(_row(row, _height(row, room), wanted * 1.2))
    return rows


def _height(row: list[Panel], room: float) -> float:
    return (room - GUTTER * (len(row) - 1)) / sum(map(_ratio, row))


def _row(row: list[Panel], high: float, most: float) -> _Row:
    """Higher than it may be, it is narrower than the page."""
    high = min(high, most)
    return _Row(tuple(row), tuple(high * _ratio(p) for p in row), high)


class _Pages:
    def __init__(self, paper: Paper, title: str, mark: str) -> None:
        self.paper, self.title, self.mark = paper, title, mark
        self.number = self.drawn = 0

    def draw(self, pages: list[list[_Row]]) -> int:
        """All pages; how many pictures are on them."""
        for rows in pages:
            self._page(rows)
        return self.drawn

    def _page(self, rows: list[_Row]) -> None:
        paper = self.paper
        first = self.number == 0
        paper.page()
        self.number += 1
        y = EDGE
        if first:
            paper.write(EDGE, y - 1, self.title, paper.width - 2 * EDGE, 20, bold=True, lines=1)
            y += TITLE
        if self.mark:
            text = self.mark.upper()
            paper.tag(paper.width - EDGE - paper.length(text, 6.5, bold=True) - 2.4, paper.height - 8, text)
        paper.write(0, paper.height - 8, str(self.number), paper.width, 7, colour=SOFT, align="C")
        for row in rows:
            x = (paper.width - sum(row.widths) - GUTTER * (len(row.widths) - 1)) / 2
            for panel, wide in zip(row.panels, row.widths, strict=True):
                self._panel(x, y, wide, row.height, panel)
                x += wide + GUTTER
            y += row.height + GUTTER

    def _panel(self, x: float, y: float, wide: float, high: float, panel: Panel) -> None:
        paper = self.paper
        there = opened(panel.path, pixels(max(wide, high))) if panel.path is not None else None
        paper.box(x, y, wide, high, fill=WELL, line=None)
        if there is not None:
            paper.picture(there, x, y, wide, high, panel.text)
            self.drawn += 1
        else:
            paper.write(x + 3, y + high * 0.45, panel.missing, wide - 6, LETTERS, colour=SOFT, align="C")
        self._words(x, y, wide, high, panel)
        paper.pdf.set_line_width(0.6)
        paper.pdf.set_draw_color(*INK)
        paper.pdf.rect(x, y, wide, high)

    def _words(self, x: float, y: float, wide: float, high: float, panel: Panel) -> None:
        """Captions at the upper left, balloons below them from side to side, sounds and transitions at the foot."""
        top, said = y + 1.6, panel.about
        for text in said.caption:
            top += self._box(x + 1.6, top, wide, y + high * 0.55, text) + 1.2
        for index, line in enumerate(said.dialogue):
            top += self._balloon(x, top, wide, y + high * 0.72, cue(line), right=bool(index % 2)) + 1.4
        foot = y + high - 1.6
        for text in reversed((*said.sound, *said.transition)):
            foot = self._foot(x, foot, wide, text)

    def _lettered(self, text: str, wide: float, room: float) -> tuple[str, float, float, int]:
        """The text with its width and height in a box, and how many lines it may have."""
        paper = self.paper
        inner = min(paper.length(text, LETTERS) + 0.6, wide * SHARE)
        leading = LETTERS * 0.3528 * 1.32
        lines = max(1, int(room // leading))
        high = min(paper.measure(text, inner, LETTERS), lines * leading)
        return text, inner, high, lines

    def _box(self, x: float, y: float, wide: float, bottom: float, text: str) -> float:
        if bottom - y < 4 or not text.strip():
            return 0.0
        text, inner, high, lines = self._lettered(text, wide, bottom - y - 2)
        self.paper.box(x, y, inner + 3, high + 1.8, fill=CREAM, line=INK)
        self.paper.write(x + 1.5, y + 0.9, text, inner, LETTERS, colour=INK, lines=lines)
        return high + 1.8

    def _balloon(self, x: float, y: float, wide: float, bottom: float, line: tuple[str, str], *, right: bool) -> float:
        who, text = line
        text = text.strip()
        if bottom - y < 6 or not text:
            return 0.0
        text, inner, high, lines = self._lettered(text, wide, bottom - y - 6)
        named = self.paper.length(who, LETTERS - 2.5, bold=True) if who else 0.0
        across = max(inner, min(named, wide * SHARE)) + 5
        tall = high + 2.6 + (2.4 if who else 0.0)
        left = x + wide - across - 2 if right else x + 2
        self._shape(left, y, across, tall)
        top = y + 1.3
        if who:
            self.paper.write(
                left + 2.5, top, who, across - 5, LETTERS - 2.5, bold=True, colour=SOFT, align="C", lines=1
            )
            top += 2.4
        self.paper.write(left + 2.5, top, text, across - 5, LETTERS, colour=INK, align="C", lines=lines)
        return tall + 2

    def _shape(self, x: float, y: float, wide: float, high: float) -> None:
        """A balloon with its tail downwards."""
        pdf = self.paper.pdf
        pdf.set_draw_color(*INK)
        pdf.set_fill_color(*WHITE)
        pdf.set_line_width(0.35)
        middle = x + wide / 2
        pdf.rect(x, y, wide, high, style="DF", round_corners=True, corner_radius=min(2.6, high / 2.2))
        pdf.polygon([(middle - 1.3, y + high), (middle + 1.3, y + high), (middle, y + high + 2.2)], style="DF")
        pdf.set_draw_color(*WHITE)
        pdf.set_line_width(0.5)
        pdf.line(middle - 1.1, y + high, middle + 1.1, y + high)

    def _foot(self, x: float, bottom: float, wide: float, text: str) -> float:
        """A sound, in large letters on a light ground at the lower right; where it begins."""
        if not text.strip() or bottom < 0:
            return bottom
        paper, size = self.paper, LETTERS + 2
        inner = min(paper.length(text, size, bold=True) + 0.6, wide * SHARE)
        high = size * 0.3528 * 1.32
        left = x + wide - inner - 4
        paper.box(left, bottom - high - 0.8, inner + 2.4, high + 0.8, fill=WHITE, line=None)
        paper.write(left + 1.2, bottom - high - 0.4, text, inner, size, bold=True, colour=INK, align="C", lines=1)
        return bottom - high - 1.8
