"""The protocol that every engine follows: a request in, a typed answer out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from pathlib import Path

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

    reason: str  # the service's own word for it, such as IMAGE_SAFETY
    text: str  # what the model wrote
    usage: Usage | None
    billed: bool | None  # None: unknown
    message: str = ""  # for people: what happened and what to try; empty: `text`, else `reason`


class Closes(StrEnum):
    """What a failure says about requests that were not sent yet.

    One of MODEL or SPEND that is not `retryable` says that nothing more comes in this run: a day's quota is used up.
    """

    NOTHING = "nothing"  # it concerns this request only
    MODEL = "model"  # too many requests to this model: later, and fewer at once
    SPEND = "spend"  # too many dollars in the service's window: when the oldest of them have left it
    ACCOUNT = "account"  # this account gets nothing more in this run


@dataclass(frozen=True, slots=True)
class Failed:
    """The request did not succeed and was not billed. `reason` is a sentence for people."""

    reason: str
    code: str
    retryable: bool
    closes: Closes = Closes.NOTHING
    wait: float | None = None  # seconds that the service asks to wait


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


@dataclass(frozen=True, slots=True)
class Limits:
    """What a service takes of one model; None: not known, so nothing is held back for it."""

    at_once: int | None = None  # requests in flight
    per_minute: int | None = None  # requests
    window: int | None = None  # nano-dollars in ten minutes, of the whole account
    patience: float | None = None  # seconds after which an answer comes no more; None: ten minutes


@dataclass(frozen=True, slots=True)
class Setup:
    """What an engine is told. `tier`: of the account at the service, from 1. `home`: its realm's folder.

    `bucket`: the name of a place of the user's own at the service, for files that many requests need.
    """

    tier: int = 1
    home: Path | None = None
    bucket: str | None = None


class Stage(StrEnum):
    """How far a batch job is."""

    WAITING = "waiting"
    DONE = "done"  # there are results, maybe not of all lines
    NOTHING = "nothing"  # it was turned down as a whole: nothing was made and nothing was billed
    GONE = "gone"  # it ended without results, and what was made of it before may have been billed


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One request of a batch job. `request` reads its pictures, so it blocks; what it raises ends the submission."""

    key: str
    request: Callable[[], Request]


@dataclass(frozen=True, slots=True)
class Created:
    """A batch job that the service has. `fetch_by`: until then its results can be had; wall clock, UTC."""

    name: str
    fetch_by: str


@dataclass(frozen=True, slots=True)
class JobLook:
    """What the service says of a batch job; `word` is its own for it."""

    stage: Stage
    word: str
    reason: str = ""


class Engine(Protocol):
    """Draws pictures. `maker` is the family that draws: part of a call's key.

    An engine may also be `Limited`, `Reading` and have an `account`: a name for the payer that gives no key away.
    """

    name: str
    maker: str
    free: bool

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """Ask for one take. Never raises for what goes wrong with a call."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


@runtime_checkable
class Limited(Protocol):
    """An engine whose service has limits."""

    def limits(self, model: str) -> Limits:
        """Those of one model."""
        ...


@runtime_checkable
class Reading(Protocol):
    """An engine that can read a raw answer again, after its process died: without a network, and the same as before."""

    def read(self, raw: bytes) -> Answer | Refused | Failed:
        """What a sealed spool of this engine says. Never raises for what it holds."""
        ...


@runtime_checkable
class Batching(Protocol):
    """An engine whose service takes many requests as one job, for less money and some hours later.

    Nothing here raises for what goes wrong with a job.
    """

    @staticmethod
    def no_batch() -> str | None:
        """Why this account's service takes no jobs after all, in a sentence; None where it does. Without a network."""
        ...

    async def submit(
        self, title: str, model: str, lines: Sequence[BatchLine], ready: Callable[[str], Awaitable[None]]
    ) -> Created | Failed | Lost:
        """Make a job of the lines, all for one model. `Lost`: it may exist; `find` knows.

        `ready` is awaited when all is prepared and nothing is asked for yet, with the name of what was prepared.
        """
        ...

    async def find(self, titles: Iterable[str]) -> dict[str, Created] | Failed:
        """Those jobs of the account that have one of these titles."""
        ...

    async def look(self, name: str) -> JobLook | Failed:
        """How far a job is."""
        ...

    async def collect(self, name: str, sink: Callable[[str, bytes], Awaitable[None]]) -> Failed | None:
        """Give each answer of a job to `sink`, with its key and as `Reading.read` takes it, one after the other.

        None where all of them were given. What `sink` raises is raised.
        """
        ...
