"""Hair, around the middle of a head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import hat
from .palette import darker, lighter

if TYPE_CHECKING:
    from .identity import Looks
    from .pen import Pen, Point
    from .pose import Pose

FRINGES: tuple[tuple[Point, ...], ...] = (
    ((-8.5, 0.5), (-9.2, -5), (-6, -10.6), (0, -12.2), (6, -10.6), (9.2, -5), (8.5, 0.5), (6.8, -3.8), (3, -6.6),
    (-1, -5.2), (-5, -5.6), (-7, -2.4)),
    ((-8.5, 1), (-9.2, -5), (-6, -10.8), (1, -12.4), (6.6, -10.2), (9.2, -5), (8.4, 1), (6.6, -4), (1, -7.4), (-3,
    -4.2), (-6.8, -2)),
)  # fmt: skip

OVER_ALL = ("hood", "souwester", "headscarf")  # they cover the back of a head


def draw_back(pen: Pen, looks: Looks, pose: Pose) -> None:
    """What lies behind the head, or over it when it is seen from the back."""
    at = pen.move(0, -89)
    if looks.species != "human":
        return
    if looks.hat in OVER_ALL:
        hat.draw_hood_back(at, looks)
    _fall(at, looks)
    if pose.side == "back" and looks.hat not in OVER_ALL:
        at.shape(
            [(-8.6, 4), (-9.2, -5), (-6, -10.8), (0, -12.2), (6, -10.8), (9.2, -5), (8.6, 4), (4, 8.4), (-4, 8.4)],
            looks.hair,
            soft=True,
        )
        draw_over_shoulder(at, looks)


def _fall(at: Pen, looks: Looks) -> None:
    """Hair that hangs or stands behind the head."""
    shade = darker(looks.hair, 0.12)
    if looks.hat in ("headscarf", "hood", "helmet"):
        return
    match looks.hair_style:
        case "long":
            at.shape(
                [(-9.6, -6), (-11.6, 6), (-12, 22), (-6, 27), (6, 27), (12, 22), (11.6, 6), (9.6, -6), (0, -12)],
                shade,
                soft=True,
            )
        case "bob":
            at.shape(
                [
                    (-9.6, -6),
                    (-11.4, 3),
                    (-10, 10.6),
                    (-4, 11.6),
                    (4, 11.6),
                    (10, 10.6),
                    (11.4, 3),
                    (9.6, -6),
                    (0, -12),
                ],
                shade,
                soft=True,
            )
        case "bun":
            at.oval(-2, -13.6, 5, 4.6, shade)
        case "ponytail":
            at.limb([(-5, -8), (-14, -5), (-15, 6), (-12, 18)], (5, 8, 7, 2), shade)
        case "pigtails":
            for side in (-1, 1):
                at.limb([(side * 7, -4), (side * 13, 0), (side * 13, 13)], (5, 7, 2.5), shade)
        case "curly":
            for x, y in ((-9, -6), (-10.5, 1), (-9, 7), (9, -6), (10.5, 1), (9, 7), (-4, -11), (4, -11), (0, -12.4)):
                if looks.woman or y < 0:
                    at.oval(x, y, 4.8 if looks.woman else 3.6, 4.8 if looks.woman else 3.6, shade)


def draw_hair(pen: Pen, looks: Looks, pose: Pose) -> None:
    """The hair over the forehead."""
    if looks.hair_style == "bald" or looks.species == "alien":
        pen.oval(-2.6, -6.4, 1.8, 1.0, lighter(looks.skin, 0.5), line=0, alpha=120)
        return
    if looks.hat in ("hood", "headscarf"):
        _wisps(pen, looks)
        return
    if looks.hair_style == "spiky":
        pen.shape(
            [
                (-8.4, 0),
                (-11, -7),
                (-7, -8),
                (-8, -14),
                (-3, -11),
                (0, -16),
                (3, -11),
                (8, -14),
                (7, -8),
                (11, -6),
                (8.4, 0),
                (6.6, -4.4),
                (0, -6),
                (-6.6, -4.4),
            ],
            looks.hair,
        )
        return
    if pose.side == "profile":
        pen.shape(
            [
                (-3, 2),
                (-6, 6),
                (-9, 2),
                (-9.4, -5),
                (-5, -11),
                (2, -12.2),
                (6.8, -9),
                (6.6, -5.6),
                (1.5, -6),
                (-0.5, -2),
            ],
            looks.hair,
            soft=True,
        )
        return
    pen.shape(FRINGES[len(looks.initials + looks.hair_style) % 2], looks.hair, soft=True)
    pen.stroke([(-4.6, -9.4), (-1.5, -10.6), (2, -10.4)], line=0.9, colour=lighter(looks.hair, 0.3), soft=True)
    if looks.hair_style == "curly":
        for x, y in ((-7, -7), (-3.4, -9.6), (1, -10), (5, -9), (7.6, -6)):
            pen.oval(x, y, 3.3, 3.1, looks.hair, line=0.8)


def _wisps(pen: Pen, looks: Looks) -> None:
    """What shows of the hair under a hood."""
    pen.limb([(3.6, -9), (-3, -7.4), (-7.2, -2.4), (-8, 4)], (2.4, 3.4, 2.4, 0.8), looks.hair, line=0.8)
    pen.limb([(2.6, -9), (6.4, -6), (7.8, -1), (7.6, 4)], (2, 2.6, 2, 0.8), looks.hair, line=0.8)


def draw_over_shoulder(pen: Pen, looks: Looks) -> None:
    """Braids and loose locks that fall to the front."""
    if looks.hair_style == "long" and looks.hat == "hood":
        for side in (-1, 1):
            for out, low in ((0.0, 25.0), (2.2, 20.0)):
                lock = [(side * (7.6 + out / 2), 1.5), (side * (8.6 + out), 10), (side * (7.0 + out), 17)]
                pen.limb([*lock, (side * (8.4 + out), low)], (0.5, 2.2, 2.0, 0.6), looks.hair, line=0.7)
    if looks.hair_style == "braid":
        for k in range(7):
            x, y = -7.4 - (1.2 if k % 2 else 0) - k * 0.25, 5 + k * 3.4
            pen.oval(x, y, 2.9 - k * 0.14, 2.5, looks.hair, line=0.8)
        pen.oval(-9.2, 29.5, 1.5, 2.2, darker(looks.top_colour, 0.2), line=0.7)
