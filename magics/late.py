"""What comes in behind a cell that was stopped: its slots fill still, and the next cell says what came."""

from __future__ import annotations

import contextvars
import threading
from typing import TYPE_CHECKING, Any

from ..dsl.money import show
from ..dsl.words import are, many
from .background import Background
from .wrapping import say

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ..runtime.record import TakeRecord
    from .screen import View
    from .watch import Watch


class Late:
    """The rest of a run whose cell was interrupted. `label` is that cell, `before` what was told when it ended."""

    def __init__(self, label: str, before: Watch, watch: Watch, view: View, future: Future[Any]) -> None:
        self.label, self.watch, self._view, self._future = label, watch, view, future
        self._before = (before.made, before.fell, before.spent)
        self._fault = ""
        self.over = threading.Event()

    @classmethod
    def follow(cls, label: str, before: Watch, watch: Watch, view: View, future: Future[Any]) -> Late:
        """Begin to look after it, in a thread that knows which cell it is: what it shows goes there."""
        found = cls(label, before, watch, view, future)
        work = contextvars.copy_context()
        threading.Thread(target=work.run, args=(found._follow,), name="bananaboard-late", daemon=True).start()
        return found

    def _follow(self) -> None:
        takes: tuple[TakeRecord, ...] | None = None
        try:
            takes = Background.wait(self._future, self._view.late).record.takes
        except Exception as fault:  # noqa: BLE001 - the cell has ended: what went wrong is told by the next one
            self._fault = str(fault)
        finally:
            line = f"{self.watch.line()}; {self.came()}." if self.news else self.watch.line()
            self._view.close_late(line, takes)
            self.over.set()

    @property
    def news(self) -> bool:
        """Whether anything came in behind the cell."""
        return bool(self._fault) or (self.watch.made, self.watch.fell) != self._before[:2]

    def came(self) -> str:
        """What came in behind the cell, in words."""
        made, fell, spent = self._before
        came, failed, cost = self.watch.made - made, self.watch.fell - fell, self.watch.spent - spent
        told = f"{many(came, 'picture')} came in behind the stop" if came else "nothing came in behind the stop"
        told += f", {many(failed, 'request')} failed" if failed else ""
        told += f", {self._fault}" if self._fault else ""
        return told if self.watch.free else f"{told}, for {show(cost)}"

    def standing(self) -> str:
        """How it stands, in a sentence."""
        if self.over.is_set():
            return f"{self.label} was stopped: {self.came()}."
        flying = self.watch.flying
        return f"{self.label} was stopped: {many(flying, 'request')} {are(flying)} on the way still."


def tell(late: list[Late], *, standing: bool) -> None:
    """Say once what has come in behind cells; where somebody asks how things stand, also what comes still."""
    for one in list(late):
        over = one.over.is_set()
        if one.news if over else standing:
            say(one.standing())
        if over:
            late.remove(one)
