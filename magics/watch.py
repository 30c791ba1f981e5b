"""What a run tells, kept for the thread that draws: pictures as they come, one line of progress with what is spent."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from ..dsl.money import show
from ..runtime.progress import Silent
from ..runtime.waits import NEIGHBOUR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..runtime.plan import Plan
    from ..runtime.record import Failure, RunRecord, Skip, TakeRecord
    from ..runtime.waits import Again, Over, Stopping, Wait


class Watch(Silent):
    """Listens in the run's thread; is read in another. Every event is one append, and every figure one number.

    `spent` in nano-dollars; `theirs` are pictures that another run has made meanwhile.
    """

    def __init__(self, plan: Plan) -> None:
        self.wanted, self.free = plan.totals.make, plan.engine.free
        self.made = self.theirs = self.flying = self.fell = self.spent = 0
        self.unknown = self.stopped = False
        self.telling = ""
        self.awaited: tuple[str, ...] = ()  # what another run is making
        self._events: deque[tuple[str, tuple[Any, ...]]] = deque()
        self._parts: set[tuple[str, int]] = set()

    def started(self, plan: Plan) -> None:
        """The run begins."""
        self._keep("started", plan)

    def asking(self, address: str, take: int) -> None:
        """A request goes out."""
        self.flying += 1
        self.telling = ""
        self._came(address)
        self._keep("asking", address, take)

    def take_made(self, take: TakeRecord) -> None:
        """A picture is there. An answer of several panels is one request, and its cost stands at each of them."""
        self._came(take.address)
        if (take.address, take.take) not in self._parts:
            self._parts.add((take.address, take.take))
            self._count(take)
        self._keep("take_made", take)

    def _count(self, take: TakeRecord) -> None:
        if take.status == "cached":
            self.theirs += 1
            return
        self.made += 1
        self.flying = max(0, self.flying - 1)
        self.spent += take.cost or 0
        self.unknown = self.unknown or take.cost is None

    def waiting(self, wait: Wait) -> None:
        """Something waits."""
        if wait.why == NEIGHBOUR:
            self.awaited = (*self.awaited, wait.of)
        else:
            self.telling = wait.text
        self._keep("waiting", wait)

    def retrying(self, again: Again) -> None:
        """A request is sent once more."""
        self.flying = max(0, self.flying - 1)
        self.telling = f"{again.address} again: {again.reason}"
        self._keep("retrying", again)

    def over_most(self, over: Over) -> None:
        """An answer cost more than was thought."""
        self._keep("over_most", over)

    def stopping(self, stopping: Stopping) -> None:
        """The run ends soon."""
        self.telling = f"stopping: {stopping.flying} on their way are waited for"

    def failed(self, failure: Failure) -> None:
        """A request brought nothing."""
        self.fell += 1
        self.flying = max(0, self.flying - 1)
        self.spent += failure.cost or 0
        self.unknown = self.unknown or failure.cost is None
        self._came(failure.address)
        self._keep("failed", failure)

    def skipped(self, skip: Skip) -> None:
        """A call can't be made."""
        self._came(skip.address)
        self._keep("skipped", skip)

    def finished(self, record: RunRecord) -> None:
        """Nothing more comes."""
        self._keep("finished", record)

    def _came(self, address: str) -> None:
        if address in self.awaited:
            self.awaited = tuple(a for a in self.awaited if a != address)

    def _keep(self, event: str, *said: object) -> None:
        self._events.append((event, said))

    def events(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """What has happened since this was asked last: methods of `Progress`, with what they were told."""
        while self._events:
            yield self._events.popleft()

    def line(self) -> str:
        """How far it is."""
        told = [f"{self.made} of {self.wanted} made"] if self.wanted else []
        told += [f"{self.theirs} made by another run"] if self.theirs else []
        told += [f"{self.flying} on their way"] if self.flying else []
        told += [f"{self.fell} failed"] if self.fell else []
        told += [] if self.free or not self.wanted else [self.money()]
        told += [self._waits()] if self.awaited and not self.stopped else []
        told += [self.telling] if self.telling and not self.stopped else []
        return ("Stopped. " if self.stopped else "") + ", ".join(told)

    def _waits(self) -> str:
        first, *more = self.awaited
        which = f"{first} and {len(more)} more" if more else first
        return f"waiting for {which}, which another run is making"

    def money(self) -> str:
        """What it has cost so far."""
        return f"{show(self.spent)} spent" + (", and what nobody knows the price of" if self.unknown else "")
