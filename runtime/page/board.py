"""What the page shows, as plain data: scenes of shots, shots of frames, frames of takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

    from ...dsl.call import About


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that can be shown: `href` is a path relative to the page, with `/` and not yet percent-encoded."""

    href: str
    width: int  # pixels
    height: int
    mime: str
    alt: str
    panel: int = 1  # which of its answer


@dataclass(frozen=True, slots=True)
class Take:
    """One answer: several images where the call has panels."""

    number: int
    images: tuple[Image, ...]
    counts: bool  # what the board uses
    picked: bool  # somebody chose it
    label: str = ""  # "final", or "" for a take of the shot itself
    text: str = ""  # what the model wrote beside its pictures


@dataclass(frozen=True, slots=True)
class PromptWords:
    """A text part of the exact request."""

    text: str


@dataclass(frozen=True, slots=True)
class PromptPicture:
    """A picture part of the exact request; `image` is None where there is nothing to show (a PDF, or not made yet)."""

    name: str  # how the script calls it
    source: str  # the file, or the address that makes it
    image: Image | None


PromptPart: TypeAlias = PromptWords | PromptPicture


@dataclass(frozen=True, slots=True)
class Frame:
    """One call of the board: a picture, or several panels, and everything that is known about it."""

    address: str
    name: str  # the statement's own
    title: str  # its own, "" where it is called as the shot is
    kind: str  # shot, edit or view
    keys: tuple[tuple[str, str], ...]  # (axis, key)
    edit_of: str  # what an edit edits, as its scene calls it, else ""
    text: str  # the shot in plain words
    images: tuple[Image, ...]  # of the take that counts; empty while there is none
    shape: tuple[int, int]  # width and height that the picture has or will have
    takes: tuple[Take, ...]
    final: bool  # `images` are of the final
    status: str
    why: str  # what the status means, "" where nothing is to be said
    facts: tuple[tuple[str, str], ...]  # (what, value): model, engine, cost, place in the script
    prompt: tuple[PromptPart, ...]
    left_out: tuple[tuple[str, str], ...]  # (picture, because)
    about: About | None  # None: the shot's own says it
    refusal: str = ""  # why the service did not draw it
    review: tuple[str, ...] = ()  # open notes of those who looked at it


@dataclass(frozen=True, slots=True)
class Shot:
    """Frames that are shown side by side: a shot in all its variants in one row, each edit of it in a row below.

    A shot without variants has its edits in its own row.
    """

    number: str  # "2C", "" for a view
    name: str
    camera: str
    about: About
    rows: tuple[tuple[Frame, ...], ...]

    @property
    def frames(self) -> tuple[Frame, ...]:
        """All of them, row by row."""
        return tuple(frame for row in self.rows for frame in row)

    @property
    def single(self) -> bool:
        """Whether the shot itself is one frame, so that its words go with it."""
        return sum(frame.name == self.name for frame in self.frames) == 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Shots under one heading; `number` is 0 and `name` empty where shots stand outside scenes."""

    number: int
    name: str
    title: str
    note: tuple[str, ...]
    shots: tuple[Shot, ...]
    duration: Decimal | None  # seconds


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something that looks the same everywhere, with the pictures that say how."""

    kind: str
    member: str
    name: str
    description: str
    wears: str
    looks: tuple[tuple[str, str], ...]  # (look, what it says)
    given: tuple[PromptPicture, ...]
    views: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class PageBoard:
    """The whole page."""

    title: str
    scenes: tuple[Scene, ...]
    subjects: tuple[Subject, ...]
    engine: str
    sketched: bool  # at least one shown picture is a sketch
    made: int  # frames that have a picture
    frames: int
    duration: Decimal | None  # seconds
    spent: str  # what the pictures cost, for people; "" where nothing was paid
