"""Notes, written: somebody says something of a picture, changes it, ticks it off or takes it back."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic
from .ledger_faults import Unopenable
from .lock import locked
from .notes_file import LONGEST, MOST, read_notes, written
from .shared_text import TRIES, replace_file, stamp
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from .ground import Ground
    from .notes_file import Note
    from .root import Workspace

LOCK = "notes.lock"
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # nothing that people write


class _Wrong(Exception):
    def __init__(self, *problems: Diagnostic) -> None:
        super().__init__(*problems)
        self.problems = problems


def add_note(workspace: Workspace, board: str, note: Note) -> tuple[Diagnostic, ...]:
    """Put a note at the end of a board's file; what is wrong, if it was not done. Raises OSError, Unopenable."""

    def added(notes: tuple[Note, ...]) -> tuple[Note, ...]:
        if len(notes) >= MOST:
            raise _Wrong(Diagnostic("BNN694", None, {"most": MOST}))
        return (*notes, replace(note, text=_worded(note.text)))

    return _change(workspace, board, added)


def change_note(
    workspace: Workspace, board: str, key: str, *, text: str | None = None, done: bool | None = None
) -> tuple[Diagnostic, ...]:
    """Other words for the note of that key, or whether it is done. Raises OSError, Unopenable."""

    def changed(note: Note) -> tuple[Note, ...]:
        worded = note.text if text is None else _worded(text)
        return (replace(note, text=worded, done=note.done if done is None else done),)

    return _change(workspace, board, lambda notes: _at(notes, key, changed))


def delete_note(workspace: Workspace, board: str, key: str) -> tuple[Diagnostic, ...]:
    """Take the note of that key away. Raises OSError, Unopenable."""
    return _change(workspace, board, lambda notes: _at(notes, key, lambda _: ()))


def _at(notes: tuple[Note, ...], key: str, changed: Callable[[Note], tuple[Note, ...]]) -> tuple[Note, ...]:
    at = next((i for i, n in enumerate(notes) if n.key == key), None)
    if at is None:
        raise _Wrong(Diagnostic("BNN692", None))
    return (*notes[:at], *changed(notes[at]), *notes[at + 1 :])


def _worded(text: str) -> str:
    said = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not said or len(said) > LONGEST:
        raise _Wrong(Diagnostic("BNN693", None, {"most": LONGEST}))
    return said


def _change(
    workspace: Workspace, board: str, change: Callable[[tuple[Note, ...]], tuple[Note, ...]]
) -> tuple[Diagnostic, ...]:
    """Read, change and replace the file while nobody else of us does; once more where a person saved it meanwhile."""
    path = workspace.notes(board)
    store = Store(workspace.settle())
    store.prepare(pretended=bool(workspace.realm))
    try:
        with locked(store.home / LOCK):
            for _ in range(TRIES):
                before = stamp(path)
                if replace_file(path, written(change(_read(workspace, path))), still=before):
                    return ()
    except _Wrong as wrong:
        return wrong.problems
    return (Diagnostic("BNN692", None),)


def _read(workspace: Workspace, path: Path) -> tuple[Note, ...]:
    found = read_notes(path, workspace.shown(path))
    if found.problems:
        raise _Wrong(*found.problems)
    return found.entries


def carry_notes(ground: Ground) -> None:
    """Notes of renamed addresses, and of a renamed board, go to their new names. No run ends because they can't."""
    workspace, board, moved = ground.workspace, ground.board, ground.moved
    if workspace is None:
        return
    came = read_notes(workspace.notes(moved), "").entries if moved and not workspace.notes(board).exists() else ()
    new = _heirs(ground) if came or workspace.notes(board).exists() else {}
    if not came and not any(n.address in new for n in read_notes(workspace.notes(board), "").entries):
        return
    with suppress(OSError, Unopenable):
        _change(workspace, board, lambda notes: tuple(_renamed(n, new) for n in (*notes, *came)))


def _heirs(ground: Ground) -> Mapping[str, str]:
    compiled = ground.compiled
    known = {c.address for c in (*compiled.calls, *compiled.spare, *compiled.finals)}
    return {before: now for now, before in ground.renamed.items() if before not in known}


def _renamed(note: Note, new: Mapping[str, str]) -> Note:
    return replace(note, address=new.get(note.address, note.address))
