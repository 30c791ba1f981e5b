"""Notes to pictures as lines, and for programs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from ..dsl.words import are, many
from ..runtime.hints import few
from ..runtime.page.harmless import terminal, terminal_line
from .pasted import typed_board
from .screen import DIM, YELLOW
from .typing_lines import command_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..runtime.ground import EngineInfo
    from ..runtime.notes_file import Note, Notes
    from ..script import Script
    from .screen import Screen

WIDEST = 100  # columns


def note_lines(to: Screen, notes: Iterable[Note]) -> Iterator[str]:
    """Each with its day and take, and all of its words."""
    for note in notes:
        day, take = (f"{note.date:%d %b %Y}" if note.date else "", f"take {note.take}" if note.take else "")
        told = ", ".join(filter(None, ("done" if note.done else "open", take, day)))
        yield "  " + to.paint(DIM if note.done else YELLOW, told)
        for line in terminal(note.text).split("\n"):
            yield from (f"    {w}" for w in textwrap.wrap(line, min(to.width or WIDEST, WIDEST) - 4))


def open_lines(to: Screen, script: Script, engine: EngineInfo, notes: Notes, addresses: Sequence[str]) -> Iterator[str]:
    """How many wait for somebody, where they are shown, and which of them are of pictures that are gone."""
    if not notes.open:
        return
    named = few(list(dict.fromkeys(n.address for n in notes.open)))
    yield "  " + to.paint(YELLOW, terminal_line(f"{many(len(notes.open), 'open note')}: {named}:"))
    yield from command_lines(to, [(f"bnn review {terminal_line(typed_board(script, engine))}", "shows them")])
    if gone := [n for n in notes.elsewhere(addresses) if not n.done]:
        yield "    " + to.paint(DIM, f"{len(gone):,} of them {are(len(gone))} to pictures that the board has not now.")


def note_records(notes: Iterable[Note]) -> list[dict[str, object]]:
    """The same for programs."""
    return [
        {
            "address": n.address,
            "take": n.take,
            "sha256": n.sha256 or None,
            "date": n.date.isoformat() if n.date else None,
            "done": n.done,
            "text": n.text,
        }
        for n in notes
    ]
