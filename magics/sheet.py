"""Pictures for a notebook: small ones, and several in one with their names, as rows and columns."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.Image import Image

LARGE, SMALL = 640, 220  # pixels of a picture alone; of the smallest in a sheet
WIDEST = TALLEST = 1200  # of a sheet, as far as its pictures stay large enough
FORMATS = ("PNG", "JPEG", "WEBP")
PAPER, EMPTY = "#ffffff", "#eeeeee"
INK = (51, 51, 51)
GAP, LINE, SIZE = 8, 20, 14
BESIDE = 180  # pixels for the names of rows


@dataclass(frozen=True, slots=True)
class Shown:
    """One place of a sheet: a picture's file, None while it is not there; `mark` stands at the one that counts."""

    path: Path | None
    mark: bool = False


def preview(path: Path, side: int = LARGE) -> Image:
    """A picture, small. Raises OSError where it can't be read."""
    from PIL import Image

    with Image.open(path, formats=FORMATS) as file:
        file.draft("RGB", (side, side))
        small = file.convert("RGB")
    small.thumbnail((side, side))
    return small


def titled(title: str, picture: Image) -> Image:
    """A picture below its name."""
    from PIL import Image

    from ..runtime.sketch.lettering import fit, write

    paper = Image.new("RGB", (picture.width, picture.height + LINE + 2), PAPER)
    write(paper, 0, LINE - 5, fit(title, SIZE, picture.width), SIZE, INK)
    paper.paste(picture, (0, LINE + 2))
    return paper


def sheet(rows: Sequence[Sequence[Shown]], across: Sequence[str], down: Sequence[str]) -> Image:
    """Pictures as a table: names of columns above, of rows beside. One row and one column are a picture alone."""
    from PIL import Image

    from ..runtime.sketch.lettering import fit, width, write

    columns = max(len(r) for r in rows)
    if columns == 1 and len(rows) == 1 and rows[0][0].path is not None:
        return preview(rows[0][0].path)
    side = max(SMALL, min(LARGE // 2, WIDEST // columns, TALLEST // len(rows)))
    pictures = [[_small(s, side) for s in row] for row in rows]
    widths = max((p.width for row in pictures for p in row if p), default=side)
    heights = max((p.height for row in pictures for p in row if p), default=side * 9 // 16)
    left = min(BESIDE, int(max((width(d, SIZE) for d in down), default=0))) + GAP if any(down) else 0
    top = LINE if any(across) else 0
    paper = Image.new("RGB", (left + columns * (widths + GAP), top + len(rows) * (heights + GAP)), PAPER)
    for x, name in enumerate(across):
        write(paper, left + x * (widths + GAP), LINE - 5, fit(name, SIZE, widths), SIZE, INK)
    for y, row in enumerate(rows):
        at = top + y * (heights + GAP)
        write(paper, 0, at + heights // 2 + SIZE // 2 - 2, fit(down[y], SIZE, BESIDE) if any(down) else "", SIZE, INK)
        for x, place in enumerate(row):
            corner = (left + x * (widths + GAP), at)
            _put(paper, pictures[y][x], corner, (widths, heights), marked=place.mark)
    return paper


def _small(shown: Shown, side: int) -> Image | None:
    if shown.path is None:
        return None
    try:
        return preview(shown.path, side)
    except OSError:  # somebody has moved it: its place stays empty
        return None


def _put(paper: Image, small: Image | None, corner: tuple[int, int], size: tuple[int, int], *, marked: bool) -> None:
    from PIL import ImageDraw

    pen, (x, y) = ImageDraw.Draw(paper), corner
    if small is None:
        pen.rectangle((x, y, x + size[0], y + size[1]), fill=EMPTY)
        return
    paper.paste(small, corner)
    if marked:
        pen.rectangle((x, y, x + small.width - 1, y + small.height - 1), outline="#d9480f", width=4)


def encoded(picture: Image) -> tuple[str, bytes]:
    """The kind and the bytes that are smaller: PNG for what is drawn, JPEG for what is painted."""
    flat, rich = io.BytesIO(), io.BytesIO()
    picture.save(rich, "JPEG", quality=82, optimize=True)
    picture.save(flat, "PNG", optimize=True)
    png, jpeg = flat.getvalue(), rich.getvalue()
    return ("image/png", png) if len(png) <= len(jpeg) else ("image/jpeg", jpeg)
