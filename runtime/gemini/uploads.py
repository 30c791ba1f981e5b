"""Pictures that many requests need, or that are too large for one: they go ahead once, and are then only named."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

import httpx2

from ..engine import Failed
from .depot import NotUploaded
from .uploaded import MARGIN

if TYPE_CHECKING:
    import datetime as dt

    from ..engine import Request, SentPicture
    from .client import Line
    from .depot import Depot
    from .uploaded import Uploaded, Uploads

LARGE = 7_000_000  # bytes: such a file is never sent inside a request
SMALL = 100_000  # such a file always is: to name it costs as much as to send it
FEW = 2  # requests that carry a picture themselves; from the next one on it is uploaded
ROOM = 18_000_000  # bytes of a request's pictures as base64, of the 20 MB that a request may have
AT_ONCE = 4
SECONDS = 300.0  # for one upload


class Porter:
    """Decides what is uploaded, and does it once for each account, however many requests wait for it."""

    def __init__(self, uploads: Uploads, depot: Depot) -> None:
        self.uploads, self.depot = uploads, depot
        self._used: Counter[str] = Counter()
        self._under_way: dict[str, asyncio.Task[str]] = {}
        self._doors = asyncio.Semaphore(AT_ONCE)

    async def uris(self, line: Line, request: Request, lasting: dt.timedelta = MARGIN) -> dict[str, str]:
        """The URI of each picture of the request that is named, by digest. Raises NotUploaded.

        The service has each of them for so long at least.
        """
        pictures = {p.sha256: p for p in request.pictures}
        self._used.update(pictures.keys())
        found = await asyncio.to_thread(self.uploads.find, pictures, lasting)
        must, may = self._wanted(request, found)
        for sha256 in (*must, *may):
            try:
                found[sha256] = await self._uploaded(line, pictures[sha256])
            except NotUploaded:
                if sha256 in must:
                    raise
        return found

    def _wanted(self, request: Request, found: dict[str, str]) -> tuple[list[str], list[str]]:
        """What can't be sent inside the request, and what need not be."""
        inside = {p.sha256: len(p.data) for p in request.pictures if p.sha256 not in found}
        must = [s for s, size in inside.items() if size > LARGE]
        left = sorted((s for s in inside if s not in must), key=lambda s: -inside[s])
        times = Counter(p.sha256 for p in request.pictures)
        while left and sum(inside[s] * times[s] for s in left) * 4 // 3 > ROOM:
            must.append(left.pop(0))
        return must, [s for s in left if self._used[s] > FEW and inside[s] >= SMALL]

    async def _uploaded(self, line: Line, picture: SentPicture) -> str:
        task = self._under_way.get(picture.sha256)
        if task is None:
            task = asyncio.create_task(self._upload(line, picture))
            self._under_way[picture.sha256] = task
            task.add_done_callback(lambda done: self._ended(picture.sha256, done))
        return await asyncio.shield(task)

    def _ended(self, sha256: str, task: asyncio.Task[str]) -> None:
        """Nobody may be waiting any more: then its failure is nobody's."""
        self._under_way.pop(sha256, None)
        if not task.cancelled():
            task.exception()

    async def ahead(self, line: Line, picture: SentPicture) -> Uploaded:
        """Send one there now, whatever its size. Raises NotUploaded."""
        async with self._doors:
            try:
                async with asyncio.timeout(SECONDS):
                    uploaded = await self.depot.put(line, picture)
            except (TimeoutError, httpx2.HTTPError, KeyError, ValueError, OSError) as fault:
                said = f"A picture that goes along could not be uploaded: {fault or type(fault).__name__}."
                raise NotUploaded(Failed(said, "upload", retryable=True)) from fault
        await asyncio.to_thread(self.uploads.add, uploaded)
        return uploaded

    async def _upload(self, line: Line, picture: SentPicture) -> str:
        return (await self.ahead(line, picture)).uri

    async def forget(self, uris: dict[str, str]) -> None:
        """The service does not have them any more, or not for this account."""
        await asyncio.to_thread(self.uploads.forget, list(uris))

    async def aclose(self) -> None:
        """Leave what is under way."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self.uploads.close)
