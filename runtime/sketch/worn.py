"""Things to wear, on their own, of about 100 units, standing on (0, 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter

if TYPE_CHECKING:
    from .pen import Pen


def shoe(pen: Pen, hue: Colour) -> None:
    """A sneaker from the side."""
    pen.shape([(-60, -12), (-56, -58), (-34, -62), (-22, -48), (2, -44), (30, -26), (60, -20), (66, -10)], hue)
    pen.shape([(-62, -12), (68, -12), (66, 0), (-58, 0)], (250, 248, 242))
    pen.shape([(-57, -50), (-44, -54), (-38, -14), (-59, -14)], darker(hue, 0.25), line=0.8)
    pen.shape([(-28, -20), (14, -34), (24, -28), (-20, -13)], lighter(hue, 0.65), line=0.7)
    for k in range(4):
        x, y = -20 + k * 10, -50 + k * 5.5
        pen.stroke([(x - 6, y + 8), (x + 7, y + 1)], line=1.5, colour=(252, 250, 244))
    pen.shape([(34, -24), (60, -20), (66, -12), (30, -12)], darker(hue, 0.15), line=0.7)


def boot(pen: Pen, hue: Colour) -> None:
    """A boot."""
    pen.shape([(-26, -8), (-26, -96), (14, -96), (14, -42), (44, -28), (48, -8)], hue)
    pen.box(-28, -8, 50, 0, darker(hue, 0.45))
    pen.box(-28, -100, 16, -88, lighter(hue, 0.25))


def garment(pen: Pen, hue: Colour) -> None:
    """A shirt, jacket or dress on a hanger."""
    pen.stroke([(-30, -88), (0, -102), (30, -88)], line=1.4)
    pen.stroke([(0, -102), (0, -110), (7, -114)], line=1.4, soft=True)
    pen.shape(
        [
            (-14, -94),
            (0, -86),
            (14, -94),
            (36, -84),
            (56, -52),
            (40, -42),
            (30, -58),
            (32, 0),
            (-32, 0),
            (-30, -58),
            (-40, -42),
            (-56, -52),
            (-36, -84),
        ],
        hue,
    )
    pen.shape([(20, -60), (30, -58), (32, 0), (16, 0)], darker(hue, 0.16), line=0)
    pen.stroke([(0, -86), (0, 0)], line=0.9)


def hat(pen: Pen, hue: Colour) -> None:
    """A hat."""
    pen.shape([(-34, -18), (-30, -64), (-6, -58), (12, -66), (30, -60), (34, -18)], hue)
    pen.box(-35, -30, 35, -16, darker(hue, 0.35))
    pen.oval(0, -12, 66, 12, hue)


def headphones(pen: Pen, hue: Colour) -> None:
    """Headphones."""
    pen.stroke([(-40, -30), (-42, -76), (0, -106), (42, -76), (40, -30)], line=5, colour=darker(hue, 0.2), soft=True)
    for x in (-40, 40):
        pen.limb([(x, -48), (x, -6)], (24, 24), hue)
        pen.limb([(x * 0.78, -44), (x * 0.78, -10)], (10, 10), (54, 52, 58))


def glasses(pen: Pen, hue: Colour) -> None:
    """A pair of glasses."""
    for x in (-32, 32):
        pen.oval(x, -34, 28, 25, hue)
        pen.oval(x, -34, 22, 19, (78, 88, 104))
        pen.shape([(x - 14, -30), (x - 2, -50), (x + 6, -50), (x - 8, -24)], (255, 255, 255), line=0, alpha=90)
    pen.stroke([(-6, -38), (0, -44), (6, -38)], line=3, colour=hue, soft=True)
    for x in (-60, 60):
        pen.stroke([(x, -40), (x * 1.2, -50)], line=3, colour=hue)


def clock(pen: Pen, hue: Colour) -> None:
    """A watch or a clock."""
    pen.shape([(-16, -100), (16, -100), (14, 0), (-14, 0)], darker(hue, 0.2))
    pen.oval(0, -50, 34, 34, hue)
    pen.oval(0, -50, 27, 27, (252, 250, 244))
    pen.stroke([(0, -50), (0, -70)], line=1.8)
    pen.stroke([(0, -50), (14, -44)], line=1.8)


def crown(pen: Pen, hue: Colour) -> None:
    """A crown."""
    pen.shape([(-44, 0), (-52, -62), (-26, -34), (0, -78), (26, -34), (52, -62), (44, 0)], (224, 180, 70))
    for x, y in ((-52, -66), (0, -83), (52, -66)):
        pen.oval(x, y, 6, 6, hue)
    pen.box(-45, -16, 45, 0, (206, 158, 58))


def gem(pen: Pen, hue: Colour) -> None:
    """A cut stone, a ring or a potion's glow."""
    pen.shape([(-40, -64), (-22, -88), (22, -88), (40, -64), (0, 0)], hue)
    pen.shape([(-14, -64), (0, -88), (14, -64), (0, 0)], lighter(hue, 0.4), line=0.8)
    pen.stroke([(-40, -64), (40, -64)], line=1.0)
