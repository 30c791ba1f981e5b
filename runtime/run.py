"""A run under way: what flies, what came, what fell."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from ..dsl.call import Kind
from ..dsl.loader import Unusable
from .book import Declined
from .engine import Lost
from .record import Failure, Skip, TakeRecord
from .sending import Fell, Kept, Sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    from .decide import Decision
    from .engine import Engine
    from .ground import Ground
    from .plan import Plan
    from .progress import Progress
    from .sending import Result
    from .walk import Walk

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Halt:
    """How a run is asked to end: what is in flight comes in, nothing new goes out."""

    asked: bool = False

    def ask(self) -> None:
        """End soon."""
        self.asked = True


@dataclass(slots=True)
class Run:
    """A run under way."""

    plan: Plan
    engine: Engine
    sender: Sender
    ground: Ground
    walk: Walk
    writer: ThreadPoolExecutor
    progress: Progress
    fail_fast: bool
    halt: Halt
    made: list[TakeRecord] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    broke: bool = False
    spent: int | None = 0

    @property
    def closing(self) -> bool:
        """Whether nothing new may go out."""
        return self.halt.asked or self.broke or (self.fail_fast and bool(self.failed))

    async def aside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something that blocks in the one thread that writes."""
        return await asyncio.get_running_loop().run_in_executor(self.writer, lambda: work(*args, **kwargs))

    async def all(self, jobs: int) -> None:
        """Send until nothing is left, at most `jobs` at once."""
        flying: set[asyncio.Task[None]] = set()
        try:
            while (len(self.walk.ready) and not self.closing) or flying:
                while len(self.walk.ready) and len(flying) < jobs and not self.closing:
                    flying.add(asyncio.create_task(self.one(*self.walk.ready.next())))
                done, flying = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    async def one(self, address: str, index: int) -> None:
        """One take."""
        decision = self.walk.open[address].decision
        result = await self._send(decision, index)
        kept = isinstance(result, Kept)
        if isinstance(result, Kept):
            assert decision.sight.seen is not None
            parts = tuple(f.sha256 for f in result.filed)
            self.walk.judge.shelf.keep(
                address, decision.said, decision.sight.seen, parts, result.reserved.attempt, result.reserved.take
            )
            self._kept(decision, result)
        elif isinstance(result, Fell):
            self._fell(address, result)
        else:
            self.broke = self.broke or result.budget
            self.skipped.setdefault(address, result.because)
        self.walk.ended(address, index, kept=kept)

    async def _send(self, decision: Decision, index: int) -> Result:
        shelf, key = self.walk.judge.shelf, (decision.said, decision.sight.seen or "")
        shelf.asked[key] += 1
        reserved = await self.aside(self.sender.reserve, decision, shelf.asked[key])
        if isinstance(reserved, Declined):
            shelf.asked[key] -= 1
            return reserved
        result: Result
        try:
            self.progress.asking(decision.call.address, reserved.take)
            ordinal = reserved.take if reserved.again else len(decision.standing.generation) + index + 1
            sent = await asyncio.to_thread(self.sender.reading, decision, reserved, ordinal)
        except (OSError, Unusable) as fault:
            result = await self.aside(self.sender.unsent, reserved, _told(fault))
        else:
            try:
                outcome = await self.engine.make(sent.request, sent.spool)
            except asyncio.CancelledError:
                self.writer.submit(self.sender.settle, decision, sent, Lost("interrupted"), ())
                raise
            except Exception as fault:  # noqa: BLE001 - an engine's own fault ends one take, and what it sent may cost money
                outcome = Lost(f"the engine broke: {type(fault).__name__}: {fault}"[:500])
            filed = await asyncio.to_thread(self.sender.filing, decision, sent, outcome)
            result = await self.aside(self.sender.settle, decision, sent, outcome, filed)
        if isinstance(result, Fell):
            shelf.asked[key] -= 1
        return result

    def _kept(self, decision: Decision, kept: Kept) -> None:
        self.spent = None if self.spent is None or kept.cost is None else self.spent + kept.cost
        for part, filed in enumerate(kept.filed, 1):
            path = self.sender.store.path(filed.sha256, filed.mime)
            assert path is not None
            record = TakeRecord(
                decision.call.address, kept.reserved.take, part, path, filed.sha256, filed.mime, filed.width,
                filed.height, "made", self.engine.name, decision.call.model, kept.cost, kept.tokens, kept.text,
                kept.seconds, counts=False,
            )  # fmt: skip
            self.made.append(record)
            self.progress.take_made(record)

    def _fell(self, address: str, fell: Fell) -> None:
        self.spent = None if self.spent is None or fell.cost is None else self.spent + fell.cost
        failure = Failure(address, fell.reason, fell.code, fell.message, fell.retryable, fell.cost)
        self.failed.append(failure)
        self.progress.failed(failure)

    def leave(self) -> None:
        """Name what was not made."""
        because = (
            "the run was stopped"
            if self.halt.asked
            else "an earlier one failed"
            if self.fail_fast
            else "the money is used up"
        )
        for address in self.walk.ready.clear():
            self.skipped.setdefault(address, because)
        for decision in self.walk.blocked:
            self.skipped.setdefault(decision.call.address, decision.blocked or "")
        seen = {d.call.address for d in (*self.walk.found, *self.walk.blocked)}
        for step in self.plan.steps:
            if step.make and step.call.address not in seen and step.call.address not in self.walk.open:
                self.skipped.setdefault(step.call.address, because)
        order = {s.call.address: i for i, s in enumerate(self.plan.steps)}
        self.skipped = dict(sorted(self.skipped.items(), key=lambda s: order.get(s[0], len(order))))
        told = foretold(self.plan)
        for address, because in self.skipped.items():
            if address not in told:
                self.progress.skipped(Skip(address, because))


def foretold(plan: Plan) -> frozenset[str]:
    """The finals that wait for their drafts: the plan has a note on each, so a run is silent about them."""
    return frozenset(s.call.address for s in plan.steps if s.blocked and s.call.kind is Kind.FINAL)


def _told(fault: OSError | Unusable) -> str:
    if isinstance(fault, Unusable):
        return f"{fault.words.get('path', 'a picture')} can't be read ({fault.code})"
    return str(fault)
