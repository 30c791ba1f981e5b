"""A page: one file that holds all it shows, or a folder with the exact pictures beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...dsl.words import many
from ..page.page import render_page
from .exporter import Written
from .pictures import inline, opened
from .sketched import copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .exporter import Material, Wishes

LARGE, SMALL = 1280, 320  # pixels of the longer side
QUALITY = 82
# Attributes only: in the words of a board every quotation mark is written as an entity.
_PICTURE = re.compile(r'(<a class="picture [^"]*") href="\./([^"]+)"><img src="\./[^"]+"')
_LINK = re.compile(r'(<a) href="\./[^"]+"')
_SOURCE = re.compile(r'<img([^>]*?) src="\./([^"]+)"')
_ANY = re.compile(f"{_PICTURE.pattern}|{_LINK.pattern}|{_SOURCE.pattern}")
_POLICY = "img-src 'self' file:"


class Html:
    """The page that a run writes, to be sent on."""

    about = "a page: one file that holds everything, or a folder with the exact pictures"
    ending = "html"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One file, or a folder with `index.html`."""
        page = render_page(material.board)
        if wishes.folder:
            return _folder(material, to, page)
        assert _POLICY in page
        shrunk = _Shrunk(material)
        with to.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            for piece in _inlined(page.replace(_POLICY, "img-src data:", 1), shrunk):
                file.write(piece)
        return Written(len(shrunk.seen), _lost(shrunk.broken))


def _lost(broken: int) -> tuple[str, ...]:
    said = f"{many(broken, 'picture')} can't be opened and {'is' if broken == 1 else 'are'} left out."
    return (said,) if broken else ()


def _folder(material: Material, to: Path, page: str) -> Written:
    to.mkdir()
    (to / "index.html").write_text(page, "utf-8", errors="replace", newline="\n")
    for href, path in material.files.items():
        copy(path, to / href, material)
    return Written(len(material.files))


class _Shrunk:
    """The pictures of a page, smaller and inline; each is opened when it is met."""

    def __init__(self, material: Material) -> None:
        from urllib.parse import quote

        self.paths = {quote(href, safe="/", errors="replace"): path for href, path in material.files.items()}
        self.small: dict[str, str] = {}
        self.seen: set[str] = set()
        self.broken = 0

    def large(self, href: str) -> str:
        """For the board itself."""
        return self._shrunk(href, LARGE)

    def thumb(self, href: str) -> str:
        """For what stands there a second time."""
        if href not in self.small:
            self.small[href] = self._shrunk(href, SMALL)
        return self.small[href]

    def _shrunk(self, href: str, longest: int) -> str:
        path = self.paths.get(href)
        image = opened(path, longest) if path is not None else None
        if image is None:
            self.broken += href not in self.seen
            self.seen.add(href)
            return "data:,"
        self.seen.add(href)
        return inline(image, QUALITY)


def _inlined(page: str, shrunk: _Shrunk) -> Iterator[str]:
    """The page with its pictures in place of their names, piece by piece: it may be larger than memory."""
    at = 0
    for match in _ANY.finditer(page):
        yield page[at : match.start()]
        at = match.end()
        anchor, picture, link, before, source = match.groups()
        if picture:
            yield f'{anchor}><img src="{shrunk.large(picture)}"'
        elif link:
            yield link
        else:
            yield f'<img{before} src="{shrunk.thumb(source)}"'
    yield page[at:]
