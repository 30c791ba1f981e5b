"""A contact sheet: all pictures of a board at a glance, as one PNG."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from ...dsl.words import many
from ..page.harmless import harmless
from ..page.wording import seconds
from ..sketch.lettering import fit, width, write
from .exporter import Unexportable, Written
from .panels import Panel, scene_panels
from .pictures import opened

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image as Pillow

    from .exporter import Material, Wishes

MOST = 3000  # pictures on a sheet
LARGEST = 60_000_000  # pixels of it
PAPER, INK, SOFT, LINE, WELL, MARK = (
    (244, 241, 234), (29, 27, 24), (107, 102, 93), (221, 214, 201), (233, 228, 217), (242, 194, 48),
)  # fmt: skip
EDGE, GAP, HEAD, BAND = 48, 22, 118, 60


class Contact:
    """All pictures side by side."""

    about = "a contact sheet: all pictures on one"
    ending = "png"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One PNG."""
        found = [
            (s.number, harmless(s.title or s.name), list(scene_panels(s, material))) for s in material.board.scenes
        ]
        count = sum(len(p) for _, _, p in found)
        if not count:
            raise Unexportable("The board has no pictures to put on a sheet.")
        if count > MOST:
            raise Unexportable(f"A sheet holds at most {MOST:,} pictures, and this board has {count:,}.")
        sheet = _Sheet(_grid(found, wishes))
        sheet.draw(material, found)
        sheet.image.save(to, "PNG", optimize=False)
        return Written(len(sheet.drawn), (), frozenset(sheet.drawn))


@dataclass(frozen=True, slots=True)
class _Grid:
    """Pixels: a cell is `wide`, its picture `high`, its words `below`."""

    columns: int
    wide: int
    high: int
    below: int
    height: int

    @property
    def width(self) -> int:
        return 2 * EDGE + self.columns * self.wide + (self.columns - 1) * GAP


def _grid(scenes: list[tuple[int, str, list[Panel]]], wishes: Wishes) -> _Grid:
    """As many columns as make a sheet of about four to three."""
    every = [p for _, _, found in scenes for p in found]
    ratio = _usual(every)
    wide = 400 if len(every) <= 60 else 280 if len(every) <= 300 else 180
    below = 46 if wide > 200 else 26
    high = round(wide / ratio)
    columns = wishes.columns or max(
        min(3, len(every)), min(len(every), round(sqrt(len(every) * (high + below) / wide * 1.3)))
    )
    while True:
        rows = sum(ceil(len(found) / columns) for _, _, found in scenes)
        height = HEAD + EDGE + rows * (high + below + GAP) + BAND * sum(bool(n) for n, _, _ in scenes)
        grid = _Grid(columns, wide, high, below, height)
        if grid.width * height <= LARGEST or wide <= 60:
            return grid
        wide, high = wide * 3 // 4, high * 3 // 4


def _usual(found: list[Panel]) -> float:
    """The middle one of all proportions."""
    ratios = sorted(max(0.4, min(3.0, p.shape[0] / max(1, p.shape[1]))) for p in found)
    return ratios[len(ratios) // 2]


class _Sheet:
    def __init__(self, grid: _Grid) -> None:
        from PIL import Image

        self.grid = grid
        self.image = Image.new("RGB", (grid.width, grid.height), PAPER)
        self.drawn: list[str] = []

    def draw(self, material: Material, scenes: list[tuple[int, str, list[Panel]]]) -> None:
        self._head(material)
        y = HEAD
        for number, title, found in scenes:
            if number:
                self._band(y, f"{number}   {title}")
                y += BAND
            for start in range(0, len(found), self.grid.columns):
                for column, panel in enumerate(found[start : start + self.grid.columns]):
                    self._cell(EDGE + column * (self.grid.wide + GAP), y, panel)
                y += self.grid.high + self.grid.below + GAP

    def _head(self, material: Material) -> None:
        room = self.grid.width - 2 * EDGE
        board = material.board
        title = harmless(board.title)
        write(self.image, EDGE, 66, fit(title, 38, room, bold=True), 38, INK, bold=True)
        told = many(board.frames, "picture")
        told = f"{board.made} of {told}" if board.made < board.frames else told
        write(self.image, EDGE, 98, fit(told, 18, room), 18, SOFT)
        if material.mark:
            self._tag(EDGE + width(told, 18) + 18, 98, material.mark.upper())

    def _tag(self, x: float, y: float, text: str) -> None:
        from PIL import ImageDraw

        wide = width(text, 14, bold=True)
        ImageDraw.Draw(self.image).rectangle((x, y - 17, x + wide + 14, y + 5), fill=MARK)
        write(self.image, x + 7, y - 1, text, 14, INK, bold=True)

    def _band(self, y: int, text: str) -> None:
        from PIL import ImageDraw

        room = self.grid.width - 2 * EDGE
        write(self.image, EDGE, y + 30, fit(text, 20, room, bold=True), 20, INK, bold=True)
        ImageDraw.Draw(self.image).line((EDGE, y + 42, EDGE + room, y + 42), fill=INK, width=2)

    def _cell(self, x: int, y: int, panel: Panel) -> None:
        grid = self.grid
        there = opened(panel.path, max(grid.wide, grid.high)) if panel.path is not None else None
        self._picture(x, y, there, panel)
        size = 16 if grid.wide > 200 else 12
        base = y + grid.high + size + 7
        length = seconds(panel.duration) if panel.duration is not None else ""
        room = grid.wide - (width(length, size) + 8 if length else 0)
        write(self.image, x, base, fit(panel.heading, size, room, bold=True), size, INK, bold=True)
        if length:
            write(self.image, x + grid.wide, base, length, size, SOFT, align="right")
        if grid.below > 30 and (words := next((t for k, t in panel.lines if k != "Camera"), panel.text)):
            write(self.image, x, base + 20, fit(words, 14, grid.wide), 14, SOFT)

    def _picture(self, x: int, y: int, there: Pillow.Image | None, panel: Panel) -> None:
        from PIL import ImageDraw

        grid, draw = self.grid, ImageDraw.Draw(self.image)
        draw.rectangle((x, y, x + grid.wide - 1, y + grid.high - 1), fill=WELL, outline=LINE)
        if there is None:
            told = panel.missing if panel.path is None else "can't be opened"
            write(self.image, x + grid.wide / 2, y + grid.high / 2 + 5, told, 15, SOFT, align="middle")
            return
        there.thumbnail((grid.wide, grid.high))
        self.image.paste(there, (x + (grid.wide - there.width) // 2, y + (grid.high - there.height) // 2))
        self.drawn.append(panel.href)
