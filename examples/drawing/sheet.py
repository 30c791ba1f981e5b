"""A sheet to draw on, in units that do not depend on its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Point = tuple[float, float]
INK = "#2b2a33"
FINE = 3  # drawn three times as large, then made smaller, which smooths every edge


class Sheet:
    """A picture that is 100 units wide; heights in the same units."""

    def __init__(self, paper: str, glow: str, high: float = 125, wide: int = 640) -> None:
        self.high = high
        self.size = (wide, round(wide * high / 100))
        self.scale = wide * FINE / 100
        large = (self.size[0] * FINE, self.size[1] * FINE)
        light = ImageChops.invert(Image.radial_gradient("L")).resize(large, Image.Resampling.BICUBIC)
        self.image = Image.composite(Image.new("RGB", large, glow), Image.new("RGB", large, paper), light)
        self.draw = ImageDraw.Draw(self.image)

    def _box(self, x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
        return ((x - rx) * self.scale, (y - ry) * self.scale, (x + rx) * self.scale, (y + ry) * self.scale)

    def oval(
        self, x: float, y: float, rx: float, ry: float, fill: str | None, ink: str | None = INK, line: float = 0.6
    ) -> None:
        """An ellipse around (x, y)."""
        self.draw.ellipse(self._box(x, y, rx, ry), fill, ink, round(line * self.scale) if ink else 0)

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: int, end: int, line: float = 0.8, ink: str = INK
    ) -> None:
        """A part of an ellipse, in degrees clockwise from three o'clock."""
        self.draw.arc(self._box(x, y, rx, ry), start, end, ink, round(line * self.scale))

    def line(self, points: Sequence[Point], ink: str = INK, line: float = 0.7, soft: int = 3) -> None:
        """A line through the points, its corners rounded."""
        self.draw.line(self._pixels(rounded(points, soft, closed=False)), ink, round(line * self.scale), joint="curve")

    def shape(
        self, points: Sequence[Point], fill: str, ink: str | None = INK, line: float = 0.6, soft: int = 3
    ) -> None:
        """A filled outline; `soft` 0 keeps its corners."""
        ring = rounded(points, soft, closed=True)
        self.draw.polygon(self._pixels(ring), fill)
        if ink:
            self.draw.line(self._pixels([*ring, ring[0], ring[1]]), ink, round(line * self.scale), joint="curve")

    def both(self, points: Sequence[Point], fill: str, ink: str | None = INK, soft: int = 3) -> None:
        """A shape, and its mirror image."""
        self.shape(points, fill, ink, soft=soft)
        self.shape(mirrored(points), fill, ink, soft=soft)

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: int = 90) -> None:
        """A soft shadow on the ground."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).ellipse(self._box(x, y, rx, ry), strength)
        small = mask.resize(self.size).filter(ImageFilter.GaussianBlur(self.size[0] / 60))
        self.image.paste("#1d1a26", (0, 0), small.resize(self.image.size))

    def save(self, path: Path) -> None:
        """As a PNG with as many colours as it needs, or as a JPEG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = self.image.resize(self.size, Image.Resampling.LANCZOS)
        if path.suffix == ".jpg":
            picture.save(path, quality=88)
        else:
            picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


def rounded(points: Sequence[Point], times: int, *, closed: bool) -> list[Point]:
    """The points with every corner cut off, several times over."""
    ring = list(points)
    for _ in range(times):
        after = ring[1:] + ring[:1] if closed else ring[1:]
        cut = [p for a, b in zip(ring, after, strict=False) for p in (between(a, b, 0.25), between(a, b, 0.75))]
        ring = cut if closed else [ring[0], *cut, ring[-1]]
    return ring


def between(a: Point, b: Point, share: float) -> Point:
    """The point that lies at this share of the way."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def mirrored(points: Sequence[Point]) -> list[Point]:
    """The points on the other side of the middle."""
    return [(100 - x, y) for x, y in points]
