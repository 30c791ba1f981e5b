"""A paper storyboard drawn: rows of panels with their words below them, or beside them where one stands in a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...dsl.words import many
from ..page.harmless import harmless
from ..page.wording import clock, seconds
from .panels import Panel, scene_panels
from .paper import INK, SOFT, WELL, Paper, pixels
from .pictures import opened

if TYPE_CHECKING:
    from ..page.board import Scene
    from .exporter import Material

EDGE, TOP, FOOT, GAP, BAND = 12.0, 20.0, 11.0, 6.0, 9.5  # mm
WORDS = 21.0  # mm that a picture's words usually take
BOLD = frozenset({"Caption"})
BESIDE = 0.62  # of the width is the picture, where words stand beside it
LABEL, SMALLEST_LABELLED = 14.0, 46.0  # mm: the column of what a text is, and the narrowest panel that has one


@dataclass(frozen=True, slots=True)
class PaperScene:
    """What a scene has on paper."""

    number: int
    title: str
    length: str
    notes: tuple[str, ...]
    panels: list[Panel] = field(default_factory=list)

    @classmethod
    def of(cls, scene: Scene, material: Material) -> PaperScene:
        """With harmless words."""
        length = clock(scene.duration) if scene.duration is not None else ""
        found = list(scene_panels(scene, material))
        return cls(scene.number, harmless(scene.title or scene.name), length, tuple(map(harmless, scene.note)), found)


class Storyboard:
    """Draws scenes on pages."""

    def __init__(self, paper: Paper, material: Material, columns: int, rows: int) -> None:
        self.paper, self.material, self.columns, self.rows = paper, material, columns, rows
        self.room = paper.width - 2 * EDGE
        self.wide = (self.room - (columns - 1) * GAP) / columns  # of a panel
        self.beside = columns == 1 and paper.width > paper.height  # words at the right of the picture, not below
        self.shown = self.said = self.wide  # of a picture, of its words
        self.bottom = paper.height - FOOT
        self.size = 8.5 if self.beside else 7.5 if self.wide > 60 else 6.5
        self.y = self.bottom
        self.on_page = 0
        self.drawn: list[str] = []

    def draw(self, scenes: list[PaperScene]) -> list[str]:
        """All pages; which pictures are on them."""
        self._page()  # nothing is measured before there is one
        if self.beside:
            self._part([p for scene in scenes for p in scene.panels])
        for scene in scenes:
            for start in range(0, len(scene.panels), self.columns):
                row = scene.panels[start : start + self.columns]
                self._row(scene, row, first=start == 0)
        self._number()
        return self.drawn

    def _part(self, panels: list[Panel]) -> None:
        """How much of a panel is its picture: so much that the widest fill it where they are as high as they may be."""
        ratio = max(min(3.0, p.shape[0] / max(1, p.shape[1])) for p in panels)
        self.shown = self.wide * BESIDE
        self.shown = min(self.shown, ratio * self._picture_height(panels))
        self.said = self.wide - self.shown - GAP

    def _row(self, scene: PaperScene, row: list[Panel], *, first: bool) -> None:
        picture = self._picture_height(row)
        most = self.bottom - TOP - BAND - (0.0 if self.beside else picture)
        words = max(self._words_height(p, most) for p in row)
        band = self._band_height(scene) if first and (scene.number or scene.notes) else 0.0
        high = max(picture, words) if self.beside else picture + words
        full = self.rows and self.on_page >= self.rows
        if full or (self.on_page and self.y + band + high > self.bottom):
            self._page()
            if not first and scene.number and self.y + BAND + high <= self.bottom:
                self._heading(scene, continued=True)
        if band:
            self._band(scene)
        for column, panel in enumerate(row):
            self._panel(EDGE + column * (self.wide + GAP), self.y, panel, picture, words)
        self.y += high + GAP
        self.on_page += 1

    def _page(self) -> None:
        paper, board = self.paper, self.material.board
        paper.page()
        self.y, self.on_page = TOP, 0
        right = 0.0
        if self.material.mark:
            text = self.material.mark.upper()
            right = paper.length(text, 6.5, bold=True) + 2.4
            paper.tag(paper.width - EDGE - right, 9.2, text)
        paper.write(EDGE, 8, harmless(board.title), self.room - right - 4, 13, bold=True, lines=1, align="L")
        paper.rule(EDGE, 15.5, self.room, thick=0.5)

    def _number(self) -> None:
        """How many pages there are is known only now."""
        paper, board = self.paper, self.material.board
        length = clock(board.duration) if board.duration is not None else ""
        told = " · ".join(filter(None, (many(board.frames, "picture"), length, self.material.today.isoformat())))
        for number in paper.turn():
            paper.write(EDGE, paper.height - 8, told, self.room - 44, 6.5, colour=SOFT, align="L")
            paper.write(paper.width - EDGE - 40, paper.height - 8, f"Page {number}", 40, 6.5, colour=SOFT, align="R")

    def _band_height(self, scene: PaperScene) -> float:
        notes = sum(self.paper.measure(t, self.room, 7.5) for t in scene.notes)
        return (BAND if scene.number else 0.0) + min(notes, 60.0) + (2.0 if notes else 0.0)

    def _band(self, scene: PaperScene) -> None:
        paper = self.paper
        if scene.number:
            paper.bookmark(f"{scene.number} {scene.title}")
            self._heading(scene, continued=False)
        left = 60.0
        for note in scene.notes:
            if left > 3:
                high = paper.write(EDGE, self.y, note, self.room, 7.5, colour=SOFT, lines=max(1, int(left // 3.5)))
                self.y += high
                left -= high
        self.y += 2.0 if scene.notes else 0.0

    def _heading(self, scene: PaperScene, *, continued: bool) -> None:
        """A line with the scene's number, its title and how long it is; quieter where it goes on from another page."""
        paper, named = self.paper, f"{scene.number}   {scene.title}"
        right = "continued" if continued else scene.length
        colour = SOFT if continued else INK
        paper.write(EDGE, self.y, named, self.room - 24, 10, bold=not continued, colour=colour, lines=1, align="L")
        if right:
            paper.write(paper.width - EDGE - 24, self.y, right, 24, 8 if continued else 10, colour=SOFT, align="R")
        paper.rule(EDGE, self.y + 6, self.room, thick=0.25)
        self.y += BAND

    def _picture_height(self, row: list[Panel]) -> float:
        most = (self.bottom - TOP) * (0.62 if self.columns > 1 else 0.7)
        own = min(most, max(self.shown * p.shape[1] / max(1, p.shape[0]) for p in row))
        if self.rows:
            return min(own, max(15.0, self._share(self.rows)))
        # Rather two rows of pictures a little smaller than a page that is half empty.
        half = self._share(2)
        return half if 0.75 * own <= half < own else own

    def _share(self, rows: int) -> float:
        """How high pictures may be where so many rows stand on a page."""
        return (self.bottom - TOP - BAND - 6.0 - (rows - 1) * GAP) / rows - (0.0 if self.beside else WORDS)

    @property
    def _label(self) -> float:
        return LABEL if self.said >= SMALLEST_LABELLED else 0.0

    def _words_height(self, panel: Panel, most: float) -> float:
        """Not measured any further where it is more than there is room for."""
        high = 6.2
        for kind, text in self._told(panel):
            if high > most:
                break
            high += self.paper.measure(text, self.said - self._label, self.size, bold=kind in BOLD) + 0.7
        return min(high, most)

    def _told(self, panel: Panel) -> list[tuple[str, str]]:
        """Without a column for it, the kind of a text stands before it where that is not plain."""
        if self._label:
            return list(panel.lines)
        return [(k, f"{k}: {t}" if k in ("Camera", "Sound", "Note", "Review") else t) for k, t in panel.lines]

    def _panel(self, x: float, y: float, panel: Panel, picture: float, words: float) -> None:
        paper = self.paper
        self._picture(x, y, panel, picture)
        if self.beside:
            x, base = x + self.shown + GAP, y
        else:
            base = y + picture + 1.6
        length = seconds(panel.duration) if panel.duration is not None else ""
        room = paper.length(length, 8, bold=True) + 2 if length else 0.0
        heading = panel.heading + ("  ·  final" if panel.final else "")
        paper.write(x, base, heading, self.said - room, 8, bold=True, lines=1, align="L")
        if length:
            paper.write(x, base, length, self.said, 8, bold=True, align="R")
        self._lines(x, base + 4.6, panel, base + words - 1.6)

    def _lines(self, x: float, y: float, panel: Panel, bottom: float) -> None:
        paper, label = self.paper, self._label
        leading = self.size * 0.3528 * 1.32
        for kind, text in self._told(panel):
            left = int((bottom - y + 0.2) // leading)
            if left < 1:
                break
            if label:
                paper.write(x, y + 0.35, kind, label - 1, self.size - 1.2, colour=SOFT, lines=1)
            colour = SOFT if kind in ("Shot", "Camera") else INK
            bold = kind in BOLD
            y += (
                paper.write(x + label, y, text, self.said - label, self.size, bold=bold, colour=colour, lines=left)
                + 0.7
            )

    def _picture(self, x: float, y: float, panel: Panel, high: float) -> None:
        paper = self.paper
        there = opened(panel.path, pixels(max(self.shown, high))) if panel.path is not None else None
        paper.box(x, y, self.shown, high, fill=WELL, line=None)
        if there is not None:
            paper.picture(there, x, y, self.shown, high, panel.text)
            self.drawn.append(panel.href)
        else:
            told = panel.missing if panel.path is None else "can't be opened"
            lines = max(1, int(high / 2 / 3.5))
            paper.write(x, y + high / 2 - 1.5, told, self.shown, 7.5, colour=SOFT, align="C", lines=lines)
        paper.box(x, y, self.shown, high)
