"""The people and places that a story has named so far, each once."""

from __future__ import annotations

import re

from .names import board_name, spoken
from .quoting import one_line
from .story import Left, Person, Place, Story

PEOPLE, PLACES = 1_000, 1_000
_SPEAKER = re.compile(r"([^\W\d_a-z][^:\n()]{1,39}?)[ ]*(?:\([^()\n]{0,60}\))?[ ]*:[ ]")
_NOT_NAMES = "VO V.O V.O. OS O.S O.S. OC O.C. SFX FX MUSIC SUPER TITLE TEXT NOTE SOUND CAPTION"
_NOBODY = frozenset(_NOT_NAMES.split())


class Known:
    """Names count without regard to capitals. `past` are people and places that a board has no room for."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self._places: dict[tuple[str, str], Place] = {}
        self._past: set[str] = set()

    def person(self, called: str) -> Person | None:
        """Who is called so."""
        key = called.casefold()
        if key not in self.people:
            if len(self.people) >= PEOPLE:
                self._past.add(key)
                return None
            self.people[key] = Person(called, spoken(called))
        return self.people[key]

    def speaker(self, line: str) -> Person | None:
        """Who says a line that begins with a name in capitals: `MARA: It turns.`"""
        found = _SPEAKER.match(line)
        named = one_line(found[1]) if found is not None else ""
        return self.person(named) if named.isupper() and named not in _NOBODY and len(named.split()) < 5 else None

    def place(self, name: str, side: str, time: str) -> Place | None:
        """Where something plays; `time` is a time of day, or ""."""
        key = (name.casefold(), side)
        if key not in self._places:
            if len(self._places) >= PLACES:
                self._past.add(name.casefold())
                return None
            told = spoken(name)
            self._places[key] = Place(told, f"{told.lower() if name.isupper() else told}, {side}".strip(", "), side)
        place = self._places[key]
        if time and board_name(time, "time") not in {board_name(t, "time") for t in place.times}:
            place.times.append(time)
        return place

    def tell(self, story: Story) -> None:
        """Hand them over to a story."""
        story.people, story.places = list(self.people.values()), list(self._places.values())
        if self._past:
            story.left.append(Left(f"{len(self._past)} people or places", f"a board takes {PEOPLE:,} of each"))
