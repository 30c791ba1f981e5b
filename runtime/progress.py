"""What happens in a run, told as it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .plan import Plan
    from .record import Failure, RunRecord, Skip, TakeRecord
    from .waits import Again, Over, Stopping, Wait


class Progress(Protocol):
    """Who listens to a run. Called from the run's own event loop, never from two threads; must not block for long."""

    def started(self, plan: Plan) -> None:
        """The run begins; `plan.totals.make` requests are to come."""
        ...

    def asking(self, address: str, take: int) -> None:
        """A request goes out."""
        ...

    def take_made(self, take: TakeRecord) -> None:
        """A picture is in the store; its `status` is "cached" where another run has made it meanwhile."""
        ...

    def waiting(self, wait: Wait) -> None:
        """Something goes on only after a while."""
        ...

    def retrying(self, again: Again) -> None:
        """A request failed and is sent once more."""
        ...

    def over_most(self, over: Over) -> None:
        """An answer cost more than its bound; from here on the bounds of its model are raised."""
        ...

    def stopping(self, stopping: Stopping) -> None:
        """The run was asked to end: nothing more goes out, and what is on its way is waited for."""
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

    def waiting(self, wait: Wait) -> None:
        """Nothing."""

    def retrying(self, again: Again) -> None:
        """Nothing."""

    def over_most(self, over: Over) -> None:
        """Nothing."""

    def stopping(self, stopping: Stopping) -> None:
        """Nothing."""

    def failed(self, failure: Failure) -> None:
        """Nothing."""

    def skipped(self, skip: Skip) -> None:
        """Nothing."""

    def finished(self, record: RunRecord) -> None:
        """Nothing."""
