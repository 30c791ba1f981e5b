"""Clothes on the body of a figure: what makes a garment that garment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import WHITE, darker, lighter, mix

if TYPE_CHECKING:
    from .identity import Looks
    from .palette import Colour
    from .pen import Pen, Point
    from .pose import Pose


def draw_top(pen: Pen, looks: Looks, wide: float, pose: Pose) -> None:
    """The garment of the trunk; `wide` is the width of the body in widths of an adult's."""
    colour = looks.top_colour
    shape = _outline(looks.top, wide, pose.sits)
    under = mix(colour, WHITE, 0.72)
    pen.shape([(-3.4, -82), (3.4, -82), (4, -74), (-4, -74)], darker(looks.skin, 0.12))
    pen.shape(shape, under if looks.top == "overalls" else colour)
    low = max(y for _, y in shape)
    edge = max(x for x, y in shape if y == low)
    pen.shape([(10.4 * wide, -74), (8.6 * wide, -52), (edge - 0.6, low - 0.5), (edge - 6, low - 0.5), (5.4 * wide,
        -52), (7 * wide, -72)],
              darker(colour, 0.16), line=0, alpha=150)  # fmt: skip
    if pose.side != "back":
        _trim(pen, looks, wide, low)


def _outline(top: str, wide: float, sits: bool) -> list[Point]:
    shoulder = [(-12.4 * wide, -72), (-9.5 * wide, -77), (-4, -79), (4, -79), (9.5 * wide, -77), (12.4 * wide, -72)]
    long = {"coat": (-24.0, 13.5), "cape": (-34.0, 10.5), "dress": (-23.0, 15.5), "robe": (-4.0, 15.0)}.get(
        top, (-44.0, 9.2)
    )
    low = min(long[0], -30.0) if sits else long[0]
    waist = 7.4 if top == "dress" else 8.8
    return [*shoulder, (waist * wide, -56), (long[1] * wide, low), (-long[1] * wide, low), (-waist * wide, -56)]


def _trim(pen: Pen, looks: Looks, wide: float, low: float) -> None:
    """Lapels, buttons, belts: what makes a garment that garment."""
    colour, dark, pale = looks.top_colour, darker(looks.top_colour, 0.35), lighter(looks.top_colour, 0.82)
    match looks.top:
        case "coat":
            pen.stroke([(1, -74), (1.6, low)], line=0.8)
            for y in (-68, -58, -48, -38):
                pen.oval(4, y, 1.0, 1.0, dark, line=0.5)
            pen.shape([(-6, -79), (0, -71), (6, -79), (8, -74), (0, -67), (-8, -74)], lighter(colour, 0.14), line=0.8)
        case "jacket" | "suit":
            _lapels(pen, looks.top == "suit", low, pale)
        case "sweater":
            pen.stroke([(-9 * wide, low - 3.4), (9 * wide, low - 3.4)], line=0.7)
            pen.shape([(-4.6, -80), (4.6, -80), (4, -76.5), (-4, -76.5)], lighter(colour, 0.15), line=0.8)
        case "shirt":
            pen.shape(
                [(-4.4, -80), (0, -74.5), (4.4, -80), (5.4, -77), (0, -72), (-5.4, -77)],
                lighter(colour, 0.25),
                line=0.7,
            )
        case "dress":
            pen.stroke([(-7.4 * wide, -56), (7.4 * wide, -56)], line=1.2, colour=dark)
            for x in (-5, 3, 8):
                pen.stroke([(x * 0.7, -52), (x * 1.3, low + 1.5)], line=0.6, colour=dark)
        case "robe":
            pen.stroke([(-6, -79), (1, -60), (1, low)], line=0.8)
            pen.stroke([(6, -79), (1, -60)], line=0.8)
            pen.limb([(-8.4 * wide, -55), (8.4 * wide, -55)], (3.6, 3.6), dark, line=0.7)
        case "cape":
            _mantle(pen, wide, colour)
        case "armor":
            _plates(pen, wide, colour)
        case _:
            pen.shape([(-6 * wide, -66), (6 * wide, -66), (9 * wide, -44), (-9 * wide, -44)], colour, line=0.9)
            for x in (-5, 5):
                pen.limb([(x * wide, -66), (x * 1.3, -78)], (2.6, 2.6), colour, line=0.8)


