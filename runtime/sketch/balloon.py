"""Speech balloons and caption boxes, as comics have them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from . import lettering
from .palette import INK, WHITE, Colour
from .sheet import Letters

if TYPE_CHECKING:
    from .staging import Scene, Standing

MOST = 3
CAPTION: Colour = (255, 244, 206)


def draw_speech(scene: Scene, dialogue: tuple[str, ...], letter: float, top: float) -> None:
    """Balloons along the top from `top` down; `letter` is the size of their letters; all in the frame's units."""
    lines = dialogue[:MOST]
    y = top
    for at, line in enumerate(lines):
        who, said = speaker_of(line, scene.standing)
        count = len(lines)
        x = who.x if who and count > 1 else scene.wide * ((at + 0.6) / (count + 0.2))
        room = scene.wide * (0.56 if count == 1 else 0.42)
        rows = lettering.wrap(said, letter, room, 4)
        y = _balloon(
            scene, rows, letter, x, y if at == 0 or scene.wide < scene.high else top + (at % 2) * letter * 1.6, who
        )


def _balloon(scene: Scene, rows: tuple[str, ...], size: float, x: float, y: float, who: Standing | None) -> float:
    if not rows:
        return y
    wide = max(lettering.width(row, size) for row in rows) / 2 + size * 1.1
    high = len(rows) * size * 1.2 / 2 + size * 0.75
    x = min(max(x, wide + size * 0.4), scene.wide - wide - size * 0.4)
    middle = y + high
    pen = scene.pen
    outline = [
        (x + wide * _round(math.cos(k * math.tau / 40)), middle + high * _round(math.sin(k * math.tau / 40)))
        for k in range(40)
    ]
    tail = _tail(who, x, middle, high, size)
    if tail:
        pen.shape(tail, WHITE, line=1.3, ink=INK)
    pen.shape(outline, WHITE, line=1.3, ink=INK)
    if tail:
        (ax, ay), (tx, ty), (bx, by) = tail
        pen.shape(
            [
                (ax + size * 0.12, ay - size * 0.5),
                (ax + size * 0.12, ay),
                (ax + (tx - ax) * 0.3 + size * 0.1, ay + (ty - ay) * 0.3),
                (bx - size * 0.12, by),
                (bx - size * 0.12, by - size * 0.5),
            ],
            WHITE,
            line=0,
        )
    for at, row in enumerate(rows):
        baseline = middle - high + size * 0.75 + (at + 0.82) * size * 1.2
        scene.letters.append(Letters(x / scene.wide, baseline / scene.high, row, size / scene.high, INK, bold=False))
    return middle + high + size * 0.4


def _round(value: float) -> float:
    """Between a circle and a box."""
    return math.copysign(abs(value) ** 0.62, value)


def _tail(who: Standing | None, x: float, middle: float, high: float, size: float) -> list[tuple[float, float]] | None:
    if who is None:
        return None
    root = min(max(who.x, x - size * 2), x + size * 2)
    low = middle + high * 0.92
    tip = who.head - who.size * 1.25
    if tip < low + size * 0.4:
        tip = low + size * 0.9
    return [(root - size * 0.55, low), (who.x * 0.7 + root * 0.3, min(tip, low + size * 3)), (root + size * 0.55, low)]


def speaker_of(line: str, standing: list[Standing]) -> tuple[Standing | None, str]:
    """Who says it, for `Mara: Hello`, and what; who is first on stage where no name stands before it."""
    name, colon, rest = line.replace("：", ":", 1).partition(":")
    key = name.strip().casefold()
    if colon and rest.strip() and len(key) < 40:
        for one in standing:
            if key and (
                key in one.person.name.casefold()
                or key in (one.person.identity.casefold(), one.person.member.casefold())
            ):
                return one, rest.strip().strip('"“”')
    return (standing[0] if standing and not colon else None), line.strip().strip('"“”')


def draw_caption(scene: Scene, text: str, letter: float) -> float:
    """A narrator's box in the top left corner; gives the height where free room begins."""
    rows = lettering.wrap(text, letter, scene.wide * 0.6, 2)
    if not rows:
        return letter * 0.6
    wide, high = (
        max(lettering.width(row, letter) for row in rows) + letter * 1.2,
        len(rows) * letter * 1.2 + letter * 0.7,
    )
    scene.pen.box(letter * 0.5, letter * 0.5, letter * 0.5 + wide, letter * 0.5 + high, CAPTION, line=1.2)
    for at, row in enumerate(rows):
        y = letter * 0.5 + letter * 0.35 + (at + 0.84) * letter * 1.2
        scene.letters.append(
            Letters(letter * 1.1 / scene.wide, y / scene.high, row, letter / scene.high, INK, bold=False, align="left")
        )
    return letter * 0.9 + high
