"""How long a request that failed waits before it is sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

FIRST, LONGEST = 1.0, 60.0  # seconds


def backoff(tries: int, wait: float | None, random: Random) -> float:
    """Seconds before the retry after `tries` others: twice as long each time, spread a little; at least `wait`."""
    spread = 0.75 + random.random() / 2
    return max(float(min(LONGEST, FIRST * 2**tries)) * spread, wait or 0.0)
