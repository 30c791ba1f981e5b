"""What a run may still spend: a request that did not fit says which others need not be tried."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .sending import Fell, Kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from .desk import Desk
    from .errand import Errand
    from .neighbours import Neighbours
    from .sending import Result

PAUSE = 1.0  # seconds between two looks at another run's money


@dataclass(slots=True)
class Purse:
    """Money in nano-dollars. `broke`: why it does not reach, where it does not. While it is `parked`, nothing goes."""

    desk: Desk
    neighbours: Neighbours
    broke: str = ""
    parked: bool = False  # until some of the money in flight comes back
    _floor: int | None = None  # a request that may cost so much does not fit any more

    def takes(self, most: int | None) -> bool:
        """Whether a request that may cost so much could fit."""
        return self._floor is None or (most or 0) < self._floor

    def short(self, because: str) -> None:
        """Something is left out for the money's sake; the first reason is the one that is told."""
        self.broke = self.broke or because

    async def comes_back(
        self, most: int | None, held: tuple[str, ...], *, holding: bool, closing: Callable[[], bool]
    ) -> bool:
        """Whether what did not fit is to be tried again: some of what is in flight may come back, in this run, which is
        `holding` some, or of what other runs of this board `held` when it did not fit, or it has just come back.
        Else nothing that may cost as much fits from now on."""
        if holding:
            self.parked = True
            return True
        if held:
            if await self.desk.do(self.neighbours.hold) and not closing():
                await asyncio.sleep(PAUSE)
                return True
            if await self.desk.do(self.neighbours.settled, held):
                return True
        if most is not None:
            self._floor = most if self._floor is None else min(most, self._floor)
        return False


def cost_of_result(errand: Errand, result: Result) -> int:
    """What a request has cost, or holds."""
    if not isinstance(result, Kept | Fell):
        return 0
    most = (errand.reserved.most if errand.reserved else None) or 0
    return most if result.cost is None else result.cost
