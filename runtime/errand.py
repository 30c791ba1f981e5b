"""One take of a run, from its turn until it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from .decide import Decision
    from .engine import Outcome
    from .reserving import Reserved
    from .sending import Fell, Sent
    from .spool import FileSpool


@dataclass(slots=True, eq=False)
class Errand:
    """`index` counts the takes of its call in this run. Times are of the event loop's clock."""

    decision: Decision
    index: int
    planned: bool = True  # else another run is making it, and this one only waits for it
    tries: int = 0  # retries that are used up
    left: int = 0  # times that another run was making it and did not
    first: Reserved | None = None  # the first of its requests: a retry keeps its number
    weight: int = 0  # bytes aboard
    aboard: bool = False
    flying: bool = False
    reserved: Reserved | None = None  # the request that is on its way
    sent: Sent | None = None
    round: int = 0  # of its model's gate
    spend: int = 0  # its number in the account's window
    until: float = 0.0  # when its answer is given up
    asked: asyncio.Task[Outcome] | None = None
    settled: tuple[FileSpool, bool] | None = None  # the spool that has done its work, and whether its answer was lost
    last: Fell | None = None  # how its last request failed

    @property
    def address(self) -> str:
        """Of its call."""
        return self.decision.call.address

    @property
    def model(self) -> str:
        """Who draws it."""
        return self.decision.call.model

    @property
    def key(self) -> tuple[str, str]:
        """What it says and sees."""
        return self.decision.said, self.decision.sight.seen or ""
