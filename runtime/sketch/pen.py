"""The pen: shapes and lines in a coordinate system that can be moved, turned, scaled and mirrored."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL.Image import Image

    from .manner import Manner
    from .palette import Colour

Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]  # x = ax + by + c, y = dx + ey + f


def curve(points: Sequence[Point], closed: bool, steps: int = 6) -> list[Point]:
    """A soft line through all points."""
    count = len(points)
    if count < 3:
        return list(points)
    found: list[Point] = []
    for at in range(count if closed else count - 1):
        if closed:
            before, start, end, after = (points[(at + k) % count] for k in (-1, 0, 1, 2))
        else:
            before, start, end, after = (points[max(0, min(count - 1, at + k))] for k in (-1, 0, 1, 2))
        found.extend(_between(before, start, end, after, step / steps) for step in range(steps))
    return found if closed else [*found, points[-1]]


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    """Catmull and Rom's curve."""
    a, b = -0.5 * t + t * t - 0.5 * t**3, 1 - 2.5 * t * t + 1.5 * t**3
    c, d = 0.5 * t + 2 * t * t - 1.5 * t**3, -0.5 * t * t + 0.5 * t**3
    return (
        a * before[0] + b * start[0] + c * end[0] + d * after[0],
        a * before[1] + b * start[1] + c * end[1] + d * after[1],
    )


