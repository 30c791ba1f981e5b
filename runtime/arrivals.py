"""What came of a request: its pictures on the shelf, in the tally, and what they let go; or nothing, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errand import Errand
    from .neighbours import Theirs
    from .sending import Fell, Kept
    from .shelf import Shelf, Taken
    from .tally import Tally
    from .turns import Turns
    from .walk import Walk


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Use it from the event loop of a run."""

    walk: Walk
    turns: Turns
    tally: Tally

    @property
    def _shelf(self) -> Shelf:
        return self.walk.judge.shelf

    def kept(self, errand: Errand, kept: Kept) -> None:
        """Pictures came."""
        parts = tuple(f.sha256 for f in kept.filed)
        self._shelf.keep(errand.address, *errand.key, parts, kept.reserved.attempt, kept.reserved.take)
        self.turns.freight.sizes |= {f.sha256: f.size for f in kept.filed}
        self.tally.kept(errand, kept)
        self.walk.ended(errand.address, errand.index, kept=True)

    def theirs(self, errand: Errand, theirs: Theirs) -> Taken:
        """Another run has made it; which take of the address it is here."""
        parts = tuple(f.sha256 for f in theirs.filed)
        taken = self._shelf.keep(errand.address, *errand.key, parts, theirs.attempt, theirs.take or 0)
        self._shelf.asked[errand.key] += 1
        self._no_longer_awaited(errand)
        self.turns.freight.sizes |= {f.sha256: f.size for f in theirs.filed}
        self.tally.found(errand, theirs.filed, taken.take)
        self.walk.ended(errand.address, errand.index, kept=True)
        return taken

    def gone(self, errand: Errand, because: str) -> None:
        """Another run was to make it, and nothing comes of that."""
        self._no_longer_awaited(errand)
        self.skip(errand, because)

    def failure(self, errand: Errand, fell: Fell) -> None:
        """No picture, and none in this run."""
        self.tally.fell(errand, fell)
        if fell.code == "refused":
            self._shelf.refused[errand.key] += 1  # what waits for it says so, as the next plan will
        self.walk.ended(errand.address, errand.index, kept=False)

    def skip(self, errand: Errand, because: str) -> None:
        """It is not sent."""
        self.tally.skip(errand.address, because)
        self.walk.ended(errand.address, errand.index, kept=False)

    def leave_closed_models(self) -> None:
        """What was to go to a model that takes nothing more in this run is not sent."""
        for model in self.walk.ready.models:
            if because := self.turns.gate(model).over:
                for address, index in self.walk.ready.clear(model):
                    self.skip(self.turns.errand(address, index), because)

    def _no_longer_awaited(self, errand: Errand) -> None:
        self._shelf.sending[errand.key] = max(0, self._shelf.sending[errand.key] - 1)
