"""HTTP/1.1 on one loopback port: whole requests in, answers out in one write, or cut where a test wants it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import h11

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

BODY_BOUND = 2_200_000_000  # bytes: a file of the Files API
REASONS = {200: b"OK", 400: b"Bad Request", 402: b"Payment Required", 403: b"Forbidden", 404: b"Not Found"}


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. `cut`: the connection ends at once (`before`), after the head, or in the middle of the body."""

    status: int = 200
    body: bytes = b"{}"
    type: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    cut: str = ""
    trickle: float = 0.0  # seconds over which the body is spread


@dataclass(slots=True)
class Wire:
    """A listening socket and the connections that came in through it."""

    answer: Callable[[Received], Awaitable[Reply]]
    connections: int = 0

    async def listen(self, port: int) -> asyncio.Server:
        """Only on 127.0.0.1; port 0 takes a free one."""
        return await asyncio.start_server(self._connected, "127.0.0.1", port, backlog=512, limit=1 << 20)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        # Cancelled only when the whole service ends: nobody is left to be told.
        with contextlib.suppress(ConnectionError, h11.ProtocolError, asyncio.CancelledError):
            await self._talk(reader, writer)
        if not writer.transport.is_closing():
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 16)
        while (received := await _receive(connection, reader, writer)) is not None:
            reply = await self.answer(received)
            if not await _send(connection, writer, reply):
                return
            if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return
            connection.start_next_cycle()


async def _receive(
    connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> Received | None:
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            if connection.they_are_waiting_for_100_continue:
                writer.write(connection.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
            connection.receive_data(await reader.read(1 << 20))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > BODY_BOUND:
                return None
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return _received(head, bytes(body))
        else:
            return None


def _received(head: h11.Request, body: bytes) -> Received:
    target = urlsplit(head.target.decode("ascii", "replace"))
    query = {name: values[-1] for name, values in parse_qs(target.query, keep_blank_values=True).items()}
    headers = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in head.headers}
    return Received(head.method.decode(), unquote(target.path), query, headers, body)


async def _send(connection: h11.Connection, writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Whether the connection can serve another request."""
    if reply.cut == "before":
        writer.transport.abort()
        return False
    headers = [("Content-Type", reply.type), ("Content-Length", str(len(reply.body))), *reply.headers]
    head = connection.send(
        h11.Response(status_code=reply.status, headers=headers, reason=REASONS.get(reply.status, b"-"))
    )
    body = connection.send(h11.Data(data=reply.body)) or b""
    end = connection.send(h11.EndOfMessage()) or b""
    if reply.cut:
        kept = body[: len(body) // 2] if reply.cut == "middle" else b""
        writer.write((head or b"") + kept)
        await writer.drain()
        writer.close()  # what was written arrives, then the stream ends too early
        return False
    if reply.trickle:
        await _trickle(writer, (head or b"") + body + end, reply.trickle)
    else:
        writer.write((head or b"") + body + end)
    await writer.drain()
    return True


async def _trickle(writer: asyncio.StreamWriter, data: bytes, seconds: float, pieces: int = 20) -> None:
    step = -(-len(data) // pieces)
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
        await writer.drain()
        await asyncio.sleep(seconds / pieces)
