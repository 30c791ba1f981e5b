"""Backdrops with walls where people work: workshops, offices, halls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .indoors import BOOKS, WOOD, draw_lamp, draw_shell, window
from .palette import darker, lighter, mix

if TYPE_CHECKING:
    from .stage import Stage


def workshop(stage: Stage) -> None:
    """A bench, tools on the wall."""
    corner = draw_shell(stage, mix((186, 182, 172), stage.hue, 0.2), (152, 146, 140), boards=False)
    unit, wide, pen = stage.high, stage.wide, stage.pen
    window(stage, wide * 0.08, corner - unit * 0.58, unit * 0.34, unit * 0.28)
    pen.box(wide * 0.44, corner - unit * 0.56, wide * 0.96, corner - unit * 0.24, lighter(WOOD, 0.3))
    for at in range(9):
        x, long = wide * (0.47 + at * 0.055), unit * stage.dice.between(f"tool{at}", 0.1, 0.2)
        pen.limb(
            [(x, corner - unit * 0.52), (x, corner - unit * 0.52 + long)],
            (unit * 0.014, unit * 0.01),
            stage.dice.pick(f"tc{at}", BOOKS),
            line=0.7,
        )
        pen.box(
            x - unit * 0.022, corner - unit * 0.54, x + unit * 0.022, corner - unit * 0.5, (128, 134, 140), line=0.7
        )
    pen.box(stage.left, corner - unit * 0.1, stage.right, corner - unit * 0.06, WOOD)
    for at in range(5):
        pen.box(
            wide * at / 4 - unit * 0.02,
            corner - unit * 0.06,
            wide * at / 4 + unit * 0.02,
            corner + unit * 0.12,
            darker(WOOD, 0.2),
        )


def office(stage: Stage) -> None:
    """Big windows, desks, a board."""
    corner = draw_shell(stage, mix((224, 226, 226), stage.hue, 0.15), (176, 178, 184), boards=False)
    unit, wide, pen = stage.high, stage.wide, stage.pen
    for at in range(max(2, int(wide / unit * 2))):
        window(stage, unit * (0.06 + at * 0.5), corner - unit * 0.62, unit * 0.4, unit * 0.36)
    for x in (0.16, 0.72):
        pen.box(wide * x, corner - unit * 0.04, wide * x + unit * 0.42, corner - unit * 0.01, lighter(WOOD, 0.3))
        for dx in (0.03, 0.39):
            pen.stroke([(wide * x + unit * dx, corner), (wide * x + unit * dx, corner + unit * 0.14)], line=1.4)
        pen.box(wide * x + unit * 0.12, corner - unit * 0.17, wide * x + unit * 0.3, corner - unit * 0.06, (58, 64, 76))


def lamp_room(stage: Stage) -> None:
    """The lamp of a lighthouse: a great lens in brass behind tall panes."""
    corner = draw_shell(stage, (96, 96, 104), (120, 102, 84))
    unit, wide, pen = stage.high, stage.wide, stage.pen
    panes = max(4, int(wide / unit * 3))
    for at in range(-1, panes + 1):
        window(stage, wide * at / panes + unit * 0.02, corner - unit * 0.78, wide / panes - unit * 0.05, unit * 0.62)
    x, y, r = wide * stage.dice.pick("lens", (0.3, 0.5, 0.7)), corner - unit * 0.4, unit * 0.27
    pen.box(x - r * 0.6, y + r, x + r * 0.6, corner + unit * 0.12, (150, 112, 62))
    for scale, alpha in ((1.7, 34), (1.35, 50)):
        pen.oval(x, y, r * scale, r * scale, (255, 236, 170), line=0, alpha=alpha)
    pen.oval(x, y, r * 0.78, r, (226, 236, 222))
    for k in range(-4, 5):
        half = r * 0.78 * (1 - (k / 5) ** 2) ** 0.5
        pen.stroke(
            [(x - half, y + r * k / 5), (x, y + r * k / 5 + r * 0.03 * k), (x + half, y + r * k / 5)],
            line=0.9,
            colour=(120, 150, 146),
            soft=True,
        )
    pen.oval(x, y, r * 0.2, r * 0.24, (255, 244, 190))
    pen.oval(x, y, r * 0.08, r * 0.12, (255, 255, 240), line=0)
    for side in (-1, 1):
        pen.limb(
            [(x + side * r * 0.5, y - r * 1.02), (x + side * r * 0.92, y), (x + side * r * 0.5, y + r * 1.02)],
            (r * 0.1, r * 0.1, r * 0.1),
            (196, 150, 74),
        )
    pen.box(stage.left, corner - unit * 0.12, stage.right, corner - unit * 0.09, (188, 146, 74), line=0.9)


def corridor(stage: Stage) -> None:
    """A long hall in perspective."""
    wall = stage.pen.manner.air(mix((190, 194, 198), stage.hue, 0.35))
    pen, wide, hz = stage.pen, stage.wide, stage.horizon
    cx = wide * 0.5
    pen.box(stage.left, -stage.high * 0.3, stage.right, stage.floor, wall, line=0)
    frames = (2.4, 1.3, 0.75, 0.44, 0.26, 0.15)

    def corner(share: float, sx: int, sy: int) -> tuple[float, float]:
        return (
            cx + sx * wide * 0.5 * share,
            hz + sy * (stage.depth if sy > 0 else hz) * share * (0.95 if sy < 0 else 1),
        )

    for at in range(len(frames) - 1):
        out, inner, tone = frames[at], frames[at + 1], 0.05 + 0.07 * at
        pen.shape(
            [corner(out, -1, 1), corner(out, 1, 1), corner(inner, 1, 1), corner(inner, -1, 1)],
            darker(mix(wall, (120, 110, 104), 0.4), tone),
            line=0.6,
        )
        pen.shape(
            [corner(out, -1, -1), corner(out, 1, -1), corner(inner, 1, -1), corner(inner, -1, -1)],
            lighter(wall, 0.3 - tone),
            line=0.6,
        )
        for side in (-1, 1):
            pen.shape(
                [corner(out, side, 1), corner(out, side, -1), corner(inner, side, -1), corner(inner, side, 1)],
                darker(wall, tone + (0.08 if side > 0 else 0)),
                line=0.8,
            )
            middle = (out + inner) / 2
            if at % 2:
                top = [corner(out, side, -1), corner(middle, side, -1)]
                low = [corner(middle, side, 1), corner(out, side, 1)]
                pen.shape([*((x, y * 0.45 + hz * 0.55) for x, y in top), *low], darker(stage.hue, 0.2), line=0.7)
    last = frames[-1]
    pen.shape([corner(last, -1, -1), corner(last, 1, -1), corner(last, 1, 1), corner(last, -1, 1)], stage.light.low)


def studio(stage: Stage) -> None:
    """A seamless backdrop with one soft lamp."""
    paper = stage.pen.manner.air(mix((236, 232, 224), stage.hue, 0.16))
    stage.band(-stage.high * 0.3, stage.horizon, darker(paper, 0.1), paper)
    stage.band(stage.horizon, stage.floor, paper, darker(paper, 0.16))
    for r, alpha in ((0.62, 40), (0.42, 50), (0.26, 60)):
        stage.pen.oval(
            stage.wide / 2,
            stage.horizon * 0.72,
            stage.high * r * 1.2,
            stage.high * r,
            (255, 255, 252),
            line=0,
            alpha=alpha,
        )


def library(stage: Stage) -> None:
    """Walls of books."""
    corner = draw_shell(stage, (120, 92, 72), (140, 104, 76))
    unit, wide, pen = stage.high, stage.wide, stage.pen
    shelf = unit * 0.15
    for row in range(int(corner / shelf) + 2):
        y, x, at = corner - row * shelf, stage.left, 0
        while x < stage.right and at < 200:
            w = unit * stage.dice.between(f"b{row}.{at}", 0.014, 0.034)
            if stage.dice.chance(f"gap{row}.{at}", 0.94):
                tall = shelf * stage.dice.between(f"t{row}.{at}", 0.6, 0.86)
                pen.box(x, y - tall, x + w, y, darker(stage.dice.pick(f"c{row}.{at}", BOOKS), 0.12), line=0.3)
            x, at = x + w * 1.02, at + 1
        pen.box(stage.left, y - unit * 0.005, stage.right, y + unit * 0.014, darker(WOOD, 0.25), line=0.6)
    draw_lamp(stage, wide * 0.7, stage.horizon * 0.25)
