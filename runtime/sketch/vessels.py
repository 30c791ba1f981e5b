"""Things of the table and the shelf, of about 100 units, standing on (0, 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter

if TYPE_CHECKING:
    from .pen import Pen


def lantern(pen: Pen, hue: Colour) -> None:
    """A storm lantern."""
    pen.stroke([(-22, -74), (-24, -104), (0, -116), (24, -104), (22, -74)], line=2, soft=True)
    pen.oval(0, -44, 38, 38, (255, 226, 140), line=0, alpha=56)
    pen.shape([(-20, -72), (-26, -44), (-20, -20), (20, -20), (26, -44), (20, -72)], (252, 238, 196))
    pen.shape([(-5, -26), (-8, -40), (0, -58), (8, -40), (5, -26)], (246, 160, 60), soft=True, line=0.6)
    pen.shape([(-24, -72), (-12, -90), (12, -90), (24, -72)], hue)
    pen.box(-26, -20, 26, 0, hue)
    for x in (-24, 24):
        pen.stroke([(x, -72), (x * 1.1, -44), (x, -20)], line=1.6)


def lamp(pen: Pen, hue: Colour) -> None:
    """A lamp with a shade."""
    pen.oval(0, -70, 52, 40, (255, 232, 160), line=0, alpha=56)
    pen.limb([(0, -60), (0, -6)], (5, 5), darker(hue, 0.3))
    pen.oval(0, -4, 22, 5, darker(hue, 0.3))
    pen.shape([(-16, -100), (16, -100), (32, -58), (-32, -58)], hue)


def cup(pen: Pen, hue: Colour) -> None:
    """A mug with steam."""
    pen.stroke([(28, -58), (52, -54), (48, -24), (27, -20)], line=3.4, colour=darker(hue, 0.1), soft=True)
    pen.shape([(-32, -70), (32, -70), (28, -6), (20, 0), (-20, 0), (-28, -6)], hue)
    pen.shape([(14, -68), (30, -68), (26, -6), (18, -2), (10, -2)], darker(hue, 0.16), line=0)
    pen.oval(0, -70, 32, 8, lighter(hue, 0.4))
    pen.oval(0, -69, 26, 5.4, (96, 62, 44), line=0.7)
    for x in (-10, 8):
        pen.stroke([(x, -84), (x + 6, -92), (x - 2, -100), (x + 5, -110)], line=1.2, soft=True, alpha=130)


def bowl(pen: Pen, hue: Colour) -> None:
    """A bowl, seen a little from above."""
    pen.shape([(-58, -58), (-50, -24), (-26, -6), (26, -6), (50, -24), (58, -58)], hue)
    pen.shape([(20, -8), (46, -28), (56, -54), (40, -50), (30, -24)], darker(hue, 0.18), line=0)
    pen.box(-24, -8, 24, 0, darker(hue, 0.25))
    pen.oval(0, -58, 58, 13, lighter(hue, 0.35))
    pen.oval(0, -55, 49, 9, (236, 206, 140))
    for x in (-26, -4, 18):
        pen.stroke([(x - 12, -56), (x, -61), (x + 12, -54), (x + 22, -58)], line=1.0, soft=True)


def teapot(pen: Pen, hue: Colour) -> None:
    """A pot with a spout and a lid."""
    pen.limb([(40, -28), (62, -44), (74, -72)], (22, 14, 10), hue)
    thick = pen.unit / pen.weight
    handle = [(-40, -66), (-66, -70), (-72, -44), (-42, -22)]
    pen.stroke(handle, line=9 * thick, soft=True)
    pen.stroke(handle, line=6 * thick, colour=darker(hue, 0.15), soft=True)
    pen.oval(0, -42, 50, 42, hue)
    pen.shape([(18, -6), (42, -24), (46, -52), (34, -68), (34, -36)], darker(hue, 0.18), line=0, soft=True)
    pen.oval(0, -80, 26, 8, lighter(hue, 0.2))
    pen.oval(0, -91, 7, 7, darker(hue, 0.2))


def vase(pen: Pen, hue: Colour) -> None:
    """A vase with a long neck."""
    outline = [(-24, 0), (-42, -28), (-38, -60), (-14, -80), (-16, -104), (16, -104), (14, -80), (38, -60), (42, -28)]
    pen.shape([*outline, (24, 0)], hue, soft=True)
    pen.shape([(14, -4), (34, -22), (37, -52), (26, -62), (27, -34)], darker(hue, 0.18), line=0, soft=True)
    pen.oval(0, -104, 16, 4, darker(hue, 0.35))
    for y in (-52, -40):
        pen.stroke([(-37, y), (0, y + 7), (37, y)], line=0.7, soft=True)


def bottle(pen: Pen, hue: Colour) -> None:
    """A bottle with a label."""
    pen.shape(
        [(-20, 0), (-22, -4), (-22, -56), (-9, -76), (-9, -98), (9, -98), (9, -76), (22, -56), (22, -4), (20, 0)], hue
    )
    pen.shape([(-16, -8), (-16, -52), (-10, -58), (-10, -8)], lighter(hue, 0.5), line=0, alpha=150)
    pen.box(-22, -46, 22, -16, (250, 246, 234))
    pen.stroke([(-12, -36), (12, -36)], line=1.2)
    pen.stroke([(-8, -28), (8, -28)], line=0.8)
    pen.box(-10, -108, 10, -96, darker(hue, 0.4))


def perfume(pen: Pen, hue: Colour) -> None:
    """A flacon."""
    pen.shape(
        [(-30, 0), (-34, -8), (-34, -54), (-24, -62), (24, -62), (34, -54), (34, -8), (30, 0)], lighter(hue, 0.35)
    )
    pen.shape([(-28, -5), (-28, -36), (28, -36), (28, -5)], hue, line=0.6)
    pen.box(-10, -74, 10, -62, (214, 178, 96))
    pen.box(-16, -102, 16, -74, darker(hue, 0.35))
    pen.shape([(-27, -50), (-20, -56), (-20, -10), (-27, -10)], (255, 255, 255), line=0, alpha=120)


def jar(pen: Pen, hue: Colour) -> None:
    """A jar with a lid, or a can."""
    pen.shape([(-32, -2), (-34, -60), (34, -60), (32, -2), (24, 0), (-24, 0)], lighter(hue, 0.2))
    pen.box(-33, -46, 33, -16, (250, 246, 234))
    pen.stroke([(-18, -34), (18, -34)], line=1.3)
    pen.stroke([(-11, -26), (11, -26)], line=0.8)
    pen.shape([(-36, -60), (-36, -78), (36, -78), (36, -60)], darker(hue, 0.3))


def candle(pen: Pen, hue: Colour) -> None:
    """A burning candle."""
    pen.oval(0, -88, 34, 34, (255, 228, 150), line=0, alpha=60)
    pen.box(-12, -68, 12, -6, lighter(hue, 0.6))
    pen.shape([(-5, -72), (-7, -84), (0, -104), (7, -84), (5, -72)], (250, 180, 70), soft=True)
    pen.oval(0, -4, 26, 5, (190, 150, 80))


def cake(pen: Pen, hue: Colour) -> None:
    """A cake."""
    pen.shape([(-50, -40), (50, -40), (50, -4), (-50, -4)], (238, 206, 160))
    pen.shape(
        [
            (-50, -44),
            (-46, -62),
            (46, -62),
            (50, -44),
            (40, -30),
            (26, -42),
            (12, -28),
            (-4, -42),
            (-20, -28),
            (-36, -42),
        ],
        hue,
    )
    for x in (-22, 0, 22):
        pen.oval(x, -66, 7, 7, (206, 62, 66))
    pen.oval(0, -2, 62, 5, (240, 240, 238))


def fruit(pen: Pen, hue: Colour) -> None:
    """An apple and its like."""
    pen.shape(
        [(0, -70), (24, -80), (44, -58), (36, -16), (12, 0), (-12, 0), (-36, -16), (-44, -58), (-24, -80)],
        hue,
        soft=True,
    )
    pen.stroke([(0, -68), (4, -92)], line=2.4, colour=(110, 78, 54))
    pen.shape([(4, -84), (28, -98), (24, -80)], (112, 154, 92), soft=True)
    pen.oval(-20, -56, 7, 11, (255, 255, 255), line=0, alpha=110)


def flower(pen: Pen, hue: Colour) -> None:
    """A flower in a pot."""
    pen.stroke([(0, -30), (3, -60), (0, -80)], line=2.4, colour=(92, 134, 84), soft=True)
    pen.shape([(2, -48), (26, -64), (20, -44)], (112, 154, 92), soft=True)
    for x, y in ((-13, -84), (13, -84), (-8, -100), (8, -100), (0, -74)):
        pen.oval(x, y, 11, 11, hue)
    pen.oval(0, -88, 8, 8, (248, 208, 92))
    pen.shape([(-26, -34), (26, -34), (19, 0), (-19, 0)], (196, 114, 80))
