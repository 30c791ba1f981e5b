"""The loopback service's HTTP, spoken by hand: what no well-behaved client would send."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from .service.handle import Service

PATH = "/v1/models/gemini-3.1-flash-lite-image:generateContent"
BODY = json.dumps({"contents": [{"parts": [{"text": "a fox"}]}]}).encode()
HEAD = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nx-goog-api-key: loopback\r\n".encode()


def speak(service: Service, *pieces: bytes, until: bytes = b"") -> bytes:
    """What comes back on one connection; it is left when `until` has come, or the service ends it."""
    place = urlsplit(service.url)
    heard = b""
    with socket.create_connection((place.hostname, place.port or 0), timeout=60) as connection:
        for piece in pieces:
            connection.sendall(piece)
        while (more := connection.recv(1 << 20)) and not (until and until in heard + more):
            heard += more
        heard += more
    return heard


def whole(body: bytes = BODY, *more: bytes) -> bytes:
    return b"".join([HEAD, *more, b"Content-Length: %d\r\n\r\n" % len(body), body])


def test_an_answer_is_one_write(service: Service) -> None:
    """Written apart, head and body would cost each request some forty milliseconds."""
    place = urlsplit(service.url)
    service.act({"finish": "OTHER"})
    with socket.create_connection((place.hostname, place.port or 0), timeout=60) as connection:
        connection.sendall(whole())
        first = connection.recv(1 << 20)
    head, _, body = first.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert json.loads(body)["candidates"][0]["finishReason"] == "OTHER"


def test_a_connection_serves_one_request_after_the_other(service: Service) -> None:
    service.act({"finish": "OTHER"}, {"error": "internal"}, {"finish": "SPII"})
    heard = speak(service, whole() + whole() + whole(BODY, b"Connection: close\r\n"))
    assert [heard.count(word) for word in (b'"OTHER"', b'"INTERNAL"', b'"SPII"')] == [1, 1, 1]


def test_a_body_in_chunks_and_one_that_asks_first(service: Service) -> None:
    service.act({"finish": "OTHER", "times": 2})
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, bytes([byte])) for byte in BODY) + b"0\r\n\r\n"
    heard = speak(service, HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n", chunks)
    assert b'"OTHER"' in heard
    asks = HEAD + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(BODY)
    assert speak(service, asks, until=b"100 ").startswith(b"HTTP/1.1 100 ")
    assert b'"OTHER"' in speak(service, asks, BODY)


NOISE = (b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n")


@pytest.mark.parametrize("noise", [*NOISE, HEAD + b"Content-Length: ten\r\n\r\n", HEAD + b"x" * 100_000])
def test_noise_ends_a_connection_and_nothing_else(service: Service, noise: bytes) -> None:
    assert b"200 OK" not in speak(service, noise)
    service.act({"finish": "OTHER"})
    assert b'"OTHER"' in speak(service, whole(BODY, b"Connection: close\r\n"))
    assert service.lines("fault") == []


def test_half_a_request_is_no_request(service: Service) -> None:
    place = urlsplit(service.url)
    with socket.create_connection((place.hostname, place.port or 0), timeout=60) as connection:
        connection.sendall(whole()[:-5])
    assert speak(service, whole(BODY, b"Connection: close\r\n")).startswith(b"HTTP/1.1 200")
    assert len(service.lines("asked")) == 1
    assert service.settled()["in_flight"] == 0


@pytest.mark.parametrize("path", ["/", "/v2/models", "/v1/models/x:draw", "/v1/files/a/b", "/v1/batches/a:stop"])
def test_addresses_that_are_not_served(service: Service, path: str) -> None:
    heard = speak(
        service, f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
    )
    assert heard.startswith(b"HTTP/1.1 404")
