"""What happens in a run, each in a line for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.money import show
from .bound import spell
from .page.harmless import terminal_line
from .waits import BATCH

if TYPE_CHECKING:
    from .record import Failure, Skip
    from .waits import Again, Over, Stopping, Wait

LONG = 36  # letters of a reason that is worth to be told only once


def failed_line(failure: Failure) -> str:
    """`arrival.wide take 1: refused: ...`."""
    kind = failure.code if failure.code in ("refused", "lost") else "failed"
    take = f" take {failure.take}" if failure.take else ""
    return terminal_line(f"{failure.address}{take}: {kind}: {failure.message or failure.reason}")


def waiting_line(wait: Wait) -> str:
    """`Waiting: quota of lite used up: goes on in 37 s.`"""
    return terminal_line(wait.text if wait.why == BATCH else f"Waiting: {wait.text}.")


def retrying_line(again: Again) -> str:
    """`arrival.wide take 1: overloaded; sent again in 2 s (retry 1 of 3)`."""
    when = "at once" if again.seconds < 1 else f"in {spell(again.seconds)}"
    reason = again.reason.rstrip(". ")
    told = f"{again.address} take {again.take}: {reason}; sent again {when} (retry {again.nth} of {again.retries})"
    return terminal_line(told)


def over_line(over: Over) -> str:
    """`arrival.wide take 1 cost $0.0512, more than ...`."""
    return terminal_line(
        f"{over.address} take {over.take} cost {show(over.cost)}; it was to cost {show(over.most)} at most."
        f" From here on, what {over.model} may cost is reckoned higher."
    )


def stopping_line(stopping: Stopping) -> str:
    """`Stopping: nothing new is sent. ...`."""
    if not stopping.flying:
        return "Stopping: nothing new is sent, and nothing is on its way."
    what = "1 answer that is" if stopping.flying == 1 else f"{stopping.flying:,} answers that are"
    return (
        f"Stopping: nothing new is sent. Waiting for {what} on the way, {spell(stopping.seconds)} at most."
        " Ctrl-C again gives up on that."
    )


class LeftOut:
    """What is not made, a line each: a long reason that stands above already is not told again."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    def knows(self, failure: Failure) -> None:
        """Its reason was told."""
        self.told |= {failure.message, failure.reason}

    def line(self, skip: Skip) -> str:
        """`arrival.close: not made: ...`."""
        again = len(skip.because) > LONG and skip.because in self.told
        self.told.add(skip.because)
        return terminal_line(f"{skip.address}: not made" + (", for the same reason" if again else f": {skip.because}"))
