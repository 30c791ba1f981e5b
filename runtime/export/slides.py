"""The pictures of a reel: each whole on a dark ground, with its words where they are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..page.wording import cue
from ..sketch.lettering import width, wrap, write
from .pictures import opened

if TYPE_CHECKING:
    from PIL.Image import Image

    from .beats import Beat

GROUND, PALE, MARK, INK = (17, 17, 19), (236, 232, 223), (242, 194, 48), (29, 27, 24)
LINES = 3


def slide(beat: Beat, size: tuple[int, int], *, captions: bool, mark: str) -> Image:
    """One picture of a reel. What is not drawn is told in words."""
    from PIL import Image

    made = Image.new("RGB", size, GROUND)
    panel = beat.panel
    there = opened(panel.path, max(size)) if panel.path is not None else None
    if there is None:
        _blank(made, panel.heading, panel.text)
    else:
        by = min(size[0] / there.width, size[1] / there.height)
        fitted = there.resize((max(1, round(there.width * by)), max(1, round(there.height * by))))
        made.paste(fitted, ((size[0] - fitted.width) // 2, (size[1] - fitted.height) // 2))
        if mark:
            _mark(made, mark.upper())
    if captions and beat.words:
        _captions(made, beat.words)
    return made


def _blank(made: Image, heading: str, text: str) -> None:
    unit = made.height / 20
    room = made.width * 0.8
    write(made, made.width / 2, made.height * 0.42, heading, unit * 1.2, PALE, bold=True, align="middle")
    for index, line in enumerate(wrap(text, unit * 0.8, room, 4)):
        write(made, made.width / 2, made.height * 0.5 + index * unit * 1.2, line, unit * 0.8, PALE, align="middle")


def _mark(made: Image, text: str) -> None:
    from PIL import ImageDraw

    size = max(10.0, made.height / 36)
    wide = width(text, size, bold=True) + size
    x, y = made.width - wide - size * 0.8, size * 0.8
    box = (x, y, x + wide, y + size * 1.6)
    ImageDraw.Draw(made).rectangle(box, fill=MARK)
    write(made, x + size / 2, y + size * 1.17, text, size, INK, bold=True)


def _captions(made: Image, words: str) -> None:
    """White with a dark edge, at the foot."""
    size = max(12.0, made.height / 20)
    said = [": ".join(filter(None, cue(line))) for line in words.split("\n")]
    lines = [part for line in said for part in wrap(line, size, made.width * 0.86, LINES)][: LINES + 1]
    for index, line in enumerate(reversed(lines)):
        y = made.height - size * (0.9 + 1.3 * index)
        write(made, made.width / 2, y, line, size, (255, 255, 255), bold=True, align="middle", halo=(0, 0, 0))
