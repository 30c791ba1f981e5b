"""Edits: a sketch of ours, staged again with what the edit's words change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...dsl.call import Brief, Person
from .extras import extras_of
from .framing import size_of
from .identity import species_of
from .light import HOURS, WEATHER
from .manner import PLAIN, manner_of
from .origin import staged
from .prop import prop_in
from .reading import says, words
from .wardrobe import BEINGS, CREATURES

if TYPE_CHECKING:
    from .origin import Origin

GO = ("remove", "erase", "delete", "without", "no", "lose", "drop", "hide")
SWAP = ("replace", "swap", "exchange")
COME = ("add", "put", "place", "give", "insert", "bring", "include", "introduce", *SWAP)
CLEAR = ("calm", "clear", "sunny", "dry", "bright", "sunshine", "blue")
NEARER, FARTHER = ("closer", "nearer", "tighter", "zoom"), ("wider", "farther", "further", "pull")


def edited(origin: Origin, edit: Brief) -> Origin:
    """The composition of the source with what the edit says: its words come first, so they win."""
    brief, edit, said = origin.brief, staged(edit), words(edit.text)
    cast = _come(_gone(brief.cast, edit, said), edit, said)
    left = any(one.kind == "character" for one in brief.cast) and not any(one.kind == "character" for one in cast)
    text = f"{edit.text}. {_kept(brief.text, said)}"
    place, style = _place(brief.place, edit, said), _style(brief.style, edit.text)
    new = Brief(text, cast, place, style, _camera(brief, edit), (), brief.nobody or edit.nobody or left)
    return replace(origin, brief=new)


def _gone(cast: tuple[Person, ...], edit: Brief, said: tuple[str, ...]) -> tuple[Person, ...]:
    """Without those that have to go."""
    if says(said, *SWAP):
        return tuple(one for one in cast if one.identity != edit.cast[0].identity) if edit.cast else cast
    if not _takes_away(said):
        return cast
    return tuple(one for one in cast if not _names(said, one))


def _takes_away(said: tuple[str, ...]) -> bool:
    return says(said, *GO) or ("take" in said and says(said, "out", "away", "off"))


def _names(said: tuple[str, ...], person: Person) -> bool:
    """Whether the words behind a `remove` name somebody or something."""
    at = next((at for at, word in enumerate(said) if word in GO or word == "take"), 0)
    rest = said[at + 1 :]
    rest = rest[: next((k for k, word in enumerate(rest) if word in ("but", "keep", "leave", ";", ".")), len(rest))]
    called = set(words(person.name, person.identity.replace("_", " "))) - {".", "the", "a", "an", "of", "and"}
    if not called.isdisjoint(rest):
        return True
    if person.kind == "prop":
        return prop_in(rest) is not None and prop_in(rest) is prop_in(words(person.description))
    species = species_of(words(person.description))
    if species == "human":
        return next((word in BEINGS for word in rest if word in BEINGS or word in CREATURES), False)
    return species == species_of(rest)


def _come(cast: tuple[Person, ...], edit: Brief, said: tuple[str, ...]) -> tuple[Person, ...]:
    """With those who come: who the edit mentions, else what it names."""
    if _takes_away(said):
        return cast
    here = {one.identity: at for at, one in enumerate(cast)}
    looks = {one.identity: one for one in edit.cast}
    cast = tuple(looks.get(one.identity, one) for one in cast)
    new = tuple(one for one in edit.cast if one.identity not in here)
    if says(said, *SWAP):
        new = new[1:] if len(new) > 1 else new
    elif not edit.cast and says(said, *COME):
        new = tuple(replace(one, name="") for one in extras_of(said, edit.text, beings_only=False))
    return (*cast, *new)


def _kept(text: str, said: tuple[str, ...]) -> str:
    """The source's words without the weather and the hour that the edit does away with."""
    falls = {word for _, known in WEATHER for word in known}
    gone: set[str] = set()
    if says(said, *CLEAR) or (says(said, *GO, "stop", "stops", "end") and says(said, *falls)):
        gone |= falls
    if any(says(said, *known) for known, _ in HOURS):
        gone |= {word for known, _ in HOURS for word in known}
    return " ".join(word for word in text.split() if word.strip(",.;:!?").lower() not in gone)


def _place(place: Person | None, edit: Brief, said: tuple[str, ...]) -> Person | None:
    """Where the edit says; in the same place the weather that it does away with is gone."""
    if edit.place is not None:
        return edit.place
    return place and replace(place, description=_kept(place.description, said), look=_kept(place.look, said))


def _style(style: Person | None, text: str) -> Person | None:
    """The style that the edit asks for, else the source's."""
    asked = Person("style", "", "", "", text, "", "")
    manner = manner_of(asked, False)
    return asked if manner.name != PLAIN.name or manner.colourful == 0 else style


def _camera(brief: Brief, edit: Brief) -> str:
    if edit.camera or size_of(edit.text):
        return edit.camera or edit.text
    said = words(edit.text)
    if says(said, *NEARER):
        return "close-up"
    return "wide" if says(said, *FARTHER) else brief.camera
