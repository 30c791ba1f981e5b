"""The threads of a run: one in which it writes to its ledger, some that file answers, some that read what is sent."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from types import TracebackType

P = ParamSpec("P")
T = TypeVar("T")
MOST = 64  # transactions that become one
# Threads: what files waits for the disk now and then, and what reads must not wait for it. More of them would only
# take each other's turn at Python's one lock: sixteen cost half as much processor time again as four.
FILING, READING = 4, 4


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    done: asyncio.Future[Any]
    result: Any = None
    fault: BaseException | None = None

    def alone(self) -> None:
        try:
            self.result = self.work()
        except BaseException as fault:  # noqa: BLE001 - whoever asked for it is told
            self.fault = fault

    def tell(self) -> None:
        if self.done.done():
            return
        if self.fault is not None:
            self.done.set_exception(self.fault)
        else:
            self.done.set_result(self.result)


class Desk:
    """Does what blocks, one after the other. What is to be written at the same time is made durable at once: a disk
    that takes a thousandth of a second for one transaction takes no longer for sixty."""

    def __init__(self) -> None:
        self.together: Callable[[], AbstractContextManager[None]] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._filing = ThreadPoolExecutor(FILING, thread_name_prefix="filing")
        self._reading = ThreadPoolExecutor(READING, thread_name_prefix="reading")
        self._jobs: deque[_Job] = deque()
        self._called = False

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` gives, or raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for what only writes to the ledger. It shares a transaction with others, `together`; where that
        fails, it is done once more alone. When this returns it is durable."""
        loop = asyncio.get_running_loop()
        job = _Job(partial(work, *args, **kwargs), loop.create_future())
        self._jobs.append(job)
        if not self._called:
            self._called = True
            loop.run_in_executor(self._thread, self._flush).add_done_callback(_tell)
        found: T = await job.done
        return found

    async def file(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` gives, which writes files: several at once."""
        return await asyncio.get_running_loop().run_in_executor(self._filing, partial(work, *args, **kwargs))

    async def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` gives, which reads files before a request goes out."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, partial(work, *args, **kwargs))

    def _flush(self) -> list[_Job]:
        """Do all that has been asked for so far."""
        self._called = False
        jobs: list[_Job] = []
        while self._jobs:
            group = [self._jobs.popleft() for _ in range(min(len(self._jobs), MOST))]
            jobs += group
            if len(group) == 1 or not self._joined(group):
                for job in group:
                    job.alone()
        return jobs

    def _joined(self, group: list[_Job]) -> bool:
        if self.together is None:
            return False
        try:
            with self.together():
                for job in group:
                    job.result = job.work()
        except Exception:  # noqa: BLE001 - nothing of it is written: each is done alone, and says itself what is wrong
            return False
        except BaseException as fault:  # noqa: BLE001 - the thread is to end: all who asked are told
            for job in group:
                job.fault = fault
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in (self._reading, self._filing, self._thread):
            pool.shutdown(wait=True)


def _tell(flushed: asyncio.Future[list[_Job]]) -> None:
    for job in flushed.result():
        job.tell()
