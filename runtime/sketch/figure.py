"""A human figure of 100 units, standing with its feet on (0, 0): body, clothes and limbs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from . import head
from .palette import WHITE, Colour, darker, lighter, mix

if TYPE_CHECKING:
    from .identity import Looks
    from .pen import Pen, Point
    from .pose import Pose

LONG = ("coat", "dress", "robe")  # tops that hang below the hips


def draw_figure(pen: Pen, looks: Looks, pose: Pose) -> Point:
    """Draws somebody; gives the place of the leading hand, in this pen's units."""
    drop = 20.0 if pose.sits else 0.0
    wide = looks.wide * (0.72 if pose.side == "profile" else 1.0)
    body = pen.move(0, drop, turn=0)
    if pose.sits:
        _stool(pen)
    upper = body.move(0, -46, turn=pose.lean).move(0, 46)
    child = looks.tall < 0.8
    crown = upper.move(0, -79, 1.3 if child else 1.0).move(0, 79)
    back = pose.side == "back"
    if not back:
        _behind(upper, looks, wide)
        head.draw_back(crown, looks, pose)
    _arm(upper, looks, -wide, pose.near)
    _legs(body, looks, pose, wide)
    _top(upper, looks, wide, pose)
    hand = _arm(upper, looks, wide, pose.far)
    _front(upper, looks, wide)
    head.draw_head(crown, looks, pose)
    if back:
        _behind(upper, looks, wide)
        head.draw_back(crown, looks, pose)
    return upper.place(hand)


def _stool(pen: Pen) -> None:
    pen.limb([(-9, -22), (-10, 0)], (3, 3), (124, 92, 66))
    pen.limb([(9, -22), (10, 0)], (3, 3), (124, 92, 66))
    pen.oval(0, -24, 15, 4, (150, 112, 78))


def _legs(pen: Pen, looks: Looks, pose: Pose, wide: float) -> None:
    colour = looks.top_colour if looks.top == "overalls" else looks.legs_colour
    bare = looks.legs in ("none", "skirt", "shorts")
    for side in (-1, 1):
        hip = (side * 4.6 * wide, -46.0)
        if pose.sits:
            knee, foot = (hip[0] + side * 2 + 9, -43.0 + 2), (hip[0] + side * 2 + 11, -21.0)
        else:
            angle = math.radians(pose.stride * side)
            knee = (hip[0] + 22 * math.sin(angle), -46 + 22 * math.cos(angle))
            bend = math.radians(pose.stride * side * 0.55 - (pose.stride if side < 0 and pose.stride > 12 else 0))
            foot = (knee[0] + 21 * math.sin(bend), knee[1] + 21 * math.cos(bend))
        _leg(pen, looks, hip, knee, foot, looks.skin if bare else colour)
        if looks.legs == "shorts":
            pen.limb([hip, knee], (10.5, 11), colour)
    if looks.legs == "skirt" and not pose.sits:
        pen.shape([(-8 * wide, -52), (8 * wide, -52), (13 * wide, -24), (-13 * wide, -24)], colour)


def _leg(pen: Pen, looks: Looks, hip: Point, knee: Point, foot: Point, colour: Colour) -> None:
    pen.limb([hip, knee, foot], (10, 8.2, 6.2), colour)
    boots = dict(looks.carried).get("boots")
    if boots:
        middle = ((knee[0] + foot[0]) / 2, (knee[1] + foot[1]) / 2)
        pen.limb([middle, foot], (8.4, 7.4), boots)
    x, y = foot
    pen.shape(
        [(x - 3.6, y + 3), (x - 3.6, y - 2), (x + 1, y - 2.4), (x + 7, y + 0.8), (x + 7, y + 3)],
        boots or looks.shoes,
        soft=False,
    )


