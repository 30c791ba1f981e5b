"""Connections that are kept apart: one that is free is found at once, however many lie idle.

A pool of httpcore looks at every idle connection, with a system call each, before and after each request. While a
hundred answers are written to the disk that is most of what a run does.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


def nobody() -> ssl.SSLContext:
    """Whom a client on the loopback interface trusts over TLS: nobody, since there is none.

    The usual authorities take as long to load as a picture to send.
    """
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Lanes(httpx2.AsyncBaseTransport):
    """Lends each request a transport of its own, made by `make`, until its answer is closed; the last used goes first.

    None of them opens a connection before it needs one, and one that the other side has closed is opened anew.
    """

    def __init__(self, make: Callable[[], httpx2.AsyncBaseTransport]) -> None:
        self._make = make
        self._all: list[httpx2.AsyncBaseTransport] = []
        self._free: list[httpx2.AsyncBaseTransport] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send, on a connection that nothing else uses."""
        lane = self._free.pop() if self._free else self._new()
        try:
            response = await lane.handle_async_request(request)
        except BaseException:
            self._free.append(lane)
            raise
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Lent(response.stream, lambda: self._free.append(lane))
        return response

    def _new(self) -> httpx2.AsyncBaseTransport:
        lane = self._make()
        self._all.append(lane)
        return lane

    async def aclose(self) -> None:
        """Close every connection."""
        for lane in self._all:
            await lane.aclose()


class _Lent(httpx2.AsyncByteStream):
    """An answer's body; `back` is called once when nobody wants more of it."""

    def __init__(self, body: httpx2.AsyncByteStream, back: Callable[[], None]) -> None:
        self._body, self._back = body, back
        self._lent = True

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body.__aiter__()

    async def aclose(self) -> None:
        if self._lent:
            self._lent = False
            try:
                await self._body.aclose()
            finally:
                self._back()
