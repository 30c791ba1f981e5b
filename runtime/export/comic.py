"""Comic pages: panels laid out in rows of one height, with captions, balloons and sounds, as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..page.harmless import harmless
from .exporter import Unexportable, Written
from .lettered import INK, LETTERS, SOFT, Lettering
from .panels import Panel, panels
from .paper import Paper, pixels
from .pictures import opened
from .rows import GUTTER, Room, Row, pages_of
from .sketched import Lettered, lettered
from .typefaces import Typefaces

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Material, Wishes

MOST = 5000  # panels
EDGE, FOOT, TITLE = 11.0, 10.0, 13.0  # mm
WELL = (236, 232, 224)


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
        if wishes.right_to_left:
            paper.bind_right()
        room = Room(paper.width - 2 * EDGE, paper.height - EDGE - FOOT, TITLE)
        pages = _Pages(paper, title, material.mark, mirrored=wishes.right_to_left)
        drawn = pages.draw(pages_of(found, room, wishes.columns))
        paper.save(to)
        return Written(len(drawn), typefaces.note, frozenset(drawn))


class _Pages:
    def __init__(self, paper: Paper, title: str, mark: str, *, mirrored: bool) -> None:
        self.paper, self.title, self.mark, self.mirrored = paper, title, mark, mirrored
        self.number = 0
        self.drawn: list[str] = []

    def draw(self, pages: list[list[Row]]) -> list[str]:
        """All pages; which pictures are on them."""
        for rows in pages:
            self._page(rows)
        return self.drawn

    def _page(self, rows: list[Row]) -> None:
        self.paper.page()
        self.number += 1
        y = EDGE + (self._title() if self.number == 1 else 0.0)
        self._foot()
        for row in rows:
            self._row(y, row)
            y += row.height + GUTTER

    def _title(self) -> float:
        align = "R" if self.mirrored else ""
        self.paper.write(EDGE, EDGE - 1, self.title, self.paper.width - 2 * EDGE, 20, bold=True, lines=1, align=align)
        return TITLE

    def _foot(self) -> None:
        paper = self.paper
        if self.mark:
            text = self.mark.upper()
            paper.tag(paper.width - EDGE - paper.length(text, 6.5, bold=True) - 2.4, paper.height - 8, text)
        paper.write(0, paper.height - 8, str(self.number), paper.width, 7, colour=SOFT, align="C")

    def _row(self, y: float, row: Row) -> None:
        """In the order in which it is read, from the left or from the right."""
        x = (self.paper.width - row.width) / 2
        for panel, wide in zip(row.panels, row.widths, strict=True):
            left = self.paper.width - x - wide if self.mirrored else x
            self._panel(left, y, wide, row.height, panel)
            x += wide + GUTTER

    def _panel(self, x: float, y: float, wide: float, high: float, panel: Panel) -> None:
        paper = self.paper
        there = opened(panel.path, pixels(max(wide, high))) if panel.path is not None else None
        paper.box(x, y, wide, high, fill=WELL, line=None)
        has = Lettered()
        if there is not None and panel.path is not None:
            paper.picture(there, x, y, wide, high, panel.text)
            self.drawn.append(panel.href)
            has = lettered(panel.path) if self.mark else has
        else:
            paper.write(x + 3, y + high * 0.45, panel.missing, wide - 6, LETTERS, colour=SOFT, align="C")
        Lettering(paper, x, y, wide, high * has.share, self.mirrored).write(has.rest(panel.about))
        paper.pdf.set_line_width(0.6)
        paper.pdf.set_draw_color(*INK)
        paper.pdf.rect(x, y, wide, high)
