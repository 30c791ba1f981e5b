"""Heads of animals and robots, around (0, 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .beasts import BEASTS, SIZES
from .palette import WHITE, Colour, darker, lighter

if TYPE_CHECKING:
    from .beasts import Beast
    from .pen import Pen

DARK: Colour = (40, 34, 40)


def draw_animal_head(pen: Pen, species: str, fur: Colour, face: str) -> None:
    """A head of about 36 units around (0, 0), also for one that walks upright."""
    if species == "robot":
        _robot_head(pen, fur)
        return
    beast = BEASTS.get(species, BEASTS["bear"])
    pale, dark = lighter(fur, 0.55), darker(fur, 0.45)
    _ears(pen, beast.ears, fur, dark)
    if beast.extra == "ruff":
        pen.oval(0, 2, 25, 25, darker(fur, 0.4))
    pen.oval(0, 0, 17.5, 15.5, fur)
    _muzzle(pen, beast.muzzle, fur, pale)
    if species == "owl" or (species in SIZES and species not in ("monster", "fish", "whale")):
        pen.shape([(-4, 2), (4, 2), (0, 11)], (232, 160, 60))
    _eyes(pen, beast, fur, face)
    if species == "cat":
        _whiskers(pen, dark)
    if beast.extra == "stripes":
        for x in (-5, 0, 5):
            pen.stroke([(x, -14.5), (x * 0.8, -9)], line=2, colour=dark)


def _ears(pen: Pen, ears: str, fur: Colour, dark: Colour) -> None:
    for side in (-1, 1):
        match ears:
            case "point":
                pen.shape([(side * 16, -6), (side * 15, -25), (side * 4, -14)], fur)
                pen.shape([(side * 14, -10), (side * 13.6, -20), (side * 7.5, -13.5)], dark, line=0)
            case "round" | "big" | "huge":
                r = {"round": 6.5, "big": 11.0, "huge": 17.0}[ears]
                pen.oval(side * (10 + r * 0.7), -12 + r * 0.35, r, r * 1.1, fur)
                pen.oval(side * (10 + r * 0.7), -12 + r * 0.35, r * 0.6, r * 0.7, lighter(fur, 0.4), line=0)
            case "long":
                pen.limb([(side * 6, -10), (side * 9, -30), (side * 12, -42)], (9, 11, 7), fur)
                pen.limb([(side * 8, -18), (side * 10.5, -36)], (4, 4), (236, 176, 176), line=0)
            case "flop":
                pen.shape(
                    [(side * 12, -13), (side * 22, -6), (side * 21, 9), (side * 15, 5)], darker(fur, 0.25), soft=True
                )
            case "horse":
                pen.shape([(side * 11, -10), (side * 10, -26), (side * 3, -14)], fur)
            case "horn":
                pen.limb([(side * 9, -12), (side * 17, -20), (side * 16, -29)], (6, 5, 1.5), (226, 212, 180))
                pen.shape([(side * 15, -6), (side * 25, -7), (side * 17, 1)], fur)
            case "antler":
                pen.limb([(side * 7, -12), (side * 13, -28), (side * 11, -44)], (4, 3.4, 1.6), (146, 110, 78))
                pen.limb([(side * 12, -26), (side * 22, -34)], (3, 1.4), (146, 110, 78))
                pen.shape([(side * 13, -9), (side * 25, -13), (side * 17, -2)], fur)


def _eyes(pen: Pen, beast: Beast, fur: Colour, face: str) -> None:
    for x in (-6.2, 7.2):
        if beast.ears == "eyes":
            pen.oval(x, -12, 6.5, 6.5, lighter(fur, 0.2))
        y = -12 if beast.ears == "eyes" else -3
        if face == "asleep":
            pen.stroke([(x - 3, y), (x, y + 1.8), (x + 3, y)], line=1.3, colour=DARK, soft=True)
            continue
        if face == "awe":
            pen.oval(x, y, 4, 4.4, WHITE, line=0.7)
        pen.oval(x, y, 2.1, 2.9, DARK, line=0)
        pen.oval(x + 0.7, y - 1.1, 0.7, 0.8, WHITE, line=0)


def _whiskers(pen: Pen, dark: Colour) -> None:
    for side in (-1, 1):
        for k in (-1, 0, 1):
            pen.stroke([(side * 6, 6 + k), (side * 19, 5 + k * 3.2)], line=0.6, alpha=210)
        pen.stroke([(side * 1.6, -15), (side * 3, -10)], line=1.4, colour=dark)


def _muzzle(pen: Pen, muzzle: str, fur: Colour, pale: Colour) -> None:
    match muzzle:
        case "snout":
            pen.oval(3, 6, 8, 6, (240, 170, 170))
            for x in (0.5, 5.5):
                pen.oval(x, 6, 1.2, 1.8, DARK, line=0)
            return
        case "trunk":
            pen.limb([(2, 4), (8, 22), (4, 40), (12, 46)], (13, 11, 8, 6), fur)
            return
        case "wide":
            pen.stroke([(-12, 5), (2, 10), (14, 4)], line=1.1, soft=True)
            return
        case "long":
            pen.shape([(-7, 2), (10, 2), (13, 14), (8, 20), (-3, 19), (-8, 10)], pale, soft=True)
            for x in (1, 8):
                pen.oval(x, 15, 1.1, 1.6, DARK, line=0)
            return
        case "sharp":
            pen.shape(
                [
                    (-15.5, 4),
                    (-8, 3),
                    (-3, -2),
                    (2, 1),
                    (7, -2),
                    (12, 3),
                    (17, 4),
                    (10, 11),
                    (4, 16.6),
                    (0, 16.6),
                    (-7, 11),
                ],
                pale,
                line=0,
            )
            pen.oval(2, 15.6, 3, 2.3, DARK, line=0)
        case _:
            r = 8.5 if muzzle == "mid" else 6.4
            pen.oval(2, 7, r, r * 0.72, pale, line=0.8)
            pen.oval(2, 4.4, 2.6, 1.9, DARK, line=0)
            pen.stroke([(-1.5, 9.4), (2, 8), (5.5, 9.4)], line=0.9, soft=True)
            pen.stroke([(2, 6), (2, 8.2)], line=0.9)


def _robot_head(pen: Pen, shell: Colour) -> None:
    pen.stroke([(0, -16), (0, -26)], line=1.6)
    pen.oval(0, -27, 3, 3, (236, 92, 72))
    for side in (-1, 1):
        pen.box(side * 17 - 2.5, -5, side * 17 + 2.5, 6, darker(shell, 0.3))
    pen.shape([(-16, -14), (-13, -17), (13, -17), (16, -14), (16, 11), (13, 14), (-13, 14), (-16, 11)], shell)
    pen.shape([(-12, -8), (12, -8), (12, 5), (-12, 5)], (38, 46, 62))
    for x in (-5.4, 5.4):
        pen.oval(x, -1.5, 3, 3, (120, 232, 236), line=0)
    pen.stroke([(-6, 9.5), (6, 9.5)], line=1.4)
