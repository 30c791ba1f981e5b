"""What a run has come to so far: its pictures, its failures, what was left out, what it all cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .record import Failure, TakeRecord
from .waits import Over

if TYPE_CHECKING:
    from .entries import Filed
    from .errand import Errand
    from .progress import Progress
    from .sending import Fell, Kept
    from .store import Store

TELLING = 101, 100  # an answer that costs so much more than its bound is told


class Tally:
    """Counts and tells. Money in nano-dollars."""

    def __init__(self, engine: str, store: Store, progress: Progress) -> None:
        self.engine, self.store, self.progress = engine, store, progress
        self.made: list[TakeRecord] = []
        self.failed: list[Failure] = []
        self.skipped: dict[str, str] = {}
        self.known = 0  # what answers have cost
        self.held = 0  # of what may have been billed, at its bound
        self.unpriced = False  # some of it has no known cost

    def kept(self, errand: Errand, kept: Kept) -> None:
        """Pictures came."""
        reserved, call = kept.reserved, errand.decision.call
        self.count(kept.cost, reserved.most or 0)
        if kept.cost is not None and reserved.most is not None:
            self._over(Over(call.address, reserved.take, call.model, kept.cost, reserved.most))
        records = self._records(errand, kept.filed, reserved.take, "made", kept)
        self.made += records
        for record in records:
            self.progress.take_made(record)

    def found(self, errand: Errand, filed: tuple[Filed, ...], take: int) -> None:
        """Another run has made it meanwhile."""
        for record in self._records(errand, filed, take, "cached", None):
            self.progress.take_made(record)

    def fell(self, errand: Errand, fell: Fell) -> None:
        """No picture came, and none will in this run."""
        most = (errand.reserved.most if errand.reserved else None) or 0
        take = errand.reserved.take if errand.reserved else 0
        self.count(fell.cost, most)
        failure = Failure(errand.address, fell.reason, fell.code, fell.message, fell.retryable, fell.cost, take, most)
        self.failed.append(failure)
        self.progress.failed(failure)

    def skip(self, address: str, because: str) -> None:
        """It is left out; told at the end, all in the order of the plan."""
        self.skipped.setdefault(address, because)

    def count(self, cost: int | None, most: int) -> None:
        """So much was spent; `most` is what it counts at where the cost is unknown."""
        if cost is None:
            self.unpriced, self.held = True, self.held + most
        else:
            self.known += cost

    def _over(self, over: Over) -> None:
        if over.cost * TELLING[1] > over.most * TELLING[0]:
            self.progress.over_most(over)

    def _records(
        self, errand: Errand, filed: tuple[Filed, ...], take: int, status: str, kept: Kept | None
    ) -> list[TakeRecord]:
        found = []
        for part, picture in enumerate(filed, 1):
            path = self.store.path(picture.sha256, picture.mime)
            assert path is not None
            cost, tokens = (kept.cost, kept.tokens) if kept else (0, None)
            text, seconds = (kept.text, kept.seconds) if kept else ("", None)
            record = TakeRecord(
                errand.address, take, part, path, picture.sha256, picture.mime, picture.width, picture.height, status,
                self.engine, errand.model, cost, tokens, text, seconds, counts=False,
            )  # fmt: skip
            found.append(record)
        return found