def _arm(pen: Pen, looks: Looks, wide: float, angles: tuple[float, float]) -> Point:
    side = 1 if wide > 0 else -1
    upper, lower = math.radians(angles[0]), math.radians(angles[1])
    start = (wide * 10.6, -73.5)
    elbow = (start[0] + side * 15 * math.sin(upper), start[1] + 15 * math.cos(upper))
    hand = (elbow[0] + side * 14.5 * math.sin(lower), elbow[1] + 14.5 * math.cos(lower))
    short = looks.top in ("shirt", "dress") and looks.species == "human" and looks.top_colour[0] % 2 == 0
    sleeve = mix(looks.top_colour, WHITE, 0.65) if looks.top == "overalls" else looks.top_colour
    pen.oval(hand[0], hand[1], 3.3, 3.5, looks.skin)
    if short:
        pen.limb([start, elbow, hand], (6, 5.2, 4.4), looks.skin)
        pen.limb([start, ((start[0] + elbow[0]) / 2, (start[1] + elbow[1]) / 2)], (8.6, 8.2), sleeve)
    else:
        pen.limb([start, elbow, hand], (8.4, 7.4, 6.0) if looks.top != "robe" else (9, 10, 13), darker(sleeve, 0.06))
    return hand


def _top(pen: Pen, looks: Looks, wide: float, pose: Pose) -> None:
    colour = looks.top_colour
    shape = _outline(looks.top, wide, pose.sits)
    under = mix(colour, WHITE, 0.72)
    pen.shape([(-3.4, -82), (3.4, -82), (4, -74), (-4, -74)], darker(looks.skin, 0.12))
    pen.shape(shape, under if looks.top == "overalls" else colour)
    low = max(y for _, y in shape)
    edge = max(x for x, y in shape if y == low)
    pen.shape([(10.4 * wide, -74), (8.6 * wide, -52), (edge - 0.6, low - 0.5), (edge - 6, low - 0.5), (5.4 * wide, -52), (7 * wide, -72)],
              darker(colour, 0.16), line=0, alpha=150)  # fmt: skip
    if pose.side != "back":
        _trim(pen, looks, wide, low)


def _outline(top: str, wide: float, sits: bool) -> list[Point]:
    shoulder = [(-12.4 * wide, -72), (-9.5 * wide, -77), (-4, -79), (4, -79), (9.5 * wide, -77), (12.4 * wide, -72)]
    long = {"coat": (-24.0, 13.5), "dress": (-23.0, 15.5), "robe": (-4.0, 15.0)}.get(top, (-44.0, 9.2))
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
            pen.shape([(-3.6, -79), (3.6, -79), (0.4, -56)], pale, line=0.7)
            if looks.top == "suit":
                pen.shape([(-1.2, -77), (1.4, -77), (1.8, -62), (0.2, -58), (-1.2, -62)], (150, 52, 60), line=0.6)
            pen.stroke([(-5.6, -78), (-3, -66), (0.4, -56), (0.4, low)], line=0.8)
            pen.stroke([(5.6, -78), (4, -66), (0.4, -56)], line=0.8)
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
        case "armor":
            for y in (-68, -60, -52):
                pen.stroke([(-9 * wide, y), (0, y + 3), (9 * wide, y)], line=0.7, soft=True)
            for x in (-11.5, 11.5):
                pen.oval(x * wide, -74, 5.2, 4.4, lighter(colour, 0.25))
        case _:
            pen.shape([(-6 * wide, -66), (6 * wide, -66), (9 * wide, -44), (-9 * wide, -44)], colour, line=0.9)
            for x in (-5, 5):
                pen.limb([(x * wide, -66), (x * 1.3, -78)], (2.6, 2.6), colour, line=0.8)


def _behind(pen: Pen, looks: Looks, wide: float) -> None:
    worn = dict(looks.carried)
    if "cape" in worn:
        pen.shape([(-10 * wide, -78), (10 * wide, -78), (19 * wide, -12), (-19 * wide, -12)], worn["cape"])
    if "backpack" in worn:
        pen.shape(
            [(-16 * wide, -76), (12 * wide, -76), (13 * wide, -50), (-18 * wide, -50)], worn["backpack"], soft=True
        )


def _front(pen: Pen, looks: Looks, wide: float) -> None:
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
