"""A run under way: what flies, what came, what fell."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from . import waits
from .abroad import Abroad
from .arrivals import Arrivals
from .closes import again_in, close
from .engine import Answer, Failed, Refused
from .flight import STOPPED, UNFILED, Flight
from .halt import Halt
from .later import Later
from .leaving import close_down, foretold
from .others import Others
from .purse import Purse, cost_of_result
from .sending import Fell, Kept
from .tally import Tally
from .turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from random import Random

    from .ahead import Ahead
    from .desk import Desk
    from .engine import Engine, Outcome
    from .errand import Errand
    from .ground import Ground
    from .neighbours import Neighbours, Theirs
    from .plan import Plan
    from .progress import Progress
    from .reserving import Declined
    from .sending import Sender
    from .walk import Walk
    from .window import Recent

__all__ = ["Halt", "Run", "foretold"]

ENOUGH = 5  # times that other runs may take up one picture and leave it


@dataclass(slots=True)
class Run:
    """A run under way."""

    plan: Plan
    engine: Engine
    sender: Sender
    ground: Ground
    walk: Walk
    desk: Desk
    neighbours: Neighbours
    recent: Recent
    progress: Progress
    jobs: int
    fail_fast: bool
    halt: Halt
    random: Random
    wall: Callable[[], float]
    ahead: Ahead
    ended: str = ""  # why nothing more is sent, where something ended the run
    tally: Tally = field(init=False)
    turns: Turns = field(init=False)
    purse: Purse = field(init=False)
    flight: Flight = field(init=False)
    arrivals: Arrivals = field(init=False)
    abroad: Abroad = field(init=False)
    others: Others = field(init=False)
    later: Later = field(default_factory=Later)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: bool = False  # and that was told
    watcher: asyncio.Task[None] | None = None
    _fault: BaseException | None = None

    def __post_init__(self) -> None:
        self.tally = Tally(self.engine.name, self.sender.store, self.progress)
        self.turns = Turns(self.walk, self.sender, self.engine, self.jobs, self.random, self.progress.waiting)
        self.flight = Flight(
            self.engine, self.sender, self.desk, self._asking, self._heard, lambda: self.closing,
            self.turns.freight.sizes,
        )  # fmt: skip
        self.purse = Purse(self.desk, self.neighbours)
        self.arrivals = Arrivals(self.walk, self.turns, self.tally)
        db = self.sender.book.ledger.connection
        self.others = Others(self.turns.window, self.recent, self.desk, db, self.wall)
        shelf = self.walk.judge.shelf
        self.abroad = Abroad(self.neighbours, shelf, self.desk, self._theirs, self._free, self.arrivals.gone)

    @property
    def broke(self) -> str:
        """Why the money does not reach, where it does not."""
        return self.purse.broke

    @property
    def closing(self) -> bool:
        """Whether nothing new may go out."""
        return self.halt.asked or bool(self.ended) or (self.fail_fast and bool(self.tally.failed))

    @property
    def now(self) -> float:
        """By the clock of the event loop."""
        return asyncio.get_running_loop().time()

    async def all(self) -> None:
        """Send until nothing is left."""
        self.halt.listen(self.wake.set)
        try:
            for call in self.walk.calls.values():
                self.turns.gate(call.model)
            await self.others.look(self.now)
            while True:
                self._launch()
                if self.closing:
                    close_down(self)
                if not self.tasks and (self.closing or not (len(self.walk.ready) or self.later)):
                    return
                await self._change()
        except asyncio.CancelledError:
            self.halt.give_up()
            await self._drained()
            raise
        except BaseException:
            self.halt.ask()
            await self._drained()
            raise

    async def _change(self) -> None:
        """Until something happens, or it is time for something."""
        self.wake.clear()
        times = [t for t in (self.turns.wakes, self.later.first, self.others.due) if t is not None]
        timeout = None if self.closing or not times else max(0.0, min(times) - self.now)
        assert self.tasks or timeout is not None, "nothing could ever happen"
        with suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), timeout)
        if self._fault is not None:
            raise self._fault

    async def _drained(self) -> None:
        """What is in flight has come in, or was given up, and is settled."""
        if self.halt.gave_up:
            self.flight.give_up()
        if self.watcher is not None:
            self.watcher.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks)

    def _start(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._over)
        return task

    def _over(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._fault = self._fault or task.exception()
        self.wake.set()

    def _launch(self) -> None:
        """Send what may go now."""
        now = self.now
        self._await_theirs()
        for waited in self.later.due(now):
            self.turns.again(waited)
        if self.others.due is not None and now >= self.others.due:
            self._start(self.others.look(now))
        self.turns.wakes = None
        while not (self.closing or self.purse.parked):
            self.arrivals.leave_closed_models()
            errand = self.turns.next(now)
            if errand is None:
                return
            if not self.purse.takes(self.sender.most(errand.decision.call)):
                self.turns.unloaded(errand, 0)
                self._short(errand, self.broke)
            else:
                self._start(self._go(errand))

    def _await_theirs(self) -> None:
        """Look for what other runs are making."""
        for address, index in self.walk.awaited:
            errand, state = self.turns.errand(address, index), self.walk.open[address]
            own = len(state.takes) - state.theirs
            errand.planned = index < self.walk.limits.get(address, 0) - own
            self._look_abroad(errand)
        self.walk.awaited.clear()

    def _look_abroad(self, errand: Errand) -> None:
        if not any(e.address == errand.address for e in self.abroad.waiting):
            self.progress.waiting(waits.neighbour(errand.address))
        self.abroad.waiting.append(errand)
        if self.watcher is None or self.watcher.done():
            self.watcher = self._start(self.abroad.watch())

    async def _go(self, errand: Errand) -> None:
        """One request of a take."""
        asked = self.walk.judge.shelf.asked
        asked[errand.key] += 1
        result, outcome = await self.flight.send(errand, asked[errand.key])
        self.ended = self.ended or self.flight.trouble
        if not isinstance(result, Kept):
            asked[errand.key] -= 1
        self.turns.unloaded(errand, cost_of_result(errand, result))
        copying = None
        if isinstance(result, Kept):
            self.purse.parked = False
            self.arrivals.kept(errand, result)
            copying = self._copying(errand, result)
            del outcome  # its pictures are on the disk: nothing may hold them while their copies are written
        elif isinstance(result, Fell):
            self.purse.parked = False
            self._fell(errand, outcome, result)
        elif result.budget:
            await self._no_money(errand, result)
        else:
            self._look_abroad(errand)
        await self.flight.let_go(errand, copying)

    def _asking(self, errand: Errand) -> None:
        assert errand.reserved is not None
        self.progress.asking(errand.address, errand.reserved.take)

    def _heard(self, errand: Errand, outcome: Outcome) -> None:
        """An answer is there: another request may take its place while this one is filed."""
        self.ended = self.ended or self.flight.trouble
        if not self._keeps_place(errand, outcome):
            self.turns.landed(errand)
        if isinstance(outcome, Answer | Refused):
            self.turns.gate(errand.model).answered()
            self.turns.window.answered()
        if isinstance(outcome, Answer):
            self.turns.freight.answered(errand.decision.call, sum(len(d.data) for d in outcome.pictures))
            self.sender.reckon(errand.decision.call, outcome)
        elif isinstance(outcome, Failed):
            because = close(self.turns, self.progress, errand, outcome, self.now)
            self.ended = self.ended or because
        self.wake.set()

    def _keeps_place(self, errand: Errand, outcome: Outcome) -> bool:
        """Whether nothing may go in its place before it is settled, because that decides what goes next."""
        if isinstance(outcome, Answer):
            return self.walk.lets_go_first(errand.address)
        return self.fail_fast

    def _copying(self, errand: Errand, kept: Kept) -> Callable[[], None]:
        """What writes the readable copies of an answer: it blocks."""
        return partial(self.ahead.copy, self.sender.store, errand.address, kept.reserved.take, kept.filed)

    def _fell(self, errand: Errand, outcome: Outcome | None, fell: Fell) -> None:
        if outcome is None and fell.reason == STOPPED:
            self.arrivals.skip(errand, STOPPED)
            return
        if fell.code == UNFILED:
            self.ended = self.ended or fell.reason  # where its answer lies is told with this one request only
        seconds = None
        if isinstance(outcome, Failed) and not (self.closing or self.turns.gate(errand.model).over):
            seconds = again_in(self.progress, errand, outcome, self.random)
        if seconds is None:
            self.arrivals.failure(errand, fell)
            return
        errand.last = fell
        if seconds:
            self.later.put(errand, self.now + seconds)
        else:
            self.turns.again(errand)

    async def _no_money(self, errand: Errand, declined: Declined) -> None:
        most, holding = self.sender.most(errand.decision.call), bool(self.flight.holding)
        if await self.purse.comes_back(most, declined.held, holding=holding, closing=lambda: self.closing):
            self.turns.again(errand)
        else:
            self._short(errand, declined.because)

    def _short(self, errand: Errand, because: str) -> None:
        self.purse.short(because)
        self.arrivals.skip(errand, because)

    def _theirs(self, errand: Errand, theirs: Theirs) -> None:
        """Another run has made it."""
        taken = self.arrivals.theirs(errand, theirs)
        if theirs.take is None:
            self._start(self.desk.do(self.sender.book.place, [(errand.address, taken)]))

    def _free(self, errand: Errand) -> None:
        """Nobody makes it any more, and this run's plan held it."""
        errand.left += 1
        if errand.left > ENOUGH:
            self.arrivals.gone(errand, "another run was making it")
        else:
            self.turns.again(errand)
        self.wake.set()
