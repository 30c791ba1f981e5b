"""A run in IPython in a terminal: a bar that moves, then a line for each picture with its file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ..runtime.progress import Silent
from .told import aligned, near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..runtime.progress import Progress
    from ..runtime.record import Failure, Skip, TakeRecord
    from ..runtime.waits import Again, Over, Wait
    from .watch import Watch


class Terminal:
    """What is seen of a run; `names` are the statements whose pictures are told."""

    def __init__(self, names: set[str], watch: Watch, *, progress: bool, color: bool) -> None:
        self.names, self.watch = names, watch
        self._shown: Progress = _bar(color=color) if progress and _moves() else Lines()

    def draw(self) -> None:
        """Show how far it is."""
        for event, said in self.watch.events():
            getattr(self._shown, event)(*said)

    def settle(self, takes: Iterable[TakeRecord]) -> None:
        """Each picture with its file, as somebody in the current folder would name it."""
        from pathlib import Path

        self._close()
        here = Path.cwd()
        shown = [t for t in takes if t.address.partition("[")[0] in self.names]
        rows = [(f"{t.address}#{t.take}{f' panel {t.part}' if t.part > 1 else ''}", near(t.path, here)) for t in shown]
        if rows:
            print(aligned(rows))  # noqa: T201 - a cell's output

    def close(self, line: str) -> None:
        """The bar goes away, and its last word stays where money was spent."""
        self._close()
        if not (self.watch.free or self.watch.stopped or not self.watch.wanted):
            print(line)  # noqa: T201 - a cell's output

    def _close(self) -> None:
        getattr(self._shown, "close", bool)()

    def late(self) -> None:
        """Nothing: somebody may be typing there."""

    def close_late(self, line: str, takes: Iterable[TakeRecord] | None) -> None:
        """Nothing: the next cell says it."""


def _moves() -> bool:
    try:
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    except ValueError:  # it is closed
        return False


def _bar(*, color: bool) -> Progress:
    from ..runtime.bar import Bar

    return Bar(color=color)


class Lines(Silent):
    """What is told where nothing may move: why it waits, and what went wrong."""

    def waiting(self, wait: Wait) -> None:
        """Something waits."""
        from ..runtime.event_lines import waiting_line

        print(waiting_line(wait))  # noqa: T201 - a cell's output

    def retrying(self, again: Again) -> None:
        """A request is sent once more."""
        from ..runtime.event_lines import retrying_line

        print(retrying_line(again))  # noqa: T201 - a cell's output

    def over_most(self, over: Over) -> None:
        """An answer cost more than was thought."""
        from ..runtime.event_lines import over_line

        print(over_line(over))  # noqa: T201 - a cell's output

    def failed(self, failure: Failure) -> None:
        """Nothing: the cell's error tells it."""

    def skipped(self, skip: Skip) -> None:
        """Nothing: the cell's error tells it."""
