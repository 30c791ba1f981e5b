"""The file of notes: what people say of a board's pictures, as text that they can read, edit and commit."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic
from .shared_text import Unreadable, quoted, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .root import Workspace

BOUND = 8_000_000  # bytes of a file
LONGEST = 4_000  # characters of a note
MOST = 5_000  # notes of a board
HEAD = (
    "# Notes to the pictures of this board. `bnn review` writes this file, and so may you; commit it with the board.\n"
)
_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody says of an address, or of one take of it: then `sha256` is its picture, `take` how it was called.

    `date` is None where somebody wrote none by hand.
    """

    address: str
    text: str
    date: dt.date | None = None
    done: bool = False
    take: int | None = None
    sha256: str = ""

    @property
    def key(self) -> str:
        """Names exactly this note, as it is now: another one as soon as a word of it differs."""
        said = [self.address, self.text, str(self.date), self.done, self.take, self.sha256]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Notes:
    """What a file of notes says, in its order. With `problems`, what could be read of it."""

    entries: tuple[Note, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def open(self) -> tuple[Note, ...]:
        """Those that are not done."""
        return tuple(n for n in self.entries if not n.done)

    def of(self, address: str) -> tuple[Note, ...]:
        """The notes of one picture."""
        return tuple(n for n in self.entries if n.address == address)

    def elsewhere(self, addresses: Iterable[str]) -> tuple[Note, ...]:
        """The notes of pictures that are none of these: their names are gone from the board."""
        known = frozenset(addresses)
        return tuple(n for n in self.entries if n.address not in known)


def notes_of(workspace: Workspace, board: str) -> Notes:
    """The notes of a board, which is named as in `Compiled.path`; none where there is no file. Never raises."""
    path = workspace.notes(board)
    return read_notes(path, workspace.shown(path))


def read_notes(path: Path, shown: str) -> Notes:
    """The notes in a file, called `shown` to people. Never raises for what it holds."""
    try:
        found = [_entry(e) for e in read_tables(path, "note", BOUND)]
    except Unreadable as fault:
        return Notes((), (Diagnostic("BNN690", None, {"path": shown, "reason": str(fault)}),))
    wrong = [n for n, note in enumerate(found, 1) if note is None]
    problems = tuple(Diagnostic("BNN691", None, {"path": shown, "number": n}) for n in wrong[:20])
    return Notes(tuple(n for n in found if n is not None), problems)


def _entry(entry: object) -> Note | None:
    if not isinstance(entry, dict):
        return None
    address, text, sha256 = entry.get("address"), entry.get("text"), entry.get("picture", "")
    done, take, date = entry.get("done", False), entry.get("take"), entry.get("date")
    if not (isinstance(address, str) and isinstance(text, str) and isinstance(sha256, str) and isinstance(done, bool)):
        return None
    if not (address and text.strip()) or (sha256 and not _SHA.fullmatch(sha256)):
        return None
    if not isinstance(date, dt.date | None) or not _is_take(take):
        return None
    day = date.date() if isinstance(date, dt.datetime) else date
    return replace(Note(address, text.strip()), date=day, done=done, take=take, sha256=sha256)


def _is_take(number: object) -> bool:
    return number is None or (isinstance(number, int) and not isinstance(number, bool) and 0 < number < 1_000_000)


def written(notes: Iterable[Note]) -> str:
    """The text of a file of notes."""
    return HEAD + "".join(map(_written, notes))


def _written(note: Note) -> str:
    lines = ["", "[[note]]", f"address = {quoted(note.address)}"]
    lines += [f"take = {note.take}"] if note.take is not None else []
    lines += [f"date = {note.date.isoformat()}"] if note.date else []
    lines += ["done = true"] if note.done else []
    lines.append(f"text = {_lines(note.text)}")
    lines += [f'picture = "{note.sha256}"'] if note.sha256 else []
    return "\n".join(lines) + "\n"


def _lines(text: str) -> str:
    """A text of several lines as it is read: what is blank around it is not part of it."""
    if "\n" not in text:
        return quoted(text)
    inner = "\n".join(quoted(line)[1:-1] for line in text.split("\n"))
    return f'"""\n{inner}\n"""'
