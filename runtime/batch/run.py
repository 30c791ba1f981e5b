"""A run whose requests go out as batch jobs: all that can be made now is one level, then come those who need it."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from .. import waits
from ..engine import Batching, Closes, Created, Failed
from ..flight import STOPPED
from ..ledger import Unopenable
from ..readers import readers
from ..reserving import Declined
from ..run import Run
from ..sending import Fell, Kept
from . import jobs
from .collect import Collector
from .cut import cut
from .offer import Offer
from .results import results
from .words import AWAY, at_service, collected, left_behind, made, near, parked, unsure

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from ..engine import Lost
    from ..errand import Errand
    from ..reserving import Reserved
    from .jobs import Job
    from .results import Extra

FIRST, LONGER, MOST = 0.5, 1.5, 60.0  # seconds between two looks at the jobs: the first, each by so much more, at most
FETCHING = "Stopping: batch jobs are being fetched. Ctrl-C again leaves that to the next run."
T = TypeVar("T")
TELL = 600.0  # seconds of waiting after which it is told again


@dataclass(slots=True)
class BatchRun(Run):
    """A `Run` in levels. `mine` holds the requests of this run that are in jobs, by their names in the ledger."""

    mine: dict[str, Errand] = field(default_factory=dict)
    collector: Collector | None = None
    sent: dict[tuple[str, str, str], Errand] = field(default_factory=dict)  # by address, words and pictures
    _told: float = 0.0
    _full: set[str] = field(default_factory=set)  # models of which the service takes no more jobs now
    _problem: set[str] = field(default_factory=set)  # what was told
    _seen: set[str] = field(default_factory=set)  # requests whose end is counted

    async def all(self) -> None:
        """One level after the other, until nothing is left."""
        self.halt.listen(self.wake.set)
        with ExitStack() as stack:
            reading = stack.enter_context(readers(self.plan.engine))
            book, engine = self.sender.book, self.engine
            assert isinstance(engine, Batching)
            self.collector = Collector(
                engine, book.maker, book.account or "", book.ledger, book.store, reading, self.desk, book.clock
            )
            try:
                await self._levels()
            finally:
                await self._leave()
                if self.tasks:
                    await asyncio.wait(self.tasks)

    async def _levels(self) -> None:
        while not self.closing:
            self._await_theirs()
            level = [self.turns.errand(*one) for one in self.walk.ready.clear()]
            if not (level or self.mine or self.abroad.waiting):
                return
            for group in list(cut(level, self.turns.freight.sizes)):
                if self.closing or group[0].model in self._full:
                    self._put_back(group)
                else:
                    await self._submit(group)
            await self._wait()
            self._full.clear()

    def _put_back(self, group: list[Errand]) -> None:
        for errand in group:
            self.walk.ready.again(errand.address, errand.index)

    # Making a job.

    async def _submit(self, group: list[Errand]) -> None:
        """One job: written down with all of its lines and their money, then made."""
        book = self.sender.book
        job = jobs.new_job(book.name(), book.run, book.maker, book.account or "", book.clock())
        try:
            answers = await self.desk.do(self._reserve, job, group)
        except (OSError, Unopenable) as fault:
            self.ended = f"the job could not be written down, so it was not sent: {fault}"
            self._put_back(group)
            return
        errands = {}
        for errand, answer in zip(group, answers, strict=True):
            if isinstance(answer, Declined):
                self._declined(errand, answer)
                continue
            errand.reserved, errand.first = answer, errand.first or answer
            errands[answer.attempt] = errand
        if errands:
            await self._make(job, errands)

    def _reserve(self, job: Job, group: list[Errand]) -> list[Reserved | Declined]:
        """In one transaction: the job and its lines, or nothing."""
        asked, ledger = self.walk.judge.shelf.asked, self.sender.book.ledger
        found: list[Reserved | Declined] = []
        with ledger.together():
            jobs.begin(ledger.connection, job)
            for errand in group:
                asked[errand.key] += 1
                found.append(self.sender.reserve(errand.decision, asked[errand.key], errand.first, job.job))
                asked[errand.key] -= isinstance(found[-1], Declined)
            if all(isinstance(f, Declined) for f in found):
                jobs.forget(ledger.connection, job)
        return found

    def _declined(self, errand: Errand, declined: Declined) -> None:
        if declined.budget:
            self._short(errand, declined.because)
        else:
            self._look_abroad(errand)

    async def _make(self, job: Job, errands: dict[str, Errand]) -> None:
        """Bring it to the service."""
        found = await Offer(self, job, errands).made()
        if isinstance(found, Created):
            await self._made(job, found, errands)
        else:
            await self._not_made(job, found, errands)

    async def _made(self, job: Job, found: Created, errands: dict[str, Errand]) -> None:
        await self.desk.do(self._opened, job, found)
        self._take(errands)
        for errand in errands.values():
            self._asking(errand)
        self.progress.waiting(waits.batch(job.title, None, made(len(errands), found.fetch_by, first=not self._told)))
        self._told = self.now

    def _take(self, errands: dict[str, Errand]) -> None:
        self.mine |= errands
        self.sent |= {(e.address, *e.key): e for e in errands.values()}

    def _opened(self, job: Job, found: Created) -> None:
        with self.sender.book.ledger.writing() as db:
            jobs.opened(db, job.job, found)

    async def _not_made(self, job: Job, found: Failed | Lost, errands: dict[str, Errand]) -> None:
        """The service did not take it; or nobody knows, and it is looked for."""
        assert self.collector is not None
        if isinstance(found, Failed):
            await self.desk.do(self.collector.close, job, jobs.FAILED, found)
            if self.waits_for_room(found) and errands:
                self._park(found, list(errands.values()))
                return
            self._take(errands)
            await self._settle()
            if found.closes is Closes.ACCOUNT:
                self.ended = self.ended or found.reason
            return
        self.progress.waiting(waits.batch(job.title, None, unsure(found.reason)))
        seen = await self.collector.seek(job)
        self._take(errands)
        self._problems(seen.problems)
        await self._settle()

    def waits_for_room(self, failed: Failed) -> bool:
        """Whether the service has as many requests of a model as it takes, and some of them are this run's."""
        return failed.closes is Closes.MODEL and failed.retryable and bool(self.mine)

    def _park(self, failed: Failed, group: list[Errand]) -> None:
        """They go when a job of this run has ended."""
        self._full.add(group[0].model)
        for errand in group:
            self.walk.judge.shelf.asked[errand.key] -= 1
            assert errand.reserved is not None
            self._seen.add(errand.reserved.attempt)
        self._put_back(group)
        self.progress.waiting(waits.batch("", None, parked(len(group), failed.reason)))

    # Waiting for jobs.

    async def _wait(self) -> None:
        """Until this level has ended, or the run is to end."""
        assert self.collector is not None
        pause = FIRST
        while (self.mine or self.abroad.waiting) and not self.closing:
            found = await self.unless_given_up(self.collector.round(), FETCHING)
            if found.done or found.ended:
                self.progress.waiting(waits.batch("", None, collected(found)))
            self._problems(found.problems)
            await self._settle()
            if found.shut:
                self.ended = self.ended or found.shut
            if not (self.mine or self.abroad.waiting) or self.closing or (self._full and found.done):
                return
            if not self.mine and found.waiting and all(j.account != self.collector.account for j in found.waiting):
                for errand in self.abroad.leave():  # nobody here can fetch it
                    self.arrivals.skip(errand, AWAY)
            self._tell(found.waiting)
            await self.pause(pause)
            pause = min(MOST, pause * LONGER)

    def _problems(self, problems: list[str]) -> None:
        for problem in problems:
            if problem in self._problem:
                continue
            self._problem.add(problem)
            self.progress.waiting(waits.batch("", None, problem))

    def _tell(self, waiting: list[Job]) -> None:
        """Now and then, what is still waited for; and where its time is nearly over."""
        if self.now < self._told + TELL or not waiting:
            return
        self._told = self.now
        self.progress.waiting(waits.batch("", None, at_service(waiting)))
        for job in waiting:
            if (warning := near(job, self.sender.book.clock())) is not None:
                self.progress.waiting(waits.batch(job.title, None, warning))

    async def unless_given_up(self, work: Coroutine[object, object, T], stopping: str) -> T:
        """What comes of it, though the run is to end; it is left alone when that is given up: the next run goes on."""
        task = asyncio.get_running_loop().create_task(work)
        told = False
        try:
            while not task.done():
                self.wake.clear()
                woken = asyncio.ensure_future(self.wake.wait())
                await asyncio.wait({task, woken}, return_when=asyncio.FIRST_COMPLETED)
                woken.cancel()
                if self.halt.asked and not (told or task.done()):
                    told = True
                    self.progress.waiting(waits.batch("", None, stopping))
                if self.halt.gave_up and not task.done():
                    raise asyncio.CancelledError
            return task.result()
        finally:
            task.cancel()

    async def pause(self, seconds: float) -> None:
        """So long, or until something happens."""
        if self.closing:
            return
        self.wake.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), seconds)
        if self._fault is not None:
            raise self._fault

    async def _settle(self) -> None:
        """See which of the run's own requests have ended, and go on from them."""
        found, extras = await self.desk.do(results, self.sender.book, self._reserved, frozenset(self._seen))
        for attempt, result in found.items():
            errand = self.mine.pop(attempt)
            self._seen.add(attempt)
            if isinstance(result, Kept):
                self.sender.reckon_cost(errand.decision.call, result.cost)
                self.arrivals.kept(errand, result)
                self._start(self.desk.file(self._copying(errand, result)))
            else:
                self.walk.judge.shelf.asked[errand.key] -= 1
                self.arrivals.failure(errand, result)
        for extra in extras:
            self._more(extra)

    @property
    def _reserved(self) -> dict[str, Reserved]:
        return {a: e.reserved for a, e in self.mine.items() if e.reserved is not None}

    def _more(self, extra: Extra) -> None:
        """The service has answered one line several times: what came is a take, and is paid for."""
        errand = self.sent.get(extra.line)
        self._seen.add(extra.attempt)
        if errand is None:
            return
        if isinstance(extra.result, Fell):
            self.tally.count(extra.result.cost, extra.most)
            return
        self.walk.judge.shelf.keep(
            errand.address, *errand.key, tuple(f.sha256 for f in extra.result.filed), extra.attempt,
            extra.result.reserved.take,
        )  # fmt: skip
        self.tally.kept(errand, extra.result)

    async def _leave(self) -> None:
        """The run ends: what is in jobs goes on at the service, and is fetched by the next run."""
        book = self.sender.book
        if left := await self.desk.do(jobs.pending_jobs, book.ledger, book.maker):
            self.progress.waiting(waits.batch("", None, left_behind(left)))
        for errand in self.abroad.leave():
            self.arrivals.skip(errand, STOPPED)
        if self.watcher is not None:
            self.watcher.cancel()
        for errand in self.mine.values():
            self.arrivals.skip(errand, AWAY)
