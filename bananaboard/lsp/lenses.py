"""Above each scene and over the board: how many pictures it is, and what they would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .described import priced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .desk import Opened
    from .page import Page


def lenses(page: Page) -> list[lsp.CodeLens]:
    """Prices on the models' own service, had nothing been made; none while the board has errors."""
    return [
        lsp.CodeLens(page.range(at, at), command=lsp.Command(told, ""))
        for at, told in _prices(page.opened)
        if page.holds(at)
    ]


def _prices(opened: Opened) -> Iterator[tuple[int, str]]:
    board, calls = opened.board, opened.compiled.calls
    if board is None or not calls:
        return
    if board.storyboard is not None:
        yield board.storyboard.start, priced(list(calls))
    for scene in board.scenes.values():
        own = [c for c in calls if c.scene == scene.name]
        if own:
            yield scene.node.start, priced(own)
