"""What a rehearsed run says at its end: the service's bill beside the ledger, to see that nothing was forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.money import show
from ..dsl.words import many

if TYPE_CHECKING:
    from ..runtime.rehearsal.reckoning import Reckoning
    from ..runtime.root import Workspace

NO_MONEY = "No real money was spent."


def rehearsed(workspace: Workspace) -> str:
    """A few sentences on a line of their own."""
    from ..runtime.rehearsal.reckoning import reckon

    found = reckon(workspace.home)
    return f"A rehearsal. {_compared(found) if found else NO_MONEY}\n"


def _compared(found: Reckoning) -> str:
    billed, known, unknown = found.billed[1], found.known[1], found.unknown[1]
    told = f"Until now the pretended service has billed {show(billed)}; the ledger holds "
    if (billed, unknown) == (known, 0):
        return f"{told}the same. {NO_MONEY}"
    told += show(known)
    if unknown:
        told += f", and up to {show(unknown)} for {many(found.unknown[0], 'request')} of which that is not known"
    if billed > known + unknown:
        return f"{told}. That is less than was billed, and a fault of Bananaboard: please report it."
    return f"{told}. {NO_MONEY}"
