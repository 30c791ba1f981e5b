"""Above each scene and over the board: how many pictures it is, and what they would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .described import priced

if TYPE_CHECKING:
    from .desk import Opened
    from .places import Places


def lenses(opened: Opened, places: Places) -> list[lsp.CodeLens]:
    """Prices on the models' own service, had nothing been made; none while the board has errors."""
    board, calls = opened.board, opened.compiled.calls
    if board is None or not calls:
        return []
    found = []
    if board.storyboard is not None:
        found.append(_lens(opened, places, board.storyboard.start, priced(list(calls))))
    for scene in board.scenes.values():
        own = [c for c in calls if c.scene == scene.name]
        if own:
            found.append(_lens(opened, places, scene.node.start, priced(own)))
    return found


def _lens(opened: Opened, places: Places, offset: int, told: str) -> lsp.CodeLens:
    assert opened.source is not None
    return lsp.CodeLens(places.range(opened.source, offset, offset), command=lsp.Command(told, ""))
