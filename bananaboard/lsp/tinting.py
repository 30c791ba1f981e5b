"""Colours by meaning: names of subjects, shots, axes and params, where they are declared and where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.links import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .page import Page

TYPES = ("class", "struct", "property", "method", "namespace", "enum", "variable", "function", "parameter")
MODIFIERS = ("declaration",)
TYPE_OF = {
    "character": "class", "location": "class", "prop": "class", "style": "class", "reference": "property",
    "look": "struct", "view": "property", "shot": "method", "edit": "method", "scene": "namespace", "variant": "enum",
    "param": "variable", "prompt": "function", "argument": "parameter", "import": "namespace",
}  # fmt: skip


def tints(page: Page) -> list[int]:
    """The names of a document, as the protocol packs them: five numbers each, relative to the one before."""
    packed: list[int] = []
    line = character = 0
    for start, end, kind, declares in _names(page):
        at = page.range(start, start).start
        length = page.places.units(page.source.text[start:end])
        packed += [at.line - line, at.character - (character if at.line == line else 0), length]
        packed += [TYPES.index(kind), 1 if declares else 0]
        line, character = at.line, at.character
    return packed


def _names(page: Page) -> Iterator[tuple[int, int, str, bool]]:
    last = page.first
    for link in page.opened.links.inside(page.opened.key):
        kind = TYPE_OF.get(kind_of(link.thing))
        if kind is not None and last <= link.start < page.last and link.source is page.source:
            last = link.end
            yield link.start, link.end, kind, link.declares
