"""What a run tells, kept for the thread that draws: pictures as they come, one line of progress with what is spent."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from ..dsl.money import show
from ..runtime.progress import Silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..runtime.plan import Plan
    from ..runtime.record import Failure, Skip, TakeRecord
    from ..runtime.waits import Again, Stopping, Wait


class Watch(Silent):
    """Listens in the run's thread; is read in another. Every event is one append, and every figure one number."""

    def __init__(self, plan: Plan) -> None:
        self.wanted, self.free = plan.totals.make, plan.engine.free
        self.made = self.flying = self.fell = self.spent = 0
        self.unknown = False
        self.telling = ""
        self._new: deque[TakeRecord | Failure | Skip] = deque()
        self._parts: set[tuple[str, int]] = set()

    def asking(self, address: str, take: int) -> None:  # noqa: ARG002 - the protocol's
        """A request goes out."""
        self.flying += 1
        self.telling = ""

    def take_made(self, take: TakeRecord) -> None:
        """A picture is there. An answer of several panels is one request, and its cost stands at each of them."""
        if (take.address, take.take) not in self._parts:
            self._parts.add((take.address, take.take))
            self.made += 1
            self.flying = max(0, self.flying - 1)
            self.spent += take.cost or 0
            self.unknown = self.unknown or take.cost is None
        self._new.append(take)

    def waiting(self, wait: Wait) -> None:
        """Something waits."""
        self.telling = wait.text

    def retrying(self, again: Again) -> None:
        """A request is sent once more."""
        self.flying = max(0, self.flying - 1)
        self.telling = f"{again.address} again: {again.reason}"

    def stopping(self, stopping: Stopping) -> None:
        """The run ends soon."""
        self.telling = f"stopping: {stopping.flying} on their way are waited for"

    def failed(self, failure: Failure) -> None:
        """A request brought nothing."""
        self.fell += 1
        self.flying = max(0, self.flying - 1)
        self.spent += failure.cost or 0
        self._new.append(failure)

    def skipped(self, skip: Skip) -> None:
        """A call can't be made."""
        self._new.append(skip)

    def news(self) -> Iterator[TakeRecord | Failure | Skip]:
        """What has come since this was asked last."""
        while self._new:
            yield self._new.popleft()

    def line(self) -> str:
        """How far it is."""
        told = [f"{self.made} of {self.wanted} made"]
        told += [f"{self.flying} on their way"] if self.flying else []
        told += [f"{self.fell} failed"] if self.fell else []
        told += [] if self.free else [self.money()]
        told += [self.telling] if self.telling else []
        return ", ".join(told)

    def money(self) -> str:
        """What it has cost so far."""
        return f"{show(self.spent)} spent" + (", and what nobody knows the price of" if self.unknown else "")
