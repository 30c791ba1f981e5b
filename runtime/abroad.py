"""Takes that another run is making: waited for, and used when they come."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .desk import Desk
    from .errand import Errand
    from .neighbours import Neighbours, Sighting, Theirs
    from .shelf import Key, Shelf

SOON, LATE = 0.2, 2.0  # seconds between two looks
REFUSED = "another run asked for it, and it was refused"
LOST = "another run asked for it and ended before its answer came; it may have been billed"
FAILED = "another run asked for it, and it failed"


class Abroad:
    """Looks into the ledger from time to time. Whatever comes of an errand is told by one of three calls:

    `came` with the picture that another run made, `free` where nobody makes it any more, so that this run may, and
    `gone` with the reason why it is not asked for again.
    """

    def __init__(
        self,
        neighbours: Neighbours,
        shelf: Shelf,
        desk: Desk,
        came: Callable[[Errand, Theirs], None],
        free: Callable[[Errand], None],
        gone: Callable[[Errand, str], None],
    ) -> None:
        self.neighbours, self.shelf, self.desk = neighbours, shelf, desk
        self.came, self.free, self.gone = came, free, gone
        self.waiting: list[Errand] = []
        self._lost: Counter[Key] = Counter()

    async def watch(self) -> None:
        """Until nothing is waited for."""
        pause = SOON
        while self.waiting:
            asked = list(dict.fromkeys((e.address, e.key) for e in self.waiting))
            self._sort(await self.desk.do(self.neighbours.look, asked))
            if self.waiting:
                await asyncio.sleep(pause)
                pause = min(LATE, pause * 1.5)

    def leave(self) -> list[Errand]:
        """Wait for nothing any more; what was waited for."""
        left, self.waiting = self.waiting, []
        return left

    def _sort(self, seen: dict[tuple[str, Key], Sighting]) -> None:
        groups: defaultdict[tuple[str, Key], list[Errand]] = defaultdict(list)
        for errand in self.waiting:
            groups[errand.address, errand.key].append(errand)
        self.waiting = [e for at, group in groups.items() for e in self._wait_on(group, seen.get(at))]

    def _wait_on(self, group: list[Errand], sighting: Sighting | None) -> list[Errand]:
        """Those of one call that must wait on.

        The lowest take that comes is the one that counts, in every run: so the first of ours takes the first of
        theirs, and waits for it even where a later one has come. Else two runs would go on from different pictures.
        """
        if sighting is None:
            return group
        key = group[0].key
        known = {m.attempt for m in self.shelf.made.get(key, ())}
        theirs: dict[tuple[int, int], Theirs | None] = dict.fromkeys(sighting.live)
        theirs |= {t.turn: t for t in sighting.kept if t.attempt not in known}
        turns = sorted(theirs, reverse=True)
        on: list[Errand] = []
        for errand in sorted(group, key=lambda e: e.index):
            if turns:
                found = theirs[turns.pop()]
                if found is None:
                    on.append(errand)
                else:
                    self.came(errand, found)
            elif sighting.refused > self.shelf.refused[key]:
                self.shelf.refused[key] += 1
                self.gone(errand, REFUSED)
            elif sighting.lost > self._lost[key]:
                self._lost[key] += 1
                self.gone(errand, LOST)
            elif errand.planned:
                self.free(errand)
            else:
                self.gone(errand, FAILED)
        return on
