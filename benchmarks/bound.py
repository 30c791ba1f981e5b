"""How close a run comes to the shortest time possible, beside a plain loop that keeps nothing, and what it costs.

python benchmarks/bound.py [SECONDS [BOARD...]]

Answers of SECONDS (2) and 0.2 MB come from the rehearsal service, a process of its own. For each board: the bound, the
time of a run with its ledger, its store and its copies, that of plain tasks behind a semaphore; then the most requests
in flight, how late the event loop was, and the processor time a picture, all of its own and all writes included.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bananaboard.dsl.call import MadePicture
from bananaboard.runtime.engine import Answer, Request, SentPicture
from bananaboard.runtime.execute import execute
from bananaboard.runtime.ground import EngineInfo
from bananaboard.runtime.plan import make_plan
from bananaboard.runtime.rehearsal.engine import Rehearsal
from bananaboard.runtime.rehearsal.process import start_service
from bananaboard.runtime.rehearsal.scenario import ADDRESS, Scenario
from bananaboard.runtime.root import Workspace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bananaboard.dsl.call import Compiled

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.runtime.boards import Item, board

LITE = "gemini-3.1-flash-lite-image"
INFO = EngineInfo("rehearsal", "rehearsal", free=False, realm="rehearsal")


def lone(count: int) -> list[Item]:
    """Shots that see nothing."""
    return [Item(f"lone.{n}", f"lone shot {n}", takes=1, model=LITE) for n in range(count)]


def chain(name: str, length: int) -> list[Item]:
    """Shots that each see the one before."""
    names = [f"{name}.{n}" for n in range(length)]
    return [
        Item(n, f"shot {n}", takes=1, chain=before, model=LITE)
        for n, before in zip(names, [None, *names], strict=False)
    ]


# Each board with how many go at once, and how many of its pictures must follow one another.
BOARDS: dict[str, tuple[list[Item], int, int]] = {
    "100 lone shots, then a chain of 20": (lone(100) + chain("c", 20), 8, 20),
    "20 scenes of 5, one of 30 last": ([i for s in range(20) for i in chain(f"s{s}", 5)] + chain("z", 30), 8, 30),
    "6 chained scenes of 10": ([i for s in range(6) for i in chain(f"s{s}", 10)], 8, 10),
    "1,000 lone shots": (lone(1000), 100, 1),
}


@dataclass
class Counted:
    """The rehearsal's engine, with its requests in flight counted."""

    engine: Rehearsal = field(default_factory=Rehearsal)
    name: str = "rehearsal"
    maker: str = "rehearsal"
    free: bool = False
    flying: int = 0
    most: int = 0

    async def make(self, request, spool):
        """One answer."""
        self.flying += 1
        self.most = max(self.most, self.flying)
        try:
            return await self.engine.make(request, spool)
        finally:
            self.flying -= 1

    async def aclose(self) -> None:
        """Let go of connections."""
        await self.engine.aclose()


class Nowhere:
    """A spool that keeps nothing."""

    def write(self, data: bytes) -> None: ...
    def seal(self) -> None: ...


async def plain(compiled: Compiled, engine: Counted, at_once: int, root: Path) -> int:  # noqa: ARG001 - it keeps nothing
    """A task a call, a semaphore, nothing written down; how many pictures came."""
    gate, made = asyncio.Semaphore(at_once), {}
    tasks: dict[str, asyncio.Task[None]] = {}

    async def one(call) -> None:
        for need in call.needs:
            await tasks[need]
        pictures = tuple(
            SentPicture(p.role, p.member, "0" * 64, "image/png", made[p.call])
            for p in call.parts
            if isinstance(p, MadePicture)
        )
        async with gate:
            answer = await engine.make(Request(call, pictures, 1), Nowhere())
        assert isinstance(answer, Answer)
        made[call.address] = answer.pictures[0].data

    for call in compiled.calls:
        tasks[call.address] = asyncio.create_task(one(call))
    await asyncio.gather(*tasks.values())
    return len(made)


async def kept(compiled: Compiled, engine: Counted, at_once: int, root: Path) -> int:
    """A run, as anybody has it."""
    plan = make_plan(compiled, engine=INFO, root=root, today=dt.date(2026, 11, 21))
    record = await execute(plan, engine, workspace=Workspace(root, realm="rehearsal"), jobs=at_once)
    return record.made


@dataclass
class Measured:
    """One way through one board. Seconds; `lags` of the event loop, `cpu` a picture."""

    seconds: float
    most: int
    lags: list[float]
    cpu: float


async def measured(
    way: Callable[[Compiled, Counted, int], Awaitable[int]], items: list[Item], at_once: int
) -> Measured:
    """Go through a board."""
    compiled, engine, lags = board(*items), Counted(), []

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            lags.append(time.perf_counter() - before - 0.01)

    await engine.engine._opened()
    watching = asyncio.create_task(watch())
    with tempfile.TemporaryDirectory() as folder:
        used, start = _used(), time.perf_counter()
        made = await way(compiled, engine, at_once, Path(folder))
        seconds, cpu = time.perf_counter() - start, _used() - used
    watching.cancel()
    await engine.aclose()
    assert made == len(items), f"{made} of {len(items)}"
    return Measured(seconds, engine.most, sorted(lags), cpu / made)


def _used() -> float:
    found = resource.getrusage(resource.RUSAGE_SELF)
    return found.ru_utime + found.ru_stime


async def main() -> None:
    latency = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    chosen = sys.argv[2:] or list(BOARDS)
    print(f"answers of {latency:g} s and 0.2 MB; load of the machine before: {os.getloadavg()[0]:.1f}")
    print(f"{'board':36} {'C':>4} {'bound':>7} {'run':>8} {'ratio':>6} {'plain':>8} {'ratio':>6}"
          f" {'most':>5} {'lag p99':>8} {'worst':>7} {'CPU':>8} {'plain':>8}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        service = await start_service(Scenario(latency=latency, plain=200_000), Path(folder) / "bill.jsonl")
        os.environ[ADDRESS] = service.url
        try:
            for name in (n for n in BOARDS if any(c in n for c in chosen)):
                items, at_once, longest = BOARDS[name]
                least = latency * max(longest, len(items) / at_once)
                run = await measured(kept, items, at_once)
                bare = await measured(plain, items, at_once)
                late = statistics.quantiles(run.lags, n=100)[-1]
                print(f"{name:36} {at_once:4} {least:6.1f}s {run.seconds:7.2f}s {run.seconds / least:6.3f}"
                      f" {bare.seconds:7.2f}s {bare.seconds / least:6.3f} {run.most:5} {late * 1000:6.0f}ms"
                      f" {run.lags[-1] * 1000:5.0f}ms {run.cpu * 1000:6.1f}ms {bare.cpu * 1000:6.1f}ms"
                      f" {'' if run.seconds <= 1.05 * least + 0.2 else ' OVER 1.05 x bound + 0.2 s'}")  # fmt: skip
        finally:
            await service.end()


if __name__ == "__main__":
    asyncio.run(main())
