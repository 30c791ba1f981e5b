"""The slate: what the shot says, how the camera sees it, and that this is a sketch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import lettering
from .palette import BANANA, INK, Colour, mix

if TYPE_CHECKING:
    from PIL.Image import Image

    from ...dsl.call import Call
    from .sheet import Sheet

GROUND: Colour = (252, 250, 244)
QUIET: Colour = (112, 108, 112)


def draw_slate(image: Image, sheet: Sheet, call: Call, mark: str, note: str, kept: float) -> None:
    """Letters the slate; `mark` is SKETCH or what stands for it, `note` the take or the panel; `kept` is the cards'."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    x0, y0 = (0, sheet.frame_high) if sheet.below else (sheet.frame_wide, 0)
    draw.rectangle((x0, y0, sheet.wide, sheet.high), fill=GROUND)
    edge = max(1, round(sheet.letter / 14))
    draw.rectangle((x0, y0, sheet.wide, y0 + edge) if sheet.below else (x0, y0, x0 + edge, sheet.high), fill=INK)
    pad, size = sheet.letter * 0.5, sheet.letter
    width = _mark(image, x0 + pad, y0 + pad + edge, size * 0.82, mark)
    if sheet.below:
        side = x0 + pad + width + pad
        _words(image, call, (side, y0 + edge + pad, sheet.wide - pad - kept, sheet.high - pad * 0.6), size * 0.74)
        lettering.write(
            image, x0 + pad, sheet.high - pad * 0.7, lettering.fit(note, size * 0.5, width), size * 0.5, QUIET
        )
    else:
        _words(
            image,
            call,
            (x0 + pad, y0 + edge + pad * 2 + size * 1.2, sheet.wide - pad, sheet.high - pad - kept),
            size * 0.62,
        )


def _mark(image: Image, x: float, y: float, size: float, mark: str) -> float:
    """The yellow tag; gives its width."""
    from PIL import ImageDraw

    wide = lettering.width(mark, size, bold=True) + size * 0.9
    ImageDraw.Draw(image).rectangle((round(x), round(y), round(x + wide), round(y + size * 1.5)), fill=BANANA)
    lettering.write(image, x + size * 0.45, y + size * 1.1, mark, size, INK, bold=True)
    return wide


def _words(image: Image, call: Call, box: tuple[float, float, float, float], size: float) -> None:
    """Address, the words, the camera: as many lines as there is room."""
    x0, y0, x1, y1 = box
    room = x1 - x0
    rows, size = _rows(call.brief.text, size, room, y1 - y0)
    step = size * 1.28
    head = call.address if room < size * 18 or not call.brief.camera else f"{call.address}   ·   {call.brief.camera}"
    y = y0 + size
    lettering.write(image, x0, y, lettering.fit(head, size * 0.86, room), size * 0.86, mix(QUIET, INK, 0.2))
    for line in rows:
        y += step
        lettering.write(image, x0, y, line, size, INK)


def _rows(text: str, size: float, room: float, high: float) -> tuple[tuple[str, ...], float]:
    """The words in lines below the address and the size of their letters: smaller where they would not fit else."""
    for smaller in (size, size * 0.8, size * 0.68):
        rows = lettering.wrap(text, smaller, room, max(1, int(high / (smaller * 1.28)) - 1))
        if not rows or not rows[-1].endswith("…"):
            return rows, smaller
    return rows, smaller
