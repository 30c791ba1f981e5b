"""What an editor knows by one address: a board's file, or a cell of a notebook, which is a part of its board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from lsprotocol import types as lsp

    from ..grammar.source import Source
    from ..magics.cells import Cell
    from .desk import Opened
    from .places import Places


class Leaf(Struct, frozen=True):
    """A cell that is part of a notebook's board: its address, and where its text begins in the board's."""

    uri: str
    cell: Cell
    first: int
    size: int  # of its document, which may lack a newline at its end

    @property
    def last(self) -> int:
        """Where its text ends in the board's."""
        return self.first + len(self.cell.source.text) - self.cell.start

    def range(self, places: Places, start: int, end: int) -> lsp.Range:
        """Where a stretch of the board's text stands in the cell."""
        down = self.cell.start - self.first
        return places.range(self.cell.source, min(start + down, self.size), min(end + down, self.size))

    def offset(self, places: Places, position: lsp.Position) -> int | None:
        """The offset in the board's text; None in the line of the magic, which is no part of the board."""
        at = places.offset(self.cell.source, position)
        below = "\n" in self.cell.source.text[:at].lstrip()
        return at - self.cell.start + self.first if below and at >= self.cell.start else None

    def line(self, places: Places, position: lsp.Position) -> str:
        """The line of the magic up to a position in it; empty in others."""
        before = self.cell.source.text[: places.offset(self.cell.source, position)].lstrip()
        return before if "\n" not in before else ""


class Page(Struct, frozen=True):
    """A document of an editor. `source`: the text of the whole board; `opened`: the board as it was compiled last."""

    uri: str
    opened: Opened
    source: Source
    places: Places
    leaf: Leaf | None = None

    @property
    def first(self) -> int:
        """Where it begins in the board's text."""
        return self.leaf.first if self.leaf is not None else 0

    @property
    def last(self) -> int:
        """Where it ends in the board's text."""
        return self.leaf.last if self.leaf is not None else len(self.source.text)

    @property
    def text(self) -> str:
        """What it says to the board."""
        return self.source.text[self.first : self.last]

    @property
    def written(self) -> str:
        """The same as its document has it."""
        return self.text if self.leaf is None else self.text[: max(self.leaf.size - self.leaf.cell.start, 0)]

    def holds(self, offset: int) -> bool:
        """Whether an offset of the board's text stands here; the end of a board stands in its last part."""
        return self.first <= offset < self.last or (offset >= self.last == len(self.source.text))

    def range(self, start: int, end: int) -> lsp.Range:
        """Where a stretch of the board's text stands, in lines of this document."""
        if self.leaf is not None:
            return self.leaf.range(self.places, start, end)
        return self.places.range(self.source, start, end)

    def offset(self, position: lsp.Position) -> int | None:
        """The offset in the board's text; None where the document is not part of it."""
        if self.leaf is not None:
            return self.leaf.offset(self.places, position)
        return self.places.offset(self.source, position)

    def before(self, position: lsp.Position, count: int) -> lsp.Range:
        """The characters right before a position of this document."""
        source = self.leaf.cell.source if self.leaf is not None else self.source
        end = self.places.offset(source, position)
        return self.places.range(source, end - count, end)
