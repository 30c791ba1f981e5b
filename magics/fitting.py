"""Which cells fit together: those that do not are set aside, and come back when they fit again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ..grammar.severity import Severity
from .faults import CellError, drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..dsl.call import Compiled
    from ..grammar.diagnostic import Diagnostic
    from .cells import Cell
    from .face import Board
    from .notebook import Notebook
    from .values import Value

KEPT = "The board keeps what this cell said before."


class Fitted(Struct, frozen=True):
    """A board without an error. `aside` are cells with the reason why they are not in it, `back` those that are
    in it again."""

    board: Board
    compiled: Compiled
    cells: tuple[Cell, ...]
    aside: Mapping[Cell, str]
    back: tuple[Cell, ...] = ()


def fit(notebook: Notebook, cells: tuple[Cell, ...], new: Cell | None, values: Mapping[str, Value]) -> Fitted:
    """The cells that make up a board with `new`. Raises CellError where the new one itself is wrong."""
    aside: dict[Cell, str] = {}
    while True:
        left = tuple(c for c in cells if c not in aside)
        board = notebook.board(left, values)
        compiled = board.compiled()
        errors = _errors(compiled)
        here = [d for d in errors if _among(d, left, new) is None]
        if here:
            raise _refused(notebook, here, new)
        if not errors:
            return Fitted(board, compiled, left, aside)
        for error in errors:
            other = _among(error, left, new)
            if other is not None:
                aside.setdefault(other, error.message)


def fits_again(notebook: Notebook, found: Fitted, waiting: Iterable[Cell], values: Mapping[str, Value]) -> Fitted:
    """The same with those of the cells that were set aside before and make no error now."""
    for cell in waiting:
        cells = (*found.cells, cell)
        board = notebook.board(cells, values)
        compiled = board.compiled()
        if not _errors(compiled):
            found = Fitted(board, compiled, cells, found.aside, (*found.back, cell))
    return found


def told(found: Fitted) -> list[str]:
    """A line for each cell that is set aside, and for each that is back."""
    lines = [
        f"{other.label} no longer fits ({why.rstrip('.')}), so it is set aside. Change it and run it again."
        for other, why in found.aside.items()
    ]
    return lines + [f"{other.label} fits again, and is part of the board." for other in found.back]


def _refused(notebook: Notebook, here: list[Diagnostic], new: Cell | None) -> CellError:
    """What is wrong with a cell, behind what was wrong already: a file that a cell imports may be another by now."""
    old = {c.id: c for c in notebook.cells}.get(new.id) if new is not None else None
    before = (
        [d for d in _errors(notebook.board().compiled()) if old is None or not _in(d, old)] if notebook.cells else []
    )
    text = drawn([*before, *here], color=notebook.color)
    return CellError(f"{text}\n{KEPT}" if old is not None else text, [*before, *here])


def _errors(compiled: Compiled) -> list[Diagnostic]:
    return [d for d in compiled.diagnostics if d.severity is Severity.ERROR]


def _in(diagnostic: Diagnostic, cell: Cell) -> bool:
    return diagnostic.place is not None and diagnostic.place.source is cell.source


def _among(diagnostic: Diagnostic, cells: tuple[Cell, ...], new: Cell | None) -> Cell | None:
    """The other cell that an error is in."""
    return next((c for c in cells if c is not new and _in(diagnostic, c)), None)
