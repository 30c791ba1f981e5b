"""What completion needs, imported aside once the first cell has run: the first Tab need not wait for it."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .face import Board, Face
    from .notebook import Notebook

TYPED = 'shot a "b" { as'


def warm(notebook: Notebook) -> threading.Thread:
    """Complete something that nobody asked for, in a thread of its own.

    Whoever presses Tab meanwhile waits for the same imports, which Python does once. Nothing of ours is imported in a
    circle, so that two threads can't wait for each other.
    """
    work = threading.Thread(
        target=_complete, args=(notebook.face, notebook.board(())), name="bananaboard-warming", daemon=True
    )
    work.start()
    return work


def _complete(face: Face, board: Board) -> None:
    from . import completing as _  # noqa: F401 - it is to be there

    with suppress(Exception):  # what fails here fails again, and is told, where somebody presses Tab
        face.offers(board, TYPED, len(TYPED))
