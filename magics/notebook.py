"""A running notebook: the one board that its cells make up, and the runs of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..grammar.parser import parse
from ..grammar.source import Source
from .cells import Cell, cell, declared, joined, names_of, owner, put, without
from .faults import CellError, drawn
from .fitting import fit, fits_again, told
from .values import given, known, plain
from .wrapping import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from IPython.core.interactiveshell import InteractiveShell

    from ..dsl.call import Call, Compiled
    from .background import Background
    from .cells import Replaced
    from .face import Board, Face
    from .fitting import Fitted
    from .late import Late
    from .preferences import Bananaboard
    from .values import Value

UNSAVED = "notebook"  # the name of a notebook that has none
ALONE = "BNN215"  # nothing is declared yet: in a notebook the next cell does it


@dataclass
class Notebook:
    """What a kernel knows of its board. `name` is what somebody has called it, "" while nobody has."""

    shell: InteractiveShell
    face: Face
    background: Background
    wishes: Bananaboard
    cells: tuple[Cell, ...] = ()
    aside: tuple[Cell, ...] = ()  # cells that do not fit what others declare now
    values: dict[str, Value] = field(default_factory=dict)
    name: str = ""
    folder: Path | None = None  # where the board lies, once a cell has run: `%cd` does not move it
    raw: str = ""
    cell_id: str | None = None
    sent: bool = False  # whether the cell that runs has begun a run
    nth: int = 0  # how many boards and lines of ours the cell that runs has had
    gone: Path | None = None  # another folder, where the kernel is meanwhile and that was told
    ran: dict[str, str] = field(default_factory=dict)  # what each cell said when it was run last
    shown: dict[str, str] = field(default_factory=dict)  # of each address that a cell has shown: what it said then
    told: dict[str, str] = field(default_factory=dict)  # of each that has other words by now: those that were told
    late: list[Late] = field(default_factory=list)  # what comes in behind cells that were stopped, and was not told

    @property
    def color(self) -> bool:
        """Whether errors have colours."""
        return str(getattr(self.shell, "colors", "NoColor")).lower() != "nocolor"

    @property
    def file(self) -> Path:
        """The notebook's file: as somebody has called it, as the program that shows it says, or `notebook.ipynb`."""
        import os

        folder = self.folder or Path.cwd()
        if self.name:
            return folder / f"{self.name}.ipynb"
        said = self.shell.user_ns.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME") or ""
        name = Path(said).name if isinstance(said, str) else ""
        return folder / (name if name.endswith(".ipynb") else f"{UNSAVED}.ipynb")

    def board(self, cells: tuple[Cell, ...] | None = None, values: Mapping[str, Value] | None = None) -> Board:
        """The board of some cells, of all that hold now where none are given."""
        found = self.cells if cells is None else cells
        return self.face.board(self.file, joined(found), found, plain(self.values if values is None else values))

    def begin(self, raw: str, cell_id: str | None, nth: int = 1) -> None:
        """A cell of any kind runs; it is our `nth` in it, since a cell of Python may run several of ours."""
        self.raw, self.cell_id, self.nth, self.sent = raw, cell_id, nth, False
        if self.folder is None:
            self.folder = Path.cwd()

    @property
    def key(self) -> str:
        """What tells the cell that runs from others."""
        key = self.cell_id or f"In {self.number}"
        return key if self.nth <= 1 else f"{key}#{self.nth}"

    @property
    def number(self) -> int:
        """What stands before the cell that runs: `In [3]`. The shell's own count is one ahead in some versions."""
        past = getattr(self.shell.history_manager, "input_hist_parsed", None)
        return len(past) - 1 if past else self.shell.execution_count

    def written(self, body: str) -> Cell:
        """The cell that runs now."""
        return cell(self.key, self.label, self.raw, body)

    @property
    def label(self) -> str:
        """How people know the cell that runs."""
        return f"cell [{self.number}]"

    def give(self, new: Mapping[str, object]) -> None:
        """Values on a line hold from here on."""
        self.values = given(self.values, new, self.key, self.label)

    def declare(self, new: Cell, params: Mapping[str, object]) -> tuple[Board, Compiled]:
        """Make a cell part of the board, in the place of what it replaces. Raises CellError, and changes nothing then.

        Other cells that no longer fit are set aside, since they have to be run again anyway, and are named.
        """
        if not new.text.strip() and not self.cells:
            raise CellError('This cell is empty: write a board below `%%banana`, such as `shot one "A fox"`.')
        cells, taken = put(self.cells, new)
        waiting, _ = put(self.aside, new)
        if self.cell_id is None:  # where cells have no ids, one that was run again is known by what it declares
            labels = {c.label for c in cells}
            taken = tuple(t for t in taken if t.label in labels)
        alone = parse(Source(new.label, new.text)).diagnostics
        if alone:  # a brace that is not closed would swallow the cells behind it
            cells = (*(c for c in cells if c is not new), new)
        names = {n for c in (*cells, *waiting) for n in names_of(c)}
        values = known(given(self.values, params, new.id, new.label), names)
        fitted = fit(self, cells, new, values)
        back = fits_again(self, fitted, [c for c in waiting if c is not new], values)
        self.cells, self.values = back.cells, values
        self.aside = tuple(c for c in (*waiting, *fitted.aside) if c is not new and c not in back.cells)
        self._tell(new, taken, back)
        return back.board, back.compiled

    def _tell(self, new: Cell, taken: Iterable[Replaced], found: Fitted) -> None:
        by_cell: dict[str, list[str]] = {}
        for lost in taken:
            by_cell.setdefault(lost.label, []).append(f"`{lost.name}`")
        lines = [f"{', '.join(names)}: declared here now, no longer in {label}." for label, names in by_cell.items()]
        lines += told(found)
        if lines:
            say("\n".join(lines))
        here = [d for d in found.compiled.diagnostics if d.place is not None and d.place.source is new.source]
        here = [d for d in here if d.code != ALONE]
        if here:
            say(drawn(here, color=self.color))

    def own(self, new: Cell, compiled: Compiled) -> tuple[str, ...]:
        """The addresses that a cell itself declares."""
        names = names_of(new)
        return tuple(c.address for c in (*compiled.calls, *compiled.spare) if self._declares(names, new, c))

    def _declares(self, names: tuple[str, ...], new: Cell, call: Call) -> bool:
        if call.kind is Kind.VIEW:
            return False  # made where something needs it
        return call.address.partition("[")[0].partition(".")[0] in names and owner(self.cells, call.line) is new

    def drop(self, names: Iterable[str]) -> list[str]:
        """Forget declarations; those that nobody has made. What needs them is set aside, and named."""
        wanted = list(names)
        there = {n for c in (*self.cells, *self.aside) for n in names_of(c)}
        cells, aside = self._without(self.cells, wanted), self._without(self.aside, wanted)
        values = known(self.values, there - set(wanted))
        found = fit(self, cells, None, values)
        self.cells, self.values, self.aside = found.cells, values, (*aside, *found.aside)
        if found.aside:
            say("\n".join(told(found)))
        return [n for n in wanted if n not in there]

    @staticmethod
    def _without(cells: Iterable[Cell], names: list[str]) -> tuple[Cell, ...]:
        return tuple(c for c in (without(c, names)[0] for c in cells) if declared(c))

    def interrupted(self) -> str:
        """What an interrupt leaves that came before a run had begun, or after it."""
        if not self.sent:
            return "Stopped before anything was sent."
        self.background.stop()
        return "Stopped. What was sent is kept when it comes, and `%banana status` says what there is."

    def reset(self) -> None:
        """Begin anew, where the kernel is now. What was made stays made."""
        self.cells, self.aside, self.values = (), (), {}
        self.folder = self.gone = None
        self.shown.clear()
        self.told.clear()
        self.ran.clear()