def _lapels(pen: Pen, tie: bool, low: float, pale: Colour) -> None:
    """An open jacket over a shirt."""
    pen.shape([(-3.6, -79), (3.6, -79), (0.4, -56)], pale, line=0.7)
    if tie:
        pen.shape([(-1.2, -77), (1.4, -77), (1.8, -62), (0.2, -58), (-1.2, -62)], (150, 52, 60), line=0.6)
    pen.stroke([(-5.6, -78), (-3, -66), (0.4, -56), (0.4, low)], line=0.8)
    pen.stroke([(5.6, -78), (4, -66), (0.4, -56)], line=0.8)


def _plates(pen: Pen, wide: float, colour: Colour) -> None:
    """Plates of armour."""
    for y in (-68, -60, -52):
        pen.stroke([(-9 * wide, y), (0, y + 3), (9 * wide, y)], line=0.7, soft=True)
    for side in (-11.5, 11.5):
        pen.oval(side * wide, -74, 5.2, 4.4, lighter(colour, 0.25))


def _mantle(pen: Pen, wide: float, colour: Colour) -> None:
    """The shoulders of a cape with its clasp; the rest hangs behind."""
    pale = lighter(colour, 0.16)
    for side in (-1, 1):
        pen.shape(
            [(0, -78), (side * 6, -80), (side * 13.4 * wide, -74), (side * 15 * wide, -62), (side * 8 * wide, -58),
             (side * 2.4, -66)], pale, soft=True,
        )  # fmt: skip
    pen.oval(0, -73, 1.9, 1.9, (206, 166, 76), line=0.7)
    pen.stroke([(0, -68), (0.6, -36)], line=0.8)


def draw_behind(pen: Pen, looks: Looks, wide: float) -> None:
    """A cape or a backpack, behind the body."""
    worn = dict(looks.carried)
    cape = looks.top_colour if looks.top == "cape" else worn.get("cape")
    if cape:
        hem = [
            (20 * wide, -14),
            (12 * wide, -10),
            (4 * wide, -13),
            (-5 * wide, -9),
            (-13 * wide, -13),
            (-20 * wide, -11),
        ]
        pen.shape([(-10 * wide, -78), (10 * wide, -78), *hem], darker(cape, 0.12))
    if "backpack" in worn:
        pen.shape(
            [(-16 * wide, -76), (12 * wide, -76), (13 * wide, -50), (-18 * wide, -50)], worn["backpack"], soft=True
        )


def draw_front(pen: Pen, looks: Looks, wide: float) -> None:
    """What is worn over the garment: an apron, a tie, a scarf."""
    worn = dict(looks.carried)
    if "apron" in worn:
        pen.shape(
            [(-5.5, -68), (5.5, -68), (9 * wide, -54), (9 * wide, -26), (-9 * wide, -26), (-9 * wide, -54)],
            worn["apron"],
            line=0.9,
        )
    if "tie" in worn:
        pen.shape([(-1.4, -77), (1.4, -77), (2, -60), (0, -56), (-2, -60)], worn["tie"], line=0.7)
    if "necklace" in worn:
        pen.stroke([(-4.5, -77), (0, -69), (4.5, -77)], line=1.0, colour=worn["necklace"], soft=True)
        pen.oval(0, -68.5, 1.5, 1.7, worn["necklace"], line=0.6)
    if "backpack" in worn:
        for x in (-7.5, 7.5):
            pen.limb([(x * wide, -77), (x * wide, -60)], (2.4, 2.4), darker(worn["backpack"], 0.2), line=0.7)
    if "scarf" in worn:
        pen.limb([(3, -77), (5.5, -66), (5, -58)], (5, 5, 5.6), worn["scarf"], line=0.9)
        pen.limb([(-6.5, -79), (0, -76.5), (6.5, -79)], (5.4, 6, 5.4), worn["scarf"], line=0.9)
