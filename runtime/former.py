"""What a board has cost under earlier names of its file: its budget is for its whole life."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .root import has_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

# A board that was renamed has put all pictures of its earlier name on its own shelf.
FORMER = """
SELECT old.board, old.spent FROM board old WHERE old.board <> :board AND old.spent > 0 AND old.board NOT LIKE '<%'
  AND EXISTS (SELECT 1 FROM placed o WHERE o.board = old.board AND o.attempt IS NOT NULL
    AND o.maker IN (SELECT DISTINCT maker FROM placed WHERE board = :board))
  AND NOT EXISTS (SELECT 1 FROM placed o WHERE o.board = old.board AND o.attempt IS NOT NULL
    AND o.maker IN (SELECT DISTINCT maker FROM placed WHERE board = :board)
    AND NOT EXISTS (SELECT 1 FROM placed n WHERE n.board = :board AND n.maker = o.maker AND n.said = o.said
      AND n.seen = o.seen AND n.sha256 = o.sha256))
ORDER BY old.board
"""


def former_names(db: sqlite3.Connection, board: str, there: Callable[[str], bool]) -> dict[str, int]:
    """The earlier names of a board, each with what was spent under it in nano-dollars.

    `there` says whether a board's file still is: then it is no earlier name, whatever the two have in common.
    """
    return {str(old): spent for old, spent in db.execute(FORMER, {"board": board}) if not there(old)}


def former_spent(db: sqlite3.Connection, board: str, there: Callable[[str], bool]) -> int:
    """What counts against a board's budget from before its file was renamed, in nano-dollars."""
    return sum(former_names(db, board, there).values())


def is_there(root: Path, board: str) -> bool:
    """Whether a board that a ledger names is a file; the name may be anything."""
    path = PurePosixPath(board)
    if board.startswith("<") or path.is_absolute() or ".." in path.parts:
        return False
    try:
        return has_file(root, board)
    except (OSError, ValueError):
        return False
