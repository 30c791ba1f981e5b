"""The stage that a place is drawn on: a frame with a horizon, in light, seen through air."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .palette import Colour, mix

if TYPE_CHECKING:
    from .dice import Dice
    from .light import Light
    from .pen import Pen, Point


@dataclass(frozen=True, slots=True)
class Stage:
    """`wide` and `high` in the pen's units; `horizon` is a height in the same. `hue` is the place's own colour."""

    pen: Pen
    wide: float
    high: float
    horizon: float
    light: Light
    dice: Dice
    hue: Colour

    @property
    def left(self) -> float:
        """Where drawing begins: outside the frame, for a tilted camera."""
        return -self.wide * 0.2

    @property
    def right(self) -> float:
        """Where drawing ends."""
        return self.wide * 1.2

    @property
    def floor(self) -> float:
        """The lowest height that is drawn."""
        return self.high * 1.3

    @property
    def depth(self) -> float:
        """From the horizon to the lower edge; never nothing."""
        return max(self.high - self.horizon, self.high * 0.1)

    def lit(self, colour: Colour, far: float = 0.0) -> Colour:
        """A colour of the place in today's light."""
        return self.pen.manner.air(self.light.on(colour, far))

    def band(self, top: float, bottom: float, one: Colour, other: Colour) -> None:
        """A smooth change of colour from `top` down to `bottom`, over the whole width."""
        steps = 36
        for at in range(steps):
            y0, y1 = top + (bottom - top) * at / steps, top + (bottom - top) * (at + 1) / steps
            self.pen.box(self.left, y0, self.right, y1 + self.high * 0.004, mix(one, other, at / (steps - 1)), line=0)

    def ground(self, colour: Colour, *, near: float = 0.2) -> None:
        """The ground from the horizon down, darker towards the viewer."""
        far = self.lit(colour, 0.7)
        self.band(self.horizon, self.floor, far, mix(self.lit(colour), (30, 26, 44), near))
        self.pen.stroke([(self.left, self.horizon), (self.right, self.horizon)], line=0.6, alpha=150)

    def ridge(
        self,
        base: float,
        rise: float,
        colour: Colour,
        name: str,
        *,
        steps: int = 9,
        sharp: bool = False,
        line: float = 0.7,
    ) -> None:
        """Hills or mountains that stand on `base`."""
        points: list[Point] = []
        for at in range(steps + 1):
            x = self.left + (self.right - self.left) * at / steps
            up = self.dice.between(f"{name}{at}", 0.25, 1.0) * (1.0 if not sharp or at % 2 else 0.45)
            points.append((x, base - rise * up))
        self.pen.shape([(self.left, base), *self._bent(points, sharp), (self.right, base)], colour, line=line)

    def _bent(self, points: list[Point], sharp: bool) -> list[Point]:
        from .pen import curve

        return points if sharp else curve(points, closed=False, steps=5)
