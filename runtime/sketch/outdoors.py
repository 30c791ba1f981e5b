"""Backdrops under the sky: woods, hills, deserts, caves, space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter, mix

if TYPE_CHECKING:
    from .stage import Stage


def layers(stage: Stage) -> None:
    """Soft land in the place's own colour, for a place that says nothing of itself."""
    for at, far in enumerate((0.85, 0.6)):
        stage.ridge(
            stage.horizon + stage.high * 0.02,
            stage.high * (0.2 - 0.07 * at),
            stage.lit(mix(stage.hue, (150, 160, 170), 0.4), far),
            f"layer{at}",
        )
    stage.ground(mix(stage.hue, (206, 196, 176), 0.55))


def tree(stage: Stage, x: float, base: float, high: float, far: float, name: str) -> None:
    """A tree: a fir or a round one, by its dice."""
    pen, dice = stage.pen, stage.dice
    green = stage.lit(dice.pick(f"{name} green", ((74, 110, 74), (96, 124, 72), (58, 96, 82))), far)
    trunk = stage.lit((104, 78, 60), far)
    line = 0.8 * (1 - far * 0.7)
    pen.limb([(x, base), (x + high * 0.01, base - high * 0.5)], (high * 0.09, high * 0.05), trunk, line=line)
    if dice.chance("fir", 0.55):
        for at in range(4):
            y, r = base - high * (0.2 + at * 0.19), high * (0.24 - at * 0.045)
            pen.shape(
                [(x - r, y), (x, y - high * 0.3), (x + r, y), (x, y + high * 0.03)],
                darker(green, 0.12 - at * 0.03),
                line=line,
            )
    else:
        points = [
            (-0.3, -0.45),
            (-0.36, -0.68),
            (-0.18, -0.92),
            (0.1, -1.0),
            (0.32, -0.82),
            (0.36, -0.56),
            (0.16, -0.4),
            (-0.1, -0.38),
        ]
        pen.shape([(x + px * high, base + py * high) for px, py in points], green, line=line, soft=True)
        pen.oval(x - high * 0.1, base - high * 0.74, high * 0.12, high * 0.09, lighter(green, 0.25), line=0, alpha=120)


def forest(stage: Stage) -> None:
    """Rows of trees, the nearest at the sides."""
    stage.ridge(stage.horizon + stage.high * 0.02, stage.high * 0.22, stage.lit((84, 116, 92), 0.85), "wood", steps=16)
    stage.ground((122, 126, 84), near=0.32)
    unit = stage.high
    count = max(9, int(stage.wide / unit * 8))
    for row, (far, tall) in enumerate(((0.75, 0.42), (0.45, 0.66))):
        for at in range(count - row * 3):
            x = stage.left + (stage.right - stage.left) * (at + stage.dice.roll(f"t{row}{at}")) / (count - row * 3)
            tree(
                stage,
                x,
                stage.horizon + stage.depth * (0.04 + row * 0.12),
                unit * tall * stage.dice.between(f"h{row}{at}", 0.75, 1.15),
                far,
                f"t{row}{at}",
            )
    for side in (-0.02, 0.98):
        x = stage.wide * (side + stage.dice.between(f"near{side}", 0, 0.06))
        stage.pen.limb(
            [(x, stage.floor), (x + unit * 0.02, unit * 0.4), (x - unit * 0.01, -unit * 0.3)],
            (unit * 0.17, unit * 0.12, unit * 0.1),
            stage.lit((78, 62, 58)),
        )


def mountains(stage: Stage) -> None:
    """Peaks with snow over a valley."""
    high = stage.high
    for at, far in enumerate((0.8, 0.55)):
        stage.ridge(
            stage.horizon + high * 0.02,
            high * (0.5 - at * 0.2),
            stage.lit((112, 124, 148), far),
            f"peak{at}",
            steps=8 + at * 3,
            sharp=True,
        )
    dice = stage.dice
    for at in range(3):
        x, up = (
            stage.wide * (0.15 + 0.32 * at + dice.between(f"cap{at}", -0.05, 0.05)),
            high * dice.between(f"up{at}", 0.3, 0.5),
        )
        base = stage.horizon + high * 0.01
        stage.pen.shape([(x - up * 0.8, base), (x, base - up), (x + up * 0.8, base)], stage.lit((122, 132, 152), 0.5))
        stage.pen.shape(
            [(x, base - up), (x + up * 0.8, base), (x + up * 0.2, base), (x + up * 0.1, base - up * 0.5)],
            stage.lit((86, 96, 122), 0.5),
            line=0,
        )
        stage.pen.shape(
            [
                (x - up * 0.26, base - up * 0.68),
                (x, base - up),
                (x + up * 0.26, base - up * 0.68),
                (x + up * 0.1, base - up * 0.74),
                (x, base - up * 0.6),
                (x - up * 0.12, base - up * 0.74),
            ],
            stage.lit((250, 250, 252), 0.2),
            line=0.5,
        )
    snow = stage.light.weather == "snow"
    stage.ground((232, 236, 240) if snow else (138, 146, 104))


