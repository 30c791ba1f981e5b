"""Extras: who and what a shot's words name where nobody was put on stage by a mention."""

from __future__ import annotations

from ...dsl.call import Person
from .identity import species_of
from .prop import PROPS
from .reading import says, singular
from .wardrobe import BEINGS, CREATURES

MOST = 3
PLURAL = ("two", "couple", "pair", "both", "twins", "friends", "people", "children", "strangers")


def extras_of(said: tuple[str, ...], text: str, *, beings_only: bool) -> tuple[Person, ...]:
    """At most three, each with looks from the words of the shot."""
    if says(said, "empty", "nobody", "deserted", "abandoned", "no"):
        return ()
    found: list[Person] = []
    for word in said:
        name = singular(word)
        if word in CREATURES or name in CREATURES or word in BEINGS or (name in BEINGS and name != word):
            kind = "character"
        elif name in PROPS and not found and not beings_only:
            kind = "prop"
        else:
            continue
        if name not in [one.identity for one in found]:
            found.append(
                Person(kind, name, name, name.capitalize(), text if kind == "character" and not found else name, "", "")
            )
    people = [one for one in found if one.kind == "character"]
    if len(people) == 1 and says(said, *PLURAL) and species_of((people[0].identity,)) == "human":
        people.append(Person("character", "other", "other", "", "", "", ""))
    return tuple(people or found)[:MOST]
