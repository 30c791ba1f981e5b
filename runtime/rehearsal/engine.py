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
    from ..lanes import Lanes
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
        self._make: httpx2.URL | str = ""
        self._service: ServiceProcess | None = None
        self._lanes: Lanes | None = None
        self._opening: asyncio.Task[Lanes] | None = None

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
            lanes = await self._opened()
        except Unstarted as fault:
            return Failed(f"{fault}", "unstarted", retryable=False, closes=Closes.ACCOUNT)
        large = sum(len(p.data) for p in request.pictures) > LARGE
        body = await asyncio.to_thread(self._body, request) if large else self._body(request)
        return await self._sent(lanes, body, spool)

    async def _sent(self, lanes: Lanes, body: bytes, spool: Spool) -> Outcome:
        import httpx2

        try:
            status, parts = await _posted(lanes, self._asked(body), spool)
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

    def _asked(self, body: bytes) -> httpx2.Request:
        """A request as it goes over the wire."""
        import httpx2

        patience = self._scenario.patience
        limits = {"connect": 10.0, "read": patience, "write": patience, "pool": None}
        headers = {"content-type": "application/json"}
        return httpx2.Request("POST", self._make, content=body, headers=headers, extensions={"timeout": limits})

    async def _opened(self) -> Lanes:
        """The connections, and the service behind them; the first to ask opens both."""
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
        return await asyncio.shield(self._opening)

    async def _open(self) -> Lanes:
        import httpx2

        from ..lanes import Lanes, nobody

        if self._url is None:
            from .process import start_service

            self._service = await start_service(self._scenario, self._journal or _nowhere())
            self._url = self._service.url
        trust, self._make = nobody(), httpx2.URL(f"{self._url}/make")
        # A proxy of the environment is none of the loopback's.
        self._lanes = Lanes(lambda: httpx2.AsyncHTTPTransport(trust_env=False, verify=trust))
        return self._lanes

    async def aclose(self) -> None:
        """End the connections, and the service where it is our own."""
        if self._opening is not None and not self._opening.done():
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)
        if self._lanes is not None:
            await self._lanes.aclose()
        if self._service is not None:
            await self._service.end()
            self._service = None


async def _posted(lanes: Lanes, request: httpx2.Request, spool: Spool) -> tuple[int, list[bytes]]:
    """The status and the body of the answer, each piece in the spool before the next is asked for.

    Nothing stands between this and the connection: half of what a client of httpx does for a request is not for this.
    """
    parts: list[bytes] = []
    response = await lanes.handle_async_request(request)
    try:
        spool.write(head_of(response.status_code))
        async for piece in response.stream:  # type: ignore[union-attr]  # an async transport's is one
            spool.write(piece)
            parts.append(piece)
    finally:
        await response.aclose()
    return response.status_code, parts


def _named(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


def _nowhere() -> Path:
    """A journal for whoever asks without a project."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="bananaboard-rehearsal-")) / "bill.jsonl"
