"""Reads width and height out of the headers of pictures, and sees whether their end is there. Nothing is decoded."""

from __future__ import annotations

import io
import struct
import zlib

from .loader import Unusable
from .looks import Looks

PNG_END = b"IEND\xaeB`\x82"
SEGMENTS = 20_000  # of a JPEG before its picture; a photograph has some dozens


def _picture(mime: str, width: int, height: int, path: str) -> Looks:
    if not (width > 0 and height > 0):
        raise Unusable("BNN265", path=path)
    return Looks("picture", mime, width, height)


def png(data: bytes, path: str) -> Looks:
    """A PNG: its first chunk has a checksum of its own, and the last one is always the same."""
    if len(data) < 33:
        raise Unusable("BNN264", path=path)
    length, name, width, height = struct.unpack_from(">I4sII", data, 8)
    if (length, name) != (13, b"IHDR") or zlib.crc32(data[12:29]) != struct.unpack_from(">I", data, 29)[0]:
        raise Unusable("BNN265", path=path)
    if PNG_END not in data[33:]:
        raise Unusable("BNN264", path=path)
    return _picture("image/png", width, height, path)


def jpeg(data: bytes, path: str) -> Looks:
    """A JPEG: segment by segment to the frame, whose picture has to come to an end."""
    at, size = 2, None
    for _ in range(SEGMENTS):
        at, marker = _marker(data, at, path)
        if marker == 0xDA:
            break
        if marker in (0x01, 0xD9) or 0xD0 <= marker <= 0xD7:
            continue
        length = _word(data, at, path)
        if length < 2:
            raise Unusable("BNN265", path=path)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            size = size or (_word(data, at + 5, path), _word(data, at + 3, path))
        at += length
    if size is None:
        raise Unusable("BNN265", path=path)
    if data.find(b"\xff\xd9", at) < 0:
        raise Unusable("BNN264", path=path)
    return _picture("image/jpeg", *size, path)


def _marker(data: bytes, at: int, path: str) -> tuple[int, int]:
    """The marker at `at`, which any number of 0xFF may precede, and where what belongs to it begins."""
    start = at
    while data[at : at + 1] == b"\xff" and at - start < SEGMENTS:
        at += 1
    if at >= len(data):
        raise Unusable("BNN264", path=path)
    if at == start or data[at] == 0xFF:
        raise Unusable("BNN265", path=path)
    return at + 1, data[at]


def _word(data: bytes, at: int, path: str) -> int:
    if at + 2 > len(data):
        raise Unusable("BNN264", path=path)
    return int.from_bytes(data[at : at + 2], "big")


def webp(data: bytes, path: str) -> Looks:
    """A WebP, which says how long it is."""
    if len(data) < 30 or 8 + int.from_bytes(data[4:8], "little") > len(data):
        raise Unusable("BNN264", path=path)
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
    elif kind == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    else:
        raise Unusable("BNN265", path=path)
    return _picture("image/webp", width, height, path)


def heif(head: bytes, mime: str, path: str) -> Looks:
    """A HEIC or HEIF, of which only the boxes `ftyp` and `meta` are handed in."""
    import imagesize

    try:
        width, height = imagesize.get(io.BytesIO(head))
    except Exception:  # noqa: BLE001 - another's reader over a stranger's bytes: whatever it raises, the file is broken
        raise Unusable("BNN265", path=path) from None
    return _picture(mime, int(width), int(height), path)
