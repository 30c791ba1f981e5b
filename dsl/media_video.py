"""Reads how long a video is out of its headers, and finds the pictures that are packed in the same kind of boxes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from . import media_picture
from .loader import Unusable
from .looks import Looks

if TYPE_CHECKING:
    from collections.abc import Iterator

BOXES = 20_000  # of one level are looked at
META = 1_000_000  # bytes of a picture's description; a large photograph has some thousands
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
HEIF = {b"mif1", b"msf1"}
VIDEO = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"mp71", b"dash", b"MSNV"}
LONGEST = 10 * 24 * 3600.0  # seconds; whoever claims more is wrong


def boxes(data: bytes, path: str) -> Looks:
    """An MP4, a QuickTime film, a HEIC or a HEIF."""
    found = {name: (a, b) for name, a, b in reversed(list(_boxes(data, 0, len(data), path)))}
    start, end = found.get(b"ftyp", (0, 0))
    brands = [
        data[start : min(start + 4, end)],
        *(data[at : at + 4] for at in range(start + 8, min(end, start + 400), 4)),
    ]
    if brands[0] in HEIC | HEIF:
        return _heif(data, found, "image/heic" if HEIC & set(brands) else "image/heif", path)
    if brands[0] in (b"avif", b"avis"):
        raise Unusable("BNN261", path=path, format="AVIF", instead="a PNG or a JPEG")
    if brands[0] in (b"M4A ", b"M4B "):
        raise Unusable("BNN267", path=path)
    if brands[0] not in (b"", b"qt  ") and not VIDEO & set(brands):
        raise Unusable("BNN261", path=path, format="video of this kind", instead="an MP4")
    if b"moov" not in found:
        raise Unusable("BNN264", path=path)
    mime = "video/mp4" if VIDEO & set(brands) else "video/quicktime"
    return Looks("video", mime, seconds=_seconds(data, *found[b"moov"], path))


def _boxes(data: bytes, at: int, end: int, path: str) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of what is in each box. One that goes on beyond the end means that the file was cut off."""
    for _ in range(BOXES):
        if end - at < 8:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and end - at >= 16:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        size = size or end - at
        if size < head:
            raise Unusable("BNN265", path=path)
        if at + size > end:
            raise Unusable("BNN264", path=path)
        yield name, at + head, at + size
        at += size


def _heif(data: bytes, found: dict[bytes, tuple[int, int]], mime: str, path: str) -> Looks:
    if b"meta" not in found or found[b"meta"][1] - found[b"meta"][0] > META:
        raise Unusable("BNN265", path=path)
    head = b"".join(_box(name, data[slice(*found[name])]) for name in (b"ftyp", b"meta"))
    return media_picture.heif(head, mime, path)


def _box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I4s", len(inside) + 8, name) + inside


def _seconds(data: bytes, start: int, end: int, path: str) -> float | None:
    """The length that a film's header states; a film in fragments states it elsewhere, or not at all."""
    inside = {name: (a, b) for name, a, b in _boxes(data, start, end, path)}
    if b"mvhd" not in inside:
        raise Unusable("BNN265", path=path)
    at, header_end = inside[b"mvhd"]
    wide = data[at : at + 1] == b"\x01"
    if header_end - at < (32 if wide else 20):
        raise Unusable("BNN265", path=path)
    scale, length = struct.unpack_from(">IQ" if wide else ">II", data, at + (20 if wide else 12))
    unknown = 2**64 - 1 if wide else 2**32 - 1
    if not length and b"mvex" in inside:
        length = _fragments(data, *inside[b"mvex"], path)
    if not scale or length in (0, unknown):
        return None
    return _plausible(length / scale, path)


def _fragments(data: bytes, start: int, end: int, path: str) -> int:
    for name, at, box_end in _boxes(data, start, end, path):
        wide = data[at : at + 1] == b"\x01"
        if name == b"mehd" and box_end - at >= (12 if wide else 8):
            return int.from_bytes(data[at + 4 : at + (12 if wide else 8)], "big")
    return 0


def _plausible(seconds: float, path: str) -> float:
    if not 0 < seconds < LONGEST:
        raise Unusable("BNN265", path=path)
    return seconds


# A WebM is a tree of elements; the numbers are their names.
EBML, DOCTYPE, SEGMENT, INFO, SCALE, DURATION = 0x1A45DFA3, 0x4282, 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489


def webm(data: bytes, path: str) -> Looks:
    """A WebM. A live recording does not say how long it is."""
    top = {name: (a, b) for name, a, b in _elements(data, 0, len(data), path)}
    kind = {name: data[start:end] for name, start, end in _elements(data, *top.get(EBML, (0, 0)), path)}
    if kind.get(DOCTYPE, b"").rstrip(b"\0") != b"webm":
        raise Unusable("BNN261", path=path, format="Matroska", instead="an MP4")
    if SEGMENT not in top:
        raise Unusable("BNN264", path=path)
    return Looks("video", "video/webm", seconds=_length(data, *top[SEGMENT], path))


def _length(data: bytes, start: int, end: int, path: str) -> float | None:
    for name, at, info_end in _elements(data, start, end, path):
        if name == INFO:
            info = {n: data[a:b] for n, a, b in _elements(data, at, info_end, path)}
            scale = int.from_bytes(info.get(SCALE, b"\x0f\x42\x40")[:8], "big")
            length = info.get(DURATION, b"")
            if len(length) not in (4, 8):
                return None
            return _plausible(struct.unpack(">f" if len(length) == 4 else ">d", length)[0] * scale / 1e9, path)
    return None


def _elements(data: bytes, at: int, end: int, path: str) -> Iterator[tuple[int, int, int]]:
    """Name, start and end of what is in each element."""
    for _ in range(BOXES):
        if at >= end:
            return
        name, at, _ = _number(data, at, 4, path)
        size, at, unknown = _number(data, at, 8, path)
        if not unknown:
            size &= (1 << (size.bit_length() - 1)) - 1  # without the bit that says how long the number is
        stop = end if unknown else at + size
        if stop > end:
            raise Unusable("BNN264", path=path)
        yield name, at, stop
        at = stop


def _number(data: bytes, at: int, longest: int, path: str) -> tuple[int, int, bool]:
    """A number of variable length with its length bit, where it ends, and whether it says "unknown"."""
    if at >= len(data):
        raise Unusable("BNN264", path=path)
    length = 9 - data[at].bit_length()
    if length > longest:
        raise Unusable("BNN265", path=path)
    value = int.from_bytes(data[at : at + length], "big")
    return value, at + length, value == (1 << (7 * length + 1)) - 1
