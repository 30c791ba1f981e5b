"""A running notebook: the one board that its cells make up, and the runs of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..grammar.diagnostic import Severity
from ..grammar.parser import parse
from ..grammar.source import Source
from .cells import Cell, cell, declared, joined, names_of, owner, put, without
from .faults import CellError, drawn
from .wrapping import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from IPython.core.interactiveshell import InteractiveShell

    from ..dsl.call import Call, Compiled
    from ..grammar.diagnostic import Diagnostic
    from .background import Background
    from .cells import Replaced
    from .face import Board, Face
    from .late import Late
    from .preferences import Bananaboard

UNSAVED = "notebook"  # the name of a notebook that has none


@dataclass
class Notebook:
    """What a kernel knows of its board. `name` is what somebody has called it, "" while nobody has."""

    shell: InteractiveShell
    face: Face
    background: Background
    wishes: Bananaboard
    cells: tuple[Cell, ...] = ()
    params: dict[str, object] = field(default_factory=dict)
    name: str = ""
    raw: str = ""
    cell_id: str | None = None
    shown: set[str] = field(default_factory=set)  # addresses that some cell has made or shown
    late: list[Late] = field(default_factory=list)  # what comes in behind cells that were stopped, and was not told

    @property
    def color(self) -> bool:
        """Whether errors have colours."""
        return str(getattr(self.shell, "colors", "NoColor")).lower() != "nocolor"

    @property
    def file(self) -> Path:
        """The notebook's file: as somebody has called it, as the program that shows it says, or `notebook.ipynb`."""
        import os

        if self.name:
            return Path.cwd() / f"{self.name}.ipynb"
        said = self.shell.user_ns.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME") or ""
        name = Path(said).name if isinstance(said, str) else ""
        return Path.cwd() / (name if name.endswith(".ipynb") else f"{UNSAVED}.ipynb")

    def board(self, cells: tuple[Cell, ...] | None = None, params: Mapping[str, object] | None = None) -> Board:
        """The board of some cells, of all that hold now where none are given."""
        found = self.cells if cells is None else cells
        return self.face.board(self.file, joined(found), found, self.params if params is None else params)

    def begin(self, raw: str, cell_id: str | None) -> None:
        """A cell of any kind runs."""
        self.raw, self.cell_id = raw, cell_id

    @property
    def number(self) -> int:
        """What stands before the cell that runs: `In [3]`. The shell's own count is one ahead in some versions."""
        past = getattr(self.shell.history_manager, "input_hist_parsed", None)
        return len(past) - 1 if past else self.shell.execution_count

    def written(self, body: str) -> Cell:
        """The cell that runs now."""
        return cell(self.cell_id or f"In {self.number}", f"cell [{self.number}]", self.raw, body)

    def declare(self, new: Cell, given: Mapping[str, object]) -> tuple[Board, Compiled]:
        """Make a cell part of the board, in the place of what it replaces. Raises CellError, and changes nothing then.

        Other cells that no longer fit are set aside, since they have to be run again anyway, and are named.
        """
        if not new.text.strip() and not self.cells:
            raise CellError('This cell is empty: write a board below `%%banana`, such as `shot one "A fox"`.')
        cells, taken = put(self.cells, new)
        if self.cell_id is None:  # where cells have no ids, one that was run again is known by what it declares
            labels = {c.label for c in cells}
            taken = tuple(t for t in taken if t.label in labels)
        params = {**self._known(cells), **given}
        alone = parse(Source(new.label, new.text)).diagnostics
        if alone:  # a brace that is not closed would swallow the cells behind it
            cells = (*(c for c in cells if c is not new), new)
        board, compiled, aside = self._fitting(cells, new, params)
        self.cells = tuple(c for c in cells if c not in aside)
        self.params = params
        self._tell(new, taken, aside, compiled)
        return board, compiled

    def _known(self, cells: Iterable[Cell]) -> dict[str, object]:
        """The values that hold for params that are still there."""
        names = {n for c in cells for n in names_of(c)}
        return {k: v for k, v in self.params.items() if k in names or "." in k}

    def _fitting(
        self, cells: tuple[Cell, ...], new: Cell, params: Mapping[str, object]
    ) -> tuple[Board, Compiled, dict[Cell, str]]:
        aside: dict[Cell, str] = {}
        while True:
            left = tuple(c for c in cells if c not in aside)
            board = self.board(left, params)
            compiled = board.compiled()
            errors = [d for d in compiled.diagnostics if d.severity is Severity.ERROR]
            here = [d for d in errors if d.place is None or not _among(d, left, new)]
            if here:
                raise CellError(drawn(here, color=self.color), here)
            if not errors:
                return board, compiled, aside
            for error in errors:
                other = _among(error, left, new)
                if other is not None:
                    aside.setdefault(other, error.message)

    def _tell(self, new: Cell, taken: Iterable[Replaced], aside: Mapping[Cell, str], compiled: Compiled) -> None:
        by_cell: dict[str, list[str]] = {}
        for lost in taken:
            by_cell.setdefault(lost.label, []).append(f"`{lost.name}`")
        lines = [f"{', '.join(names)}: declared here now, no longer in {label}." for label, names in by_cell.items()]
        lines += [
            f"{other.label} no longer fits ({why.rstrip('.')}), so it is set aside. Change it and run it again."
            for other, why in aside.items()
        ]
        if lines:
            say("\n".join(lines))
        told = [d for d in compiled.diagnostics if d.place is not None and d.place.source is new.source]
        if told:
            say(drawn(told, color=self.color))

    def own(self, new: Cell, compiled: Compiled) -> tuple[str, ...]:
        """The addresses that a cell itself declares."""
        names = names_of(new)
        return tuple(c.address for c in (*compiled.calls, *compiled.spare) if self._declares(names, new, c))

    def _declares(self, names: tuple[str, ...], new: Cell, call: Call) -> bool:
        if call.kind is Kind.VIEW:
            return False  # made where something needs it
        return call.address.partition("[")[0].partition(".")[0] in names and owner(self.cells, call.line) is new

    def drop(self, names: Iterable[str]) -> list[str]:
        """Forget declarations; those that nobody has made."""
        wanted = list(names)
        known = {n for c in self.cells for n in names_of(c)}
        kept = (without(c, wanted)[0] for c in self.cells)
        self.cells = tuple(c for c in kept if declared(c))
        return [n for n in wanted if n not in known]

    def reset(self) -> None:
        """Begin anew. What was made stays made."""
        self.cells, self.params = (), {}
        self.shown.clear()


def _among(diagnostic: Diagnostic, cells: tuple[Cell, ...], new: Cell) -> Cell | None:
    """The other cell that an error is in."""
    place = diagnostic.place
    return next((c for c in cells if place is not None and c.source is place.source and c is not new), None)
