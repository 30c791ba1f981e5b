"""What a person asked a run to make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`only` and `reroll` are selections as they were written. `batch`: as jobs, for less money and later."""

    only: tuple[str, ...] = ()
    stale: bool = False
    reroll: tuple[str, ...] = ()
    final: bool = False
    batch: bool = False
