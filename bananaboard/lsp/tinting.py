"""Colours by meaning: names of subjects, shots, axes and params, where they are declared and where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.links import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..grammar.source import Source
    from .desk import Opened
    from .places import Places

TYPES = ("class", "struct", "property", "method", "namespace", "enum", "variable", "function", "parameter")
MODIFIERS = ("declaration",)
TYPE_OF = {
    "character": "class", "location": "class", "prop": "class", "style": "class", "reference": "property",
    "look": "struct", "view": "property", "shot": "method", "edit": "method", "scene": "namespace", "variant": "enum",
    "param": "variable", "prompt": "function", "argument": "parameter", "import": "namespace",
}  # fmt: skip


def tints(opened: Opened, places: Places) -> list[int]:
    """The names of a board's own file, as the protocol packs them: five numbers each, relative to the one before."""
    packed: list[int] = []
    line = character = 0
    for start, end, kind, declares in _names(opened):
        assert opened.source is not None
        at = places.position(opened.source, start)
        length = places.codec.client_num_units(opened.source.text[start:end])
        packed += [at.line - line, at.character - (character if at.line == line else 0), length]
        packed += [TYPES.index(kind), 1 if declares else 0]
        line, character = at.line, at.character
    return packed


def _names(opened: Opened) -> Iterator[tuple[int, int, str, bool]]:
    last = 0
    source: Source | None = opened.source
    for link in opened.links.inside(opened.key) if source is not None else ():
        kind = TYPE_OF.get(kind_of(link.thing))
        if kind is not None and link.start >= last and link.source is source:
            last = link.end
            yield link.start, link.end, kind, link.declares
