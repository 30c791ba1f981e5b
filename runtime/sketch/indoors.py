"""Backdrops with walls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import BANANA, Colour, darker, lighter, mix, multiply

if TYPE_CHECKING:
    from .stage import Stage

WOOD: Colour = (170, 124, 84)
BOOKS: tuple[Colour, ...] = (
    (176, 78, 66),
    (66, 108, 120),
    (210, 166, 86),
    (92, 112, 80),
    (108, 84, 120),
    (196, 184, 158),
    (70, 76, 108),
)


def draw_shell(stage: Stage, wall: Colour, floor: Colour, *, boards: bool = True) -> float:
    """Back wall and floor; gives the height of the corner between them."""
    pen, wide = stage.pen, stage.wide
    corner = stage.horizon + stage.depth * 0.3
    dim = multiply(wall, (196, 190, 206)) if stage.light.dark else wall
    top = stage.pen.manner.air(dim)
    stage.band(-stage.high * 0.3, corner, darker(top, 0.14), lighter(top, 0.08))
    below = stage.pen.manner.air(multiply(floor, (170, 166, 190)) if stage.light.dark else floor)
    stage.band(corner, stage.floor, darker(below, 0.12), below)
    pen.stroke([(stage.left, corner), (stage.right, corner)], line=0.9)
    pen.box(stage.left, corner - stage.high * 0.022, stage.right, corner, lighter(top, 0.4), line=0.5)
    if boards:
        for at in range(-4, 15):
            pen.stroke(
                [(wide * at / 10, corner), (wide * (0.5 + (at / 10 - 0.5) * 2.6), stage.floor)],
                line=0.5,
                colour=darker(below, 0.35),
                alpha=150,
            )
    return corner


def window(stage: Stage, x: float, y: float, w: float, h: float) -> None:
    """A window with today's sky in it, and its light on the floor."""
    pen, light = stage.pen, stage.light
    pen.box(x - w * 0.06, y - h * 0.05, x + w * 1.06, y + h * 1.05, (244, 238, 226))
    for at in range(10):
        pen.box(
            x,
            y + h * at / 10,
            x + w,
            y + h * (at + 1) / 10 + 1,
            pen.manner.air(mix(light.high, light.low, at / 9)),
            line=0,
        )
    if light.hour == "night":
        pen.oval(x + w * 0.7, y + h * 0.25, h * 0.07, h * 0.07, (250, 246, 224), line=0)
    if light.weather in ("rain", "snow"):
        for at in range(16):
            rx, ry = x + w * stage.dice.roll(f"wx{at}"), y + h * stage.dice.between(f"wy{at}", 0, 0.85)
            pen.stroke([(rx, ry), (rx - w * 0.02, ry + h * 0.1)], line=0.7, colour=(240, 244, 250), alpha=170)
    pen.stroke([(x + w / 2, y), (x + w / 2, y + h)], line=1.6, colour=(244, 238, 226))
    pen.stroke([(x, y + h / 2), (x + w, y + h / 2)], line=1.6, colour=(244, 238, 226))
    pen.box(x, y, x + w, y + h, None)
    if not light.dark:
        floor = stage.horizon + stage.depth * 0.45
        pen.shape(
            [
                (x + w * 0.1, floor),
                (x + w * 1.1, floor),
                (x + w * 1.5, floor + stage.depth * 0.4),
                (x + w * 0.3, floor + stage.depth * 0.4),
            ],
            (255, 248, 214),
            line=0,
            alpha=60,
        )


def draw_lamp(stage: Stage, x: float, y: float) -> None:
    """A lamp that hangs from the ceiling."""
    unit = stage.high
    stage.pen.stroke([(x, -unit * 0.3), (x, y)], line=0.8)
    stage.pen.oval(x, y + unit * 0.05, unit * 0.26, unit * 0.2, (255, 226, 150), line=0, alpha=40)
    stage.pen.shape(
        [
            (x - unit * 0.025, y),
            (x + unit * 0.025, y),
            (x + unit * 0.075, y + unit * 0.06),
            (x - unit * 0.075, y + unit * 0.06),
        ],
        BANANA,
    )


