"""A storage for tests: objects in buckets, by the few words of Google's JSON interface that are used."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit


class Storage:
    """Use it in a `with`. `held`: bytes and type by (bucket, name); `status`: what every request is answered with."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], tuple[bytes, str]] = {}
        self.asked: list[str] = []
        self.tokens: set[str] = set()
        self.status = 200
        storage = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                storage.note(self)
                bucket, _, name = unquote(self.path.removeprefix("/storage/v1/b/")).partition("/o/")
                self.answer(storage.status if (bucket, name) in storage.held or storage.status != 200 else 404)

            def do_POST(self) -> None:
                storage.note(self)
                data = self.rfile.read(int(self.headers["content-length"]))
                url = urlsplit(self.path)
                bucket = url.path.removeprefix("/upload/storage/v1/b/").removesuffix("/o")
                if storage.status == 200:
                    storage.held[bucket, parse_qs(url.query)["name"][0]] = (data, self.headers["content-type"])
                self.answer(storage.status)

            def answer(self, status: int) -> None:
                body = json.dumps({} if status == 200 else {"error": {"code": status, "message": "no"}}).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def note(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.command)
        self.tokens.add(handler.headers.get("authorization", ""))

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
