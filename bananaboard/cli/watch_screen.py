"""The screen of `bnn watch`: redrawn in a terminal; elsewhere, how the board stands is written each time it changes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from ..runtime.progress import Silent
from .screen import is_terminal
from .watch_lines import View, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.live import Live

    from ..making import Made
    from ..runtime.plan import Plan
    from ..runtime.progress import Progress
    from ..runtime.record import Failure, TakeRecord
    from ..script import Script
    from .screen import Screen


class Glass(Protocol):
    """What a board is seen through."""

    @property
    def rows(self) -> int | None:
        """How many lines it has, None where there is no end of them."""
        ...

    def show(self, text: str, *, settled: bool) -> None:
        """How the board stands; not `settled` while it is being drawn."""
        ...


class Plain:
    """A pipe or a file: what has settled, once."""

    def __init__(self, to: Screen) -> None:
        self.to, self.rows, self.last = to, None, ""

    def show(self, text: str, *, settled: bool) -> None:
        """Write it where it is news."""
        if settled and text != self.last:
            self.last = text
            self.to.out(text + "\n")


class Window:
    """A terminal, cleared for this and given back as it was."""

    def __init__(self, live: Live) -> None:
        self.live, self.last = live, ""

    @property
    def rows(self) -> int | None:
        """As high as it is now."""
        return self.live.console.height

    def show(self, text: str, *, settled: bool) -> None:
        """Draw it in the place of what was there."""
        from rich.text import Text

        self.last = text if settled else self.last
        self.live.update(Text.from_ansi(text), refresh=True)


@contextmanager
def glass(to: Screen) -> Iterator[Glass]:
    """A window where there is a terminal; what it showed at last stays behind."""
    if not (to.live and is_terminal(sys.stdout)):
        yield Plain(to)
        return
    from rich.console import Console
    from rich.live import Live

    console = Console(file=sys.stdout, no_color=not to.color, highlight=False, markup=False)
    live = Live(console=console, screen=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False)
    window = Window(live)
    try:
        with live:
            yield window
    finally:
        to.out(window.last)


class Watcher(Silent):
    """An `Onlooker` who keeps the glass true, and listens to a run meanwhile."""

    def __init__(self, to: Screen, script: Script, seen: Glass) -> None:
        self.to, self.script, self.glass = to, script, seen
        self.view: View | None = None
        self.settled = False

    def resized(self) -> None:
        """The window has another size."""
        self._show(settled=self.settled)

    def planned(self, plan: Plan, files: int) -> None:
        """The board as it is now; what was drawn last stays told until more is drawn."""
        lasting = self.view is not None and self.glass.rows is not None
        before = self.view.drawn if self.view is not None and lasting else ()
        self.view = View(plan, files, drawn=before)
        self._show(settled=plan.stopped or not (plan.engine.free and plan.totals.make))

    def drawing(self, plan: Plan) -> Progress:  # noqa: ARG002 - the protocol's
        """This listens itself."""
        return self

    def take_made(self, take: TakeRecord) -> None:
        """One further."""
        if self.view is not None and take.part == 1:
            self.view = replace(self.view, done=self.view.done + 1)
            self._show(settled=False)

    def failed(self, failure: Failure) -> None:
        """One that did not come."""
        if self.view is not None:
            self.view = replace(self.view, failures=(*self.view.failures, failure))

    def drawn(self, plan: Plan, made: Made) -> None:
        """What came of it, with the reason for which each was drawn."""
        if self.view is not None:
            drawn = {t.address for t in made.record.takes if t.status == "made"}
            told = tuple((s.call.address, s.why) for s in plan.steps if s.call.address in drawn)
            self.view = replace(self.view, drawn=told, page=made.page, ended=True)
            self._show(settled=True)

    def undrawable(self, plan: Plan, fault: Exception) -> None:
        """Why nothing could be drawn."""
        if self.view is not None:
            self.view = replace(self.view, trouble=_trouble(self.script, plan, fault))
            self._show(settled=True)

    def _show(self, *, settled: bool) -> None:
        self.settled = settled
        if self.view is not None:
            self.glass.show(standing(self.to, self.script, self.view, self.glass.rows), settled=settled)


def _trouble(script: Script, plan: Plan, fault: Exception) -> str:
    from ..runtime.ledger import Unopenable
    from .exits import unwritable

    if isinstance(fault, Unopenable):
        return fault.problem.message
    assert isinstance(fault, OSError)
    return f"The pictures can't be written: {unwritable(script.workspace(plan.engine), fault)}"