def desert(stage: Stage) -> None:
    """Dunes, a mesa, a hot floor."""
    high, base = stage.high, stage.horizon
    x = stage.wide * stage.dice.between("mesa", 0.1, 0.7)
    stage.pen.shape(
        [
            (x, base),
            (x + high * 0.05, base - high * 0.2),
            (x + high * 0.34, base - high * 0.21),
            (x + high * 0.42, base),
        ],
        stage.lit((190, 118, 84), 0.5),
    )
    stage.ground((230, 190, 132), near=0.12)
    for at in range(3):
        stage.ridge(
            base + stage.depth * (0.25 + at * 0.35),
            stage.depth * 0.24,
            stage.lit(darker((232, 190, 130), 0.05 + at * 0.06), 0.4 - at * 0.15),
            f"dune{at}",
            steps=5,
        )


def field(stage: Stage) -> None:
    """Hills, a fence of trees, grass and flowers."""
    high = stage.high
    snow = stage.light.weather == "snow"
    grass: Colour = (234, 238, 240) if snow else (150, 174, 102)
    for at, far in enumerate((0.75, 0.45)):
        stage.ridge(
            stage.horizon + high * 0.03,
            high * (0.17 - at * 0.06),
            stage.lit(darker(grass, 0.15 + 0.1 * at), far),
            f"hill{at}",
            steps=6,
        )
    for at in range(5):
        x = stage.wide * (at + stage.dice.roll(f"tree{at}")) / 5
        tree(stage, x, stage.horizon + high * 0.02, high * stage.dice.between(f"th{at}", 0.12, 0.26), 0.4, f"tree{at}")
    stage.ground(grass)
    for at in range(54):
        x, near = stage.dice.between(f"gx{at}", stage.left, stage.right), stage.dice.roll(f"gy{at}")
        y, size = stage.horizon + stage.depth * (0.08 + near * 0.9), high * 0.02 * (0.3 + near)
        stage.pen.stroke(
            [(x - size * 0.4, y - size), (x, y), (x + size * 0.4, y - size * 1.2)],
            line=0.7,
            colour=stage.lit(darker(grass, 0.3)),
            alpha=170,
        )
        if at % 6 == 0 and not snow:
            stage.pen.oval(
                x,
                y - size,
                size * 0.3,
                size * 0.3,
                stage.lit(stage.dice.pick(f"fl{at}", ((240, 120, 110), (250, 214, 90), (252, 250, 244)))),
                line=0,
            )


def space(stage: Stage) -> None:
    """Stars, a ringed planet and ground like a moon's."""
    pen, high = stage.pen, stage.high
    stage.band(-high * 0.3, stage.horizon + 2, (16, 18, 42), (52, 44, 92))
    for at in range(80):
        r = high * stage.dice.between(f"r{at}", 0.001, 0.004)
        pen.oval(
            stage.dice.between(f"x{at}", stage.left, stage.right),
            stage.horizon * stage.dice.roll(f"y{at}"),
            r,
            r,
            (246, 246, 255),
            line=0,
        )
    x, y, r = stage.wide * stage.dice.between("px", 0.15, 0.85), stage.horizon * 0.4, high * 0.13
    body = mix(stage.hue, (226, 166, 110), 0.5)
    pen.oval(x, y, r, r, body)
    pen.shape(
        [(x + r * 0.2, y - r), (x + r, y), (x + r * 0.2, y + r), (x + r * 0.55, y)],
        darker(body, 0.4),
        line=0,
        soft=True,
        alpha=150,
    )
    pen.stroke(
        [(x - r * 1.7, y + r * 0.5), (x, y + r * 0.25), (x + r * 1.7, y - r * 0.5)],
        line=2.4,
        colour=lighter(body, 0.5),
        soft=True,
    )
    stage.ground((150, 146, 156), near=0.35)
    for at in range(9):
        near = stage.dice.roll(f"c{at}")
        size = high * 0.06 * (0.25 + near)
        pen.oval(
            stage.wide * stage.dice.roll(f"cx{at}"),
            stage.horizon + stage.depth * (0.1 + 0.85 * near),
            size * 1.6,
            size * 0.5,
            stage.lit((112, 108, 122)),
            line=0.7,
        )


def cave(stage: Stage) -> None:
    """Dark rock around a bright mouth."""
    pen, wide, high = stage.pen, stage.wide, stage.high
    stage.ground((120, 108, 104), near=0.4)
    rock = mix((64, 58, 66), stage.hue, 0.15)
    mouth = [(0.2, 1.0), (0.14, 0.6), (0.24, 0.25), (0.45, 0.12), (0.68, 0.18), (0.82, 0.42), (0.84, 0.75), (0.8, 1.0)]
    left = [(stage.left, -high), (stage.left, stage.floor), (wide * 0.12, stage.floor)]
    inner = [(x * wide, y * stage.horizon * 1.25) for x, y in mouth]
    pen.shape([*left, *inner, (wide * 0.9, stage.floor), (stage.right, stage.floor), (stage.right, -high)], rock)
    for at in range(9):
        x, long = wide * (at + stage.dice.roll(f"s{at}")) / 9, high * stage.dice.between(f"l{at}", 0.08, 0.26)
        pen.shape([(x - long * 0.2, -4), (x, long), (x + long * 0.2, -4)], darker(rock, 0.25), line=0.8)
