"""Pictures of a given size in pixels and bytes, each one different, made in a millisecond."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from functools import cache

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def draw(mime: str, width: int, height: int, name: str, size: int = 0) -> bytes:
    """A whole picture; `name` makes it unlike all others, `size` is how many bytes it has at least."""
    digest = hashlib.sha256(name.encode()).digest()
    if mime == "image/png":
        return _png(width, height, digest, size)
    if mime == "image/jpeg":
        return _jpeg(width, height, digest, size)
    return _webp(width, height, digest)


def _png(width: int, height: int, digest: bytes, size: int) -> bytes:
    head = SIGNATURE + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0))
    head += _chunk(b"PLTE", digest[:6]) + _chunk(b"tEXt", b"Comment\x00" + digest.hex().encode())
    tail = _chunk(b"IDAT", _rows(width, height)) + _chunk(b"IEND", b"")
    missing = size - len(head) - len(tail) - 12
    padding = _chunk(b"ruBb", _noise(digest, missing)) if missing > 0 else b""
    return head + padding + tail


@cache
def _rows(width: int, height: int) -> bytes:
    row = b"\x00" + b"\x0f" * -(-width // 8)
    return zlib.compress(row * height, 1)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _noise(digest: bytes, length: int) -> bytes:
    """Bytes that do not compress."""
    return hashlib.shake_128(digest).digest(length)


def _jpeg(width: int, height: int, digest: bytes, size: int) -> bytes:
    plain = _encoded("JPEG", width, height)
    comments = [_comment(digest.hex().encode())]
    missing = size - len(plain) - len(comments[0])
    noise = _noise(digest, max(0, missing))
    comments += [_comment(noise[i : i + 65000]) for i in range(0, len(noise), 65000)]
    return plain[:2] + b"".join(comments) + plain[2:]


def _comment(data: bytes) -> bytes:
    return b"\xff\xfe" + struct.pack(">H", len(data) + 2) + data


def _webp(width: int, height: int, digest: bytes) -> bytes:
    plain = _encoded("WEBP", width, height) + b"EXIF" + struct.pack("<I", len(digest)) + digest
    return plain[:4] + struct.pack("<I", len(plain) - 8) + plain[8:]


@cache
def _encoded(kind: str, width: int, height: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (width, height), 0x7F).save(buffer, kind)
    return buffer.getvalue()
