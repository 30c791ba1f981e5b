"""The axes along which each statement varies; first those that it uses by its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .call import Kind
from .settings import SETTINGS
from .uses import EDIT_TAKES_NOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .board import Axis, Maker
    from .cascades import Cascades
    from .targets import Targets
    from .uses import Uses

SENT = tuple(s.name for s in SETTINGS if s.sent or s.name in {"takes", "retries"})
OF_EDITS = tuple(n for n in SENT if n not in EDIT_TAKES_NOT)


class Reach:
    """Finds the axes of statements. `direct`: by their own words; `axes`: through what they mention too."""

    def __init__(self, targets: Targets, cascades: Cascades, uses: Uses) -> None:
        self.targets, self.cascades, self.uses = targets, cascades, uses
        self.direct: dict[Maker, tuple[Axis, ...]] = {}
        self.axes: dict[Maker, tuple[Axis, ...]] = {}

    def find(self, maker: Maker) -> None:
        """The axes that a statement uses by its own words; an edit has those of what it edits too."""
        if maker not in self.direct:
            scope = self.targets.scope(maker)
            self.direct[maker] = self.axes[maker] = (
                self.targets.ranked(maker, self._used(maker, scope)) if scope else ()
            )

    def add(self, maker: Maker, axes: Iterable[Axis]) -> bool:
        """Let further axes reach a statement; False if it had them all."""
        more = {*self.axes[maker], *axes}
        if len(more) == len(self.axes[maker]):
            return False
        self.axes[maker] = self.targets.ranked(maker, more)
        return True

    def _used(self, maker: Maker, scope: dict[str, Axis]) -> set[Axis]:
        held = self.cascades.held(maker)
        found = self.uses.sent(maker, held, OF_EDITS if maker.kind is Kind.EDIT else SENT)
        found |= self.uses.of_names(maker.module, maker.node.prompt, scope, held)
        target, below = self.targets.target(maker), self.targets.below(maker)
        if target is not None and below is not None:
            self.find(below)
            chosen = {a for a, _ in target.choices}
            found |= {a for a in self.direct[below] if a.name not in chosen}
        return found
