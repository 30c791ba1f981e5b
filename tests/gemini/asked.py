"""Requests for tests of the engine, and a spool that remembers."""

from __future__ import annotations

import datetime as dt
import hashlib
import random

from bananaboard.dsl.call import About, Brief, Call, Config, Cost, GivenPicture, Kind, Role, Words
from bananaboard.runtime.engine import Request, SentPicture

from ..png import chunk
from ..png import png as picture
from ..spool import Memory

KEY = "AIzaSyCANARYcanaryCANARYcanaryCANARY123"
FLASH, LITE, PRO = "gemini-3.1-flash-image", "gemini-3.1-flash-lite-image", "gemini-3-pro-image"


def png(shade: int, size: int = 0) -> bytes:
    """A picture of one pixel that takes at least `size` bytes, and is packed no further."""
    return picture(shade, chunk(b"prVt", random.Random(shade).randbytes(size)) if size else b"")


def sent(data: bytes, mime: str = "image/png", name: str = "Mara") -> SentPicture:
    return SentPicture(Role("character", name, ""), name.lower(), hashlib.sha256(data).hexdigest(), mime, data)


def request(*said: str | SentPicture, model: str = LITE, **wished: object) -> Request:
    """One take of a call that says these words and sends these pictures, in this order."""
    pictures = tuple(p for p in said if isinstance(p, SentPicture))
    parts = tuple(
        Words(p) if isinstance(p, str) else GivenPicture("refs/a.png", p.sha256, p.mime, p.member, p.role) for p in said
    )
    config = Config(**({"aspect": "16:9", "size": "1K", "max_output_tokens": 4096} | wished))  # type: ignore[arg-type]
    cost = Cost(34_200_000, 39_100_000, False, 10, 0, 1120, dt.date(2026, 10, 7))
    call = Call(
        "arrival.wide", Kind.SHOT, "arrival", "wide", (), "a.bnn", model, 1, 3, "sha256:0", "{}", parts, (), (), config,
        About("wide"), Brief("", (), None, None, "", ()), cost, "a.bnn", 1, 1,
    )  # fmt: skip
    return Request(call, pictures, 1)


class Full(Memory):
    """A spool on a disk that takes nothing."""

    def write(self, data: bytes) -> None:
        raise OSError(28, "No space left on device")
