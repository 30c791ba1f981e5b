"""What other runs of the account spend meanwhile: looked up from time to time, where the account's window is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Coroutine

    from .desk import Desk
    from .window import Recent, Window

REFRESH = 5.0  # seconds between two looks


class Others:
    """Keeps `window.others` right. `wall` is the wall clock; all other times are of the event loop's."""

    def __init__(
        self, window: Window, recent: Recent, desk: Desk, db: sqlite3.Connection, wall: Callable[[], float]
    ) -> None:
        self.window, self.recent, self.desk, self.db, self.wall = window, recent, desk, db, wall
        self.due: float | None = None  # when the next look is to be taken; None until the first one

    def look(self, now: float) -> Coroutine[object, object, None]:
        """Look now, where it matters; the next look is due from this call on."""
        if self.window.limit is not None:
            self.due = now + REFRESH
        return self._look(now)

    async def _look(self, now: float) -> None:
        if self.window.limit is not None:
            self.window.others = await self.desk.do(self.recent.read, self.db, self.wall(), now)
