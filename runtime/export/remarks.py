"""Open notes of a review, put to the pictures that they are about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..notes_file import Note, Notes
    from ..page.board import Frame, Scene
    from ..shown import Shown, ShownCall

MOST = 20  # notes to one picture
LONGEST = 1000  # characters of one


def remarked(scene: Scene, notes: Notes, board: Shown) -> Scene:
    """The same scene with what is still to be done."""
    if not notes.open:
        return scene
    calls = {c.call.address: c for c in board.calls}

    def noted(frame: Frame) -> Frame:
        return replace(frame, review=_texts(calls[frame.address], notes))

    shots = (replace(s, rows=tuple(tuple(map(noted, row)) for row in s.rows)) for s in scene.shots)
    return replace(scene, shots=tuple(shots))


def _texts(call: ShownCall, notes: Notes) -> tuple[str, ...]:
    """Of the picture and of its final; what is about a take that is not shown says so."""
    addresses = {c.call.address for c in (call, call.final) if c is not None}
    shown = {p.sha256 for c in (call, call.final) if c is not None for t in c.takes for p in t.pictures}
    found = [n for n in notes.open if n.address in addresses]
    return tuple(_text(n, shown) for n in found[:MOST])


def _text(note: Note, shown: set[str]) -> str:
    text = note.text if len(note.text) <= LONGEST else note.text[:LONGEST] + "…"
    if not note.sha256 or note.sha256 in shown:
        return text
    return f"{text} (of {f'take {note.take}' if note.take else 'another take'})"
