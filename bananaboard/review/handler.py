"""What is answered to one request of the page."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from ..runtime.configuration import Misconfigured
from ..runtime.ledger import Unopenable
from .asked import BOUND, KINDS, message
from .guard import HEADERS
from .static import static
from .thumbs import TYPE
from .wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from .server import ReviewServer

JSON = "application/json; charset=utf-8"
_PICTURE = re.compile(r"/(picture|thumb)/([0-9a-f]{64})")


class Reply(Struct, frozen=True):
    """An answer that has only to be sent."""

    data: bytes
    mime: str = JSON
    status: HTTPStatus = HTTPStatus.OK
    tag: str = ""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: ReviewServer
    protocol_version = "HTTP/1.1"
    server_version = "bananaboard"
    sys_version = ""
    timeout = 20  # seconds in which a request has to come

    def do_GET(self) -> None:
        """The page, the board, a story or a picture."""
        refused = self._refused()
        self._send(refused or self._answered(self._found))

    def do_POST(self) -> None:
        """A pick or a note, and nothing else."""
        data = self._body()  # what is left unread would cut off the answer
        if refused := self._refused():
            self._send(refused)
            return
        asked = message(self.path, data) if data is not None else None
        if asked is None:
            self.close_connection = True
            known = self.path in KINDS
            status = HTTPStatus.BAD_REQUEST if known else HTTPStatus.NOT_FOUND
            self._send(_failure(status, "That can't be understood." if known else "There is nothing here."))
            return
        self._send(self._answered(lambda: Reply(json.dumps({"said": asked.done(self.server.desk)}).encode())))

    def _refused(self) -> Reply | None:
        path = self.path.partition("?")[0]
        status = self.server.guard.refusal(self.command, path, self.headers)
        if status is None:
            return None
        self.close_connection = True
        return _failure(status, "This page is for the browser that was given its address.")

    def _answered(self, find: Callable[[], Reply]) -> Reply:
        try:
            return find()
        except (Wrong, Unopenable, Misconfigured, OSError) as fault:
            return _failure(HTTPStatus.CONFLICT, _said(fault))
        except Exception as fault:  # noqa: BLE001 - a fault of ours is told, and the page goes on
            self.server.tell_fault(fault)
            return _failure(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong inside Bananaboard.")

    def _found(self) -> Reply:
        path = self.path.partition("?")[0]
        if path in static():
            return Reply(*static()[path])
        if path == "/api/board":
            return self._board()
        if path == "/api/story":
            address = parse_qs(urlsplit(self.path).query).get("address", [""])[0]
            return Reply(self.server.desk.story(address))
        return self._picture(path)

    def _board(self) -> Reply:
        mark, data = self.server.desk.board()
        tag = f'"{mark}"'
        same = self.headers.get("If-None-Match") == tag
        return Reply(b"", JSON, HTTPStatus.NOT_MODIFIED, tag) if same else Reply(data, JSON, HTTPStatus.OK, tag)

    def _picture(self, path: str) -> Reply:
        match, desk = _PICTURE.fullmatch(path), self.server.desk
        small = match is not None and match[1] == "thumb"
        thumb = desk.thumb(match[2]) if match is not None and small else None
        found = (thumb, TYPE) if thumb is not None else desk.picture(match[2]) if match and not small else None
        if found is None:
            return _failure(HTTPStatus.NOT_FOUND, "There is no such picture in this board.")
        return Reply(*found)

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length") or ""
        if not re.fullmatch(r"[0-9]{1,6}", length) or int(length) > BOUND or self.headers.get("Transfer-Encoding"):
            return None
        if self.headers.get("Content-Type") != "application/json":
            return None
        return self.rfile.read(int(length))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in (*HEADERS, ("Content-Type", reply.mime), ("Content-Length", str(len(reply.data)))):
            self.send_header(name, value)
        if reply.tag:
            self.send_header("ETag", reply.tag)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        """Nothing: the terminal is for the one who started it."""


def _failure(status: HTTPStatus, text: str) -> Reply:
    return Reply(json.dumps({"wrong": [text]}).encode(), JSON, status)


def _said(fault: Exception) -> str:
    if isinstance(fault, Unopenable):
        return fault.problem.message
    if isinstance(fault, Misconfigured):
        return " ".join(d.message for d in fault.diagnostics)
    if isinstance(fault, OSError):
        return f"The files can't be read or written: {fault.strerror or type(fault).__name__}."
    return str(fault)
