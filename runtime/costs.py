"""What boards have cost, as a ledger tells it: by board and maker, in a month and ever."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .former import former_names, is_there
from .ledger import Unopenable, read_ledger
from .log import Sum, add_up, month_of, read_log

if TYPE_CHECKING:
    from pathlib import Path

    from .log import Entry
    from .root import Workspace
    from .spending import KnownRoot


@dataclass(frozen=True, slots=True)
class Budget:
    """What a board may cost, as it said when it was run last, and what counts against that; in nano-dollars.

    `names`: the board's own, and the earlier ones under which something of that was spent.
    """

    limit: int | None
    held: int
    names: tuple[str, ...] = ()

    @property
    def left(self) -> int | None:
        """What may still be spent; None where nothing limits it."""
        return None if self.limit is None else max(0, self.limit - self.held)


@dataclass(frozen=True, slots=True)
class BoardCost:
    """What one board has cost at one maker. `here`: the board's file is there."""

    root: Path
    board: str
    maker: str
    month: Sum
    ever: Sum
    here: bool


def budget_of(workspace: Workspace, board: str, moved: str | None = None) -> Budget:
    """A board's own limit, and how much of it is used up, under earlier names too. Raises Unopenable.

    `moved`: the name that its file had until now, where nothing was run under the new one.
    """
    ledger = read_ledger(workspace.home)
    if ledger is None:
        return Budget(None, 0, (board,))
    query = "SELECT budget, spent FROM board WHERE board=?"
    try:
        with ledger.reading() as db:
            row = db.execute(query, (board,)).fetchone()
            before = former_names(db, moved or board, lambda b: is_there(workspace.root, b))
            if moved is not None and (old := db.execute(query, (moved,)).fetchone()) is not None:
                before[moved] = old[1]
    finally:
        ledger.close()
    limit, held = row or (None, 0)
    if not (isinstance(limit, int | None) and all(isinstance(n, int) for n in (held, *before.values()))):
        raise Unopenable("BNN601", reason="a row of it holds what no board holds")
    return Budget(limit, held + sum(before.values()), (board, *before))


def board_costs(root: Path, home: Path, maker: str | None, month: str, told: set[str]) -> tuple[BoardCost, ...]:
    """Every board of a ledger that has cost something, or may have. Raises Unopenable.

    `told` are the requests that were counted elsewhere already, as those of a copied project; these come to it.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in read_log(home, None, maker):
        if not entry.free and entry.attempt not in told:
            groups.setdefault((entry.board, entry.maker), []).append(entry)
    told.update(e.attempt for found in groups.values() for e in found)
    return tuple(
        BoardCost(
            root,
            board,
            who,
            add_up(e for e in found if month_of(e) == month),
            add_up(found),
            is_there(root, board),
        )
        for (board, who), found in sorted(groups.items())
    )


def all_costs(workspace: Workspace, maker: str | None, month: str) -> tuple[BoardCost, ...]:
    """The same over all projects that this user has paid in, and the one of `workspace`, by their folders.

    Of a project that is not where it was, what was known last is one line without a board. Raises Unopenable for the
    ledger of `workspace`, Misconfigured.
    """
    from .spending import known_roots

    told: set[str] = set()
    own = board_costs(workspace.root, workspace.home, maker, month, told)
    found = {workspace.root: own} if own else {}
    for known in known_roots(month, workspace.realm):
        if known.home == workspace.home or known.root in found:
            continue
        if there := _costs_there(known, maker, month, told):
            found[known.root] = there
    return tuple(c for root in sorted(found) for c in found[root])


def _costs_there(known: KnownRoot, maker: str | None, month: str, told: set[str]) -> tuple[BoardCost, ...]:
    if known.here:
        with suppress(Unopenable, OSError):
            return board_costs(known.root, known.home, maker, month, told)
    return (_last(known),) if maker is None and known.spent else ()


def _last(known: KnownRoot) -> BoardCost:
    return BoardCost(known.root, "", "", Sum(cost=known.month), Sum(cost=known.spent), here=False)
