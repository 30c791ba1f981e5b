"""Backdrops by the water."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import Colour, darker, lighter, mix

if TYPE_CHECKING:
    from .stage import Stage

WATER: Colour = (74, 126, 150)


def _water(stage: Stage, bottom: float, rough: float = 1.0) -> None:
    pen, dice, top = stage.pen, stage.dice, stage.horizon
    deep = stage.lit(WATER)
    stage.band(top, bottom, stage.lit(lighter(WATER, 0.3), 0.35), darker(deep, 0.4))
    pen.stroke([(stage.left, top), (stage.right, top)], line=0.8)
    rough *= 2.0 if stage.light.hour == "storm" else 1.0
    rows = 11
    for row in range(rows):
        near = (row / rows) ** 1.6
        y, unit = top + (bottom - top) * (0.02 + near), stage.high * 0.05 * (0.25 + near)
        for at in range(max(3, int(stage.wide / (unit * 9)))):
            x = dice.between(f"w{row}.{at}", stage.left, stage.right)
            up = unit * 0.4 * rough
            pen.stroke(
                [(x - unit, y), (x, y - up), (x + unit, y), (x + unit * 1.8, y - up * 0.6)],
                line=0.8,
                colour=mix(stage.light.low, (255, 255, 255), 0.4),
                soft=True,
                alpha=120,
            )


def sea(stage: Stage) -> None:
    """Open water; in a storm with swell."""
    _water(stage, stage.floor)
    if stage.light.weather == "rain":
        for at in range(3):
            _swell(stage, stage.horizon + stage.depth * (0.2 + 0.3 * at), stage.depth * (0.1 + 0.07 * at), at)
    else:
        _glitter(stage)
    _rocks(stage)
    if stage.light.weather != "rain" and stage.dice.chance("boat", 0.6):
        boat(
            stage,
            stage.wide * stage.dice.between("bx", 0.15, 0.85),
            stage.horizon + stage.depth * 0.05,
            stage.high * 0.07,
        )


def _glitter(stage: Stage) -> None:
    """Light on the water below the sun or the moon."""
    x = stage.wide * stage.dice.between("glitter", 0.3, 0.7)
    for at in range(34):
        near = (at / 34) ** 1.5
        y = stage.horizon + stage.depth * (0.03 + near * 0.9)
        half = stage.wide * (0.01 + 0.05 * near) * stage.dice.between(f"glint{at}", 0.4, 1.3)
        shift = stage.wide * (0.015 + 0.06 * near) * stage.dice.between(f"shift{at}", -1, 1)
        stage.pen.oval(x + shift, y, half, stage.high * (0.0015 + 0.003 * near), (255, 250, 226), line=0, alpha=110)


def _rocks(stage: Stage) -> None:
    """Rocks in a lower corner, with foam at their feet: what is near makes the sea far."""
    side = stage.dice.pick("rocks", (-1, 1))
    edge = stage.wide * (0.5 + 0.5 * side)
    for at, (out, up) in enumerate(((0.3, 0.1), (0.2, 0.2), (0.08, 0.3))):
        dark = darker(stage.lit((104, 98, 104)), 0.12 * at + 0.1)
        inner = edge - side * stage.high * out * 1.5
        low, high = stage.high * (0.9 + 0.06 * at), stage.high * up * stage.dice.between(f"rock{at}", 0.8, 1.1)
        outline = [
            (inner, low), (inner + side * high * 0.3, low - high * 0.5), (inner + side * high * 0.7, low - high * 0.7),
            (inner + side * high, low - high), (edge + side * stage.high * 0.2, low - high * 0.8),
            (edge + side * stage.high * 0.3, stage.floor), (inner - side * high * 0.2, stage.floor),
        ]  # fmt: skip
        stage.pen.shape(outline, dark, line=0.8)
        crest = [(inner - side * high * 0.5, low + high * 0.06), (inner, low - high * 0.03), (inner + side * high, low)]
        stage.pen.stroke(crest, line=2.2, colour=(246, 250, 250), soft=True, alpha=200)


def _swell(stage: Stage, y: float, rise: float, at: int) -> None:
    """One wave of a rough sea, foam on its crest."""
    pen, dice = stage.pen, stage.dice
    long = stage.high * (0.3 + 0.2 * at)
    points, count = [], int((stage.right - stage.left) / long) + 2
    for k in range(count):
        x = stage.left + (k + dice.roll(f"swell{at}.{k}") * 0.4) * long
        up = rise * dice.between(f"up{at}.{k}", 0.6, 1.2)
        points.extend(
            [(x, y), (x + long * 0.3, y - up * 0.55), (x + long * 0.5, y - up), (x + long * 0.62, y - up * 0.5)]
        )
    deep = stage.lit(WATER, 0.3 - 0.1 * at)
    pen.shape(
        [(stage.left, stage.floor), *points, (stage.right + long, stage.floor)],
        darker(deep, 0.22 + 0.14 * at),
        line=0.7,
    )
    for k in range(2, len(points), 4):
        (ax, ay), (bx, by), (cx, cy) = points[k - 1], points[k], points[k + 1]
        pen.shape(
            [(ax, ay), (bx, by), (cx, cy), (bx - long * 0.06, by + rise * 0.28)],
            mix(stage.light.low, (255, 255, 255), 0.6),
            line=0,
            alpha=220,
        )


def boat(stage: Stage, x: float, y: float, size: float) -> None:
    """A small sail."""
    pen = stage.pen
    pen.shape(
        [
            (x - size * 0.6, y - size * 0.1),
            (x + size * 0.7, y - size * 0.1),
            (x + size * 0.45, y + size * 0.16),
            (x - size * 0.4, y + size * 0.16),
        ],
        stage.lit((150, 84, 66), 0.2),
        line=0.8,
    )
    pen.shape(
        [(x, y - size * 1.3), (x + size * 0.6, y - size * 0.2), (x, y - size * 0.2)],
        stage.lit((250, 246, 236), 0.1),
        line=0.8,
    )
    pen.shape(
        [(x - size * 0.06, y - size * 1.1), (x - size * 0.4, y - size * 0.2), (x - size * 0.06, y - size * 0.2)],
        stage.lit((232, 222, 206), 0.1),
        line=0.8,
    )


def beach(stage: Stage) -> None:
    """Sea, foam and sand."""
    shore = stage.horizon + stage.depth * 0.34
    _water(stage, shore + stage.high * 0.05)
    sand = stage.lit((234, 210, 164))
    edge = [
        (
            stage.left + (stage.right - stage.left) * k / 8,
            shore + stage.high * stage.dice.between(f"e{k}", -0.015, 0.02),
        )
        for k in range(9)
    ]
    stage.pen.shape([*edge, (stage.right, stage.floor), (stage.left, stage.floor)], sand, line=0)
    stage.pen.stroke(edge, line=2.6, colour=(255, 255, 252), soft=True, alpha=220)
    for at in range(26):
        x, y = (
            stage.dice.between(f"px{at}", stage.left, stage.right),
            shore + (stage.high - shore) * stage.dice.between(f"py{at}", 0.2, 1),
        )
        stage.pen.oval(x, y, stage.high * 0.004, stage.high * 0.002, darker(sand, 0.25), line=0)


def harbour(stage: Stage) -> None:
    """A quay with masts and small houses."""
    _water(stage, stage.floor, 0.5)
    unit, base = stage.high, stage.horizon + stage.high * 0.015
    count = max(6, int(stage.wide / unit * 6))
    for at in range(count):
        x, tall = stage.wide * at / count, unit * stage.dice.between(f"h{at}", 0.08, 0.16)
        colour = stage.lit(
            stage.dice.pick(f"c{at}", ((206, 120, 92), (226, 206, 164), (126, 152, 160), (214, 170, 96))), 0.5
        )
        w = stage.wide / count
        stage.pen.box(x, base - tall, x + w, base, colour, line=0.6)
        stage.pen.shape(
            [(x, base - tall), (x + w / 2, base - tall - unit * 0.05), (x + w, base - tall)],
            stage.lit((140, 76, 66), 0.5),
            line=0.6,
        )
    for at in range(4):
        boat(stage, stage.wide * (at + stage.dice.roll(f"b{at}")) / 4, stage.horizon + stage.depth * 0.16, unit * 0.1)
    quay = stage.horizon + stage.depth * 0.5
    stage.pen.box(stage.left, quay, stage.right, stage.floor, stage.lit((164, 150, 132)))
    for at in range(-2, 14):
        stage.pen.stroke(
            [(stage.wide * at / 11, quay), (stage.wide * (at / 11 * 1.8 - 0.4), stage.floor)], line=0.6, alpha=120
        )


def lighthouse(stage: Stage) -> None:
    """A tower on a cliff over the sea, its lamp lit in the dark."""
    _water(stage, stage.floor)
    pen, unit = stage.pen, stage.high
    x, base = stage.wide * stage.dice.between("lx", 0.68, 0.8), stage.horizon - unit * 0.06
    pen.shape([(x - unit * 0.42, stage.horizon + unit * 0.1), (x - unit * 0.26, base + unit * 0.03),
        (x - unit * 0.06, base), (x + unit * 0.3, base + unit * 0.01),
               (stage.right, base + unit * 0.06), (stage.right, stage.horizon + unit * 0.12)], stage.lit((110, 112,
               104), 0.2))  # fmt: skip
    top = base - unit * 0.42
    if stage.light.dark:
        for dy in (-0.16, 0.1):
            pen.shape(
                [(x, top), (stage.left, top + unit * dy), (stage.left, top + unit * (dy + 0.16))],
                (255, 240, 180),
                line=0,
                alpha=64,
            )
    pen.shape(
        [
            (x - unit * 0.055, base),
            (x - unit * 0.036, top + unit * 0.03),
            (x + unit * 0.036, top + unit * 0.03),
            (x + unit * 0.055, base),
        ],
        stage.lit((246, 242, 232)),
    )
    for k in (0, 2):
        y0, y1 = base - unit * (0.06 + k * 0.09), base - unit * (0.14 + k * 0.09)
        pen.shape(
            [(x - unit * 0.052, y0), (x - unit * 0.048, y1), (x + unit * 0.048, y1), (x + unit * 0.052, y0)],
            stage.lit((198, 76, 62)),
            line=0.7,
        )
    pen.box(
        x - unit * 0.03,
        top - unit * 0.03,
        x + unit * 0.03,
        top + unit * 0.03,
        (255, 232, 150) if stage.light.dark else stage.lit((206, 226, 230)),
    )
    pen.shape(
        [(x - unit * 0.042, top - unit * 0.03), (x, top - unit * 0.075), (x + unit * 0.042, top - unit * 0.03)],
        stage.lit((150, 60, 54)),
    )
    pen.limb(
        [(x - unit * 0.052, top + unit * 0.035), (x + unit * 0.052, top + unit * 0.035)],
        (unit * 0.014, unit * 0.014),
        stage.lit((70, 66, 72)),
    )
    rocks = stage.horizon + stage.depth * 0.62
    stage.ridge(stage.floor, stage.floor - rocks, stage.lit((96, 98, 96)), "rocks", steps=8)


def river(stage: Stage) -> None:
    """Still water between green banks."""
    from .outdoors import tree

    unit = stage.high
    stage.ridge(stage.horizon + unit * 0.02, unit * 0.16, stage.lit((112, 138, 104), 0.7), "far bank", steps=8)
    for at in range(7):
        tree(
            stage,
            stage.wide * (at + stage.dice.roll(f"x{at}")) / 7,
            stage.horizon + unit * 0.02,
            unit * stage.dice.between(f"h{at}", 0.14, 0.3),
            0.45,
            f"tree{at}",
        )
    _water(stage, stage.floor, 0.4)
    bank = stage.horizon + stage.depth * 0.55
    edge = [
        (stage.left, bank),
        (stage.wide * 0.3, bank + unit * 0.03),
        (stage.wide * 0.6, bank + unit * 0.1),
        (stage.right, bank + unit * 0.06),
    ]
    stage.pen.shape([*edge, (stage.right, stage.floor), (stage.left, stage.floor)], stage.lit((136, 152, 92)))


def underwater(stage: Stage) -> None:
    """Shafts of light, weeds and bubbles."""
    pen, high, wide = stage.pen, stage.high, stage.wide
    stage.band(-high * 0.3, stage.floor, (110, 196, 206), (22, 66, 104))
    for at in range(5):
        x = wide * (at + stage.dice.roll(f"ray{at}")) / 5
        pen.shape(
            [(x, -high * 0.3), (x + high * 0.12, -high * 0.3), (x - high * 0.1, high), (x - high * 0.36, high)],
            (220, 250, 246),
            line=0,
            alpha=34,
        )
    stage.ridge(stage.floor, stage.floor - high * 0.82, (96, 124, 124), "bed", steps=7)
    for at in range(13):
        x, tall = wide * (at + stage.dice.roll(f"weed{at}")) / 13, high * stage.dice.between(f"wl{at}", 0.1, 0.34)
        colour = stage.dice.pick(f"wc{at}", ((58, 128, 100), (210, 106, 96), (86, 150, 110)))
        pen.limb(
            [(x, high * 1.05), (x + high * 0.03, high - tall * 0.5), (x - high * 0.02, high - tall)],
            (high * 0.03, high * 0.024, 1),
            colour,
            line=0.7,
        )
    for at in range(16):
        r = high * stage.dice.between(f"br{at}", 0.004, 0.014)
        pen.oval(
            wide * stage.dice.roll(f"bx{at}"),
            high * stage.dice.roll(f"by{at}"),
            r,
            r,
            (230, 250, 250),
            line=0.5,
            alpha=120,
        )
