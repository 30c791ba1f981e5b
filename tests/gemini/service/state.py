"""All that the service remembers and is told: settings, clock, gates, counters."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import refusals
from .scenario import Scenario

if TYPE_CHECKING:
    from .journal import Journal


@dataclass(slots=True)
class Settings:
    """What a test may set, by name, through the control door."""

    keys: list[str] | None = None  # those that are good; None: any
    latency: float = 0.0  # seconds of every answer
    request_bytes: int = 20 * 1024 * 1024
    picture_bytes: int = 0
    signed: bool = False  # pictures carry content credentials
    per_minute: dict[str, int] = field(default_factory=dict)  # by model
    per_day: dict[str, int] = field(default_factory=dict)
    spend: int | None = None  # nano-dollars in ten minutes
    polls: int = 2  # looks at a batch until it has ended
    ending: str = "SUCCEEDED"  # of batches
    batch_tokens: int | None = None  # enqueued at most
    page: int = 50
    gzip: int = 1 << 16  # answers of at most so many bytes are compressed for clients that take it; 0: none
    buckets: list[str] | None = None  # None: whichever is named
    missing: list[str] = field(default_factory=list)  # models that this account does not have


@dataclass(slots=True)
class State:
    """One service."""

    journal: Journal
    settings: Settings = field(default_factory=Settings)
    scenario: Scenario = field(default_factory=Scenario)
    offset: float = 0.0  # seconds that the clock is ahead
    in_flight: int = 0
    peak: int = 0
    requests: int = 0
    held: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    billed: int = 0  # nano-dollars
    pictures: int = 0
    asked: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    spent: deque[tuple[float, int]] = field(default_factory=deque)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _gates: dict[str, asyncio.Event] = field(default_factory=dict)

    def now(self) -> dt.datetime:
        """The service's own clock."""
        return dt.datetime.fromtimestamp(time.time() + self.offset, dt.UTC)

    def stamp(self, later: float = 0.0) -> str:
        """A time as the service writes it."""
        return (self.now() + dt.timedelta(seconds=later)).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def forget_gates(self) -> None:
        """Let everybody go, and hold nobody any more."""
        for gate in self._gates.values():
            gate.set()
        self._gates.clear()

    def arrived(self) -> None:
        """A request came in."""
        self.requests += 1
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        self.note()

    def left(self) -> None:
        """Its answer is ready."""
        self.in_flight -= 1
        self.note()

    async def wait_at(self, name: str) -> None:
        """Be held at a gate until it is opened."""
        self.held[name] += 1
        self.note()
        try:
            await self.gate(name).wait()
        finally:
            self.held[name] -= 1

    def note(self) -> None:
        """Something happened: who waits for it looks again."""
        self.changed.set()
        self.changed = asyncio.Event()

    def gate(self, name: str) -> asyncio.Event:
        """A gate that requests can be held at."""
        return self._gates.setdefault(name, asyncio.Event())

    async def until(self, holds: Any, seconds: float) -> bool:
        """Wait until `holds()` is true; False where it did not become so in time."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    await self.changed.wait()
        except TimeoutError:
            return False
        return True

    def limit(self, model: str) -> None:
        """Count a request against the account's quotas. Raises Refused."""
        now = self.now().timestamp()
        for period, length, allowed in (
            ("PerMinute", 60, self.settings.per_minute),
            ("PerDay", 86400, self.settings.per_day),
        ):
            if model not in allowed:
                continue
            times = self.asked[f"{period}/{model}"]
            while times and times[0] <= now - length:
                times.popleft()
            if len(times) >= allowed[model]:
                raise refusals.quota(
                    period=period, model=model, limit=allowed[model], retry=f"{times[0] + length - now:.3f}s"
                )
            times.append(now)
        while self.spent and self.spent[0][0] <= now - 600:
            self.spent.popleft()
        if self.settings.spend is not None and sum(n for _, n in self.spent) >= self.settings.spend:
            raise refusals.spend()

    def bill(self, *, n: int, account: str, model: str, nano: int, **facts: Any) -> None:
        """Write down what is charged, before anything of the answer goes out."""
        self.billed += nano
        self.pictures += facts.get("pictures", 0)
        self.spent.append((self.now().timestamp(), nano))
        self.journal.write("bill", n=n, account=account, model=model, nano=nano, **facts)
        self.note()
