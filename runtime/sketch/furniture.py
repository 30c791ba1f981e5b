"""Furniture, devices and tools, of about 100 units, standing on (0, 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter

if TYPE_CHECKING:
    from .pen import Pen


def sword(pen: Pen, hue: Colour) -> None:
    """A sword, point up."""
    pen.shape([(-6, -30), (-6, -100), (0, -116), (6, -100), (6, -30)], (214, 220, 226))
    pen.stroke([(0, -34), (0, -104)], line=0.7)
    pen.box(-24, -32, 24, -25, (206, 166, 76))
    pen.limb([(0, -25), (0, -4)], (7, 7), hue)
    pen.oval(0, -2, 5, 5, (206, 166, 76))


def guitar(pen: Pen, hue: Colour) -> None:
    """A guitar."""
    pen.shape(
        [(0, -58), (20, -54), (16, -38), (28, -20), (18, 0), (-18, 0), (-28, -20), (-16, -38), (-20, -54)],
        hue,
        soft=True,
    )
    pen.oval(0, -32, 8, 8, (60, 44, 40))
    pen.limb([(0, -40), (0, -112)], (7, 6), (98, 66, 48))
    pen.box(-7, -124, 7, -110, (70, 50, 42))
    pen.box(-11, -14, 11, -10, (60, 44, 40), line=0.5)


def chair(pen: Pen, hue: Colour) -> None:
    """A chair."""
    for x in (-28, 26):
        pen.limb([(x, -44), (x * 1.08, 0)], (6, 5), darker(hue, 0.3))
    pen.shape([(-28, -106), (22, -106), (26, -50), (-28, -50)], hue, soft=False)
    pen.shape([(-32, -52), (26, -52), (36, -40), (-34, -40)], lighter(hue, 0.2))


def table(pen: Pen, hue: Colour) -> None:
    """A table."""
    for x in (-56, 56):
        pen.limb([(x, -54), (x, 0)], (8, 6), darker(hue, 0.25))
    pen.shape([(-72, -64), (72, -64), (76, -54), (-76, -54)], hue)


def phone(pen: Pen, hue: Colour) -> None:
    """A telephone with a screen."""
    pen.shape([(-24, -4), (-24, -96), (-20, -100), (20, -100), (24, -96), (24, -4), (20, 0), (-20, 0)], (48, 48, 56))
    pen.box(-20, -92, 20, -10, lighter(hue, 0.4), line=0.6)
    pen.shape([(-20, -40), (-4, -62), (8, -48), (20, -66), (20, -10), (-20, -10)], hue, line=0)


def computer(pen: Pen, hue: Colour) -> None:
    """A laptop."""
    pen.shape([(-54, -86), (54, -86), (54, -14), (-54, -14)], (66, 68, 76))
    pen.box(-48, -80, 48, -20, lighter(hue, 0.45), line=0.6)
    pen.shape([(-66, 0), (66, 0), (56, -14), (-56, -14)], (188, 192, 198))


def camera(pen: Pen, hue: Colour) -> None:
    """A camera."""
    pen.shape([(-52, 0), (-52, -60), (-24, -60), (-16, -74), (16, -74), (24, -60), (52, -60), (52, 0)], (62, 62, 68))
    pen.box(-52, -44, 52, -12, hue, line=0.7)
    pen.oval(0, -30, 25, 25, (88, 90, 98))
    pen.oval(0, -30, 15, 15, (40, 52, 72))
    pen.oval(-5, -35, 4, 4, (220, 230, 240), line=0)


def ball(pen: Pen, hue: Colour) -> None:
    """A ball."""
    pen.oval(0, -42, 42, 42, hue)
    pen.stroke([(-40, -52), (0, -36), (40, -52)], line=1.2, soft=True)
    pen.stroke([(-6, -84), (10, -42), (-6, -1)], line=1.2, soft=True)


def thing(pen: Pen, hue: Colour) -> None:
    """Something that has no drawing of its own: a tidy object on a foot."""
    pen.shape([(-30, -10), (-36, -60), (-14, -86), (16, -84), (36, -56), (28, -10)], hue, soft=True)
    pen.shape([(6, -14), (12, -78), (34, -56), (26, -14)], darker(hue, 0.16), line=0, soft=True, alpha=180)
    pen.oval(-14, -60, 6, 12, (255, 255, 255), line=0, alpha=110)
    pen.box(-26, -10, 26, 0, darker(hue, 0.35))
