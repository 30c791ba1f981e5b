"""The engine that asks the pretended service, over HTTP and with all that can go wrong there."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ...dsl.call import Words
from ..engine import Closes, Failed, Limits, Lost, Setup
from .reading import head_of, read_answer, read_error, read_raw
from .scenario import ADDRESS, SCENARIO, Unheard, scenario_here

if TYPE_CHECKING:
    import httpx2

    from ..engine import Answer, Outcome, Refused, Request, Spool
    from .process import ServiceProcess

LARGE = 500_000  # bytes that are better read or written in another thread


class Rehearsal:
    """An `Engine` that costs pretended money. It starts a service of its own, unless the environment names one."""

    name = "rehearsal"
    maker = "rehearsal"
    free = False
    account = "rehearsal"

    def __init__(self, setup: Setup | None = None) -> None:
        from ..engines import NoEngine
        from .reckoning import journal_in

        try:
            self._scenario = scenario_here()
        except Unheard as fault:
            raise NoEngine(f"In {SCENARIO}: {fault}") from fault
        home = (setup or Setup()).home
        self._project = str(home) if home is not None else ""
        self._journal = journal_in(home) if home is not None else None
        self._url = os.environ.get(ADDRESS)
        self._service: ServiceProcess | None = None
        self._client: httpx2.AsyncClient | None = None
        self._opening: asyncio.Task[httpx2.AsyncClient] | None = None

    def limits(self, model: str) -> Limits:  # noqa: ARG002 - the service has one queue for all models
        """Nothing is known beforehand: that is what a rehearsal is for."""
        return Limits()

    def read(self, raw: bytes) -> Answer | Refused | Failed:
        """What a sealed spool says."""
        return read_raw(raw)

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """Ask for one take."""
        from .process import Unstarted

        try:
            client = await self._opened()
        except Unstarted as fault:
            return Failed(f"{fault}", "unstarted", retryable=False, closes=Closes.ACCOUNT)
        body = await asyncio.to_thread(self._body, request)
        return await self._sent(client, body, spool)

    async def _sent(self, client: httpx2.AsyncClient, body: bytes, spool: Spool) -> Outcome:
        import httpx2

        try:
            status, parts = await _posted(client, f"{self._url}/make", body, spool)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as fault:
            return Failed(f"The service can't be reached ({_named(fault)}).", "unreached", retryable=True)
        except httpx2.TimeoutException:
            return Lost("no answer came in time")
        except httpx2.HTTPError as fault:
            return Lost(f"the connection broke before the answer was whole ({_named(fault)})")
        if status != 200:
            # An error is not paid for: where it is lost on its way to the disk, it counts as unknown, and no worse.
            return read_error(status, b"".join(parts)) or Lost(f"the service broke without saying how ({status})")
        await asyncio.to_thread(spool.seal)
        if sum(map(len, parts)) > LARGE:
            return await asyncio.to_thread(read_answer, b"".join(parts))
        return read_answer(b"".join(parts))

    def _body(self, request: Request) -> bytes:
        from .wire import ENCODER, Along, Asked

        call = request.call
        along = tuple(Along(p.role, p.member, p.sha256, p.mime, p.data) for p in request.pictures)
        words = tuple(p.text for p in call.parts if isinstance(p, Words))
        asked = Asked(
            self._project, call.address, call.kind.value, call.name, call.model, call.said, call.config.aspect,
            call.config.size, call.config.panels, call.config.max_output_tokens, words, call.brief,
            call.about.caption, call.about.dialogue, along,
        )  # fmt: skip
        return ENCODER.encode(asked)

    async def _opened(self) -> httpx2.AsyncClient:
        """The client, and the service behind it; the first to ask opens both."""
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
        return await asyncio.shield(self._opening)

    async def _open(self) -> httpx2.AsyncClient:
        import httpx2

        from .trust import nobody

        if self._url is None:
            from .process import start_service

            self._service = await start_service(self._scenario, self._journal or _nowhere())
            self._url = self._service.url
        self._client = httpx2.AsyncClient(
            trust_env=False,  # a proxy of the environment is none of the loopback's
            verify=nobody(),
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=256),
            timeout=httpx2.Timeout(self._scenario.patience, connect=10.0, pool=None),
        )
        return self._client

    async def aclose(self) -> None:
        """End the connections, and the service where it is our own."""
        if self._opening is not None and not self._opening.done():
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()
        if self._service is not None:
            await self._service.end()
            self._service = None


async def _posted(
    client: httpx2.AsyncClient, url: str, body: bytes, spool: Spool
) -> tuple[int, list[bytes]]:  # fmt: skip
    """The status and the body of the answer, each piece in the spool before the next is asked for."""
    parts: list[bytes] = []
    async with client.stream("POST", url, content=body, headers={"content-type": "application/json"}) as response:
        spool.write(head_of(response.status_code))
        async for piece in response.aiter_raw():
            spool.write(piece)
            parts.append(piece)
    return response.status_code, parts


def _named(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


def _nowhere() -> Path:
    """A journal for whoever asks without a project."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="bananaboard-rehearsal-")) / "bill.jsonl"
