"""A head: face, hair, glasses and beard, around (0, -89) of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import hat
from .animal_head import draw_animal_head
from .hair import draw_hair, draw_over_shoulder
from .palette import WHITE, Colour, darker, mix

if TYPE_CHECKING:
    from .identity import Looks
    from .pen import Pen
    from .pose import Pose

SKULL = ((-7.8, -2), (-7.0, 4), (-3.6, 8.6), (0, 9.7), (3.6, 8.6), (7.0, 4), (7.8, -2), (6, -8), (0, -10), (-6, -8))
PROFILE = (
    (-7.6, -3),
    (-6, -8.4),
    (0, -10),
    (5.4, -8.2),
    (7, -4),
    (7.2, -1),
    (9.8, 2.2),
    (7.4, 3.2),
    (7.6, 4.8),
    (6.4, 8.6),
    (2.2, 9.6),
    (-3, 7.4),
    (-6.8, 3),
)


def draw_head(pen: Pen, looks: Looks, pose: Pose) -> None:
    """The head with its face."""
    at = pen.move(0, -89)
    if looks.species not in ("human", "alien"):
        draw_animal_head(at.move(0, 0, 0.62), looks.species, looks.skin, pose.face)
        hat.draw_hat(at.move(0, -1.5, 0.94), looks)
        return
    if pose.side == "profile":
        at.shape(PROFILE, looks.skin, soft=True)
    else:
        at.shape(SKULL, looks.skin, soft=True)
        for side in (-1, 1) if pose.side != "three" else (-1,):
            at.oval(side * 8.1, 0.6, 1.5, 2.3, darker(looks.skin, 0.06), line=0.8)
    if pose.side != "back":
        _face(at, looks, pose)
        draw_hair(at, looks, pose)
    hat.draw_hat(at, looks)
    if pose.side != "back":
        draw_over_shoulder(at, looks)


def _face(pen: Pen, looks: Looks, pose: Pose) -> None:
    turn = {"front": 0.0, "three": 1.5, "profile": 4.4}[pose.side]
    eyes = (4.0,) if pose.side == "profile" else (-2.9 + turn, 3.1 + turn)
    for x in eyes[:2]:
        pen.oval(x, 5.0, 1.9, 1.1, mix(looks.skin, (226, 96, 84), 0.4), line=0, alpha=90)
    if looks.beard:
        _beard(pen, looks, turn)
    for x in eyes:
        _eye(pen, x, pose.face, looks)
    if pose.side != "profile":
        pen.stroke([(turn * 1.35 + 0.3, 1.2), (turn * 1.35 + 1.3, 3.4), (turn * 1.35, 3.7)], line=0.7, soft=True)
    _marks(pen, looks, eyes, turn)
    _mouth(pen, turn * 1.2, pose.face)
    if looks.glasses:
        _glasses(pen, eyes, looks)
    _jewels(pen, dict(looks.carried), eyes)


def _marks(pen: Pen, looks: Looks, eyes: tuple[float, ...], turn: float) -> None:
    """What age and life leave on a face."""
    if looks.old:
        for x in eyes:
            pen.stroke([(x - 1.6, 2.9), (x, 3.4), (x + 1.6, 2.9)], line=0.45, colour=darker(looks.skin, 0.4), soft=True)
    worn = dict(looks.carried)
    if "freckles" in worn:
        for k in range(6):
            pen.oval(turn - 4.4 + k * 1.7, 3.7 + (k % 2) * 0.9, 0.32, 0.32, darker(looks.skin, 0.4), line=0)
    if "scar" in worn:
        pen.stroke([(eyes[-1] + 0.6, -3.4), (eyes[-1] + 1.4, 4.6)], line=0.9, colour=darker(looks.skin, 0.45))


def _jewels(pen: Pen, worn: dict[str, Colour], eyes: tuple[float, ...]) -> None:
    """What is worn on the face over everything."""
    if "eyepatch" in worn:
        pen.oval(eyes[-1], 0.3, 2.4, 2.6, (40, 38, 46), line=0.6)
        pen.stroke([(-7.6, -4), (7.6, -2)], line=1.0)
    if "earrings" in worn:
        pen.oval(-8.2, 4.4, 0.9, 1.3, worn["earrings"], line=0.5)


def _eye(pen: Pen, x: float, face: str, looks: Looks) -> None:
    dark = (40, 34, 40)
    if face == "asleep":
        pen.stroke([(x - 1.6, 0.4), (x, 1.3), (x + 1.6, 0.4)], line=1.0, colour=dark, soft=True)
        return
    if face == "awe":
        pen.oval(x, 0.3, 1.7, 2.0, WHITE, line=0.6)
    pen.oval(x, 0.4, 0.95, 1.35 if face != "sad" else 1.05, dark, line=0)
    pen.oval(x + 0.32, -0.15, 0.32, 0.38, WHITE, line=0)
    inner = 1 if x < 1.5 else -1
    lift = {"angry": (-1.9, -3.4), "sad": (-3.8, -2.4), "awe": (-4.2, -4.2)}.get(face, (-2.9, -3.0))
    brow = mix(darker(looks.hair, 0.2), (60, 44, 40), 0.3)
    pen.stroke(
        [(x + inner * 1.6, lift[0]), (x, min(lift) - 0.3), (x - inner * 1.7, lift[1])], line=1.0, colour=brow, soft=True
    )


def _mouth(pen: Pen, x: float, face: str) -> None:
    lips = (150, 62, 62)
    match face:
        case "smile":
            pen.shape(
                [(x - 2.5, 5.6), (x, 6.2), (x + 2.5, 5.6), (x + 1.2, 7.4), (x - 1.2, 7.4)], lips, line=0.6, soft=True
            )
        case "awe":
            pen.oval(x, 6.6, 1.1, 1.5, lips, line=0.7)
        case "angry":
            pen.stroke([(x - 2, 6.9), (x, 6.2), (x + 2, 6.9)], line=1.0, soft=True)
        case "sad":
            pen.stroke([(x - 1.8, 7.0), (x, 6.3), (x + 1.8, 7.0)], line=0.8, soft=True)
        case _:
            pen.stroke([(x - 1.8, 6.2), (x, 6.6), (x + 1.8, 6.1)], line=0.8, soft=True)


def _beard(pen: Pen, looks: Looks, turn: float) -> None:
    if looks.beard == "full":
        pen.shape(
            [
                (-7.2, 1.5),
                (-6.6, 8),
                (-3, 12.2),
                (2 + turn / 2, 13),
                (6, 9.4),
                (7.2, 1.5),
                (4.6 + turn / 3, 4.4),
                (turn, 4.6),
                (-3.4 + turn / 2, 4.6),
            ],
            looks.hair,
            soft=True,
        )
    elif looks.beard == "moustache":
        pen.shape([(turn - 3.6, 5.6), (turn, 4.2), (turn + 3.6, 5.6), (turn, 5.6)], looks.hair, line=0.6, soft=True)
    else:
        pen.shape([(-6.4, 4), (-3, 9), (3, 9), (6.4, 4), (3, 6), (-3, 6)], looks.hair, line=0, alpha=60, soft=True)


def _glasses(pen: Pen, eyes: tuple[float, ...], looks: Looks) -> None:
    sun = looks.glasses == "sun"
    frame: Colour = (44, 40, 46) if sun else (176, 134, 58)
    for x in eyes:
        pen.oval(x, 0.4, 2.75, 2.75, (44, 42, 52) if sun else (236, 246, 250), line=0, alpha=235 if sun else 40)
        ring = [(x + 2.75 * dx, 0.4 + 2.75 * dy) for dx, dy in _RING]
        pen.stroke([*ring, ring[0], ring[1]], line=1.6, colour=frame, soft=True)
    if len(eyes) > 1:
        pen.stroke([(eyes[0] + 2.7, 0.2), (eyes[1] - 2.7, 0.2)], line=1.1, colour=frame)
    pen.stroke([(eyes[0] - 2.7, 0), (-7.6, -0.8)], line=1.0, colour=frame)


_RING = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))
