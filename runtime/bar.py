"""A run in a terminal: one living line while it goes on, and a lasting one for what went wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .event_lines import LeftOut, failed_line, over_line, retrying_line, stopping_line, waiting_line
from .page.harmless import terminal_line

if TYPE_CHECKING:
    from .plan import Plan
    from .record import Failure, RunRecord, Skip, TakeRecord
    from .waits import Again, Over, Stopping, Wait


class Bar:
    """A `Progress` that draws."""

    def __init__(self, *, color: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self.console = Console(file=sys.stderr, no_color=not color, highlight=False, markup=False)
        self.progress = Progress(
            SpinnerColumn("dots"),
            MofNCompleteColumn(),
            BarColumn(24, complete_style="green", finished_style="green"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[now]}", markup=False),
            console=self.console,
            transient=True,
        )
        self.task = self.progress.add_task("", total=0, now="", start=False)
        self.left = LeftOut()
        self.flying: dict[tuple[str, int], None] = {}

    def started(self, plan: Plan) -> None:
        """So many are to come; where none is, nothing is drawn."""
        if plan.totals.make:
            self.progress.update(self.task, total=plan.totals.make)
            self.progress.start()
            self.progress.start_task(self.task)

    def asking(self, address: str, take: int) -> None:
        """Name what is being made."""
        self.flying[address, take] = None
        self._show()

    def take_made(self, take: TakeRecord) -> None:
        """One further."""
        if take.part == 1:
            self.flying.pop((take.address, take.take), None)
            self.progress.advance(self.task)
        self._show()

    def waiting(self, wait: Wait) -> None:
        """A line that stays."""
        self.console.print(waiting_line(wait), style="cyan")

    def retrying(self, again: Again) -> None:
        """A line that stays."""
        self.flying.pop((again.address, again.take), None)
        self.console.print(retrying_line(again), style="yellow")
        self._show()

    def over_most(self, over: Over) -> None:
        """A line that stays."""
        self.console.print(over_line(over), style="yellow")

    def stopping(self, stopping: Stopping) -> None:
        """A line that stays."""
        self.console.print(stopping_line(stopping), style="yellow")

    def failed(self, failure: Failure) -> None:
        """A line that stays."""
        self.flying.pop((failure.address, failure.take), None)
        self.progress.advance(self.task)
        self.left.knows(failure)
        self.console.print(failed_line(failure), style="red")
        self._show()

    def skipped(self, skip: Skip) -> None:
        """A line that stays, with the reason where that is a new one."""
        self.console.print(self.left.line(skip), style="yellow")

    def finished(self, record: RunRecord) -> None:  # noqa: ARG002 - the protocol's
        """The bar goes away; the closing lines follow."""
        self.close()

    def close(self) -> None:
        """Give the terminal back, whatever happened."""
        self.progress.stop()

    def _show(self) -> None:
        first = next(iter(self.flying), None)
        more = f" and {len(self.flying) - 1} more" if len(self.flying) > 1 else ""
        self.progress.update(self.task, now=terminal_line(first[0]) + more if first else "")
