"""Sketches of a library's samples, and a page that shows each beside the prompt that it comes from."""

from __future__ import annotations

import io
from errno import EEXIST
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..dsl.call import GivenPicture, MadePicture
from ..dsl.files import ProjectFiles
from ..dsl.loader import Use
from ..runtime.engine import Request, SentPicture
from ..runtime.page.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..dsl.call import Part
    from ..dsl.libraries import Release
    from ..shelf import Shelf

WIDTH = 640  # pixels of a sketch as it is written, at most
PAGE = "index.html"
MARKER = b'<meta name="generator" content="bnn library">'  # by which a page of ours is known
SIZE = "512"  # whatever the samples say: that is enough to see them, and is drawn in a quarter of the time


def write_sketches(shelf: Shelf, release: Release | None, folder: Path) -> dict[str, str]:
    """Draw every sample into `folder`, with a page. File names by `FILE.PROMPT`.

    Raises OSError; FileExistsError where a page that is not ours is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not _ours(folder / PAGE):
        raise FileExistsError(EEXIST, f"{PAGE} is there already, and stays as it is")
    drawn = _drawn(shelf)
    names: dict[str, str] = {}
    for leaf in shelf.catalogue.leaves:
        for offer in leaf.offers:
            if (sample := shelf.sample(leaf, offer)) is not None:
                address = f"{leaf.stem}.{offer.name}"
                names[address] = f"{address}.png"
                (folder / names[address]).write_bytes(_small(_row(drawn[id(sample.call)])))
    (folder / PAGE).write_text(_page(shelf, release, names), encoding="utf-8")
    return names


def _ours(page: Path) -> bool:
    """Whether a page may be written over: there is none, or it was written by us."""
    try:
        with page.open("rb") as file:
            return MARKER in file.read(1000)
    except FileNotFoundError:
        return True


def _drawn(shelf: Shelf) -> dict[int, list[bytes]]:
    """The pictures of every call: what a call needs comes before it."""
    from ..runtime.sketch.draw import draw

    files, by_address, found = ProjectFiles(shelf.folder), dict[str, list[bytes]](), dict[int, list[bytes]]()
    for call in shelf.calls:
        sent = tuple(s for part in call.parts if (s := _sent(part, by_address, files)) is not None)
        small = replace(call, config=replace(call.config, size=SIZE))
        found[id(call)] = by_address[call.address] = draw(Request(small, sent, 1))
    return found


def _sent(part: Part, made: Mapping[str, list[bytes]], files: ProjectFiles) -> SentPicture | None:
    if isinstance(part, MadePicture):
        return SentPicture(part.role, part.member, "", "image/png", made[part.call][(part.panel or 1) - 1])
    if isinstance(part, GivenPicture):
        data = files.read(files.find(part.path, beside=None, use=Use.REFERENCE))
        return SentPicture(part.role, part.member, part.sha256, part.mime, data)
    return None


def _row(pictures: list[bytes]) -> bytes:
    """Panels side by side."""
    from PIL import Image

    if len(pictures) == 1:
        return pictures[0]
    opened = [Image.open(io.BytesIO(data), formats=("PNG",)) for data in pictures]
    whole = Image.new("RGB", (sum(p.width for p in opened), max(p.height for p in opened)), "white")
    at = 0
    for picture in opened:
        whole.paste(picture, (at, 0))
        at += picture.width
    return _saved(whole)


def _small(data: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        whole = picture.convert("RGB")
        whole.thumbnail((WIDTH, WIDTH))
        return _saved(whole)


def _saved(picture: object) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    into = io.BytesIO()
    picture.save(into, "PNG", optimize=True)
    return into.getvalue()


def _page(shelf: Shelf, release: Release | None, names: Mapping[str, str]) -> str:
    from importlib.resources import files

    from jinja2 import Environment

    template = files(__package__).joinpath("library.html.j2").read_text("utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    return harmless(page.render(shelf=shelf, release=release, names=names))
