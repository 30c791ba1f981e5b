"""What this user has agreed to at the terminal: so much for a board, on the engines of a maker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .account import account_folder, reading, text_of, writing
from .clock import wall_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from .root import Workspace


@dataclass(frozen=True, slots=True)
class Agreement:
    """A yes. `budget` in nano-dollars; `given` is when, for people."""

    root: Path
    board: str
    maker: str
    budget: int
    given: str


def agreement(workspace: Workspace, board: str, maker: str, budget: int | None) -> Agreement | None:
    """The yes that holds for a board with this budget; None where one has to be asked for.

    A higher budget, another maker or another project asks again, and so does a board without a budget: there is
    nothing that a yes could be for. A board from standard input is another one each time. Raises Misconfigured.
    """
    if budget is None or board.startswith("<"):
        return None
    with reading(account_folder(workspace.realm)) as db:
        if db is None:
            return None
        query = "SELECT budget, given FROM consent WHERE root=? AND board=? AND maker=? AND budget>=?"
        row = db.execute(query, (text_of(workspace.root), board, maker, budget)).fetchone()
    return Agreement(workspace.root, board, maker, *row) if row else None


def agree(
    workspace: Workspace, board: str, maker: str, budget: int | None, clock: Callable[[], str] = wall_clock
) -> None:
    """Remember a yes. Raises Misconfigured, and OSError where the user's folder can't be written."""
    if budget is None or board.startswith("<"):
        return
    with writing(account_folder(workspace.realm)) as db:
        db.execute(
            "INSERT INTO consent(root, board, maker, budget, given) VALUES(?,?,?,?,?)"
            " ON CONFLICT(root, board, maker) DO UPDATE SET budget=excluded.budget, given=excluded.given",
            (text_of(workspace.root), board, maker, budget, clock()),
        )


def agreements(realm: str = "") -> tuple[Agreement, ...]:
    """Everything that was agreed to, by project and board. Raises Misconfigured."""
    with reading(account_folder(realm)) as db:
        if db is None:
            return ()
        rows = db.execute("SELECT root, board, maker, budget, given FROM consent ORDER BY 1, 2, 3").fetchall()
    return tuple(Agreement(Path(root), *rest) for root, *rest in rows)


def withdraw(workspace: Workspace, board: str) -> int:
    """Forget every yes to a board; how many there were. Raises Misconfigured, OSError."""
    with writing(account_folder(workspace.realm)) as db:
        query = "DELETE FROM consent WHERE root=? AND board=?"
        return db.execute(query, (text_of(workspace.root), board)).rowcount
