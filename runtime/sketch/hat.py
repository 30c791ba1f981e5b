"""Hats and hoods, around the middle of a head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import darker, lighter

if TYPE_CHECKING:
    from .identity import Looks
    from .pen import Pen


def draw_hood_back(pen: Pen, looks: Looks) -> None:
    """The part of a hood that lies behind the head."""
    pen.shape(
        [(-12.4, 14), (-14, 0), (-10.4, -11.6), (-1.5, -18.4), (8.4, -12.6), (13.2, -1), (12, 14)],
        darker(looks.hat_colour, 0.35),
        soft=True,
    )


def draw_hat(pen: Pen, looks: Looks) -> None:  # noqa: C901 - one short case a hat
    """The hat that somebody wears, if any."""
    colour, dark = looks.hat_colour, darker(looks.hat_colour, 0.3)
    match looks.hat:
        case "hood":
            rim = [(-8.8, 9), (-9.4, 0), (-6.6, -7), (-0.4, -10), (6, -7.4), (9, 0), (8.4, 9)]
            peak = [(11.4, 13), (13, 0), (9, -10.8), (-1.5, -17.6), (-10, -10.4), (-13.4, 0), (-12, 13)]
            pen.shape([*rim, *peak], colour)
            pen.stroke(rim, line=1.5, colour=lighter(colour, 0.3), soft=True)
            pen.stroke([(-4.6, -12), (-9.4, -6), (-11.2, 3)], line=0.8, colour=dark, soft=True)
        case "souwester":
            pen.shape([(-8.6, -5), (-7, -12), (0, -15), (7, -12), (8.6, -5)], colour, soft=True)
            pen.shape([(-14, 2), (-9, -6.4), (9, -6.8), (13, -3), (6, -4.6), (-7, -3.6)], colour)
        case "headscarf":
            pen.shape(
                [
                    (-9, 8),
                    (-10.4, -2),
                    (-7, -11),
                    (0, -12.8),
                    (7, -11),
                    (10.4, -2),
                    (9, 8),
                    (7.6, 0),
                    (5, -5.6),
                    (0, -7),
                    (-5, -5.6),
                    (-7.6, 0),
                ],
                colour,
            )
        case "cap":
            pen.shape([(-9, -4.6), (-8, -11), (0, -13.6), (8, -11), (9, -4.6)], colour)
            pen.shape([(1, -6), (9, -6), (15, -3.4), (8, -3.8), (1, -4)], dark)
        case "beanie":
            pen.shape([(-9, -4.4), (-8, -11.4), (0, -14.6), (8, -11.4), (9, -4.4)], colour)
            pen.box(-9.4, -7, 9.4, -3.4, lighter(colour, 0.2))
            pen.oval(0, -15, 2.4, 2.4, lighter(colour, 0.35))
        case "beret":
            pen.shape([(-9, -6), (-13, -10), (-6, -14), (5, -13), (10, -8), (8, -5.6)], colour, soft=True)
        case "helmet":
            rim = [(-8.6, 3), (-8.4, -4), (-5, -8), (0, -9), (5, -8), (8.4, -4), (8.6, 3)]
            shell = [(12.4, 8), (13.4, -2), (10, -11.4), (0, -15.6), (-10, -11.4), (-13.4, -2), (-12.4, 8), (-8.4, 10)]
            pen.shape([*rim, (8.4, 10), *shell], colour)
            pen.stroke(rim, line=1.6, colour=dark, soft=True)
            pen.shape([(-9, -5), (-6, -11.6), (0, -13), (6, -11.6), (9, -5), (0, -9.4)], (92, 110, 132), soft=True)
            pen.stroke([(-5, -9.6), (-1, -11.2)], line=1.0, colour=(230, 240, 246), soft=True)
        case "crown":
            pen.shape(
                [(-7.6, -7), (-8.6, -15), (-4.4, -11), (0, -16.4), (4.4, -11), (8.6, -15), (7.6, -7)], (222, 178, 66)
            )
        case "tophat":
            pen.shape([(-7, -7), (-7.6, -24), (7.6, -24), (7, -7)], colour)
            pen.oval(0, -7, 12, 2, colour)
        case "sunhat":
            pen.shape([(-7, -7), (-6, -13), (0, -14.6), (6, -13), (7, -7)], colour)
            pen.oval(0, -6.6, 18, 3.4, lighter(colour, 0.15))
            pen.stroke([(-7, -8), (7, -8)], line=1.6, colour=dark)
        case "witchhat":
            pen.shape([(-8, -7), (-2, -20), (4, -27), (3, -18), (8, -7)], colour)
            pen.oval(0, -6.8, 16, 2.8, colour)
        case "hat":
            pen.shape([(-7.6, -7), (-7, -15), (-2, -14), (3, -16), (7, -14), (7.6, -7)], colour)
            pen.box(-7.8, -9.6, 7.8, -7, dark, line=0.7)
            pen.oval(0, -6.6, 13.5, 2.4, colour)
        case _:
            return
