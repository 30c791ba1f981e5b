"""Notes on the page: what it is told of them, and how it adds, changes and deletes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..api import today
from ..runtime.notes_file import Note, notes_of
from ..runtime.noting import add_note, change_note, delete_note
from .wrong import Wrong, refuse

if TYPE_CHECKING:
    from .desk import Desk
    from .document import Record


class Remarks:
    """The notes of the desk's board."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.workspace, self.board = desk, desk.workspace, desk.script.key

    def document(self) -> Record:
        """All of them, and what is wrong with their file."""
        found = notes_of(self.workspace, self.board)
        return {"notes": [_told(n) for n in found.entries], "notesWrong": [d.message for d in found.problems]}

    def add(self, address: str, text: str, digest: str) -> str:
        """To a picture of the board as it is now; what was done. Raises Wrong, Unopenable, OSError."""
        self.desk.known(address)
        take = self.desk.take_of(address, digest) if digest else None
        refuse(add_note(self.workspace, self.board, Note(address, text, today(), take=take, sha256=digest)))
        return "Noted."

    def change(self, key: str, text: str | None, *, finished: bool | None) -> str:
        """Other words, or whether it is done; what was done. Raises Wrong, Unopenable, OSError."""
        refuse(change_note(self.workspace, self.board, key, text=text, done=finished))
        return "The note is changed." if text is not None else "The note is done." if finished else "The note is open."

    def delete(self, key: str) -> str:
        """It goes, and can be had back; what was done. Raises Wrong, Unopenable, OSError."""
        note = next((n for n in notes_of(self.workspace, self.board).entries if n.key == key), None)
        refuse(delete_note(self.workspace, self.board, key))
        if note is None:
            raise Wrong("This note is not there any more.")
        self.desk.past.add(lambda: self._again(note))
        return "The note is deleted. U brings it back."

    def _again(self, note: Note) -> str:
        refuse(add_note(self.workspace, self.board, note))
        return f"Undone: the note to {note.address} is there again."


def _told(note: Note) -> Record:
    return {
        "key": note.key,
        "address": note.address,
        "take": note.take,
        "digest": note.sha256,
        "date": note.date.isoformat() if note.date else "",
        "done": note.done,
        "text": note.text,
    }
