"""The sheet: an exact size in pixels, a frame for the picture and a slate below or beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .palette import Colour

WORKING = 9_000_000  # pixels that are drawn at most; a larger picture is drawn smaller and enlarged


@dataclass(frozen=True, slots=True)
class Sheet:
    """All in pixels. The frame begins at (0, 0); the slate lies below it or, on a wide sheet, beside it."""

    wide: int
    high: int
    frame_wide: int
    frame_high: int

    @property
    def letter(self) -> float:
        """Size of a letter that can be read where the sheet is shown 400 pixels wide, or as high as a strip is."""
        return min(self.wide / 27, max(self.wide / 34, self.high / 40)) if self.below else self.high / 12

    @property
    def below(self) -> bool:
        """Whether the slate lies below the frame."""
        return self.frame_wide == self.wide

    @property
    def sharpness(self) -> float:
        """Drawn pixels for one of the sheet: two where there is room, to smooth every edge."""
        return min(2.0, math.sqrt(WORKING / (self.frame_wide * self.frame_high)))


def sheet_of(wide: int, high: int) -> Sheet:
    """Where frame and slate lie on a sheet of this size."""
    if wide > high * 3:
        return Sheet(wide, high, wide - round(high * 1.1), high)
    slate = round(min(Sheet(wide, high, wide, high).letter * 3.3, high * 0.24))
    return Sheet(wide, high, wide, high - slate)


@dataclass(frozen=True, slots=True)
class Letters:
    """A line that is lettered after the drawing is smoothed.

    `x` in widths of the frame, `y` (the baseline) and `size` in its heights; a size of 0 is that of names.
    """

    x: float
    y: float
    text: str
    size: float
    colour: Colour
    bold: bool = True
    align: str = "middle"
    halo: Colour | None = None
