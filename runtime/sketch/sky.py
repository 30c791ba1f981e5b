"""The sky above, and what falls from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import mix

if TYPE_CHECKING:
    from .stage import Stage


def draw_sky(stage: Stage) -> None:
    """Gradient, sun or moon, stars and clouds."""
    light, pen, dice = stage.light, stage.pen, stage.dice
    high, low = pen.manner.air(light.high), pen.manner.air(light.low)
    stage.band(min(0.0, stage.horizon) - stage.high * 0.3, stage.horizon + stage.high * 0.02, high, low)
    unit = min(stage.wide, stage.high)
    x, y = stage.wide * dice.between("sun x", 0.12, 0.88), stage.horizon * dice.between("sun y", 0.2, 0.55)
    if light.hour == "night" and light.weather not in ("rain", "snow", "fog"):
        for at in range(46):
            sx, sy = (
                dice.between(f"star x{at}", stage.left, stage.right),
                dice.between(f"star y{at}", 0, 1) ** 1.4 * stage.horizon,
            )
            r = unit * dice.between(f"star r{at}", 0.001, 0.0032)
            pen.oval(sx, sy, r, r, (240, 240, 250), line=0, alpha=200)
        if not light.weather:
            pen.oval(x, y, unit * 0.1, unit * 0.1, (250, 246, 220), line=0, alpha=40)
            pen.oval(x, y, unit * 0.06, unit * 0.06, (250, 246, 224), line=0.6)
    elif light.hour in ("dawn", "dusk"):
        for r, alpha in ((0.34, 36), (0.22, 50), (0.14, 70)):
            pen.oval(x, stage.horizon - unit * 0.05, unit * r, unit * r, (255, 238, 190), line=0, alpha=alpha)
        pen.oval(x, stage.horizon - unit * 0.05, unit * 0.085, unit * 0.085, (255, 244, 214), line=0)
    elif light.hour in ("day", "morning") and not light.weather:
        pen.oval(x, y, unit * 0.1, unit * 0.1, (255, 250, 220), line=0, alpha=90)
        pen.oval(x, y, unit * 0.06, unit * 0.06, (255, 250, 226), line=0)
    _clouds(stage, 5 if light.weather else 3)


def _clouds(stage: Stage, count: int) -> None:
    dice, light = stage.dice, stage.light
    white = mix(light.low, (255, 255, 255) if not light.dark else light.high, 0.55)
    for at in range(count):
        x = stage.wide * (at + dice.roll(f"cloud x{at}")) / count
        y = stage.horizon * dice.between(f"cloud y{at}", 0.08, 0.6)
        unit = min(stage.wide, stage.high) * dice.between(f"cloud r{at}", 0.12, 0.24)
        points = [
            (-1.3, 0.1),
            (-1.0, -0.12),
            (-0.55, -0.2),
            (-0.3, -0.42),
            (0.2, -0.4),
            (0.45, -0.2),
            (0.9, -0.2),
            (1.3, 0.08),
            (0.4, 0.16),
            (-0.5, 0.16),
        ]
        stage.pen.shape(
            [(x + px * unit, y + py * unit) for px, py in points],
            stage.pen.manner.air(white),
            line=0,
            soft=True,
            alpha=165,
        )


def draw_weather(stage: Stage, strength: float = 1.0) -> None:
    """Rain, snow, fog or wind in front of everything."""
    pen, dice, wide, high = stage.pen, stage.dice, stage.wide, stage.high
    unit = min(wide, high)
    match stage.light.weather:
        case "rain":
            for at in range(int(110 * strength * max(1, wide / high))):
                x, y = (
                    dice.between(f"rain x{at}", stage.left, stage.right),
                    dice.between(f"rain y{at}", -0.1 * high, high),
                )
                long = unit * dice.between(f"rain l{at}", 0.03, 0.09)
                pen.stroke([(x, y), (x - long * 0.32, y + long)], line=0.7, colour=(226, 234, 244), alpha=120)
        case "snow":
            for at in range(int(120 * strength * max(1, wide / high))):
                x, y = dice.between(f"snow x{at}", stage.left, stage.right), dice.between(f"snow y{at}", 0, high)
                r = unit * dice.between(f"snow r{at}", 0.003, 0.01)
                pen.oval(x, y, r, r, (255, 255, 255), line=0, alpha=215)
        case "fog":
            for at in range(15):
                y = high * (0.3 + 0.045 * at)
                x = wide * dice.between(f"fog x{at}", 0.1, 0.9)
                pen.oval(x, y, wide * 0.75, high * 0.085, stage.light.low, line=0, alpha=int(24 * strength))
        case "wind":
            for at in range(7):
                x, y = wide * dice.roll(f"wind x{at}"), high * dice.between(f"wind y{at}", 0.1, 0.8)
                pen.stroke(
                    [(x, y), (x + unit * 0.12, y - unit * 0.012), (x + unit * 0.26, y)], line=0.7, soft=True, alpha=110
                )
        case _:
            return
