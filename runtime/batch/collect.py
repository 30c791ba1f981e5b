"""Collects what batch jobs have brought: each answer goes to the disk, and is filed from there as after a crash."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..engine import Created, Failed, JobLook, Lost, Stage
from ..filing import Filing
from ..ledger import Unopenable
from ..lock import Lock
from ..spool import FileSpool, spools
from . import jobs
from .jobs import Job, abandoned, pending_jobs, vanished_jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..desk import Desk
    from ..engine import Batching
    from ..ledger import Ledger
    from ..readers import Readers
    from ..recovered import Ended
    from ..store import Store

LOCK = "batch.lock"
LIFETIME = dt.timedelta(hours=48)  # of a job at the service
SURE, AGAIN = 3, 1.0  # looks for a job that is not there, before it is believed; seconds between them
NOT_THERE = "the run ended while the batch job was being made, and the service has no such job"
STRANGERS = "Answers to requests that the list of this project does not know were passed over: {count}."
TOO_LATE = "it was in a batch job of another account, which was not fetched in time"
UNASKED = "the run ended before the batch job was asked for"
MISSING = "the results of the batch job hold no answer to it"
UNFILED = "what came can't be filed: {reason}"


@dataclass(slots=True)
class Round:
    """What one look at all jobs has brought. `waiting`: jobs that go on; `problems`: sentences, each once."""

    ended: list[Ended] = field(default_factory=list)
    done: list[Job] = field(default_factory=list)
    waiting: list[Job] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    shut: str = ""  # why the account says nothing any more

    def problem(self, text: str) -> None:
        """Something that is in the way of a job, which stays as it is."""
        if text not in self.problems:
            self.problems.append(text)


class Collector:
    """Looks at the jobs of one account of a maker, whichever run has made them."""

    def __init__(
        self,
        engine: Batching,
        maker: str,
        account: str,
        ledger: Ledger,
        store: Store,
        reading: Readers,
        desk: Desk,
        clock: Callable[[], str],
    ) -> None:
        self.engine, self.maker, self.account = engine, maker, account
        self.ledger, self.desk, self.clock = ledger, desk, clock
        self.filing = Filing(ledger, store, reading, clock)
        self.doubtful: set[str] = set()  # jobs of this run that may exist
        self._missed: Counter[str] = Counter()
        self.strangers = 0  # answers in the results that are fetched, of requests that the ledger does not know
        self._looked = False  # for those that were not there

    async def round(self) -> Round:
        """Look at each once; what has ended is fetched and filed. One process does that at a time."""
        found, lock = Round(), Lock(self.ledger.folder / LOCK)
        try:
            known = await self.desk.do(pending_jobs, self.ledger, self.maker)
            gone = await self._gone()
            if not (known or gone):
                return found
            if not await self.desk.do(lock.take, wait=False):
                found.waiting = known
                return found
            try:
                for job in [*await self._adopted(known, found), *await self._again(gone)]:
                    await self._visit(job, found)
            finally:
                lock.free()
        except (OSError, Unopenable) as fault:
            found.problem(UNFILED.format(reason=fault))
            found.shut = found.problems[-1]
        return found

    async def _gone(self) -> list[Job]:
        """Jobs that were believed to be lost, and are looked for once more by each run while they could be there."""
        if self._looked:
            return []
        self._looked = True
        since = (dt.datetime.fromisoformat(self.clock()) - LIFETIME).isoformat(timespec="seconds")
        found = await self.desk.do(vanished_jobs, self.ledger, self.maker, since)
        return [j for j in found if j.account == self.account]

    async def _again(self, gone: list[Job]) -> list[Job]:
        """Those of them that the service has after all."""
        there = await self.engine.find([j.title for j in gone]) if gone else {}
        if isinstance(there, Failed):
            return []
        return [await self._opened(job, there[job.title]) for job in gone if job.title in there]

    async def _adopted(self, known: list[Job], found: Round) -> list[Job]:
        """The jobs that the service has; those of dead runs that may never have been made are looked for."""
        mine = [j for j in known if j.account == self.account]
        for job in [j for j in known if j.account != self.account]:
            await self._foreign(job, found)
        open_ = [j for j in mine if j.state == jobs.OPEN]
        orphans = [j for j in mine if j.state == jobs.CREATING]
        orphans = [j for j in orphans if j.job in self.doubtful or await self.desk.do(abandoned, self.ledger, j)]
        for job in [j for j in orphans if j.input is None]:
            orphans.remove(job)
            found.ended += await self.desk.do(self.close, job, jobs.FAILED, Failed(UNASKED, "batch", retryable=True))
        if orphans:
            open_ += await self.adopt(orphans, found)
        return open_

    async def _foreign(self, job: Job, found: Round) -> None:
        """One that only another account can fetch; when its time is over, nobody can."""
        if job.fetch_by is not None and self.clock() > job.fetch_by:
            found.ended += await self.desk.do(self.close, job, jobs.LOST, Lost(TOO_LATE))
            found.done.append(job)
            return
        found.waiting.append(job)
        found.problem(f"A batch job waits for the account that made it: {job.title}.")

    async def seek(self, job: Job) -> Round:
        """Look for a job of this run that may have been made."""
        found = Round()
        self.doubtful.add(job.job)
        await self.adopt([job], found)
        return found

    async def adopt(self, orphans: list[Job], found: Round) -> list[Job]:
        """Look for jobs by their titles: what is there goes on, what is not is lost, its lines at their bound."""
        there = await self.engine.find([j.title for j in orphans])
        if isinstance(there, Failed):
            self._failed(there, found)
            found.waiting += orphans
            return []
        adopted = []
        for job in orphans:
            if (one := there.get(job.title)) is not None:
                adopted.append(await self._opened(job, one))
                continue
            self._missed[job.job] += 1
            if self._missed[job.job] < SURE:
                await asyncio.sleep(AGAIN)
                adopted += await self.adopt([job], found)
                continue
            found.ended += await self.desk.do(self.close, job, jobs.LOST, Lost(NOT_THERE))
        return adopted

    async def _opened(self, job: Job, one: Created) -> Job:
        await self.desk.do(self._open, job, one)
        return replace(job, state=jobs.OPEN, name=one.name, fetch_by=one.fetch_by)

    def _open(self, job: Job, one: Created) -> None:
        with self.ledger.writing() as db:
            jobs.opened(db, job.job, one)

    async def _visit(self, job: Job, found: Round) -> None:
        assert job.name is not None
        look = await self.engine.look(job.name)
        if isinstance(look, Failed):
            self._failed(look, found)
            found.waiting.append(job)
        elif look.stage is Stage.WAITING:
            found.waiting.append(job)
        elif look.stage is Stage.DONE:
            await self._fetch(job, found)
        else:
            await self._ended(job, look, found)

    def _failed(self, failed: Failed, found: Round) -> None:
        found.problem(failed.reason)
        if not failed.retryable:
            found.shut = found.shut or failed.reason

    async def _ended(self, job: Job, look: JobLook, found: Round) -> None:
        """It has brought nothing."""
        why = f"the batch job ended as {look.word}" + (f": {look.reason}" if look.reason else "")
        nothing = look.stage is Stage.NOTHING
        outcome = Failed(why, "batch", retryable=False) if nothing else Lost(why)
        found.ended += await self.desk.do(self.close, job, jobs.FAILED if nothing else jobs.LOST, outcome)
        found.done.append(job)

    async def _fetch(self, job: Job, found: Round) -> None:
        """Every answer of a job that has ended. What can't be fetched now waits, while there is time."""
        assert job.name is not None
        seen: Counter[str] = Counter()
        self.strangers = 0

        async def sink(key: str, raw: bytes) -> None:
            seen[key] += 1
            if (ended := await self.desk.do(self._line, job, key, seen[key], raw)) is not None:
                found.ended.append(ended)

        failed = await self.engine.collect(job.name, sink)
        if failed is None:
            found.ended += await self.desk.do(self.close, job, jobs.FETCHED, Lost(MISSING))
            found.done.append(job)
            if self.strangers:
                found.problem(STRANGERS.format(count=self.strangers))
        elif job.fetch_by is not None and self.clock() > job.fetch_by:
            why = f"its results can't be had any more: {failed.reason}"
            found.ended += await self.desk.do(self.close, job, jobs.LOST, Lost(why))
            found.done.append(job)
        else:
            self._failed(failed, found)
            found.waiting.append(job)

    def _line(self, job: Job, key: str, nth: int, raw: bytes) -> Ended | None:
        """One answer, on the disk and then in the ledger; None where that was done before. Raises OSError."""
        db = self.ledger.connection
        if jobs.state_of(db, job.job, key) is None:
            self.strangers += 1
            return None
        attempt = key
        if nth > 1:
            with self.ledger.writing() as db:
                attempt = jobs.add_extra(db, key, nth - 1, self.clock())
        if jobs.state_of(db, job.job, attempt) not in ("sending", "lost"):
            return None
        for left in spools(self.ledger.folder, attempt):
            left.unlink()  # of a process that died while it wrote
        spool = FileSpool(self.ledger.folder / "inbox" / f"{attempt}.part")
        spool.write(raw)
        spool.seal()
        if not spool.sealed:
            raise OSError(spool.trouble)
        return self.filing.settle(attempt)

    def close(self, job: Job, state: str, rest: Failed | Lost) -> list[Ended]:
        """Nothing more comes of a job: what has had no answer ends so."""
        with self.ledger.together():
            db = self.ledger.connection
            found = [self.filing.end(a, rest) for a in jobs.open_lines(db, job.job)]
            jobs.ended(db, job.job, state)
        return [e for e in found if e is not None]
