"""One line of a plan, and the sums under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from ..dsl.call import Call
    from .status import Status


class Step(Struct, frozen=True):
    """One call in a plan. `make` requests will be sent; `have` takes are there for the words and pictures of now.

    `seen` is None while a picture that it needs does not exist. `counts` is the sha256 of the picture in use. `shares`
    names an earlier call whose answers are this call's too, because it asks for exactly the same. `blocked` says why a
    call that should be made can't be.
    """

    call: Call
    status: Status
    why: str
    said: str
    seen: str | None
    make: int
    have: int
    counts: str | None
    picked: bool
    shares: str | None
    blocked: str | None


@dataclass(frozen=True, slots=True)
class Live:
    """What a plan in batch jobs would come to without them: nano-dollars, None where a price is unknown; seconds."""

    spend: int | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a plan: `spend` and `most` in nano-dollars on the chosen engine, None where a price is unknown.

    `seconds` is what a run takes at least, and `binds` says what makes it so.
    """

    calls: int
    requests: int
    make: int
    statuses: dict[str, int]
    spend: int | None
    most: int | None
    service: int | None  # all requests on the models' own service, had nothing been made
    batch: int | None
    seconds: int
    open_ended: bool
    binds: str = ""
    live: Live | None = None  # of a plan in batch jobs
