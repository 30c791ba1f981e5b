"""The order in which requests go out: longest remaining path first, then take number, then as written."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from .bound import seconds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .step import Step

AGAIN, FRESH = 0, 1


def remaining(steps: Iterable[Step]) -> dict[str, float]:
    """How many seconds of requests must still follow one another from each call on, itself counted."""
    ahead: dict[str, float] = {}
    for step in reversed(list(steps)):
        own = ahead.get(step.call.address, 0.0) + (seconds_of(step.call) if step.make else 0.0)
        ahead[step.call.address] = own
        for need in step.call.needs:
            ahead[need] = max(ahead.get(need, 0.0), own)
    return ahead


class Ready:
    """Takes that could go out now, for each model apart: what one model does not take holds up no other."""

    def __init__(
        self, ahead: Mapping[str, float], order: Mapping[str, int], models: Mapping[str, str] | None = None
    ) -> None:
        self._ahead, self._order, self._models = ahead, order, models or {}
        self._heaps: dict[str, list[tuple[int, float, int, int, str]]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._heaps.values()))

    @property
    def models(self) -> list[str]:
        """Those that something waits for."""
        return [m for m, heap in self._heaps.items() if heap]

    def add(self, address: str, takes: int, first: int = 0) -> None:
        """Put in so many takes of a call, counted from `first`."""
        for index in range(first, first + takes):
            self._push(FRESH, address, index)

    def again(self, address: str, index: int) -> None:
        """Put a take back, before all that has not been tried."""
        self._push(AGAIN, address, index)

    def _push(self, turn: int, address: str, index: int) -> None:
        entry = (turn, -self._ahead.get(address, 0.0), index, self._order.get(address, 0), address)
        heapq.heappush(self._heaps.setdefault(self._models.get(address, ""), []), entry)

    def first(self, may: Callable[[str], bool] = lambda _: True) -> tuple[str, int] | None:
        """The take that goes first among those of the models that may: its address and which one of this run it is."""
        heads = [heap[0] for model, heap in self._heaps.items() if heap and may(model)]
        if not heads:
            return None
        _, _, index, _, address = min(heads)
        return address, index

    @property
    def longest(self) -> float:
        """The seconds that must still follow one another from what goes first on."""
        return max((-heap[0][1] for heap in self._heaps.values() if heap), default=0.0)

    def pop(self, address: str) -> None:
        """Take out the first of the model that draws `address`."""
        heapq.heappop(self._heaps[self._models.get(address, "")])

    def next(self) -> tuple[str, int]:
        """Take out what goes first of all."""
        found = self.first()
        assert found is not None
        self.pop(found[0])
        return found

    def clear(self, model: str | None = None) -> list[tuple[str, int]]:
        """Take everything out, or all of one model; what was in, in its order."""
        heaps = [h for m, h in self._heaps.items() if model is None or m == model]
        left = [(address, index) for _, _, index, _, address in sorted(e for heap in heaps for e in heap)]
        for heap in heaps:
            heap.clear()
        return left
