"""A human figure of 100 units, standing with its feet on (0, 0): body, clothes and limbs."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from . import clothes, hair, hat, head
from .palette import WHITE, Colour, darker, mix

if TYPE_CHECKING:
    from .identity import Looks
    from .pen import Pen, Point
    from .pose import Pose

AT_FACE = 200  # degrees of a forearm that turns inwards, to the face
SEATED = 20.0  # units by which a body is lower on a stool


def draw_figure(pen: Pen, looks: Looks, pose: Pose) -> Point:
    """Draws somebody; gives the place of the leading hand, in the picture's pixels."""
    if pose.lies:
        return _lying(pen, looks, pose)
    drop = SEATED if pose.sits else 0.0
    wide = looks.wide * (0.72 if pose.side == "profile" else 1.0)
    body = pen.move(0, drop, turn=0)
    if pose.sits and pose.lean == 0:
        _stool(pen)
    upper = body.move(0, -46, turn=pose.lean).move(0, 46)
    child = looks.tall < 0.8
    crown = upper.move(0, -79, 1.3 if child else 1.0).move(0, 79)
    back = pose.side == "back"
    if not back:
        clothes.draw_behind(upper, looks, wide)
        hair.draw_back(crown, looks, pose)
    _arm(upper, looks, -wide, pose.near)
    _legs(body, looks, pose, wide)
    clothes.draw_top(upper, looks, wide, pose)
    hand = _arm(upper, looks, wide, pose.far)
    clothes.draw_front(upper, looks, wide)
    if back:
        clothes.draw_behind(upper, looks, wide)
    facing = replace(pose, side="three") if pose.looks_back else pose
    if pose.looks_back:
        crown = crown.move(0, 0, mirror=True)
        hair.draw_back(crown, looks, facing)
    head.draw_head(crown, looks, facing)
    if pose.far[1] > AT_FACE and not back:
        _arm(upper, looks, wide, pose.far)  # again: the hand is before the face
    if back and not pose.looks_back:
        hair.draw_back(crown, looks, pose)
        if looks.hat not in hair.OVER_ALL:
            hat.draw_hat(crown.move(0, -89), looks)
    return upper.place(hand)


def _lying(pen: Pen, looks: Looks, pose: Pose) -> Point:
    """On a pillow under a blanket."""
    pen.limb([(-62, -7), (62, -7)], (14, 14), (206, 198, 188))
    pen.oval(-44, -16, 16, 9, (250, 248, 242))
    own = pen.move(46, -20, turn=-90)
    hand = draw_figure(own, looks, replace(pose, lies=False))
    blanket = mix(looks.top_colour, (250, 246, 238), 0.45)
    pen.shape([(-26, -30), (-10, -35), (30, -33), (60, -24), (64, -2), (-24, -2), (-30, -14)], blanket, soft=True)
    pen.stroke([(-22, -27), (-18, -12), (-20, -3)], line=0.8, soft=True)
    return hand


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
    _hand(pen, elbow, hand, side, looks.skin)
    cuff = (hand[0] + (elbow[0] - hand[0]) * 0.2, hand[1] + (elbow[1] - hand[1]) * 0.2)
    if short:
        pen.limb([start, elbow, cuff], (6, 5.2, 4.2), looks.skin)
        pen.limb([start, ((start[0] + elbow[0]) / 2, (start[1] + elbow[1]) / 2)], (8.6, 8.2), sleeve)
    else:
        wide_cuff = looks.top == "robe"
        pen.limb([start, elbow, cuff], (9, 10, 12) if wide_cuff else (8.4, 7.4, 5.6), darker(sleeve, 0.06))
        if not wide_cuff:
            pen.limb([cuff, _toward(cuff, elbow, 0.16)], (5.9, 6.2), darker(sleeve, 0.2), line=0.6)
    return hand


def _toward(one: Point, other: Point, share: float) -> Point:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def _hand(pen: Pen, elbow: Point, hand: Point, side: int, skin: Colour) -> None:
    """A hand with a thumb and the lines of fingers, in the direction of the forearm."""
    along = math.atan2(hand[1] - elbow[1], hand[0] - elbow[0])
    own = pen.move(hand[0], hand[1], turn=math.degrees(along))
    own.limb([(-1.4, -2.2 * side), (2.4, -4.0 * side)], (2.4, 1.8), skin, line=0.8)
    own.shape([(-3.4, -2.2), (0.4, -3.0), (4.0, -2.2), (5.0, 0.4), (3.6, 2.6), (0, 3.0), (-3.4, 2.2)], skin, soft=True)
    for y in (-0.6, 0.9):
        own.stroke([(2.2, y), (4.6, y + 0.1)], line=0.45)
