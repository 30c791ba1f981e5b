"""The one transport to the service: it puts the raw answer into the spool as it arrives, and keeps it from the SDK."""

from __future__ import annotations

import zlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..engine import Spool

ANSWER_BOUND = 400_000_000  # bytes of one answer: 256 MB of pictures in base64, and words
ERROR_BOUND = 1_000_000  # bytes of an error that are looked at
OK = 200


class TooLarge(Exception):
    """An answer without an end."""


@dataclass(slots=True)
class Catch:
    """What came back on one request. `sent`: whether the whole of it had left before anything went wrong."""

    spool: Spool | None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    sent: bool = False
    whole: bool = False

    @property
    def body(self) -> bytes:
        """All of it."""
        if len(self.chunks) != 1:
            self.chunks = [b"".join(self.chunks)]
        return self.chunks[0]

    async def trace(self, event: str, _info: Mapping[str, object]) -> None:
        """Hear from the connection how far the request is."""
        if event.endswith("send_request_body.complete"):
            self.sent = True

    def begin(self, response: httpx2.Response) -> None:
        """The head of the answer is here."""
        self.sent = True
        self.status = response.status_code
        self.headers = response.headers

    def take(self, chunk: bytes) -> None:
        """A piece of the body. Raises TooLarge."""
        self.size += len(chunk)
        if self.size > (ANSWER_BOUND if self.status == OK else ERROR_BOUND):
            raise TooLarge
        self.chunks.append(chunk)
        if self.status == OK and not self.encoded:
            self.put(chunk)

    def put(self, data: bytes) -> None:
        """Into the spool. A full disk costs nobody an answer that is paid for: it is in memory too."""
        if self.spool is None:
            return
        try:
            self.spool.write(data)
        except OSError:
            self.spool = None

    def seal(self) -> None:
        """Make the spool durable, where there still is one. It blocks."""
        if self.spool is None:
            return
        try:
            self.spool.seal()
        except OSError:
            self.spool = None

    @property
    def encoded(self) -> bool:
        """Whether somebody between packed it, though it was asked for as it is."""
        return self.headers.get("content-encoding", "identity").lower() not in ("", "identity")

    def end(self) -> None:
        """All of it has come."""
        if self.encoded:
            self.chunks = [_unpacked(self.body)]
            if self.status == OK:
                self.put(self.body)
        self.whole = True


CATCH: ContextVar[Catch | None] = ContextVar("catch", default=None)
# Where this is a list, requests are not sent: their bodies are put into it, as they would have gone out.
DRAFTS: ContextVar[list[bytes] | None] = ContextVar("drafts", default=None)


def _unpacked(data: bytes) -> bytes:
    """gzip or deflate undone, up to the bound; anything else stays as it is and will be found unreadable."""
    machine = zlib.decompressobj(wbits=47)
    try:
        found = machine.decompress(data, ANSWER_BOUND)
    except zlib.error:
        return data
    if machine.unconsumed_tail:
        raise TooLarge
    return found


class Tap(httpx2.AsyncBaseTransport):
    """Between the SDK and the network. What has a catch is caught; the SDK is given an empty answer in its place."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, read: float) -> None:
        self.inner = inner
        self.limits = {"connect": 20.0, "write": 120.0, "read": read, "pool": None}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send, and hear the answer to its end."""
        if (drafts := DRAFTS.get()) is not None:
            drafts.append(await request.aread())
            return httpx2.Response(OK, headers={"content-type": "application/json"}, content=b"{}")
        request.extensions = {**request.extensions, "timeout": self.limits}
        catch = CATCH.get()
        if catch is None:
            return await self.inner.handle_async_request(request)
        request.headers["accept-encoding"] = "identity"
        request.extensions["trace"] = catch.trace
        response = await self.inner.handle_async_request(request)
        try:
            catch.begin(response)
            async for chunk in response.stream:  # type: ignore[union-attr]  # an async transport's is one
                catch.take(chunk)
        finally:
            await response.aclose()
        catch.end()
        return httpx2.Response(OK, headers={"content-type": "application/json"}, content=b"{}")

    async def aclose(self) -> None:
        """Let go of every connection."""
        await self.inner.aclose()
