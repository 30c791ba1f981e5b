"""Why a run waits, in words for people."""

from __future__ import annotations

from dataclasses import dataclass

from ..dsl.money import show
from .bound import spell

QUOTA, PACE, SPEND, NEIGHBOUR, BATCH = "quota", "pace", "spend", "neighbour", "batch"
WORTH_TELLING = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Wait:
    """Something goes on in `seconds` (None: when another run has ended its part). `why`: quota, pace, spend,
    neighbour or batch; `of`: the model, the address, or the title of a job."""

    why: str
    of: str
    seconds: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Again:
    """A request failed and is sent once more in `seconds`: the `nth` retry of `retries`."""

    address: str
    take: int
    reason: str
    seconds: float
    nth: int
    retries: int


@dataclass(frozen=True, slots=True)
class Over:
    """An answer cost more than the bound that it was sent with. Money in nano-dollars."""

    address: str
    take: int
    model: str
    cost: int
    most: int


@dataclass(frozen=True, slots=True)
class Stopping:
    """The run was asked to end: so many answers are waited for, for so many seconds at most."""

    flying: int
    seconds: float


def quota(model: str, seconds: float) -> Wait:
    """The service has too many requests of this model."""
    return Wait(QUOTA, model, seconds, f"quota of {model} used up: goes on in {spell(seconds)}")


def pace(model: str, rate: int, seconds: float) -> Wait:
    """So many were sent in this minute."""
    return Wait(PACE, model, seconds, f"{model} takes {rate:,} requests a minute: goes on in {spell(seconds)}")


def spend(limit: int | None, seconds: float) -> Wait:
    """The account has spent what it may in ten minutes."""
    what = f"its {show(limit)}" if limit else "what it may spend"
    return Wait(SPEND, "", seconds, f"the account has used up {what} in 10 minutes: goes on in {spell(seconds)}")


def neighbour(address: str) -> Wait:
    """Another run is making it."""
    return Wait(NEIGHBOUR, address, None, f"another run is making {address}")


def batch(title: str, seconds: float | None, text: str) -> Wait:
    """Something about batch jobs."""
    return Wait(BATCH, title, seconds, text)
