"""Things: wares, garments, a boat, a palette, a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .animals import whole
from .sheet import INK, Point, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence


def stand(paper: str, glow: str, table: str) -> Sheet:
    """An empty table in a studio."""
    s = Sheet(paper, glow, 100)
    s.shape([(0, 76), (100, 76), (100, 100), (0, 100)], table, None, soft=0)
    s.shadow(52, 86, 32, 5)
    return s


def shine(s: Sheet, points: Sequence[Point]) -> None:
    """A highlight on a glaze."""
    s.line(points, "#ffffff", 1.6)


def pot(glaze: str, rim: str, half: list[Point], *, lip: float, mouth: float, handle: str = "") -> Sheet:
    """A thrown pot: its left outline from the lip down; `handle` none, "side" or "teapot"."""
    s = stand("#d8d2c6", "#f7f3ea", "#c9b79c")
    if handle:
        s.arc(50 + mouth + (2 if handle == "side" else 8), 58, 12, 14, 270, 90, 5, INK)
        s.arc(50 + mouth + (2 if handle == "side" else 8), 58, 11.3, 13.3, 270, 90, 3.6, glaze)
    if handle == "teapot":
        s.shape([(30, 66), (14, 54), (8, 40), (14, 39), (22, 50), (32, 54)], glaze)
    s.shape(whole(half), glaze)
    s.oval(50, lip, mouth, mouth * 0.2, rim)
    if handle == "teapot":
        s.shape(whole([(50, 30), (44, 32), (34, 39), (50, 42)]), glaze)
        s.oval(50, 30, 3.4, 3.4, rim)
    else:
        s.oval(50, lip + 0.6, mouth * 0.82, mouth * 0.13, "#3b352e", None)
    left = max(half, key=lambda p: 50 - p[0])
    shine(s, [(left[0] + 6, left[1] - 8), (left[0] + 4.6, left[1]), (left[0] + 6.4, left[1] + 8)])
    return s


def lantern() -> Sheet:
    """A dented copper storm lantern."""
    s = stand("#3a4750", "#8fa0a5", "#4b3a2d")
    s.arc(50, 30, 21, 22, 180, 360, 1.6, "#7c4a2a")
    s.shape(whole([(50, 20), (45, 22), (43, 28), (34, 34), (50, 36)]), "#b8703c", soft=1)
    s.shape(whole([(50, 34), (36, 35), (31, 54), (37, 70), (50, 71)]), "#f4d88a", soft=2)
    s.shape(whole([(50, 46), (46, 55), (46.5, 64), (50, 66)]), "#e8792b", None)
    s.shape(whole([(50, 53), (48.4, 59), (48.6, 64), (50, 65)]), "#fff4c2", None)
    for x in (38, 62):
        s.line([(x, 35), (x - (50 - x) * 0.35, 53), (x, 71)], "#7c4a2a", 1.3)
    s.line([(31.5, 53), (68.5, 53)], "#7c4a2a", 1, 0)
    s.shape(whole([(50, 70), (36, 70), (31, 78), (33, 87), (50, 88)]), "#b8703c", soft=1)
    s.line([(40, 78), (45, 81), (43, 84)], "#7c4a2a", 1)
    shine(s, [(36, 76), (35.4, 80), (36, 84)])
    return s


def paper_boat() -> Sheet:
    """A boat folded from a page of a logbook."""
    s = Sheet("#86b0b8", "#dcecea", 100)
    s.shape([(0, 68), (100, 66), (100, 100), (0, 100)], "#4f8791", None, soft=0)
    for y, left, right in ((76, 8, 34), (84, 58, 92), (91, 20, 52), (80, 70, 88)):
        s.line([(left, y), ((left + right) / 2, y - 2), (right, y)], "#8fbcc2", 0.8)
    s.shape([(50, 22), (30, 60), (70, 60)], "#fbf6e6", soft=0)
    s.shape([(50, 22), (50, 60), (70, 60)], "#e3dac0", soft=0)
    s.shape([(12, 50), (50, 60), (88, 50), (72, 76), (28, 76)], "#fffaf0", soft=0)
    s.shape([(50, 60), (88, 50), (72, 76), (50, 76)], "#e9e0c8", soft=0)
    for y in (34, 40, 46, 52):
        s.line([(50 - (y - 24) * 0.42, y), (48, y)], "#8aa2c4", 0.4, 0)
    s.line([(24, 60), (50, 67), (70, 62)], "#8aa2c4", 0.4, 0)
    s.line([(27, 66), (50, 72), (66, 69)], "#8aa2c4", 0.4, 0)
    return s


def garment(cloth: str, half: list[Point], sleeve: list[Point], *details: tuple[str, float, Point, Point]) -> Sheet:
    """A garment laid flat: its left half, its left sleeve, and seams as (colour, width, from, to)."""
    s = Sheet("#dedad3", "#f8f6f1")
    s.both(sleeve, cloth, soft=1)
    s.shape(whole(half), cloth, soft=1)
    for colour, width, start, end in details:
        s.line([start, end], colour, width, 0)
    return s


def buttons(s: Sheet, x: float, heights: Sequence[float], colour: str) -> Sheet:
    """A row of buttons."""
    for y in heights:
        s.oval(x, y, 1.5, 1.5, colour)
    return s


def bottle() -> Sheet:
    """A bottle of lemonade."""
    s = stand("#f0c04a", "#fbe9ae", "#d99a2b")
    s.shape(
        whole([(50, 12), (45, 12), (44.6, 26), (36, 36), (34, 42), (34, 86), (38, 89), (50, 89)]), "#f6e27a", soft=2
    )
    s.shape(whole([(50, 9), (44, 9), (44, 15), (50, 16)]), "#c33b2e", soft=1)
    s.shape([(34, 50), (66, 50), (66, 76), (34, 76)], "#fffdf4", soft=0)
    s.oval(50, 63, 9.4, 9.4, "#f2c230")
    s.oval(50, 63, 7, 7, "#fbe58e", None)
    for x, y in ((50, 57), (55.2, 60), (55.2, 66), (50, 69), (44.8, 66), (44.8, 60)):
        s.line([(50, 63), (x, y)], "#f2c230", 0.9, 0)
    s.shape([(57, 55), (64, 50), (64, 57)], "#5a9a4b", soft=2)
    for x, y in ((40, 42), (58, 45), (46, 82), (60, 82), (54, 38), (41, 80)):
        s.oval(x, y, 1.2, 1.2, "#fff8d2", None)
    shine(s, [(38, 42), (37, 60), (38, 80)])
    return s


def layout() -> Sheet:
    """Where things stand in an advertisement, in grey boxes."""
    s = Sheet("#f2f0ec", "#fbfaf7", 100)
    s.shape([(5, 5), (95, 5), (95, 95), (5, 95)], "#e4e1da", soft=0)
    s.shape([(56, 16), (88, 16), (88, 88), (56, 88)], "#b9c3cc", soft=0)
    s.line([(56, 16), (88, 88)], "#8e99a3", 0.5, 0)
    s.line([(88, 16), (56, 88)], "#8e99a3", 0.5, 0)
    s.oval(30, 46, 14, 17, "#d3bfae")
    s.shape([(10, 88), (14, 68), (30, 62), (46, 68), (50, 88)], "#d3bfae", soft=2)
    for y, right in ((15, 48), (22, 38)):
        s.line([(12, y), (right, y)], "#9c968c", 3, 0)
    return s


def palette(*colours: str) -> Sheet:
    """Colours, side by side, each with a lighter part."""
    s = Sheet("#f4f1ea", "#ffffff", 56)
    wide = 90 / len(colours)
    for at, colour in enumerate(colours):
        x = 5 + at * wide
        s.shape([(x, 6), (x + wide - 2, 6), (x + wide - 2, 50), (x, 50)], colour, soft=0)
        s.shape([(x, 40), (x + wide - 2, 40), (x + wide - 2, 50), (x, 50)], "#fbf8f1", soft=0)
    return s
