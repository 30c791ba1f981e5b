"""Things that travel or are carried along, of about 100 units, standing on (0, 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter

if TYPE_CHECKING:
    from .pen import Pen


def car(pen: Pen, hue: Colour) -> None:
    """A car from the side."""
    pen.shape([(-96, -18), (-94, -44), (-62, -52), (-36, -82), (30, -82), (56, -52), (90, -46), (96, -20)], hue)
    pen.shape([(-52, -52), (-32, -75), (-4, -75), (-4, -52)], (196, 222, 230))
    pen.shape([(2, -52), (2, -75), (26, -75), (46, -52)], (196, 222, 230))
    pen.stroke([(-1, -52), (-1, -20)], line=0.9)
    pen.oval(90, -36, 5, 5, (255, 240, 180))
    for x in (-54, 54):
        pen.oval(x, -16, 18, 18, (46, 44, 50))
        pen.oval(x, -16, 8, 8, (200, 202, 206))


def bicycle(pen: Pen, hue: Colour) -> None:
    """A bicycle from the side."""
    thick = pen.unit / pen.weight
    for x in (-46, 46):
        pen.oval(x, -28, 27, 27, None, line=4.2 * thick)
        pen.oval(x, -28, 23.5, 23.5, None, line=1.0 * thick)
        pen.oval(x, -28, 3, 3, (206, 208, 212))
        for k in range(3):
            dx, dy = (23, 11, -11)[k], (0, 20, 20)[k]
            pen.stroke([(x - dx, -28 - dy), (x + dx, -28 + dy)], line=0.5)
    for line in (
        [(-46, -28), (-18, -72), (30, -72), (-4, -28), (-46, -28)],
        [(-4, -28), (-22, -80)],
        [(46, -28), (28, -86), (40, -90)],
    ):
        pen.stroke(line, line=6.2 * thick)
        pen.stroke(line, line=4.4 * thick, colour=hue)
    pen.limb([(-32, -82), (-12, -82)], (7, 5), (60, 52, 52))


def boat(pen: Pen, hue: Colour) -> None:
    """A sailing boat."""
    pen.stroke([(0, -18), (0, -118)], line=2.4)
    pen.shape([(4, -112), (54, -28), (4, -28)], (250, 246, 236))
    pen.shape([(-4, -100), (-40, -28), (-4, -28)], lighter(hue, 0.5))
    pen.shape([(-66, -24), (70, -24), (50, 0), (-48, 0)], hue)


def paper_boat(pen: Pen, hue: Colour) -> None:
    """A boat folded from paper."""
    paper = lighter(hue, 0.8)
    pen.shape([(-22, -30), (0, -84), (22, -30)], paper)
    pen.shape([(0, -84), (22, -30), (0, -30)], darker(paper, 0.1), line=0.7)
    pen.shape([(-70, -46), (-22, -30), (22, -30), (70, -46), (44, 0), (-44, 0)], paper)
    pen.shape([(22, -30), (70, -46), (44, 0), (0, 0)], darker(paper, 0.12), line=0.7)
    for y in (-20, -12):
        pen.stroke([(-40, y), (-8, y + 2)], line=0.5)


def plane(pen: Pen, hue: Colour) -> None:
    """An aeroplane."""
    pen.shape([(-10, -48), (-44, -10), (-24, -10), (26, -44)], darker(hue, 0.2))
    pen.shape([(-88, -58), (-60, -66), (54, -66), (86, -50), (54, -38), (-60, -44)], hue, soft=True)
    pen.shape([(-84, -58), (-98, -92), (-80, -92), (-58, -62)], darker(hue, 0.1))
    for k in range(5):
        pen.oval(-34 + k * 18, -55, 4, 4, (196, 222, 230), line=0.7)


def rocket(pen: Pen, hue: Colour) -> None:
    """A rocket."""
    pen.shape([(-9, -12), (0, 14), (9, -12)], (250, 170, 70), soft=True)
    for s in (-1, 1):
        pen.shape([(s * 18, -40), (s * 40, -6), (s * 14, -14)], hue)
    pen.shape(
        [(-16, -12), (-22, -52), (-12, -92), (0, -116), (12, -92), (22, -52), (16, -12)], (246, 244, 238), soft=False
    )
    pen.shape([(-12, -92), (0, -116), (12, -92)], hue)
    pen.oval(0, -66, 9, 9, (130, 190, 220))


def balloon(pen: Pen, hue: Colour) -> None:
    """A balloon on a string."""
    pen.stroke([(0, -52), (6, -34), (-4, -16), (2, 0)], line=0.9, soft=True)
    pen.shape([(-5, -48), (0, -54), (5, -48)], hue)
    pen.shape([(0, -54), (-26, -74), (-28, -104), (0, -122), (28, -104), (26, -74)], hue, soft=True)
    pen.oval(-10, -100, 6, 10, (255, 255, 255), line=0, alpha=120)


def bag(pen: Pen, hue: Colour) -> None:
    """A bag with a handle."""
    pen.stroke([(-22, -70), (-18, -104), (18, -104), (22, -70)], line=3, colour=darker(hue, 0.3), soft=True)
    pen.shape([(-42, -72), (42, -72), (48, -4), (42, 0), (-42, 0), (-48, -4)], hue)
    pen.shape([(-43, -72), (43, -72), (44, -44), (0, -34), (-44, -44)], darker(hue, 0.14))
    pen.box(-6, -44, 6, -32, (214, 178, 96))


def box(pen: Pen, hue: Colour) -> None:
    """A parcel."""
    pen.shape([(-52, -62), (8, -50), (8, 0), (-52, -14)], hue)
    pen.shape([(8, -50), (52, -66), (52, -18), (8, 0)], darker(hue, 0.25))
    pen.shape([(-52, -62), (-8, -78), (52, -66), (8, -50)], lighter(hue, 0.3))
    pen.shape([(-26, -57), (20, -72), (32, -69.6), (-14, -54.5)], lighter(hue, 0.65), line=0.7)


def umbrella(pen: Pen, hue: Colour) -> None:
    """An open umbrella."""
    pen.stroke([(0, -100), (0, -10), (6, -2), (13, -8)], line=2.2, soft=True)
    pen.shape(
        [
            (-64, -58),
            (-52, -88),
            (-24, -106),
            (0, -110),
            (24, -106),
            (52, -88),
            (64, -58),
            (42, -66),
            (20, -58),
            (0, -66),
            (-20, -58),
            (-42, -66),
        ],
        hue,
    )
    for x in (-20, 20):
        pen.stroke([(0, -110), (x * 0.9, -88), (x, -58)], line=0.8, soft=True)


def telescope(pen: Pen, hue: Colour) -> None:
    """A telescope on its stand."""
    for x in (-26, 0, 26):
        pen.stroke([(0, -52), (x, 0)], line=2.2)
    pen.limb([(-44, -40), (-6, -60), (46, -86)], (12, 18, 26), hue, soft=False)
    pen.limb([(36, -81), (48, -87)], (28, 28), lighter(hue, 0.3))


def scroll(pen: Pen, hue: Colour) -> None:
    """A map or a scroll."""
    pen.shape(
        [(-56, -80), (-18, -72), (18, -84), (56, -76), (56, -6), (18, -14), (-18, -2), (-56, -10)], (238, 220, 178)
    )
    for x in (-18, 18):
        pen.stroke([(x, -78), (x, -8)], line=0.7)
    pen.stroke([(-44, -24), (-20, -44), (4, -30), (34, -58)], line=1.6, colour=hue, soft=True)
    pen.stroke([(30, -64), (40, -52)], line=2, colour=(206, 62, 54))
    pen.stroke([(40, -64), (30, -52)], line=2, colour=(206, 62, 54))


def letter(pen: Pen, hue: Colour) -> None:
    """A sealed letter."""
    pen.box(-60, -84, 60, -4, (250, 242, 222))
    pen.stroke([(-60, -84), (0, -36), (60, -84)], line=1.2)
    pen.oval(0, -38, 11, 11, hue)


def book(pen: Pen, hue: Colour) -> None:
    """An old book, standing half open."""
    pen.shape([(0, -90), (52, -98), (52, -8), (0, 0)], hue)
    pen.shape([(0, -90), (-44, -98), (-44, -8), (0, 0)], darker(hue, 0.2))
    pen.stroke([(0, -90), (0, 0)], line=1.6)
    pen.box(12, -80, 40, -52, lighter(hue, 0.55), line=0.8)
    for y in (-40, -32, -24):
        pen.stroke([(14, y), (38, y - 2)], line=0.8, colour=lighter(hue, 0.6))


def key(pen: Pen, hue: Colour) -> None:
    """An old key."""
    pen.limb([(0, -66), (0, -4)], (7, 7), hue)
    pen.oval(0, -84, 20, 20, hue)
    pen.oval(0, -84, 10, 10, (250, 246, 236))
    pen.box(0, -18, 18, -10, hue)
    pen.box(0, -34, 14, -26, hue)
