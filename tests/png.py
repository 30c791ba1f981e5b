"""Pictures of one pixel, for tests: whole files, as small as they can be."""

from __future__ import annotations

import struct
import zlib


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(shade: int, between: bytes = b"") -> bytes:
    """16 million differ. `between`: chunks that stand before the pixel."""
    return _file(2, shade.to_bytes(3, "big"), between)


def grey(shade: int) -> bytes:
    """The same without colours; 256 differ."""
    return _file(0, bytes([shade % 256]), b"")


def _file(colours: int, pixel: bytes, between: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + between + chunk(b"IDAT", zlib.compress(b"\0" + pixel)) + chunk(b"IEND", b"")
