"""What happens in a run, told as it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .plan import Plan
    from .record import Failure, RunRecord, Skip, TakeRecord


class Progress(Protocol):
    """Who listens to a run. Called from the run's own event loop, never from two threads; must not block for long."""

    def started(self, plan: Plan) -> None:
        """The run begins; `plan.totals.make` requests are to come."""
        ...

    def asking(self, address: str, take: int) -> None:
        """A request goes out."""
        ...

    def take_made(self, take: TakeRecord) -> None:
        """A picture is in the store."""
        ...

    def failed(self, failure: Failure) -> None:
        """A request brought no picture: it failed, was refused, or its answer was lost."""
        ...

    def skipped(self, skip: Skip) -> None:
        """A call that was to be made can't be."""
        ...

    def finished(self, record: RunRecord) -> None:
        """Nothing more comes."""
        ...


class Silent:
    """A `Progress` that says nothing."""

    def started(self, plan: Plan) -> None:
        """Nothing."""

    def asking(self, address: str, take: int) -> None:
        """Nothing."""

    def take_made(self, take: TakeRecord) -> None:
        """Nothing."""

    def failed(self, failure: Failure) -> None:
        """Nothing."""

    def skipped(self, skip: Skip) -> None:
        """Nothing."""

    def finished(self, record: RunRecord) -> None:
        """Nothing."""
