"""Tells how many pages a PDF has without running any of it, and whether a text is one."""

from __future__ import annotations

import re
import zlib

from .loader import Unusable
from .looks import Looks

PAGE = re.compile(rb"/Type\s{0,20}/Page(?![A-Za-z])")
PACKED = re.compile(rb"/ObjStm(?![A-Za-z])")
START = re.compile(rb"stream\r?\n")
AHEAD = 400  # bytes from the word that announces a packed stream to where it begins
UNPACKED = 32_000_000  # bytes of packed objects that are looked into
STREAMS = 5_000


def pdf(data: bytes, path: str) -> Looks:
    """A PDF. Pages that a later version replaced are counted as well: the number is never too small."""
    if b"%%EOF" not in data[-2048:]:
        raise Unusable("BNN264", path=path)
    if re.search(rb"/Encrypt\s{0,20}[0-9<]", data):
        raise Unusable("BNN268", path=path)
    pages = len(PAGE.findall(data)) + sum(len(PAGE.findall(piece)) for piece in _packed(data, path))
    if not pages:
        raise Unusable("BNN265", path=path)
    return Looks("document", "application/pdf", pages=pages)


def _packed(data: bytes, path: str) -> list[bytes]:
    """What the object streams hold; more than a document can need is refused rather than unpacked."""
    found: list[bytes] = []
    left = UNPACKED
    for number, match in enumerate(PACKED.finditer(data)):
        start = START.search(data, match.end(), match.end() + AHEAD)
        piece = _unpack(data, start.end(), left) if start else b""
        left -= len(piece)
        if left <= 0 or number >= STREAMS:
            raise Unusable("BNN265", path=path)
        found.append(piece)
    return found


def _unpack(data: bytes, at: int, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(memoryview(data)[at:], most)
    except zlib.error:
        return b""


def text(data: bytes, path: str) -> Looks:
    """A plain text: UTF-8, and nothing in it that no text has."""
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data):
        raise Unusable("BNN267", path=path)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unusable("BNN269" if path.lower().endswith((".txt", ".md")) else "BNN267", path=path) from None
    return Looks("text", "text/plain")
