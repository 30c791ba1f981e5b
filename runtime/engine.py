"""The protocol that every engine follows: a request in, a typed answer out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from ..dsl.call import Call, Role


@dataclass(frozen=True, slots=True)
class SentPicture:
    """A picture that goes along, with the exact bytes of its file or of the store."""

    role: Role
    member: str
    sha256: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One take of a call. `pictures` stand in the order in which `call.parts` names them."""

    call: Call
    pictures: tuple[SentPicture, ...]
    take: int  # from 1; never part of what is sent to a service


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in an answer: its bytes exactly as they came."""

    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that the service says it used."""

    text_in: int
    image_in: int
    image_out: int
    text_out: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: pictures in order, the text between them, what it used (None: not told)."""

    pictures: tuple[Drawn, ...]
    text: str
    usage: Usage | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The service answered without a picture: it may have been billed, and is not asked again by itself."""

    reason: str
    text: str
    usage: Usage | None
    billed: bool | None  # None: unknown


@dataclass(frozen=True, slots=True)
class Failed:
    """The request did not succeed and was not billed."""

    reason: str
    code: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer came back, and it may have been billed."""

    reason: str


Outcome: TypeAlias = Answer | Refused | Failed | Lost


class Spool(Protocol):
    """Where an engine puts the raw answer, as it arrives and before it is read."""

    def write(self, data: bytes) -> None:
        """Append."""
        ...

    def seal(self) -> None:
        """Make what was written durable: from here on the answer can't be lost."""
        ...


class Engine(Protocol):
    """Draws pictures. `maker` is the family that draws: part of a call's key."""

    name: str
    maker: str
    free: bool

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """Ask for one take. Never raises for what goes wrong with a call."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...