def room(stage: Stage) -> None:
    """A room to live in."""
    corner = draw_shell(stage, mix((222, 208, 186), stage.hue, 0.3), WOOD)
    unit, wide, pen = stage.high, stage.wide, stage.pen
    window(stage, wide * stage.dice.between("window", 0.08, 0.3), corner - unit * 0.5, unit * 0.3, unit * 0.32)
    x = wide * 0.62
    pen.box(x, corner - unit * 0.46, x + unit * 0.22, corner - unit * 0.28, lighter(stage.hue, 0.5))
    pen.shape(
        [
            (x + unit * 0.02, corner - unit * 0.3),
            (x + unit * 0.1, corner - unit * 0.42),
            (x + unit * 0.2, corner - unit * 0.3),
        ],
        darker(stage.hue, 0.2),
        line=0.6,
    )
    sofa = darker(stage.hue, 0.12)
    s = wide * 0.56
    pen.shape(
        [
            (s, corner + unit * 0.06),
            (s, corner - unit * 0.13),
            (s + unit * 0.5, corner - unit * 0.13),
            (s + unit * 0.5, corner + unit * 0.06),
        ],
        sofa,
    )
    pen.shape(
        [
            (s - unit * 0.05, corner + unit * 0.08),
            (s - unit * 0.05, corner - unit * 0.05),
            (s + unit * 0.55, corner - unit * 0.05),
            (s + unit * 0.55, corner + unit * 0.08),
        ],
        lighter(sofa, 0.12),
    )
    pen.oval(
        wide * 0.5,
        stage.horizon + stage.depth * 0.72,
        wide * 0.34,
        stage.depth * 0.16,
        mix(stage.hue, (232, 214, 184), 0.55),
        line=0.8,
    )


def bedroom(stage: Stage) -> None:
    """A bed under a window."""
    corner = draw_shell(stage, mix((206, 214, 222), stage.hue, 0.25), WOOD)
    unit, wide, pen = stage.high, stage.wide, stage.pen
    window(stage, wide * 0.14, corner - unit * 0.5, unit * 0.3, unit * 0.3)
    x = wide * 0.52
    pen.box(x, corner - unit * 0.24, x + unit * 0.06, corner + unit * 0.14, WOOD)
    pen.shape(
        [
            (x + unit * 0.05, corner - unit * 0.06),
            (x + unit * 0.8, corner - unit * 0.04),
            (x + unit * 0.84, corner + unit * 0.14),
            (x + unit * 0.05, corner + unit * 0.14),
        ],
        mix(stage.hue, (250, 244, 232), 0.35),
    )
    pen.shape(
        [
            (x + unit * 0.07, corner - unit * 0.13),
            (x + unit * 0.26, corner - unit * 0.12),
            (x + unit * 0.25, corner - unit * 0.03),
            (x + unit * 0.07, corner - unit * 0.03),
        ],
        (250, 247, 240),
        soft=True,
    )


def kitchen(stage: Stage) -> None:
    """Shelves, a counter, tiles."""
    corner = draw_shell(stage, (228, 222, 206), (196, 170, 140), boards=False)
    unit, wide, pen = stage.high, stage.wide, stage.pen
    for row in range(3):
        for at in range(int(wide / (unit * 0.07)) + 1):
            y = corner - unit * (0.22 + row * 0.05)
            pen.box(
                at * unit * 0.07,
                y,
                at * unit * 0.07 + unit * 0.066,
                y + unit * 0.047,
                mix(stage.hue, (244, 244, 238), 0.75 + 0.08 * ((at + row) % 2)),
                line=0.3,
            )
    window(stage, wide * 0.42, corner - unit * 0.6, unit * 0.28, unit * 0.3)
    for x0, x1 in ((0.02, 0.34), (0.68, 0.98)):
        pen.box(wide * x0, corner - unit * 0.42, wide * x1, corner - unit * 0.4, WOOD)
        for at in range(5):
            x = wide * (x0 + (x1 - x0) * (at + 0.5) / 5)
            tall = unit * stage.dice.between(f"jar{x0}{at}", 0.05, 0.11)
            pen.box(
                x - unit * 0.024,
                corner - unit * 0.42 - tall,
                x + unit * 0.024,
                corner - unit * 0.42,
                stage.dice.pick(f"jc{x0}{at}", BOOKS),
                line=0.7,
            )
    pen.box(
        stage.left,
        corner - unit * 0.07,
        stage.right,
        corner + unit * 0.12,
        darker(mix(stage.hue, (180, 170, 150), 0.4), 0.05),
    )
    pen.box(stage.left, corner - unit * 0.1, stage.right, corner - unit * 0.065, (236, 228, 212))
    for at in range(8):
        pen.box(
            wide * at / 8 + unit * 0.02,
            corner - unit * 0.045,
            wide * (at + 1) / 8 - unit * 0.02,
            corner + unit * 0.1,
            None,
            line=0.6,
        )


