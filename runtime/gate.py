"""The gate of one model: how many requests may be on their way to it, and when the next may go."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from .engine import Limits

MINUTE = 60.0
PATIENCE = 1800.0  # seconds of "too many" and nothing else, after which a model is given up for this run
FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0  # seconds, where the service does not say how long to wait
JITTER = 0.1  # of a wait


@dataclass(slots=True)
class Gate:
    """Times are of the event loop's clock, in seconds.

    `width` is how many may be in flight: it halves when the service says that there are too many, and grows by one
    for each round of successes, up to `most`. `over` says why nothing more goes to this model.
    """

    most: int
    random: Random
    per_minute: int | None = None
    flying: int = 0
    closed: float = 0.0  # until then
    over: str = ""
    width: float = 0.0
    round: int = 0  # of narrowing: requests of an earlier round say nothing new
    _crowded: float | None = None  # since when nothing else was heard
    _waits: int = 0
    _sent: deque[float] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.width = float(self.most)

    def opens(self, now: float) -> float | None:
        """When the next request may go, as far as time decides it; None: when one in flight has come back."""
        if self.flying >= int(self.width):
            return None
        return max(self.closed, self.paced(now))

    def paced(self, now: float) -> float:
        """When the next request may go by the number that the service takes in a minute."""
        while self._sent and self._sent[0] <= now - MINUTE:
            self._sent.popleft()
        if self.per_minute is None or len(self._sent) < self.per_minute:
            return 0.0
        return self._sent[-self.per_minute] + MINUTE

    def send(self, now: float) -> int:
        """One goes; the round that it belongs to."""
        self.flying += 1
        if self.per_minute is not None:
            self._sent.append(now)
        return self.round

    def back(self) -> None:
        """One is no longer on its way."""
        self.flying -= 1

    def answered(self) -> None:
        """The service took one: there may be a little more."""
        self.width = min(self.most, self.width + 1 / max(1.0, self.width))
        self._crowded, self._waits = None, 0

    def crowded(self, since: int, wait: float | None, now: float) -> float | None:
        """The service has too many. The seconds for which the gate closes; None where an earlier word said it already.

        `since` is the round in which the refused request went out.
        """
        if self._crowded is None:
            self._crowded = now
        first = since == self.round
        if first:
            self.round += 1
            self.width = max(1.0, self.width / 2)
            self._waits += 1
        elif wait is None:
            return None
        until = now + self._spread(self._wait() if wait is None else wait)
        if until <= self.closed:
            return None
        told = self.closed <= now or first
        self.closed = until
        return until - now if told else None

    def hopeless(self, now: float) -> bool:
        """Whether nothing but "too many" was heard for so long that a run need not go on asking."""
        return self._crowded is not None and now - self._crowded > PATIENCE

    def _wait(self) -> float:
        return float(min(LONGEST_WAIT, FIRST_WAIT * 3 ** (self._waits - 1)))

    def _spread(self, wait: float) -> float:
        """A little more than was said, and not for all the same."""
        return max(0.0, wait) * (1 + JITTER * self.random.random())


def gate_for(limits: Limits, jobs: int, random: Random) -> Gate:
    """The gate of a model with these limits, under `jobs`."""
    most = jobs if limits.at_once is None else max(1, min(jobs, limits.at_once))
    return Gate(most, random, max(1, limits.per_minute) if limits.per_minute is not None else None)
