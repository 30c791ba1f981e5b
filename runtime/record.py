"""What a run did: its takes, what failed, what was skipped, what it cost."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..dsl.money import usd

if TYPE_CHECKING:
    from pathlib import Path

    from .shown import Shown

FORMAT = "bananaboard.run/1"


@dataclass(frozen=True, slots=True)
class TakeRecord:
    """A picture that is there. `status`: "made" in this run, or "cached". `path`: its copy, else the store's."""

    address: str
    take: int
    part: int  # from 1: the panel
    path: Path
    sha256: str
    mime: str
    width: int | None
    height: int | None
    status: str
    engine: str
    model: str
    cost: int | None  # nano-dollars
    tokens: dict[str, int] | None
    text: str
    seconds: float | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A request without a picture. `code`: what kind of failure; `cost` in nano-dollars, None where it is unknown.

    Then `most` is what it is counted at.
    """

    address: str
    reason: str
    code: str
    message: str
    retryable: bool
    cost: int | None
    take: int = 0  # 0: none was given out
    most: int = 0


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a run without enough money would need to go on, in nano-dollars; None: a price is unknown.

    `rest` is what is still to be made, `count` requests, at most. `budget` is the board's budget that would hold it
    beside all that was spent, None where the present one does; `ceiling` says whether the run's own was too low.
    """

    because: str
    count: int
    rest: int | None
    budget: int | None
    ceiling: bool


@dataclass(frozen=True, slots=True)
class Skip:
    """A call that could not be made."""

    address: str
    because: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A whole run. `stopped_by` is "budget" or "interrupt" where it ended early.

    Of what it spent, `known` is the sum of what answers cost, and `held` the bound of what may have been billed.
    """

    takes: tuple[TakeRecord, ...]
    failed: tuple[Failure, ...]
    skipped: tuple[Skip, ...]
    spent: int | None  # nano-dollars; None where a cost is unknown
    made: int
    reused: int
    stopped_by: str | None = None
    kept_aside: tuple[Path, ...] = ()  # files under `out/` that somebody changed by hand, left as they are
    uncopied: str | None = None  # why there are no readable copies, or not all of them: the pictures are in the store
    known: int = 0
    held: int = 0
    lacking: Lacking | None = None
    ended: str = ""  # why nothing more was sent, where something else ended it
    board: Shown | None = field(default=None, repr=False, compare=False)  # all that there is now, for the page

    @property
    def unknown(self) -> tuple[Failure, ...]:
        """Requests without an answer that may have been billed."""
        return tuple(f for f in self.failed if f.code == "lost" and f.cost is None)

    def to_json(self) -> str:
        """The record in the shape `bananaboard.run/1`."""
        document = {
            "format": FORMAT,
            "takes": [_take(t) for t in self.takes],
            "failed": [_failure(f) for f in self.failed],
            "skipped": [{"address": s.address, "because": s.because} for s in self.skipped],
            "spent_usd": usd(self.spent),
            "held_usd": usd(self.held),
            "needs_usd": usd(self.lacking.rest) if self.lacking else None,
            "stopped_by": self.stopped_by,
            "made": self.made,
            "reused": self.reused,
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _take(take: TakeRecord) -> dict[str, object]:
    return {
        "address": take.address,
        "take": take.take,
        "panel": take.part,
        "path": str(take.path),
        "sha256": take.sha256,
        "mime": take.mime,
        "width": take.width,
        "height": take.height,
        "status": take.status,
        "counts": take.counts,
        "engine": take.engine,
        "model": take.model,
        "cost_usd": usd(take.cost),
        "tokens": take.tokens,
        "text": take.text,
        "seconds": take.seconds,
    }


def _failure(failure: Failure) -> dict[str, object]:
    return {
        "address": failure.address,
        "reason": failure.reason,
        "code": failure.code,
        "message": failure.message,
        "retryable": failure.retryable,
        "cost_usd": usd(failure.cost),
        "take": failure.take,
        "most_usd": usd(failure.most),
    }
