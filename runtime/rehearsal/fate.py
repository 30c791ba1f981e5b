"""What becomes of a request, by the scenario and by luck that is the same for the same seed."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .scenario import Rate, Scenario


class Fate(StrEnum):
    """How a request ends. The names are those of the scenario's keys, where there is one."""

    PICTURE = "picture"
    REFUSE = "refuse"
    TEXT = "text"
    EMPTY = "empty"
    GARBAGE = "garbage"
    CUT_BEFORE = "cut-before"
    CUT_MIDDLE = "cut-middle"
    CUT_AFTER = "cut-after"
    HANG = "hang"
    BUSY = "busy"
    ERROR = "error"
    BARE = "bare"
    OVER = "over"
    MORE = "more"
    FEWER = "fewer"
    SAME = "same"
    AT_ONCE = "at-once"
    QUOTA = "quota"
    PREPAID = "prepaid"
    SPEND = "spend"
    BAD = "bad"  # the request itself can't be read


# What the service turns away before it does anything: it is quick, and costs nothing.
TURNED_AWAY = frozenset({Fate.BUSY, Fate.AT_ONCE, Fate.QUOTA, Fate.PREPAID, Fate.SPEND, Fate.BAD})
CUTS = (Fate.CUT_BEFORE, Fate.CUT_MIDDLE, Fate.CUT_AFTER)
_DRAWN = (
    Fate.REFUSE, Fate.TEXT, Fate.EMPTY, Fate.GARBAGE, *CUTS, Fate.HANG, Fate.BUSY, Fate.ERROR, Fate.BARE, Fate.OVER,
    Fate.MORE, Fate.FEWER, Fate.SAME,
)  # fmt: skip


class Luck:
    """Throws for one request: `key` says what is asked for, `number` how often that was asked by now."""

    def __init__(self, seed: int, key: str, number: int) -> None:
        self._of = f"{seed}/{key}/{number}/"

    def throw(self, what: str) -> float:
        """From 0 to below 1; another one for each `what`."""
        digest = hashlib.blake2b((self._of + what).encode(), digest_size=7).digest()
        return int.from_bytes(digest, "big") / 2**56

    def coin(self, what: str) -> bool:
        """Heads or tails."""
        return self.throw(what) < 0.5

    def latency(self, scenario: Scenario) -> float:
        """Seconds: the scenario's as the median of a lognormal distribution."""
        if not scenario.spread:
            return scenario.latency
        from math import exp

        normal = NormalDist().inv_cdf(min(max(self.throw("latency"), 1e-6), 1 - 1e-6))
        return scenario.latency * exp(scenario.spread * normal)


def fate_of(scenario: Scenario, luck: Luck, arrival: int) -> Fate:
    """The fate of the request that came as number `arrival`, from 1."""
    for fate in _DRAWN:
        rate = rate_of(scenario, fate)
        if rate.every and arrival % rate.every == 0:
            return fate
    if scenario.cut.every and arrival % scenario.cut.every == 0:
        return CUTS[arrival // scenario.cut.every % 3]
    left = luck.throw("fate")
    for fate in _DRAWN:
        left -= rate_of(scenario, fate).share
        if left < 0:
            return fate
    return CUTS[int(luck.throw("cut") * 3)] if left < scenario.cut.share else Fate.PICTURE


def rate_of(scenario: Scenario, fate: Fate) -> Rate:
    """How often the scenario has this fate happen."""
    rate: Rate = getattr(scenario, fate.value.replace("-", "_"))
    return rate
