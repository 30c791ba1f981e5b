"""The bytes that requests in flight hold in memory: kept under a bound, however many go at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Call

BOUND = 256_000_000
SENT = 4  # a picture that is sent is held as it is, as text, and in the body of its request
UNSEEN = 4_000_000  # of a given picture that was not read yet
ROOM = {"512": 1_000_000, "1K": 2_500_000, "2K": 8_000_000, "4K": 24_000_000}  # of an answer, before one was seen
SLACK = 5, 4  # an answer may be so much larger than the largest so far


class Freight:
    """What is aboard. A request comes aboard when it goes out and leaves when its answer is filed."""

    def __init__(self, bound: int = BOUND) -> None:
        self.bound, self.aboard = bound, 0
        self.sizes: dict[str, int] = {}  # of pictures, by digest
        self._rooms: dict[tuple[str, str, int], int] = {}

    def weight(self, call: Call, pictures: Iterable[str]) -> int:
        """What a request will hold: all that it sends, and room for what comes back."""
        config = call.config
        room = self._rooms.get(_kind(call)) or ROOM.get(config.size, ROOM["4K"]) * max(1, config.panels)
        return room + SENT * sum(self.sizes.get(p, UNSEEN) for p in pictures)

    def fits(self, weight: int) -> bool:
        """Whether it may come aboard; alone, everything may."""
        return not self.aboard or self.aboard + weight <= self.bound

    def answered(self, call: Call, size: int) -> None:
        """An answer had so many bytes of pictures."""
        self._rooms[_kind(call)] = max(self._rooms.get(_kind(call), 0), size * SLACK[0] // SLACK[1])


def _kind(call: Call) -> tuple[str, str, int]:
    return call.model, call.config.size, call.config.panels
