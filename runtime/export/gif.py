"""An animated GIF of a board in time: smaller than a film, without sound, and nothing has to be installed for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .beats import Beat, in_time, size_of
from .exporter import Unexportable
from .panels import written
from .slides import slide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

    from .exporter import Material, Wishes, Written

MOST, HEIGHT = 500, 360  # pictures; pixels
SHORTEST = 2  # hundredths of a second: what is shorter, browsers show longer
LONGEST = 65_535  # hundredths of a second of one picture: the format has no room for more


class Gif:
    """Each picture once, with how long it stays. A change is always a cut."""

    about = "the same as an animated GIF, small and without sound"
    ending = "gif"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One GIF."""
        found = in_time(material, wishes)
        if len(found) > MOST:
            raise Unexportable(f"A GIF holds at most {MOST} pictures, and this board has {len(found):,}.")
        lengths = [10 * n for n in _lengths(found, Fraction(wishes.fps))]
        slides = _slides(found, wishes, material.mark)
        try:
            next(slides).save(
                to, "GIF", save_all=True, append_images=slides, duration=lengths, loop=0, optimize=False, disposal=1
            )
        except OverflowError:  # pictures that look alike are one to the format, and stay as long as all of them
            raise _too_long() from None
        return written(b.panel for b in found)


def _slides(found: list[Beat], wishes: Wishes, mark: str) -> Iterator[Image]:
    from PIL import Image

    size = size_of(found, wishes.height or HEIGHT)
    for beat in found:
        yield slide(beat, size, captions=wishes.captions, mark=mark).quantize(256, Image.Quantize.MEDIANCUT)


def _lengths(found: list[Beat], fps: Fraction) -> list[int]:
    """Hundredths of a second; what rounding takes from one picture, it gives to the next."""
    lengths, at = [], 0
    for beat in found:
        length = max(SHORTEST, round((beat.start + beat.length) * 100 / fps) - at)
        if length > LONGEST:
            raise _too_long()
        at += length
        lengths.append(length)
    return lengths


def _too_long() -> Unexportable:
    return Unexportable(f"A GIF shows a picture for at most {LONGEST // 100} seconds. `--to mp4` has no such limit.")
