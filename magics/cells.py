"""The cells of one notebook as one board: who declares what, which cell replaces what, and the way back to a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from ..grammar import nodes
from ..grammar.parser import parse
from ..grammar.source import Place, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic

ONCE = {nodes.Storyboard: "storyboard", nodes.Final: "final"}


class Cell(Struct, frozen=True):
    """One cell. Its board text is `source` from `start` on, without the spans that another cell declares by now."""

    id: str
    label: str  # how people know it: `cell [3]`
    source: Source
    start: int
    gone: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """What it says to the board. Every character keeps its place; what is gone is blank."""
        text = self.source.text
        for first, last in self.gone:
            blank = "".join(c if c == "\n" else " " for c in text[first:last])
            text = text[:first] + blank + text[last:]
        return text[self.start :]


class Declared(Struct, frozen=True):
    """A statement of a cell: the names that it declares, and where it stands in the cell's text."""

    names: tuple[str, ...]
    start: int
    end: int


class Replaced(Struct, frozen=True):
    """A name that another cell declared until now."""

    name: str
    label: str  # of that cell


def cell(key: str, label: str, raw: str, body: str) -> Cell:
    """The cell whose whole text is `raw` and whose board is `body`, so that lines are numbered as an editor does."""
    raw, body = unix_lines(raw), unix_lines(body)
    start = raw.rfind(body.rstrip("\n")) if body.strip() else len(raw)
    if start < 0:  # IPython has changed it on the way: then at least the line of the magic is counted
        raw, start = "\n" + body, 1
    return Cell(key, label, Source(label, raw if raw.endswith("\n") else raw + "\n"), start)


def unix_lines(text: str) -> str:
    """The same with `\n` at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def declared(found: Cell) -> tuple[Declared, ...]:
    """What a cell declares, in its order."""
    statements = parse(Source(found.label, found.text)).document.statements
    every = ((_names(s), s) for s in statements)
    return tuple(Declared(n, s.start + found.start, s.end + found.start) for n, s in every if n)


def _names(node: nodes.Statement) -> tuple[str, ...]:
    match node:
        case nodes.Storyboard() | nodes.Final():
            return (ONCE[type(node)],)
        case nodes.Import():
            return (node.alias.text,) if node.alias else (node.path.value.rpartition("/")[2].partition(".")[0],)
        case nodes.FromImport():
            return tuple(n.text for n in node.names)
        case nodes.Reference():
            return (node.name.text,) if node.name else ()
        case nodes.Param() | nodes.Subject() | nodes.Prompt() | nodes.Scene() | nodes.Shot() | nodes.Edit():
            return (node.name.text,)
        case _:
            return ()


def names_of(found: Cell) -> tuple[str, ...]:
    """The names that a cell declares."""
    return tuple(dict.fromkeys(n for d in declared(found) for n in d.names))


def put(cells: Iterable[Cell], new: Cell) -> tuple[tuple[Cell, ...], tuple[Replaced, ...]]:
    """The cells with a new one in the place of that with its id, or at the end; and what it takes from others."""
    names = set(names_of(new))
    kept: list[Cell] = []
    taken: list[Replaced] = []
    for old in cells:
        if old.id == new.id:
            kept.append(new)
            continue
        left, lost = without(old, names)
        kept += [left] if declared(left) or not lost else []
        taken += [Replaced(n, old.label) for n in lost]
    return tuple(kept if new in kept else [*kept, new]), tuple(taken)


def without(old: Cell, names: Iterable[str]) -> tuple[Cell, tuple[str, ...]]:
    """A cell without the statements that declare only such names; and the names that are gone with them."""
    gone = [d for d in declared(old) if set(d.names) <= set(names)]
    spans = tuple((d.start, d.end) for d in gone)
    return structs.replace(old, gone=old.gone + spans), tuple(n for d in gone for n in d.names)


def joined(cells: Iterable[Cell]) -> str:
    """All of them as one board."""
    return "".join(c.text for c in cells)


def offset_of(cells: Iterable[Cell], wanted: str, offset: int) -> int | None:
    """The offset in the joined text of an offset in the source of the cell with an id."""
    before = 0
    for found in cells:
        if found.id == wanted:
            return before + offset - found.start if offset >= found.start else None
        before += len(found.source.text) - found.start
    return None


def owner(cells: Iterable[Cell], line: int) -> Cell | None:
    """The cell in which a line of the joined text stands, counted from 1."""
    last = 1
    for found in cells:
        last += found.text.count("\n")
        if line < last:
            return found
    return None


def relocated(diagnostic: Diagnostic, cells: tuple[Cell, ...], key: str) -> Diagnostic:
    """The same diagnostic with its places in the cells, instead of in the joined text of the board `key`."""
    places = [_moved(r.place, cells, key) for r in diagnostic.related]
    return structs.replace(
        diagnostic,
        place=_moved(diagnostic.place, cells, key) if diagnostic.place is not None else None,
        related=tuple(structs.replace(r, place=p) for r, p in zip(diagnostic.related, places, strict=True)),
        fix=None,
    )


def _moved(place: Place, cells: tuple[Cell, ...], key: str) -> Place:
    if place.source.path != key or not cells:
        return place
    before, last = 0, cells[-1]
    for found in cells:
        size = len(found.source.text) - found.start
        if place.start < before + size or found is last:
            at = found.start - before
            return Place(found.source, place.start + at, min(place.end + at, len(found.source.text)))
        before += size
    return place