class Pen:
    """Draws on an RGB picture. One `weight` of line is a fine pen at any size of picture."""

    def __init__(self, image: Image, manner: Manner, matrix: Matrix, weight: float, phase: float = 0.0) -> None:
        from PIL import ImageDraw

        self.image = image
        self.manner = manner
        self.matrix = matrix
        self.weight = weight  # device pixels of a line of weight 1
        self.phase = phase
        self.draw = ImageDraw.Draw(image, "RGBA")

    def move(
        self, x: float, y: float, scale: float = 1.0, *, mirror: bool = False, turn: float = 0.0, bold: float = 1.0
    ) -> Pen:
        """A pen whose origin lies at (x, y) of this one; `turn` in degrees, clockwise."""
        a, b, c, d, e, f = self.matrix
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        flip = -1.0 if mirror else 1.0
        inner = (cos * flip, -sin, x, sin * flip, cos, y)
        matrix = (
            a * inner[0] + b * inner[3], a * inner[1] + b * inner[4], a * inner[2] + b * inner[5] + c,
            d * inner[0] + e * inner[3], d * inner[1] + e * inner[4], d * inner[2] + e * inner[5] + f,
        )  # fmt: skip
        return Pen(self.image, self.manner, matrix, self.weight * bold, self.phase)

    @property
    def unit(self) -> float:
        """Device pixels of one unit of this coordinate system."""
        a, _, _, d, _, _ = self.matrix
        return math.hypot(a, d)

    def place(self, point: Point) -> Point:
        """Where a point lies on the picture, in its pixels."""
        a, b, c, d, e, f = self.matrix
        return (a * point[0] + b * point[1] + c, d * point[0] + e * point[1] + f)

    # Shapes -------------------------------------------------------------------------------------------------------

    def shape(
        self,
        points: Sequence[Point],
        fill: Colour | None,
        *,
        line: float = 1.0,
        soft: bool = False,
        alpha: int = 255,
        ink: Colour | None = None,
    ) -> None:
        """A closed shape; `line` is the weight of its outline, 0 for none; `soft` rounds it through its points."""
        path = self._path(curve(points, closed=True) if soft else points, closed=True)
        if fill is not None and len(path) > 2:
            self.draw.polygon(path, fill=(*self.manner.tone(fill), alpha))
        self._outline([*path, path[0], path[1]] if len(path) > 1 else path, line, ink)

    def oval(
        self, x: float, y: float, rx: float, ry: float, fill: Colour | None, *, line: float = 1.0, alpha: int = 255
    ) -> None:
        """An ellipse around (x, y)."""
        steps = max(16, min(72, int(math.sqrt(max(rx, ry) * self.unit) * 3)))
        turn = math.tau / steps
        points = [(x + rx * math.cos(k * turn), y + ry * math.sin(k * turn)) for k in range(steps)]
        self.shape(points, fill, line=line, alpha=alpha)

    def box(
        self, x0: float, y0: float, x1: float, y1: float, fill: Colour | None, *, line: float = 1.0, alpha: int = 255
    ) -> None:
        """A rectangle."""
        self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill, line=line, alpha=alpha)

    def stroke(
        self,
        points: Sequence[Point],
        *,
        line: float = 1.0,
        colour: Colour | None = None,
        soft: bool = False,
        alpha: int = 255,
    ) -> None:
        """An open line."""
        path = self._path(curve(points, closed=False) if soft else points, closed=False)
        width = max(1, round(line * self.weight))
        colour = self.manner.ink if colour is None else self.manner.tone(colour)
        self._line(path, width, (*colour, alpha))

    def limb(
        self, points: Sequence[Point], thick: Sequence[float], fill: Colour, *, line: float = 1.0, soft: bool = True
    ) -> None:
        """A thick line of changing thickness, in this coordinate system's units, with an outline."""
        spine = curve(points, closed=False) if soft and len(points) > 2 else list(points)
        last = max(1, len(spine) - 1)
        widths = [_blend(thick, at / last) for at in range(len(spine))]
        left, right = [], []
        for at, (x, y) in enumerate(spine):
            (ax, ay), (bx, by) = spine[max(0, at - 1)], spine[min(last, at + 1)]
            long = math.hypot(bx - ax, by - ay) or 1.0
            nx, ny = -(by - ay) / long * widths[at] / 2, (bx - ax) / long * widths[at] / 2
            left.append((x + nx, y + ny))
            right.append((x - nx, y - ny))
        cap = _cap(spine[-1], spine[-2] if len(spine) > 1 else spine[-1], widths[-1] / 2)
        root = _cap(spine[0], spine[1] if len(spine) > 1 else spine[0], widths[0] / 2)
        self.shape([*left, *cap, *reversed(right), *root], fill, line=line)

    # Paths --------------------------------------------------------------------------------------------------------

    def _path(self, points: Iterable[Point], *, closed: bool) -> list[Point]:
        """Device points, with the small unsteadiness of a hand."""
        path = [self.place(point) for point in points]
        shake = self.manner.wobble * self.weight * 0.5
        if shake <= 0:
            return path
        return [self._shaken(point, shake, self.phase) for point in _refined(path, self.weight * 9, closed=closed)]

    def _shaken(self, point: Point, shake: float, phase: float) -> Point:
        long = self.weight * 15
        x, y = point[0] / long, point[1] / long
        return (
            point[0] + shake * (math.sin(x * 0.9 + y * 1.7 + phase) + 0.6 * math.sin(x * 2.3 - y * 1.1 + phase * 2)),
            point[1] + shake * (math.sin(x * 1.6 - y * 0.8 + phase * 3) + 0.6 * math.sin(y * 2.1 + x * 1.3 + phase)),
        )

    def _outline(self, path: list[Point], line: float, ink: Colour | None) -> None:
        width = line * self.weight * self.manner.line
        if width <= 0:
            return
        colour = self.manner.ink if ink is None else self.manner.tone(ink)
        self._line(path, max(1, round(width)), (*colour, 255))
        if self.manner.rough and line >= 1:
            loose = [self._shaken(point, self.weight * 0.75, self.phase + 2.0) for point in path]
            self._line(loose, max(1, round(width * 0.45)), (*colour, 110))

    def _line(self, path: list[Point], width: int, colour: tuple[int, int, int, int]) -> None:
        if len(path) < 2:
            return
        self.draw.line(path, fill=colour, width=width, joint="curve" if width > 2 else None)
        if width > 3 and colour[3] == 255:
            half = width / 2 - 0.5
            for x, y in (path[0], path[-1]):
                self.draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)


def _blend(values: Sequence[float], at: float) -> float:
    """A value along a list, `at` from 0 to 1."""
    place = at * (len(values) - 1)
    low = min(int(place), len(values) - 1)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def _cap(end: Point, before: Point, radius: float) -> list[Point]:
    """The round end of a limb."""
    heading = math.atan2(end[1] - before[1], end[0] - before[0])
    turns = [heading + math.pi / 2 - math.pi * k / 8 for k in range(1, 8)]
    return [(end[0] + radius * math.cos(turn), end[1] + radius * math.sin(turn)) for turn in turns]


def _refined(path: list[Point], longest: float, *, closed: bool) -> list[Point]:
    """The same path with long pieces cut, at most 64 each, so that they can bend a little."""
    if not path:
        return path
    found: list[Point] = []
    pairs = zip(path, [*path[1:], path[0]] if closed else path[1:], strict=False)
    for (ax, ay), (bx, by) in pairs:
        parts = min(64, int(math.hypot(bx - ax, by - ay) / longest) + 1)
        found.extend((ax + (bx - ax) * k / parts, ay + (by - ay) * k / parts) for k in range(parts))
    return found if closed else [*found, path[-1]]
