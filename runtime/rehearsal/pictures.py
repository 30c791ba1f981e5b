"""Pictures that the pretended service draws: sketches with a stamp on them, or plain ones of a given size in bytes."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from hashlib import shake_128
from math import isqrt
from typing import TYPE_CHECKING

from ...dsl.call import About, Call, Config, Cost, Kind
from ..engine import Request, SentPicture

if TYPE_CHECKING:
    from .wire import Asked

MARK = "REHEARSAL"
PANELS = 16
_PROBE = Config("1:1", "1K")


def sketches(asked: Asked, number: int, count: int) -> list[bytes]:
    """`count` PNG files, drawn as the sketch engine does; `number`: the how-manyth answer to this call."""
    from ..sketch.draw import draw

    files: list[bytes] = []
    while len(files) < count:
        request = Request(_call(asked, max(1, min(asked.panels, count))), _along(asked), number + len(files))
        files += draw(request, MARK)
    return files[:count]


def _along(asked: Asked) -> tuple[SentPicture, ...]:
    return tuple(SentPicture(p.role, p.member, p.sha256, p.mime, p.data) for p in asked.pictures)


def _call(asked: Asked, panels: int) -> Call:
    """As much of the call as a drawing needs."""
    from ...dsl.models import pixels

    aspect, size = (asked.aspect, asked.size) if pixels(asked.aspect, asked.size) else (_PROBE.aspect, _PROBE.size)
    return Call(
        asked.address, Kind(asked.kind), "", asked.name, (), "", asked.model, 1, 0, asked.said, "", (), (), (),
        Config(aspect, size, panels=panels), About(asked.name, caption=asked.caption, dialogue=asked.dialogue),
        asked.brief, Cost(None, None, False, 0, 0, 0, None), "", 1, 1,
    )  # fmt: skip


def plain(size: int, name: str) -> bytes:
    """A PNG of about `size` bytes; another `name`, other bytes."""
    head, body = _blank(size)
    return head + _chunk(b"tEXt", b"Comment\0" + name.encode("latin-1", "replace")) + body


@cache
def _blank(size: int) -> tuple[bytes, bytes]:
    """A square of noise that does not compress, cut where a text can be put in."""
    side = max(1, isqrt(max(1, (size - 200) // 3)))
    noise = shake_128(b"rehearsal").digest(side * side * 3)
    rows = b"".join(b"\0" + noise[y * side * 3 : (y + 1) * side * 3] for y in range(side))
    head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return head, _chunk(b"IDAT", zlib.compress(rows, 0)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
