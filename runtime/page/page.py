"""Writes a PageBoard as one HTML file: style inline, no script, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from importlib.resources import files
from math import gcd
from typing import TYPE_CHECKING
from urllib.parse import quote

from .harmless import harmless
from .wording import clock, cue, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from jinja2 import Template

    from .board import PageBoard, Shot


LAYOUTS = (("long", 2.1), ("wide", 1.25), ("square", 0.72), ("tall", 0.0))  # from which width by height on
LEAST, MOST = 3, 80  # timed shots that make a reel


def render_page(board: PageBoard) -> str:
    """The page as text, to be written as UTF-8. It loads nothing but the pictures that it names."""
    style = _style(board)
    return _template().render(board=board, style=style, digest=_digest(style), layout=_layout(board), reel=_reel(board))


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_clean)
    env.filters.update(url=_url, shape=_shape, beat=_beat, fragment=_fragment, clock=clock, seconds=seconds, cue=cue)
    return env.from_string(_read("page.html.j2"))


def _clean(value: object) -> object:
    return harmless(value) if type(value) is str else value


def _url(path: str) -> str:
    """Always relative: no scheme, host or query can come out of a file's name."""
    return "./" + quote(path, safe="/", errors="replace")


def _fragment(address: str) -> str:
    return quote(harmless(address), safe="")


def _beat(duration: Decimal) -> str:
    """The class that makes a shot as wide as it is long, in tenths of a second and at most an hour."""
    return f"t{max(1, min(36_000, int(duration * 10)))}"


def _reel(board: PageBoard) -> list[Shot]:
    """The timed shots, where enough have a length for a picture of the whole."""
    timed = [shot for scene in board.scenes for shot in scene.shots if shot.about.duration is not None]
    return timed if LEAST <= len(timed) <= MOST else []


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _style(board: PageBoard) -> str:
    from markupsafe import Markup

    shapes = sorted({_reduced(s) for s in _shapes(board)})
    rules = (f".r{w}x{h}{{--r:{w / h:.4f}}}\n" for w, h in shapes)
    usual = f"main{{--main:{_usual(board):.4f}}}\n"
    beats = sorted({int(_beat(s.about.duration)[1:]) for s in _reel(board) if s.about.duration is not None})
    grown = "".join(f".reel .t{b}{{flex-grow:{b}}}\n" for b in beats)
    # Ours alone: numbers and the stylesheet, never a word of the board.
    return Markup(_read("page.css") + usual + "".join(rules) + grown)  # noqa: S704 - see above


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _shots(board: PageBoard) -> Iterator[Shot]:
    for scene in board.scenes:
        yield from scene.shots
    for subject in board.subjects:
        yield from subject.views


def _shapes(board: PageBoard) -> Iterator[tuple[int, int]]:
    for shot in _shots(board):
        for frame in shot.frames:
            yield frame.shape
            yield from ((image.width, image.height) for image in frame.images)


def _reduced(shape: tuple[int, int]) -> tuple[int, int]:
    width, height = max(1, shape[0]), max(1, shape[1])
    by = gcd(width, height)
    return width // by, height // by


def _shape(shape: tuple[int, int]) -> str:
    """The class that gives a frame its proportions."""
    return "r{}x{}".format(*_reduced(shape))


def _usual(board: PageBoard) -> float:
    """Width by height of most frames, within what a page can be laid out for."""
    ratios = Counter(f"{_ratio(f.shape):.4f}" for scene in board.scenes for shot in scene.shots for f in shot.frames)
    return min(4.0, max(0.25, float(ratios.most_common(1)[0][0]))) if ratios else 16 / 9


def _ratio(shape: tuple[int, int]) -> float:
    width, height = _reduced(shape)
    return width / height


def _layout(board: PageBoard) -> str:
    """How many columns the page has: what most frames ask for."""
    usual = _usual(board)
    return next(name for name, least in LAYOUTS if usual >= least)
