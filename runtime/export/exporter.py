"""What every exporter follows: a board with its pictures in, files out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from ..notes_file import Notes
    from ..page.board import PageBoard
    from ..root import Workspace
    from ..shown import Shown


class Unexportable(Exception):
    """Why a board can't be exported so, as a sentence for people."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How it is to come out. Each exporter takes what concerns it."""

    folder: bool = False  # a folder with the exact pictures instead of one file
    paper: str = "a4"  # or letter
    upright: bool = False  # portrait
    right_to_left: bool = False  # a comic's panels and pages, as manga has them
    columns: int = 0  # panels side by side; 0: what the pictures' shape asks for
    rows: int = 0
    fonts: tuple[Path, ...] = ()  # tried before those of the system
    captions: bool = False  # burnt into a reel
    fps: int | Fraction = 24
    seconds: float = 3.0  # of a shot without a duration
    height: int = 0  # pixels, of a reel; 0: what suits it


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a picture of an export comes from: a take's picture, by what it counts and what it is at all."""

    address: str  # of the final, where it is one
    take: int
    part: int  # which picture of its answer, from 1
    sha256: str
    which: str  # final, pick or first
    by_hand: bool
    status: str


@dataclass(frozen=True, slots=True)
class Material:
    """A board with the pictures that count. `files`: the exact file of each `Image.href` of `board`.

    `origins`: of those that were made, where they come from. `notes`: what was said of the board, open and done.
    """

    board: PageBoard
    files: Mapping[str, Path]
    origins: Mapping[str, Origin]
    shown: Shown
    workspace: Workspace
    mark: str  # what each picture must be marked as: "Sketch", "Rehearsal", or "" for real ones
    today: dt.date
    notes: Notes
    bare: bool = False  # pictures are copied without the words that a sketch carries inside


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: how many pictures are in it, and what has to be said, in sentences for people.

    `used`: which of `Material.files` these are; None: all of them.
    """

    pictures: int
    notes: tuple[str, ...] = ()
    used: frozenset[str] | None = None


class Exporter(Protocol):
    """Writes one format. A package's class is named in the entry point group `bananaboard.exporters`."""

    about: str  # a sentence for people
    ending: str  # of its file: "pdf"; "" for a folder
    credentials: bool  # whether the pictures' exact bytes are in it, so that content credentials survive

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """Write a file at `to`, or a folder; there is nothing there yet. Raises Unexportable, OSError."""
        ...
