"""Props and products of about 100 units in height, standing on (0, 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter
from .reading import first

if TYPE_CHECKING:
    from collections.abc import Callable

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
    for x in (-46, 46):
        for r, w in ((28, 2.6), (3, 1.2)):
            pen.oval(x, -28, r, r, None, line=w)
        for k in range(3):
            pen.stroke(
                [(x - (27, 13, -13)[k], -28 - (0, 23, 23)[k]), (x + (27, 13, -13)[k], -28 + (0, 23, 23)[k])], line=0.4
            )
    for line in (
        [(-46, -28), (-18, -72), (30, -72), (-4, -28), (-46, -28)],
        [(-4, -28), (-22, -80)],
        [(46, -28), (28, -86), (40, -90)],
    ):
        pen.stroke(line, line=3, colour=hue)
    pen.limb([(-32, -82), (-12, -82)], (7, 5), (60, 52, 52))


def boat(pen: Pen, hue: Colour) -> None:
    """A sailing boat."""
    pen.stroke([(0, -18), (0, -118)], line=2.4)
    pen.shape([(4, -112), (54, -28), (4, -28)], (250, 246, 236))
    pen.shape([(-4, -100), (-40, -28), (-4, -28)], lighter(hue, 0.5))
    pen.shape([(-66, -24), (70, -24), (50, 0), (-48, 0)], hue)


def book(pen: Pen, hue: Colour) -> None:
    """An old book, standing half open."""
    pen.shape([(0, -90), (52, -98), (52, -8), (0, 0)], hue)
    pen.shape([(0, -90), (-44, -98), (-44, -8), (0, 0)], darker(hue, 0.2))
    pen.stroke([(0, -90), (0, 0)], line=1.6)
    pen.box(12, -80, 40, -52, lighter(hue, 0.55), line=0.8)
    for y in (-40, -32, -24):
        pen.stroke([(14, y), (38, y - 2)], line=0.8, colour=lighter(hue, 0.6))


def letter(pen: Pen, hue: Colour) -> None:
    """A sealed letter."""
    pen.box(-60, -84, 60, -4, (250, 242, 222))
    pen.stroke([(-60, -84), (0, -36), (60, -84)], line=1.2)
    pen.oval(0, -38, 11, 11, hue)


def box(pen: Pen, hue: Colour) -> None:
    """A parcel."""
    pen.shape([(-52, -62), (8, -50), (8, 0), (-52, -14)], hue)
    pen.shape([(8, -50), (52, -66), (52, -18), (8, 0)], darker(hue, 0.25))
    pen.shape([(-52, -62), (-8, -78), (52, -66), (8, -50)], lighter(hue, 0.3))
    pen.shape([(-26, -57), (20, -72), (32, -69.6), (-14, -54.5)], lighter(hue, 0.65), line=0.7)


def bag(pen: Pen, hue: Colour) -> None:
    """A bag with a handle."""
    pen.stroke([(-22, -70), (-18, -104), (18, -104), (22, -70)], line=3, colour=darker(hue, 0.3), soft=True)
    pen.shape([(-42, -72), (42, -72), (48, -4), (42, 0), (-42, 0), (-48, -4)], hue)
    pen.shape([(-43, -72), (43, -72), (44, -44), (0, -34), (-44, -44)], darker(hue, 0.14))
    pen.box(-6, -44, 6, -32, (214, 178, 96))


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


def clock(pen: Pen, hue: Colour) -> None:
    """A watch or a clock."""
    pen.shape([(-16, -100), (16, -100), (14, 0), (-14, 0)], darker(hue, 0.2))
    pen.oval(0, -50, 34, 34, hue)
    pen.oval(0, -50, 27, 27, (252, 250, 244))
    pen.stroke([(0, -50), (0, -70)], line=1.8)
    pen.stroke([(0, -50), (14, -44)], line=1.8)


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


def key(pen: Pen, hue: Colour) -> None:
    """An old key."""
    pen.limb([(0, -66), (0, -4)], (7, 7), hue)
    pen.oval(0, -84, 20, 20, hue)
    pen.oval(0, -84, 10, 10, (250, 246, 236))
    pen.box(0, -18, 18, -10, hue)
    pen.box(0, -34, 14, -26, hue)


def flower(pen: Pen, hue: Colour) -> None:
    """A flower in a pot."""
    pen.stroke([(0, -30), (3, -60), (0, -80)], line=2.4, colour=(92, 134, 84), soft=True)
    pen.shape([(2, -48), (26, -64), (20, -44)], (112, 154, 92), soft=True)
    for x, y in ((-13, -84), (13, -84), (-8, -100), (8, -100), (0, -74)):
        pen.oval(x, y, 11, 11, hue)
    pen.oval(0, -88, 8, 8, (248, 208, 92))
    pen.shape([(-26, -34), (26, -34), (19, 0), (-19, 0)], (196, 114, 80))


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


def ball(pen: Pen, hue: Colour) -> None:
    """A ball."""
    pen.oval(0, -42, 42, 42, hue)
    pen.stroke([(-40, -52), (0, -36), (40, -52)], line=1.2, soft=True)
    pen.stroke([(-6, -84), (10, -42), (-6, -1)], line=1.2, soft=True)


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


def telescope(pen: Pen, hue: Colour) -> None:
    """A telescope on its stand."""
    for x in (-26, 0, 26):
        pen.stroke([(0, -52), (x, 0)], line=2.2)
    pen.limb([(-44, -40), (-6, -60), (46, -86)], (12, 18, 26), hue, soft=False)
    pen.limb([(36, -81), (48, -87)], (28, 28), lighter(hue, 0.3))


def thing(pen: Pen, hue: Colour) -> None:
    """Something that has no drawing of its own: a tidy object on a foot."""
    pen.shape([(-30, -10), (-36, -60), (-14, -86), (16, -84), (36, -56), (28, -10)], hue, soft=True)
    pen.shape([(6, -14), (12, -78), (34, -56), (26, -14)], darker(hue, 0.16), line=0, soft=True, alpha=180)
    pen.oval(-14, -60, 6, 12, (255, 255, 255), line=0, alpha=110)
    pen.box(-26, -10, 26, 0, darker(hue, 0.35))


_WORDS: tuple[tuple[Callable[[Pen, Colour], None], str], ...] = (
    (lantern, "lantern"), (lamp, "lamp torch"), (cup, "cup mug coffee tea teacup bowl goblet glass"),
    (bottle, "bottle wine beer flask potion juice soda shampoo oil sauce vial"), (perfume, "perfume fragrance flacon cologne"),
    (jar, "jar can tin honey jam pot cream canister"), (shoe, "shoe sneaker trainer loafer sandal"), (boot, "boot"),
    (car, "car taxi van truck automobile bus vehicle"), (bicycle, "bicycle bike motorcycle scooter"), (boat, "boat ship sailboat yacht"),
    (book, "book diary notebook journal novel bible tome"), (letter, "letter envelope postcard invitation"),
    (box, "box parcel package crate chest gift suitcase"), (bag, "bag handbag backpack purse tote satchel basket briefcase"),
    (umbrella, "umbrella parasol"), (sword, "sword dagger knife blade wand staff axe spear"), (guitar, "guitar violin ukulele cello lute"),
    (chair, "chair armchair stool throne sofa bench"), (table, "table desk"), (clock, "watch clock wristwatch timer compass"),
    (phone, "phone smartphone telephone tablet radio"), (computer, "laptop computer screen monitor television"), (camera, "camera"),
    (key, "key"), (flower, "flower rose plant bouquet tulip sunflower vase seedling"), (crown, "crown tiara"),
    (gem, "gem diamond ring crystal jewel stone amulet"), (candle, "candle"), (cake, "cake pie bread loaf pastry muffin croissant"),
    (fruit, "apple fruit orange pear peach tomato pumpkin berry lemon"), (ball, "ball football basketball globe orb"),
    (garment, "shirt jacket coat dress hoodie sweater blouse tshirt kimono garment parka cardigan outfit"), (hat, "hat cap beanie fedora"),
    (headphones, "headphones headset earphones"), (glasses, "glasses sunglasses spectacles goggles"), (plane, "plane airplane aeroplane aircraft drone"),
    (rocket, "rocket spaceship"), (balloon, "balloon kite"), (scroll, "map scroll paper document painting poster"),
    (telescope, "telescope spyglass microscope"),
)  # fmt: skip
PROPS: dict[str, Callable[[Pen, Colour], None]] = {word: draw for draw, more in _WORDS for word in more.split()}
HELD = frozenset(
    (
        lantern,
        cup,
        bottle,
        book,
        letter,
        bag,
        umbrella,
        sword,
        key,
        camera,
        phone,
        candle,
        fruit,
        balloon,
        box,
        jar,
        scroll,
        clock,
        flower,
        gem,
        perfume,
    )
)


def prop_in(said: tuple[str, ...]) -> Callable[[Pen, Colour], None] | None:
    """The drawing for the first thing that words name, None where they name none."""
    return first(said, PROPS)
