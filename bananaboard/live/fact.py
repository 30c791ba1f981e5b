"""A thing that the engine rests on, and whether it was so when the service was asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .seen import Seen


class Verdict(StrEnum):
    """How it stands."""

    HOLDS = "holds"
    NOT = "does not hold"
    OPEN = "can't be told"  # it was asked, and what came shows neither
    UNASKED = "not asked"  # no answer came that could show anything


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, and what came, in words."""

    verdict: Verdict
    came: str


@dataclass(frozen=True, slots=True)
class Fact:
    """`says` is what is expected, `so` what follows where it is not so. `address`: the request that shows it."""

    key: str
    group: str
    says: str
    so: str
    judge: Callable[[Seen], Ruling]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact today. `cost`: of its request in nano-dollars, at the first fact that rests on it; None: not known."""

    fact: Fact
    ruling: Ruling
    cost: int | None = 0
    most: int = 0  # what is counted for it where the cost is not known
