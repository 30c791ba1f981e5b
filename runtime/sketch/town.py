"""Backdrops of houses: skylines, streets, villages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter, mix

if TYPE_CHECKING:
    from .stage import Stage

WALLS: tuple[Colour, ...] = (
    (206, 150, 118),
    (222, 202, 170),
    (150, 164, 172),
    (186, 116, 96),
    (216, 178, 120),
    (170, 158, 150),
)
LAMP: Colour = (255, 220, 130)


def _windows(stage: Stage, x: float, y: float, w: float, h: float, far: float, name: str) -> None:
    """Rows of windows; at night some are lit."""
    columns, rows = max(2, min(5, int(w / (stage.high * 0.035)))), max(2, min(11, int(h / (stage.high * 0.05))))
    for row in range(rows):
        for column in range(columns):
            lit = stage.light.hour in ("night", "dusk", "storm") and stage.dice.chance(f"{name}{row}.{column}", 0.42)
            glass = LAMP if lit else stage.lit((96, 116, 134), far)
            wx, wy = x + w * (column + 0.28) / columns, y + h * (row + 0.3) / rows
            stage.pen.box(wx, wy, wx + w * 0.44 / columns, wy + h * 0.45 / rows, glass, line=0)


def skyline(stage: Stage) -> None:
    """Towers behind towers; a flat roof in front."""
    pen, unit = stage.pen, stage.high
    for row, (far, tall) in enumerate(((0.8, 0.42), (0.5, 0.32))):
        x, at = stage.left, 0
        while x < stage.right and at < 90:
            w, h = (
                unit * stage.dice.between(f"w{row}.{at}", 0.1, 0.2),
                unit * stage.dice.between(f"h{row}.{at}", tall * 0.4, tall),
            )
            base = stage.horizon + unit * 0.03
            pen.box(
                x,
                base - h,
                x + w,
                base,
                stage.lit(mix(stage.dice.pick(f"c{row}.{at}", WALLS), (110, 120, 140), 0.5), far),
                line=0.7 - far * 0.4,
            )
            if row:
                _windows(stage, x, base - h, w, h, far, f"g{at}")
            x, at = x + w * 1.04, at + 1
    stage.ground((172, 160, 152))
    roof = stage.horizon + stage.depth * 0.2
    pen.box(stage.left, roof, stage.right, roof + unit * 0.035, stage.lit((142, 120, 112)))
    for at in range(9):
        stage.pen.stroke(
            [(stage.wide * at / 8, roof + unit * 0.035), (stage.wide * (at / 8 * 2.2 - 0.6), stage.floor)],
            line=0.5,
            alpha=80,
        )


def street(stage: Stage) -> None:
    """A street in one-point perspective, shops on both sides."""
    pen, wide, unit = stage.pen, stage.wide, stage.high
    cx, hz = wide * stage.dice.between("vanish", 0.42, 0.58), stage.horizon
    pen.box(cx - unit * 0.14, hz - unit * 0.2, cx + unit * 0.14, hz, stage.lit((150, 160, 176), 0.8), line=0.4)
    stage.ground((158, 152, 152), near=0.3)
    edges = [1.25, 0.86, 0.58, 0.38, 0.24, 0.14]
    for side in (-1, 1):
        for at in range(len(edges) - 1, 0, -1):
            _house(
                stage,
                cx,
                side * max(wide, unit) * 0.62,
                edges[at - 1],
                edges[at],
                0.75 * at / len(edges),
                f"{side}{at}",
            )
    for side in (-1, 1):
        pen.stroke([(cx, hz), (cx + side * wide * 0.42, stage.floor)], line=1.0, alpha=170)
    for at in range(5):
        y0, y1 = (
            hz + stage.depth * (0.06 + 0.2 * at) * (0.5 + at * 0.1),
            hz + stage.depth * (0.12 + 0.22 * at) * (0.5 + at * 0.1),
        )
        pen.shape(
            [
                (cx - (y0 - hz) * 0.03, y0),
                (cx + (y0 - hz) * 0.03, y0),
                (cx + (y1 - hz) * 0.03, y1),
                (cx - (y1 - hz) * 0.03, y1),
            ],
            stage.lit((236, 226, 196)),
            line=0,
        )
    if stage.light.weather == "rain" or stage.light.hour == "night":
        for at in range(6):
            pen.oval(
                wide * stage.dice.roll(f"puddle{at}"),
                hz + stage.depth * stage.dice.between(f"py{at}", 0.3, 0.95),
                unit * 0.12,
                unit * 0.014,
                stage.light.low,
                line=0,
                alpha=120,
            )


def _house(stage: Stage, cx: float, reach: float, near: float, far: float, haze: float, name: str) -> None:
    """One front: near and far are shares of the way from the vanishing point to the edge."""
    pen, hz, dice = stage.pen, stage.horizon, stage.dice
    x0, x1 = cx + reach * near, cx + reach * far
    up = stage.high * dice.between(f"up{name}", 0.75, 1.15)
    wall = stage.lit(dice.pick(f"wall{name}", WALLS), haze)

    def at(t: float, level: float) -> tuple[float, float]:
        share = near + (far - near) * t
        return (x0 + (x1 - x0) * t, hz - level * up * share if level >= 0 else hz - level * stage.depth * 0.55 * share)

    pen.shape([at(0, -1), at(0, 1), at(1, 1), at(1, -1)], wall, line=0.8)
    for row in range(3):
        for column in range(3):
            t0, t1, l0, l1 = 0.12 + column * 0.3, 0.28 + column * 0.3, 0.28 + row * 0.24, 0.42 + row * 0.24
            glass = (
                LAMP
                if stage.light.hour in ("night", "dusk", "storm") and dice.chance(f"lit{name}{row}{column}", 0.5)
                else stage.lit((112, 132, 148), haze)
            )
            pen.shape([at(t0, l0), at(t0, l1), at(t1, l1), at(t1, l0)], glass, line=0.4)
    shop = stage.lit(
        dice.pick(f"awning{name}", ((196, 84, 74), (74, 130, 128), (226, 176, 84), (88, 104, 150))), haze * 0.6
    )
    pen.shape([at(0.04, 0.2), at(0.04, 0.1), at(0.96, 0.1), at(0.96, 0.2)], shop, line=0.6)
    pen.shape(
        [at(0.12, 0.06), at(0.12, -0.8), at(0.6, -0.8), at(0.6, 0.06)],
        mix(darker(wall, 0.3), LAMP if stage.light.dark else wall, 0.4),
        line=0.5,
    )


def village(stage: Stage) -> None:
    """Cottages among hills."""
    from .outdoors import tree

    pen, unit = stage.pen, stage.high
    snow = stage.light.weather == "snow"
    grass: Colour = (236, 240, 242) if snow else (154, 172, 108)
    stage.ridge(stage.horizon + unit * 0.02, unit * 0.2, stage.lit(darker(grass, 0.2), 0.75), "hill", steps=6)
    stage.ground(grass)
    count = max(3, int(stage.wide / unit * 2.2))
    for at in range(count):
        x, size = (
            stage.wide * (at + stage.dice.between(f"x{at}", 0.1, 0.5)) / count,
            unit * stage.dice.between(f"s{at}", 0.16, 0.26),
        )
        base, wall = (
            stage.horizon + unit * stage.dice.between(f"b{at}", 0.02, 0.05),
            stage.lit(stage.dice.pick(f"c{at}", WALLS), 0.25),
        )
        roof = stage.lit((250, 250, 252) if snow else (156, 84, 70), 0.2)
        tree(stage, x - size * 0.3, base, size * 1.1, 0.4, f"t{at}")
        pen.box(x, base - size * 0.55, x + size, base, wall)
        pen.shape(
            [(x - size * 0.1, base - size * 0.52), (x + size * 0.5, base - size), (x + size * 1.1, base - size * 0.52)],
            roof,
        )
        glass = LAMP if stage.light.hour != "day" else stage.lit((116, 140, 154))
        for dx in (0.16, 0.62):
            pen.box(x + size * dx, base - size * 0.4, x + size * (dx + 0.2), base - size * 0.2, glass, line=0.6)
        pen.box(x + size * 0.42, base - size * 0.3, x + size * 0.56, base, stage.lit((110, 78, 60)), line=0.6)
    path = [
        (stage.wide * 0.5, stage.horizon + unit * 0.04),
        (stage.wide * 0.54, stage.horizon + stage.depth * 0.4),
        (stage.wide * 0.4, stage.floor),
        (stage.wide * 0.7, stage.floor),
        (stage.wide * 0.6, stage.horizon + stage.depth * 0.4),
        (stage.wide * 0.52, stage.horizon + unit * 0.04),
    ]
    pen.shape(path, stage.lit(lighter((196, 176, 142), 0.2)), line=0)
