"""An event loop whose time passes only while everybody waits, and an engine that does what a script says."""

from __future__ import annotations

import asyncio
import selectors
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bananaboard.runtime.engine import Answer, Closes, Drawn, Failed, Limits, Lost, Refused, Usage
from bananaboard.runtime.execute import execute
from bananaboard.runtime.plan import EngineInfo, make_plan
from bananaboard.runtime.progress import Silent
from bananaboard.runtime.root import Workspace

from .boards import TODAY, png

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bananaboard.dsl.call import Compiled
    from bananaboard.runtime.record import RunRecord

BEGIN = 1_795_000_000.0  # the wall clock when a loop begins


class VirtualLoop(asyncio.SelectorEventLoop):
    """Jumps to the next timer as soon as no thread works and nothing else is to be done."""

    def __init__(self) -> None:
        super().__init__(_Selector(self))
        self.busy, self.passed = 0, 0.0

    def time(self) -> float:
        return self.passed

    def run_in_executor(self, executor, func, *args):
        self.busy += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._idle)
        return future

    def _idle(self, _) -> None:
        self.busy -= 1


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        if timeout is None or timeout <= 0 or self.loop.busy:
            return super().select(timeout if timeout is not None and timeout <= 0 else 20)
        self.loop.passed += timeout
        return super().select(0)


def in_virtual_time(work):
    """What a coroutine gives, and how many seconds it has taken."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        result = runner.run(work)
        return result, runner.get_loop().time()


BUSY = Failed("too many", "429", retryable=True, closes=Closes.MODEL)
DOWN = Failed("overloaded", "503", retryable=True)
PRICE = 34_200_000


@dataclass
class Service:
    """An engine by a script: each answer takes `latency`; `says` gives what it says to the n-th request it gets."""

    latency: float = 2.0
    says: Callable[[int, object], object] = lambda n, request: None  # None: a picture
    limit: Limits = field(default_factory=Limits)
    price: int = PRICE
    free: bool = False
    name: str = "paid"
    maker: str = "paid"
    asked: list[tuple[float, str, int]] = field(default_factory=list)
    flying: int = 0
    most: int = 0
    bill: int = 0
    slow: dict[str, float] = field(default_factory=dict)  # latency by address

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(self.name, self.maker, self.free)

    def limits(self, model: str) -> Limits:
        return self.limit

    @property
    def addresses(self) -> list[str]:
        return [a for _, a, _ in self.asked]

    async def make(self, request, spool):
        self.asked.append((asyncio.get_running_loop().time(), request.call.address, request.take))
        said = self.says(len(self.asked), request)
        self.flying += 1
        self.most = max(self.most, self.flying)
        try:
            await asyncio.sleep(self.slow.get(request.call.address, self.latency))
        finally:
            self.flying -= 1
        if isinstance(said, Exception):
            raise said
        if said is None:
            said = self.picture(self.price)
        self.bill += self.cost(said)
        if isinstance(said, Answer):
            spool.write(b"".join(d.data for d in said.pictures))
            spool.seal()
        return said

    def picture(self, cost: int, pictures: int = 1) -> Answer:
        """An answer whose usage comes to `cost` nano-dollars, of the `lite` model."""
        shades = (zlib.crc32(f"{self.name}{len(self.asked)} {n}".encode()) >> 8 for n in range(pictures))
        usage = Usage(cost % 30_000 // 250, 0, cost // 30_000, 0)
        return Answer(tuple(Drawn(png(s), "image/png") for s in shades), "", usage)

    @staticmethod
    def cost(said: object) -> int:
        """What the service bills for what it said: a lost answer too."""
        if isinstance(said, Answer | Refused) and said.usage is not None:
            return said.usage.text_in * 250 + said.usage.image_out * 30_000
        return PRICE if isinstance(said, Lost) else 0

    async def aclose(self) -> None: ...


class Told(Silent):
    """Remembers everything that a run tells, each with its time."""

    def __init__(self) -> None:
        self.events: list[tuple[float, str, object]] = []

    def _note(self, what: str, of: object) -> None:
        self.events.append((asyncio.get_running_loop().time(), what, of))

    def asking(self, address, take):
        self._note("asking", (address, take))

    def take_made(self, take):
        self._note("made", take)

    def waiting(self, wait):
        self._note("waiting", wait)

    def retrying(self, again):
        self._note("retrying", again)

    def over_most(self, over):
        self._note("over_most", over)

    def stopping(self, stopping):
        self._note("stopping", stopping)

    def failed(self, failure):
        self._note("failed", failure)

    def skipped(self, skip):
        self._note("skipped", skip)

    def of(self, what: str) -> list[object]:
        return [e for _, w, e in self.events if w == what]

    def counts(self) -> Counter:
        return Counter(w for _, w, _ in self.events)


@dataclass
class Stage:
    """A folder in which boards are run in virtual time."""

    root: Path
    wall: float = BEGIN

    def plan(self, compiled: Compiled, service: Service, **options):
        return make_plan(compiled, engine=service.info, root=self.root, today=TODAY, **options)

    async def running(self, compiled: Compiled, service: Service, *, plan=None, **how) -> RunRecord:
        loop = asyncio.get_running_loop()
        how = {"progress": Told(), "seed": 1, "wall": lambda: self.wall + loop.time(), **how}
        plan = plan or self.plan(compiled, service)
        return await execute(plan, service, workspace=Workspace(self.root), **how)

    def run(self, compiled: Compiled, service: Service, **how) -> tuple[RunRecord, float]:
        """The record of a run, and how many seconds it took."""
        return in_virtual_time(self.running(compiled, service, **how))
