"""HTTP on the loopback interface: each answer is one write, and a connection can be cut anywhere."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from typing import TYPE_CHECKING

import h11

from .bill import Journal
from .service import Reply, Service, phrase

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from .scenario import Scenario

HOST = "127.0.0.1"
LARGEST = 1_000_000_000  # bytes of a request
PIECE = 1 << 18


async def serve(
    scenario: Scenario, journal: Path, *, port: int = 0, opened: Callable[[str], object], ended: Awaitable[object]
) -> None:
    """A service from beginning to end: `opened` is given its address, and it goes on until `ended` is done."""
    bill = Journal(journal)
    server = Server(Service(scenario, bill))
    try:
        opened(await server.open(port))
        await ended
    finally:
        await server.close()
        bill.close()


class Server:
    """A service behind a port of its own. Who does not know the token in its address gets nothing."""

    def __init__(self, service: Service, token: str | None = None) -> None:
        self.service = service
        self.token = token or secrets.token_urlsafe(16)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._answers: set[asyncio.Task[Reply]] = set()

    async def open(self, port: int = 0) -> str:
        """Begin to listen; the address."""
        self._server = await asyncio.start_server(self._connected, HOST, port, limit=PIECE, backlog=512)
        return f"http://{HOST}:{self._server.sockets[0].getsockname()[1]}/{self.token}"

    async def close(self) -> None:
        """Finish what is being worked on, without further waiting, and end."""
        if self._server is not None:
            self._server.close()
        self.service.hurry.set()
        await asyncio.gather(*self._answers, return_exceptions=True)
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await _Connection(self, reader, writer).serve()
        except (OSError, h11.RemoteProtocolError, asyncio.CancelledError):
            pass  # whoever asked is gone, speaks something else, or the service ends
        finally:
            self._open.discard(task)
            writer.close()

    async def answered(self, method: bytes, target: bytes, body: bytes) -> Reply:
        """The reply to one request."""
        token, _, what = target.decode("latin-1").removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode("latin-1"), self.token.encode()):
            return Reply(404, b"")
        if (method, what) == (b"POST", "make"):
            # What was asked for is made and billed, whether or not anybody still waits for it.
            answer = asyncio.create_task(self.service.answer(body))
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)
            return await asyncio.shield(answer)
        if (method, what) == (b"GET", "bill"):
            return Reply(200, await asyncio.to_thread(self.service.bill))
        return Reply(404, b"")


class _Connection:
    def __init__(self, server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.http = h11.Connection(h11.SERVER, max_incomplete_event_size=65_536)

    async def serve(self) -> None:
        """One request after the other, until one side has enough."""
        while (asked := await self._request()) is not None:
            reply = await self.server.answered(asked[0].method, asked[0].target, asked[1])
            if reply.hang:
                await self.reader.read()  # until the other side gives up
                return
            if not await self._send(reply) or self.http.our_state is not h11.DONE:
                return
            self.http.start_next_cycle()

    async def _request(self) -> tuple[h11.Request, bytes] | None:
        head: h11.Request | None = None
        body: list[bytes] = []
        length = 0
        while True:
            event = self.http.next_event()
            if event is h11.NEED_DATA:
                self.http.receive_data(await self.reader.read(PIECE))
            elif isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body.append(bytes(event.data))
                length += len(event.data)
                if length > LARGEST:
                    return None
            elif isinstance(event, h11.EndOfMessage):
                return (head, b"".join(body)) if head is not None else None
            else:
                return None

    async def _send(self, reply: Reply) -> bool:
        """Whether the connection lives on."""
        headers = [("content-type", reply.kind), ("content-length", str(len(reply.body)))]
        head = self.http.send(h11.Response(status_code=reply.status, headers=headers, reason=phrase(reply.status)))
        body = self.http.send(h11.Data(data=reply.body)) if reply.body else b""
        whole = (head or b"") + (body or b"") + (self.http.send(h11.EndOfMessage()) or b"")
        if reply.cut is not None:
            return await self._cut(whole, int(len(whole) * reply.cut))
        self.writer.write(whole)
        await self.writer.drain()
        return True

    async def _cut(self, whole: bytes, length: int) -> bool:
        if length:
            self.writer.write(whole[:length])
            await self.writer.drain()
        else:
            self.writer.transport.abort()
        return False
