"""What goes between the engine and the pretended service: JSON over HTTP, pictures as base64."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import Struct

from ...dsl.call import Brief, Role  # noqa: TC001 - msgspec reads the types of the fields


class Along(Struct, frozen=True):
    """A picture that goes along."""

    role: Role
    member: str
    sha256: str
    mime: str
    data: bytes


class Asked(Struct, frozen=True):
    """A request for one answer. `project`: whose bill it goes on."""

    project: str
    address: str
    kind: str
    name: str
    model: str
    said: str
    aspect: str
    size: str
    panels: int
    max_output_tokens: int
    words: tuple[str, ...]
    brief: Brief
    caption: tuple[str, ...]
    dialogue: tuple[str, ...]
    pictures: tuple[Along, ...]

    @property
    def key(self) -> str:
        """What is asked for: alike for each take of one call."""
        seen = "/".join(p.sha256 for p in self.pictures)
        return hashlib.sha256(f"{self.said}/{seen}".encode()).hexdigest()[:16]


class Counted(Struct, frozen=True):
    """Tokens."""

    text_in: int
    image_in: int
    image_out: int
    text_out: int


class Drawing(Struct, frozen=True):
    """A picture in an answer."""

    mime: str
    data: bytes


class Answered(Struct, frozen=True):
    """An answer. `finish` is STOP, or why there is no picture."""

    finish: str
    message: str
    text: str
    usage: Counted | None
    pictures: tuple[Drawing, ...]


class Detail(Struct, frozen=True):
    """More of an error: when to come back, or which quota is used up."""

    retry_after: str | None = None  # seconds, as `1.5s`
    quota: str | None = None


class Wrong(Struct, frozen=True):
    """An error in the service's own words."""

    code: int
    status: str
    message: str
    detail: Detail | None = None


class Erred(Struct, frozen=True):
    """The body of an error."""

    error: Wrong


ENCODER = msgspec.json.Encoder()
ASKED = msgspec.json.Decoder(Asked)
ANSWERED = msgspec.json.Decoder(Answered)
ERRED = msgspec.json.Decoder(Erred)
