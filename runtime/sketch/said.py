"""Colours that words say of something: which noun each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import NAMED, Colour, darker, lighter
from .reading import singular
from .wardrobe import CARRIED, HATS, TOPS

if TYPE_CHECKING:
    from collections.abc import Mapping


def first_colour(said: tuple[str, ...]) -> Colour | None:
    """The colour that stands before the first word of a garment: a creature's own."""
    for word in said:
        if word in TOPS or word in HATS or word in CARRIED or word in ("eyes", "eyed"):
            return None
        if word in NAMED and word not in ("dark", "pale"):
            return _not_for(said, word)
    return None


def _not_for(said: tuple[str, ...], word: str) -> Colour | None:
    """The colour, unless the next words put it on something worn."""
    at = said.index(word)
    near = said[at + 1 : at + 4]
    return (
        None
        if any(next_word in TOPS or next_word in HATS or next_word in CARRIED for next_word in near)
        else NAMED[word]
    )


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
