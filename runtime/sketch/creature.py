"""Creatures of 100 units in height, standing on (0, 0) and looking to the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .palette import WHITE, Colour, darker, lighter

if TYPE_CHECKING:
    from .identity import Looks
    from .pen import Pen

DARK: Colour = (40, 34, 40)


@dataclass(frozen=True, slots=True)
class Beast:
    """`size` is its height beside an adult of 1; `leg` the share of it that is leg; `long` the length of its body."""

    size: float
    ears: str
    muzzle: str
    tail: str
    leg: float = 0.36
    long: float = 1.0
    extra: str = ""


BEASTS: dict[str, Beast] = {
    "cat": Beast(0.36, "point", "short", "long", 0.3, 0.9),
    "dog": Beast(0.44, "flop", "mid", "up", 0.36, 1.0),
    "fox": Beast(0.42, "point", "sharp", "bush", 0.34, 1.05, "bib"),
    "wolf": Beast(0.56, "point", "sharp", "bush", 0.42, 1.05),
    "bear": Beast(0.92, "round", "mid", "", 0.3, 1.1),
    "rabbit": Beast(0.34, "long", "short", "puff", 0.22, 0.72),
    "mouse": Beast(0.26, "big", "sharp", "thin", 0.2, 0.85),
    "horse": Beast(1.1, "horse", "long", "mane", 0.5, 1.1, "mane"),
    "cow": Beast(0.95, "horn", "long", "thin", 0.38, 1.25, "spots"),
    "pig": Beast(0.5, "flop", "snout", "curl", 0.25, 1.15),
    "sheep": Beast(0.58, "flop", "long", "", 0.3, 1.05, "wool"),
    "deer": Beast(1.0, "antler", "long", "puff", 0.5, 0.9),
    "lion": Beast(0.72, "round", "mid", "tuft", 0.36, 1.15, "ruff"),
    "tiger": Beast(0.68, "round", "mid", "long", 0.36, 1.2, "stripes"),
    "elephant": Beast(1.3, "huge", "trunk", "thin", 0.38, 1.15),
    "frog": Beast(0.3, "eyes", "wide", "", 0.18, 0.95),
    "dragon": Beast(1.2, "horn", "long", "spike", 0.34, 1.15, "wings"),
}
SIZES = {
    "bird": 0.3,
    "gull": 0.3,
    "crow": 0.32,
    "owl": 0.36,
    "penguin": 0.5,
    "duck": 0.3,
    "fish": 0.34,
    "whale": 1.0,
    "monster": 0.9,
}


def size_of(species: str) -> float:
    """How high it stands beside an adult of 1."""
    return BEASTS[species].size if species in BEASTS else SIZES.get(species, 1.0)


def draw_creature(pen: Pen, looks: Looks, face: str) -> None:
    """A creature on its own legs, wings or fins."""
    species, fur = looks.species, looks.skin
    if species in ("bird", "gull", "crow", "duck"):
        _bird(pen, species, fur)
    elif species in ("owl", "penguin"):
        _upright_bird(pen, species, fur)
    elif species in ("fish", "whale"):
        _swimmer(pen, species, fur)
    elif species in BEASTS:
        _beast(pen, BEASTS[species], species, fur, face)
    else:
        _monster(pen, fur, face)


def _beast(pen: Pen, beast: Beast, species: str, fur: Colour, face: str) -> None:
    high = 100 * beast.leg
    top, long = -70.0, 34 * beast.long
    _tail(pen, beast, fur, -long, top)
    if beast.extra == "wings":
        pen.shape([(-6, top), (-44, -128), (-28, -84), (-14, -104), (-4, -78), (12, top)], darker(fur, 0.25))
    for x, far in ((-long + 12, 1), (long - 8, 1), (-long + 4, 0), (long - 16, 0)):
        pen.limb([(x, -high - 6), (x + 1, -high / 2), (x, -2)], (14, 9.5, 8.5), darker(fur, 0.22) if far else fur)
        pen.oval(x + 2, -2.4, 6, 3, darker(fur, 0.3 if far else 0.16))
    body = [
        (-long - 3, top + 14),
        (-long + 8, top),
        (0, top + 2),
        (long - 6, top - 2),
        (long + 5, top + 14),
        (long - 6, -high + 3),
        (0, -high + 6),
        (-long + 6, -high + 3),
    ]
    pen.shape(body, lighter(fur, 0.5) if beast.extra == "wool" else fur, soft=True)
    _coat(pen, beast, fur, long, top, high)
    if beast.leg > 0.44:
        pen.limb([(long - 6, top + 8), (long + 6, -86)], (24, 16), fur)
    if beast.extra == "mane":
        pen.shape(
            [(long - 14, top - 2), (long - 6, -92), (long + 4, -100), (long + 2, -84), (long - 6, top + 10)],
            darker(fur, 0.5),
            soft=True,
        )
    head = 0.92 if beast.leg <= 0.44 else 0.7
    draw_animal_head(pen.move(long + 8, -82 if beast.leg <= 0.44 else -93, head * 1.15), species, fur, face)


def _coat(pen: Pen, beast: Beast, fur: Colour, long: float, top: float, high: float) -> None:
    dark = darker(fur, 0.55)
    if beast.extra == "stripes":
        for k in range(5):
            x = -long + 12 + k * long * 0.36
            pen.shape([(x, top + 1), (x + 5, top + 1), (x + 3, top + 20)], dark, line=0)
    elif beast.extra == "spots":
        for x, y, r in ((-18, top + 14, 9), (6, top + 10, 7), (20, top + 22, 6), (-2, top + 26, 5)):
            pen.oval(x, y, r, r * 0.8, dark, line=0)
    elif beast.extra == "wool":
        for k in range(7):
            pen.oval(-long + 4 + k * long * 0.31, top + 3 + (k % 2) * 3, 9, 8, lighter(fur, 0.5), line=0.8)
    else:
        pen.shape(
            [(-long + 8, -high + 1), (0, -high - 6), (long - 8, -high + 1), (0, -high + 6)],
            lighter(fur, 0.35),
            line=0,
            soft=True,
            alpha=150,
        )


def _tail(pen: Pen, beast: Beast, fur: Colour, x: float, top: float) -> None:
    y = top + 10
    match beast.tail:
        case "long":
            pen.limb([(x, y), (x - 16, y - 8), (x - 16, y - 32), (x - 6, y - 40)], (7, 6, 5, 4), fur)
        case "up":
            pen.limb([(x + 2, y), (x - 12, y - 14), (x - 8, y - 28)], (8, 6, 4), fur)
        case "bush":
            pen.limb([(x, y), (x - 18, y + 2), (x - 36, y - 10)], (8, 18, 9), fur)
            pen.limb([(x - 28, y - 4), (x - 38, y - 12)], (12, 6), lighter(fur, 0.8), line=0.7)
        case "puff":
            pen.oval(x - 2, y + 6, 8, 7, lighter(fur, 0.75))
        case "thin" | "tuft":
            pen.limb([(x, y), (x - 10, y + 12), (x - 8, y + 34)], (4, 3, 3), fur)
            pen.oval(x - 8, y + 38, 4, 6, darker(fur, 0.4))
        case "curl":
            pen.stroke(
                [(x, y), (x - 9, y - 4), (x - 6, y - 11), (x - 12, y - 10)],
                line=2.4,
                colour=darker(fur, 0.15),
                soft=True,
            )
        case "mane":
            pen.limb([(x + 2, y - 4), (x - 14, y + 10), (x - 12, y + 44)], (8, 13, 4), darker(fur, 0.5))
        case "spike":
            pen.limb([(x + 4, y + 6), (x - 24, y + 24), (x - 52, y + 6)], (26, 14, 3), fur)


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
    for x in (-6.2, 7.2):
        if beast.ears == "eyes":
            pen.oval(x, -12, 6.5, 6.5, lighter(fur, 0.2))
        y = -12 if beast.ears == "eyes" else -3
        if face == "awe":
            pen.oval(x, y, 4, 4.4, WHITE, line=0.7)
        pen.oval(x, y, 2.1, 2.9, DARK, line=0)
        pen.oval(x + 0.7, y - 1.1, 0.7, 0.8, WHITE, line=0)
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


def _bird(pen: Pen, species: str, fur: Colour) -> None:
    beak: Colour = (236, 162, 62) if species != "crow" else (70, 68, 74)
    for x in (-4, 10):
        pen.stroke([(x, -26), (x, -2), (x + 7, -1)], line=1.8, colour=darker(beak, 0.2))
    pen.shape([(-34, -44), (-70, -38), (-64, -52), (-30, -60)], darker(fur, 0.3))
    pen.shape([(-38, -46), (-14, -68), (14, -74), (30, -56), (20, -30), (-8, -22)], fur, soft=True)
    pen.shape([(-4, -26), (16, -32), (24, -50), (4, -44)], lighter(fur, 0.45), line=0, soft=True, alpha=170)
    pen.shape(
        [(-30, -50), (0, -62), (12, -50), (-4, -38), (-44, -40)],
        darker(fur, 0.2) if species != "gull" else (168, 176, 186),
        soft=True,
    )
    pen.shape(
        [(40, -84), (62, -78), (40, -72)] if species != "duck" else [(40, -82), (64, -80), (62, -72), (40, -72)], beak
    )
    pen.oval(26, -80, 18, 17, fur)
    pen.oval(32, -84, 2.4, 2.8, DARK if species != "crow" else (244, 244, 240), line=0)


def _upright_bird(pen: Pen, species: str, fur: Colour) -> None:
    for x in (-9, 9):
        pen.oval(x, -3, 9, 4, (236, 162, 62))
    pen.shape([(-26, -34), (-24, -74), (0, -96), (24, -74), (26, -34), (12, -4), (-12, -4)], fur, soft=True)
    pen.shape([(-15, -30), (-14, -56), (0, -64), (14, -56), (15, -30), (0, -8)], lighter(fur, 0.75), line=0, soft=True)
    for side in (-1, 1):
        pen.shape([(side * 22, -66), (side * 33, -34), (side * 20, -24)], darker(fur, 0.2), soft=True)
        if species == "owl":
            pen.shape([(side * 20, -84), (side * 19, -103), (side * 6, -91)], fur)
        r = 10 if species == "owl" else 6
        pen.oval(side * 9, -78, r, r, (252, 240, 210), line=0.8)
        pen.oval(side * 8.4, -78, r * 0.48, r * 0.48, DARK, line=0)
    pen.shape([(-4, -72), (4, -72), (1, -62)], (236, 162, 62))


def _swimmer(pen: Pen, species: str, fur: Colour) -> None:
    y = -50.0
    pen.shape([(-44, y), (-78, y - 26), (-68, y), (-78, y + 26)], darker(fur, 0.15))
    if species == "fish":
        pen.shape([(-14, y - 22), (6, y - 46), (22, y - 20)], darker(fur, 0.2))
    pen.shape(
        [(-54, y), (-20, y - 26), (24, y - 28), (58, y - 4), (54, y + 10), (20, y + 28), (-20, y + 20)], fur, soft=True
    )
    pen.shape(
        [(-30, y + 12), (20, y + 12), (55, y + 6), (20, y + 27), (-14, y + 20)],
        lighter(fur, 0.6),
        line=0,
        soft=True,
        alpha=200,
    )
    pen.shape([(4, y + 8), (-16, y + 34), (16, y + 20)], darker(fur, 0.2), soft=True)
    pen.oval(36, y - 8, 4.5, 5, WHITE, line=0.7)
    pen.oval(37.5, y - 7.6, 2.2, 2.6, DARK, line=0)
    if species == "whale":
        for dx in (-12, 12):
            pen.stroke(
                [(16, y - 30), (16 + dx * 0.5, y - 46), (16 + dx * 1.5, y - 42)],
                line=1.6,
                colour=(140, 190, 220),
                soft=True,
            )


def _monster(pen: Pen, fur: Colour, face: str) -> None:
    pen.shape(
        [(-34, 0), (-38, -50), (-26, -84), (0, -96), (26, -84), (38, -50), (34, 0), (18, -6), (0, 0), (-18, -6)],
        fur,
        soft=True,
    )
    for side in (-1, 1):
        pen.limb([(side * 18, -86), (side * 28, -100), (side * 26, -112)], (8, 6, 2), lighter(fur, 0.6))
        pen.oval(side * 12, -64, 9, 10, WHITE)
        pen.oval(side * 11, -63, 4, 5, DARK, line=0)
    pen.shape([(-16, -40), (0, -36), (16, -40), (8, -26), (-8, -26)], (92, 40, 62), soft=True)
    pen.shape([(-8, -38), (-4, -37), (-6, -31)], WHITE, line=0.6)
    if face == "awe":
        pen.oval(0, -30, 5, 6, (60, 26, 42))