def cafe(stage: Stage) -> None:
    """A counter, a board, hanging lamps."""
    corner = draw_shell(stage, mix((172, 142, 118), stage.hue, 0.25), (150, 112, 84))
    unit, wide, pen = stage.high, stage.wide, stage.pen
    pen.box(wide * 0.56, corner - unit * 0.6, wide * 0.56 + unit * 0.46, corner - unit * 0.3, (56, 62, 60))
    for row in range(4):
        y = corner - unit * (0.54 - row * 0.06)
        pen.stroke(
            [(wide * 0.56 + unit * 0.05, y), (wide * 0.56 + unit * stage.dice.between(f"l{row}", 0.22, 0.4), y)],
            line=0.9,
            colour=(232, 226, 210),
            alpha=180,
        )
    window(stage, wide * 0.1, corner - unit * 0.56, unit * 0.4, unit * 0.36)
    pen.box(wide * 0.5, corner - unit * 0.14, stage.right, corner + unit * 0.12, darker(WOOD, 0.2))
    pen.box(wide * 0.49, corner - unit * 0.17, stage.right, corner - unit * 0.13, lighter(WOOD, 0.25))
    for x in (0.3, 0.62, 0.88):
        draw_lamp(stage, wide * x, stage.horizon * 0.3)


def greenhouse(stage: Stage) -> None:
    """Glass all round, and plants."""
    pen, dice, top = stage.pen, stage.dice, stage.horizon
    stage.band(-stage.high * 0.2, top, stage.light.high, stage.light.low)
    stage.ground((150, 138, 118))
    bar = stage.lit((222, 226, 222))
    for at in range(9):
        x = stage.left + (stage.right - stage.left) * at / 8
        pen.stroke([(x, -stage.high * 0.1), (x, top)], line=2.0, colour=bar)
        pen.stroke([(x, 0), (stage.wide / 2, -stage.high * 0.3)], line=1.2, colour=bar)
    for y in (top * 0.3, top * 0.65):
        pen.stroke([(stage.left, y), (stage.right, y)], line=1.6, colour=bar)
    for row, (y, size) in enumerate(((top + stage.depth * 0.04, 0.2), (top + stage.depth * 0.3, 0.32))):
        for at in range(11 - row * 3):
            x = stage.left + (stage.right - stage.left) * (at + dice.roll(f"fern{row}.{at}")) / (11 - row * 3)
            if row == 0 or not stage.wide * 0.24 < x < stage.wide * 0.76:
                _fern(stage, x, y, stage.high * size * dice.between(f"tall{row}.{at}", 0.7, 1.1), f"{row}.{at}")


def _fern(stage: Stage, x: float, y: float, tall: float, name: str) -> None:
    green = stage.lit(stage.dice.pick(f"green{name}", ((74, 128, 84), (96, 146, 84), (52, 108, 88))), 0.15)
    for k in range(-3, 4):
        lean = k * 0.3
        tip = (x + tall * lean, y - tall * (1 - abs(lean) * 0.45))
        stage.pen.limb([(x, y), ((x * 2 + tip[0]) / 3, y - tall * 0.55), tip], (tall * 0.05, tall * 0.13, 2), green)
    stage.pen.shape(
        [(x - tall * 0.2, y - tall * 0.06), (x + tall * 0.2, y - tall * 0.06), (x + tall * 0.14, y + tall * 0.16),
         (x - tall * 0.14, y + tall * 0.16)], stage.lit((170, 96, 70)),
    )  # fmt: skip
