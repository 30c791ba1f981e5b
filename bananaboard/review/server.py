"""Serves the review page on this computer's own loopback, one request after another in short-lived threads."""

from __future__ import annotations

import os
import secrets
import sys
import threading
import traceback
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from .guard import HOST, Guard
from .handler import Handler

if TYPE_CHECKING:
    from collections.abc import Callable
    from socket import socket

    from .desk import Desk

CONNECTIONS = 64  # at once; a browser opens six
GONE = (ConnectionError, TimeoutError)  # a browser that goes away in the middle is nothing to tell


class ReviewServer(ThreadingHTTPServer):
    """Listens on `port`, or on one that the system chooses. Faults are told by `tell`. Raises OSError."""

    daemon_threads = True
    # Elsewhere than on POSIX systems, two programs could listen on the same port.
    allow_reuse_address = os.name == "posix"
    request_queue_size = 64

    def __init__(self, desk: Desk, port: int = 0, tell: Callable[[str], object] = sys.stderr.write) -> None:
        super().__init__((HOST, port), Handler)
        self.desk = desk
        self.guard = Guard(int(self.server_address[1]), secrets.token_urlsafe(32))
        self._tell, self._told = tell, set[str]()
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

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the library's
        """What went wrong in a thread."""
        fault = sys.exception()
        if isinstance(fault, Exception) and not isinstance(fault, GONE):
            self.tell_fault(fault)

    def tell_fault(self, fault: Exception) -> None:
        """A fault of ours, in one line, each only once. Its own words may hold anything, and stay out."""
        told = (
            f"Something went wrong inside Bananaboard while the page was served ({type(fault).__name__}, "
            f"{_where(fault)}). The page goes on. Please report this line.\n"
        )
        if told not in self._told:
            self._told.add(told)
            self._tell(told)


def _where(fault: Exception) -> str:
    """The line that raised it, by the name of its file alone."""
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
