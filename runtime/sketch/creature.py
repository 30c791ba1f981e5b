"""Creatures of 100 units in height, standing on (0, 0) and looking to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .animal_head import draw_animal_head
from .beasts import BEASTS
from .fowl import draw_bird, draw_monster, draw_swimmer, draw_upright_bird
from .palette import darker, lighter

if TYPE_CHECKING:
    from .beasts import Beast
    from .identity import Looks
    from .palette import Colour
    from .pen import Pen


def draw_creature(pen: Pen, looks: Looks, face: str) -> None:
    """A creature on its own legs, wings or fins."""
    species, fur = looks.species, looks.skin
    if species in ("bird", "gull", "crow", "duck"):
        draw_bird(pen, species, fur)
    elif species in ("owl", "penguin"):
        draw_upright_bird(pen, species, fur)
    elif species in ("fish", "whale"):
        draw_swimmer(pen, species, fur)
    elif species in BEASTS:
        _beast(pen, BEASTS[species], looks, face)
    else:
        draw_monster(pen, fur, face)


def _worn(pen: Pen, worn: dict[str, Colour], long: float) -> None:
    """A scarf or a collar round the neck."""
    if "scarf" in worn:
        pen.limb([(long - 14, -72), (long - 2, -62), (long + 12, -62)], (10, 12, 9), worn["scarf"])
        pen.shape([(long - 2, -60), (long + 10, -60), (long + 5, -42)], worn["scarf"])
    elif "collar" in worn:
        pen.limb([(long - 12, -72), (long - 1, -64), (long + 12, -64)], (5, 6, 5), worn["collar"])
        pen.oval(long + 5, -57, 4, 4, (226, 184, 70))


def _beast(pen: Pen, beast: Beast, looks: Looks, face: str) -> None:
    species, fur = looks.species, looks.skin
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
    _worn(pen, dict(looks.carried), long)
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
