"""Serves the review page on this computer's own loopback, one request after another in short-lived threads."""

from __future__ import annotations

import json
import re
import secrets
import threading
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ..runtime.ledger import Unopenable
from .desk import Wrong
from .guard import HEADERS, HOST, Guard
from .thumbs import TYPE

if TYPE_CHECKING:
    from socket import socket

    from .desk import Desk

BODY = 16_384  # bytes of a pick
JSON = "application/json; charset=utf-8"
STATIC = {
    "/": ("review.html", "text/html; charset=utf-8"),
    "/review.css": ("review.css", "text/css; charset=utf-8"),
    "/review.js": ("review.js", "text/javascript; charset=utf-8"),
}
_PICTURE = re.compile(r"/(picture|thumb)/([0-9a-f]{64})")
CONNECTIONS = 64  # at once; a browser opens six


class ReviewServer(ThreadingHTTPServer):
    """Listens on a port that the system chooses."""

    daemon_threads = True
    allow_reuse_address = False
    request_queue_size = 64

    def __init__(self, desk: Desk) -> None:
        super().__init__((HOST, 0), Handler)
        self.desk = desk
        self.guard = Guard(int(self.server_address[1]), secrets.token_urlsafe(32))
        self._room = threading.BoundedSemaphore(CONNECTIONS)

    def process_request(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """In a thread, where there is room for one more."""
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._room.release()
            raise

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """And leave room when it ends."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is nothing to tell."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: ReviewServer
    protocol_version = "HTTP/1.1"
    server_version = "bananaboard"
    sys_version = ""
    timeout = 20  # seconds in which a request has to come

    def do_GET(self) -> None:
        """The page, the board, a story or a picture."""
        if self._refused():
            return
        path = self.path.partition("?")[0]
        if path in STATIC:
            name, mime = STATIC[path]
            self._send(_static(name), mime)
        elif path == "/api/board":
            self._board()
        elif path == "/api/story":
            self._story()
        else:
            self._picture(path)

    def do_POST(self) -> None:
        """A pick, and nothing else."""
        if self._refused():
            self.close_connection = True
            return
        if self.path != "/api/pick":
            self.close_connection = True
            self._fail(HTTPStatus.NOT_FOUND, "There is nothing here.")
            return
        wanted = self._body()
        if wanted is None:
            self.close_connection = True
            self._fail(HTTPStatus.BAD_REQUEST, "That is no pick.")
            return
        try:
            self.server.desk.pick(*wanted)
        except (Wrong, Unopenable, OSError) as fault:
            self._fail(HTTPStatus.CONFLICT, _said(fault))
            return
        self._send(b"{}", JSON)

    def _refused(self) -> bool:
        path = self.path.partition("?")[0]
        status = self.server.guard.refusal(self.command, path, self.headers)
        if status is None:
            return False
        self.close_connection = True
        self._fail(status, "This page is for the browser that was given its address.")
        return True

    def _board(self) -> None:
        try:
            mark, data = self.server.desk.board()
        except (Unopenable, OSError) as fault:
            self._fail(HTTPStatus.CONFLICT, _said(fault))
            return
        tag = f'"{mark}"'
        if self.headers.get("If-None-Match") == tag:
            self._send(b"", JSON, HTTPStatus.NOT_MODIFIED, tag)
        else:
            self._send(data, JSON, HTTPStatus.OK, tag)

    def _story(self) -> None:
        address = parse_qs(urlsplit(self.path).query).get("address", [""])[0]
        try:
            self._send(self.server.desk.story(address), JSON)
        except (Wrong, Unopenable, OSError) as fault:
            self._fail(HTTPStatus.CONFLICT, _said(fault))

    def _picture(self, path: str) -> None:
        match, desk = _PICTURE.fullmatch(path), self.server.desk
        small = match is not None and match[1] == "thumb"
        thumb = desk.thumb(match[2]) if match is not None and small else None
        found = (thumb, TYPE) if thumb is not None else desk.picture(match[2]) if match and not small else None
        if found is None:
            self._fail(HTTPStatus.NOT_FOUND, "There is no such picture in this board.")
        else:
            self._send(*found)

    def _body(self) -> tuple[str, str] | None:
        """The address and the digest."""
        length = self.headers.get("Content-Length") or ""
        if not re.fullmatch(r"[0-9]{1,6}", length) or int(length) > BODY or self.headers.get("Transfer-Encoding"):
            return None
        if self.headers.get("Content-Type") != "application/json":
            return None
        try:
            found = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            return None
        if not isinstance(found, dict):
            return None
        address, digest = found.get("address"), found.get("digest")
        return (address, digest) if isinstance(address, str) and isinstance(digest, str) else None

    def _fail(self, status: HTTPStatus, text: str) -> None:
        self._send(json.dumps({"wrong": [text]}).encode(), JSON, status)

    def _send(self, data: bytes, mime: str, status: HTTPStatus = HTTPStatus.OK, tag: str = "") -> None:
        self.send_response(status)
        for name, value in (*HEADERS, ("Content-Type", mime), ("Content-Length", str(len(data)))):
            self.send_header(name, value)
        if tag:
            self.send_header("ETag", tag)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        """Nothing: the terminal is for the one who started it."""


@cache
def _static(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


def _said(fault: Exception) -> str:
    if isinstance(fault, Unopenable):
        return fault.problem.message
    return str(fault) if isinstance(fault, Wrong) else f"The files can't be read or written: {type(fault).__name__}."
