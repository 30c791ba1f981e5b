"""Draws the sheets of docs/libraries.md: the sketches of each file of the libraries that come with the program."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bananaboard.dsl.libraries import Libraries
from PIL import Image, ImageDraw, ImageFont

from bananaboard.cli.library_sketches import write_sketches
from bananaboard.shelf import open_shelf

HERE = Path(__file__).parent
ACROSS, CELL, LABEL, GAP = 5, (240, 150), 22, 8


def sheet(names: list[tuple[str, Path]]) -> Image.Image:
    """Pictures in rows, each with its name below."""
    columns = min(ACROSS, len(names))
    rows = -(-len(names) // columns)
    across, down = CELL[0] + GAP, CELL[1] + LABEL + GAP
    whole = Image.new("RGB", (columns * across + GAP, rows * down + GAP), "white")
    draw, font = ImageDraw.Draw(whole), ImageFont.load_default(14)
    for i, (name, path) in enumerate(names):
        x, y = GAP + i % columns * across, GAP + i // columns * down
        with Image.open(path) as picture:
            picture.thumbnail(CELL)
            whole.paste(picture, (x + (CELL[0] - picture.width) // 2, y + (CELL[1] - picture.height) // 2))
        draw.text((x + CELL[0] / 2, y + CELL[1] + 3), name, "#40382c", font, anchor="ma")
    return whole


def draw(name: str) -> None:
    """Every sheet of one library."""
    installed = Libraries()
    shelf = open_shelf(name, installed.folder(name, name))
    with tempfile.TemporaryDirectory() as folder:
        drawn = write_sketches(shelf, installed.release(name), Path(folder))
        for leaf in shelf.catalogue.leaves:
            every = [(o.name, Path(folder) / drawn[f"{leaf.stem}.{o.name}"]) for o in leaf.offers]
            sheet(every).save(HERE / f"{name}-{leaf.stem}.jpg", quality=82, optimize=True)


if __name__ == "__main__":
    for library in ("cinema", "studio"):
        draw(library)
