"""Extras: who and what a shot's words name where nobody was put on stage by a mention."""

from __future__ import annotations

from ...dsl.call import Person
from .identity import FEATURES, differences, looks_of, species_of
from .prop import PROPS, prop_in
from .reading import says, singular, words
from .things import thing_words
from .wardrobe import BEINGS, CREATURES

MOST = 3
PLURAL = ("two", "couple", "pair", "both", "twins", "friends", "people", "children", "strangers")


SURE = frozenset(  # things that are nothing else, whatever stands around them
    ("lantern", "torch", "cup", "mug", "bottle", "candle", "cake", "bread", "apple", "bouquet", "bicycle", "boat",
     "car", "taxi", "parcel", "suitcase", "umbrella", "telescope", "map", "letter", "envelope", "book",
     "diary", "sword", "guitar", "violin", "chair", "bench", "armchair", "sofa", "laptop", "camera", "ball",
     "sunflower", "kite", "teapot", "bowl", "vase", "telephone", "radio", "rocket")
)  # fmt: skip
BEFORE = frozenset(
    ("a", "an", "the", "her", "his", "their", "its", "two", "with", "one", "this", "that", "old", "new", "red", "blue")
)


def extras_of(said: tuple[str, ...], text: str, *, beings_only: bool) -> tuple[Person, ...]:
    """At most three, each with looks from the words of the shot and none like the other."""
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
            found.append(Person(kind, name, name, name.capitalize(), text if not found else name, "", ""))
    people = [one for one in found if one.kind == "character"]
    if len(people) == 1 and says(said, *PLURAL) and species_of((people[0].identity,)) == "human":
        people.append(_unlike(people[0]))
    return tuple(people or found)[:MOST]


def _unlike(first: Person) -> Person:
    """Somebody whom nobody takes for the first."""
    for at in range(50):
        other = Person("character", f"other{at}", f"other{at}", "", "", "", "")
        if differences(looks_of(first), looks_of(other)) >= FEATURES - 1:
            return other
    return other


def things_of(said: tuple[str, ...], cast: tuple[Person, ...]) -> tuple[Person, ...]:
    """At most two things that the words name besides the cast: `waits with an umbrella`."""
    here = {prop_in(thing_words(one)) for one in cast if one.kind == "prop"}
    called = {word for one in cast for word in words(one.name)}
    found: list[Person] = []
    for at, word in enumerate(said):
        if word not in SURE or word in called or PROPS[word] in here or BEFORE.isdisjoint(said[max(0, at - 3) : at]):
            continue
        here.add(PROPS[word])
        found.append(Person("prop", word, word, "", " ".join(said[max(0, at - 2) : at + 1]), "", ""))
    return tuple(found[:2])
