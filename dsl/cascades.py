"""Which settings hold for a statement: a shot's cascade, and what of it an edit or a view takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .call import Kind
from .settled import Cascade, cascade, inner
from .uses import EDIT_TAKES_NOT

if TYPE_CHECKING:
    from ..grammar import nodes
    from .board import Level, Maker

UNSEEN = frozenset(
    {"budget", "final", "title", "caption", "dialogue", "action", "sound", "transition", "note", "duration"}
)
FILE_WIDE = ("at", "cast", "camera", "chain", "takes", "aspect", "size", "panels")  # a storyboard's, that no view takes
ASIDE = frozenset({*EDIT_TAKES_NOT, "model", "aspect", "size"})  # an edit takes these only from its own block
WORDS = frozenset({"name", "wears"})  # a subject's settings that are words and not a picture's


class Cascades:
    """The settings that hold for each statement; remembered."""

    def __init__(self) -> None:
        self._levels: dict[int, Cascade] = {}
        self._held: dict[Maker, Cascade] = {}

    def of(self, level: Level | None) -> Cascade:
        """What holds in a block; nothing where there is none."""
        return cascade(level, self._levels) if level is not None else Cascade()

    def held(self, maker: Maker) -> Cascade:
        """The settings that hold for a statement, with their origins."""
        found = self._held.get(maker)
        if found is None:
            found = self._held[maker] = self._hold(maker)
        return found

    def stage(self, maker: Maker) -> dict[str, tuple[str, nodes.Text | None, Cascade]]:
        """Name, title and settings of the storyboard, the scene and the shot, for templates."""
        board = maker.module.storyboard
        found = {"storyboard": ("storyboard", board.title if board else None, self.of(maker.module.level))}
        if maker.scene is not None:
            found["scene"] = (maker.scene.name, maker.scene.node.title, self.of(maker.scene.level))
        found["shot"] = (maker.name, None, self.held(maker))
        return found

    def _hold(self, maker: Maker) -> Cascade:
        if maker.kind is Kind.SHOT:
            return self.of(maker.level)
        return self._view(maker) if maker.kind is Kind.VIEW else self._edit(maker)

    def _edit(self, maker: Maker) -> Cascade:
        outer = self.of(maker.level)
        own = maker.level if maker.level.node is maker.node else None
        mine = set(own.settings) if own else set()
        mine |= {s for a in (own.axes if own else ()) for s in a.sets}
        return Cascade({n: o for n, o in outer.origins.items() if n in mine or n not in ASIDE}, (), outer.unsent)

    def _view(self, maker: Maker) -> Cascade:
        held = self._board(maker)
        subject, look = maker.subject, maker.look
        for settings in (subject.settings if subject else {}, look.settings if look else {}, maker.level.settings):
            held = inner(held, maker.module, {n: s for n, s in settings.items() if n not in WORDS})
        return held

    def _board(self, view: Maker) -> Cascade:
        """What a view takes of its file's storyboard; no axis reaches it this way."""
        board = self.of(view.module.level)
        fitting = {n: o for n, o in board.origins.items() if n not in FILE_WIDE and n not in UNSEEN}
        plain = {n: tuple(o for o in found if o.axis is None) for n, found in fitting.items()}
        return Cascade({n: o for n, o in plain.items() if o}, tuple(o for o in board.rules if o.axis is None))
