"""Brings one batch job to the service: prepared, offered, offered again where it is not taken now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...dsl.loader import Unusable
from .. import waits
from ..engine import Batching, BatchLine, Closes, Created, Failed
from ..ledger import Unopenable
from . import jobs

if TYPE_CHECKING:
    from ..engine import Lost, Request
    from ..errand import Errand
    from .jobs import Job
    from .run import BatchRun

TRIES, BACK = 6, 10.0  # offers of a job; seconds before the second, twice as long each time
STOPPING = (
    "Stopping: a batch job is being made, and is waited for. Ctrl-C again leaves it to the next run to look for it."
)
NOTHING = "none of its pictures can be sent"


class Unread(Exception):
    """A line whose pictures can't be read."""

    def __init__(self, key: str, fault: OSError | Unusable) -> None:
        super().__init__(key)
        self.key, self.fault = key, fault


class Offer:
    """One job of a run, with its lines by their names in the ledger. Lines that can't be sent are taken out of it."""

    def __init__(self, run: BatchRun, job: Job, errands: dict[str, Errand]) -> None:
        self.run, self.job, self.errands = run, job, errands
        self._asked = False  # whether the service may have it

    async def made(self) -> Created | Failed | Lost:
        """What comes of it in the end."""
        run, pause = self.run, BACK
        found = await self._once()
        for _ in range(TRIES - 1):
            if not isinstance(found, Failed) or run.waits_for_room(found):
                break
            if not (found.retryable and self.errands) or run.closing:
                break
            seconds = max(found.wait or 0.0, pause)
            text = f"{found.reason} The batch job is offered again."
            run.progress.waiting(waits.batch(self.job.title, seconds, text))
            await run.pause(seconds)
            pause *= 2
            found = await self._there(found) or await self._once()
        return found

    async def _there(self, failed: Failed) -> Created | None:
        """The job, if the service has made it though it said that it had not: else there would be two of it."""
        assert isinstance(self.run.engine, Batching)
        if not self._asked or failed.closes is Closes.MODEL:
            return None
        found = await self.run.engine.find([self.job.title])
        return None if isinstance(found, Failed) else found.get(self.job.title)

    async def _once(self) -> Created | Failed | Lost:
        run = self.run
        assert isinstance(run.engine, Batching)
        model = next(iter(self.errands.values())).model
        while self.errands:
            lines = [BatchLine(key, partial(self._request, key, errand)) for key, errand in self.errands.items()]
            try:
                return await run.unless_given_up(run.engine.submit(self.job.title, model, lines, self._ready), STOPPING)
            except Unread as unread:
                await self._unsent(self.errands.pop(unread.key), unread.fault)
            except (OSError, Unopenable) as fault:
                return Failed(f"The job can't be prepared: {fault}.", "disk", retryable=False)
        return Failed(NOTHING, "unsent", retryable=False)

    async def _ready(self, name: str) -> None:
        await self.run.desk.do(self._prepared, name)
        self._asked = True

    def _prepared(self, name: str) -> None:
        with self.run.sender.book.ledger.writing() as db:
            jobs.prepared(db, self.job.job, name)

    def _request(self, key: str, errand: Errand) -> Request:
        ordinal = len(errand.decision.standing.generation) + errand.index + 1
        try:
            request, _ = self.run.sender.request(errand.decision, ordinal)
        except (OSError, Unusable) as fault:
            raise Unread(key, fault) from fault
        self.run.turns.freight.sizes |= {p.sha256: len(p.data) for p in request.pictures}
        return request

    async def _unsent(self, errand: Errand, fault: OSError | Unusable) -> None:
        assert errand.reserved is not None
        told = f"{fault.words.get('path')} can't be read ({fault.code})" if isinstance(fault, Unusable) else str(fault)
        fell = await self.run.desk.do(self.run.sender.unsent, errand.reserved, told)
        self.run.walk.judge.shelf.asked[errand.key] -= 1
        self.run.arrivals.failure(errand, fell)
