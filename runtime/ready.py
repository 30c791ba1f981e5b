"""The order in which requests go out: longest remaining path first, then take number, then as written."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .step import Step


def remaining(steps: Iterable[Step]) -> dict[str, int]:
    """How many requests must still follow one another from each call on, itself counted."""
    ahead: dict[str, int] = {}
    for step in reversed(list(steps)):
        own = ahead.get(step.call.address, 0) + (1 if step.make else 0)
        ahead[step.call.address] = own
        for need in step.call.needs:
            ahead[need] = max(ahead.get(need, 0), own)
    return ahead


class Ready:
    """Takes that could go out now."""

    def __init__(self, ahead: Mapping[str, int], order: Mapping[str, int]) -> None:
        self._ahead, self._order = ahead, order
        self._heap: list[tuple[int, int, int, str]] = []

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, address: str, takes: int) -> None:
        """Put in the first `takes` takes of a call, counted from 0."""
        for index in range(takes):
            entry = (-self._ahead.get(address, 0), index, self._order.get(address, 0), address)
            heapq.heappush(self._heap, entry)

    def next(self) -> tuple[str, int]:
        """The take that goes first: its address and which one of this run it is."""
        _, index, _, address = heapq.heappop(self._heap)
        return address, index

    def clear(self) -> list[str]:
        """Take everything out; the addresses that still had takes to come."""
        left = list(dict.fromkeys(address for *_, address in sorted(self._heap)))
        self._heap.clear()
        return left
