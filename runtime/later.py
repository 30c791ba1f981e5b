"""Errands that wait a while before they are sent again."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .errand import Errand


class Later:
    """Times are of the event loop's clock. Of two at one time, the one that was put in first goes first."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Errand]] = []
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._heap)

    @property
    def first(self) -> float | None:
        """When the next one goes."""
        return self._heap[0][0] if self._heap else None

    def put(self, errand: Errand, at: float) -> None:
        """It goes at that time."""
        self._count += 1
        heapq.heappush(self._heap, (at, self._count, errand))

    def due(self, now: float) -> Iterator[Errand]:
        """Take out those whose time has come."""
        while self._heap and self._heap[0][0] <= now:
            yield heapq.heappop(self._heap)[2]

    def clear(self) -> list[Errand]:
        """Take out all, in their order."""
        found, self._heap = sorted(self._heap, key=lambda e: e[:2]), []
        return [errand for _, _, errand in found]
