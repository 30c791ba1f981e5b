"""Colours that words say of something: which noun each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import NAMED, Colour, darker, lighter
from .reading import singular
from .wardrobe import CARRIED, CREATURES, HATS, TOPS

if TYPE_CHECKING:
    from collections.abc import Mapping


def first_colour(said: tuple[str, ...]) -> Colour | None:
    """The first colour that is not said of eyes or of something worn: a creature's own."""
    for at, word in enumerate(said):
        if word in NAMED and word not in ("dark", "pale") and not _of_something(said[at + 1 : at + 4]):
            return NAMED[word]
    return None


def _of_something(after: tuple[str, ...]) -> bool:
    """Whether the words behind a colour give it to eyes or clothes."""
    for word in after:
        if word in (",", ".", ";") or word in CREATURES:
            return False
        if word in ("eyes", "eyed", "eye") or word in TOPS or word in HATS or word in CARRIED:
            return True
    return False


def colour_near(said: tuple[str, ...], nouns: Mapping[str, object]) -> Colour | None:
    """The colour that is said of the first of the nouns that has one: `yellow oilskin coat`."""
    for at, word in enumerate(said):
        if word not in nouns and singular(word) not in nouns:
            continue
        for back in range(at - 1, max(-1, at - 5), -1):
            if not said[back].isalnum() or said[back] in ("and", "with"):
                break
            if said[back] in NAMED:
                return _shaded(said, back)
    return None


def _shaded(said: tuple[str, ...], at: int) -> Colour:
    colour = NAMED[said[at]]
    before = said[at - 1] if at else ""
    if said[at] in ("dark", "pale"):
        return colour
    if before in ("dark", "deep", "midnight"):
        return darker(colour, 0.35)
    return lighter(colour, 0.35) if before in ("light", "pale", "soft", "pastel") else colour
