"""What was found of runs that ended without finishing, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ..grammar.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Ended:
    """A request of a dead run, as it is in the ledger now. `state` as in the schema; money in nano-dollars.

    `pictures`: how many its answer held.
    """

    board: str
    address: str
    take: int
    state: str
    cost: int | None
    holds: int
    reason: str
    pictures: int = 1


@dataclass(frozen=True, slots=True)
class Recovered:
    """`began`: when the dead runs had begun, for people. `waiting`: answers that nobody here can read, by maker.

    `problems` are errors: while one stands, what was paid for could be paid for again.
    """

    began: tuple[str, ...] = ()
    ended: tuple[Ended, ...] = ()
    waiting: tuple[tuple[str, Path], ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def filed(self) -> tuple[Ended, ...]:
        """Those whose pictures had arrived, and are in the store."""
        return tuple(e for e in self.ended if e.state == "kept")

    @property
    def unknown(self) -> tuple[Ended, ...]:
        """Those without an answer: they may have been billed, and count at their most."""
        return tuple(e for e in self.ended if e.state == "lost")

    @property
    def refused(self) -> tuple[Ended, ...]:
        """Those whose answer had arrived, and was a refusal."""
        return tuple(e for e in self.ended if e.state == "refused")

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The same for a plan: its errors, and one note."""
        from ..dsl.money import show
        from ..grammar.diagnostic import Diagnostic

        told = [*self.problems]
        if self.filed or self.unknown or self.refused:
            most = show(sum(e.holds for e in self.unknown))
            words = {"filed": len(self.filed), "unknown": len(self.unknown), "most": most}
            told.append(Diagnostic("BNN630", None, words))
        return tuple(told)
