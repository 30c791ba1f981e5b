"""A story as it comes from elsewhere, in plain words: nothing in it is a template, a mention or a name of a board."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal  # noqa: TC003 - part of a record

SHOTS = 10_000  # a board takes at most so many
LONGEST, TEXTS = 8_000, 60  # characters of a text; texts of one kind that a shot has


class NotImportable(Exception):
    """Nothing becomes of a file; its text says why and what to do, for people."""


@dataclass(frozen=True, slots=True)
class Left:
    """What is not in the board: what it is, why not, and in which line of the file, or 0."""

    what: str
    why: str
    line: int = 0


@dataclass(slots=True)
class Person:
    """Somebody who speaks or is on stage. `called` is the name as a screenplay writes it: `MARA`."""

    called: str
    name: str
    description: str = ""


@dataclass(slots=True)
class Place:
    """Where scenes play, with the times of day that are seen of it."""

    name: str
    description: str
    side: str = ""  # interior, exterior or both
    times: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Shot:
    """One picture. `words` is what is seen; `name` is wanted, not promised; `pictures` are seen from the board.

    `drawing` is one whose layout the shot has to keep.
    """

    words: str
    name: str = ""
    title: str = ""
    camera: str = ""
    action: list[str] = field(default_factory=list)
    dialogue: list[str] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    sound: list[str] = field(default_factory=list)
    transition: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    seconds: Decimal | None = None
    panels: int = 1
    cast: list[Person] = field(default_factory=list)
    place: Place | None = None
    time: str = ""
    edits: Shot | None = None  # another one of its scene, which this one is made from
    pictures: list[str] = field(default_factory=list)
    drawing: str = ""


@dataclass(slots=True)
class Scene:
    """Shots that belong together. `before` are lines that stand above it: the act that begins with it.

    Those of one that is `top` stand in no scene.
    """

    title: str
    name: str = ""
    place: Place | None = None
    time: str = ""
    note: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)
    top: bool = False


@dataclass(slots=True)
class Story:
    """All of it. `head` are lines that stand above the board.

    `hints` say to people what was guessed, `read` what became of each column.
    """

    title: str
    aspect: str = "16:9"
    head: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def shots(self) -> int:
        """How many pictures it has."""
        return sum(len(s.shots) for s in self.scenes)
