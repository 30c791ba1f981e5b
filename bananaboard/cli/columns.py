"""Lines of cells under each other, in terminal columns: wide characters and colours are counted right."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wcwidth import wcswidth, wcwidth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grammar.render import Paint

Cell: TypeAlias = tuple[str, str]  # a text without colours, and the code of its colour
GAP = 2
NARROWEST = 12
LAST = 5  # of the last column


def wide(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else max(0, wcswidth(text))


def cut(text: str, width: int) -> str:
    """A text in at most `width` columns, with `…` where something is left out."""
    if wide(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        size = max(0, wcwidth(char))
        if used + size > width - 1:
            break
        kept, used = kept + char, used + size
    return kept + "…"


def columns(
    rows: Sequence[Sequence[Cell]], paint: Paint, *, width: int | None, right: Sequence[int] = (), indent: int = 2
) -> list[str]:
    """Each row as a line of at most `width` columns; the last cell is cut first. Cells in `right` lean right."""
    if not rows:
        return []
    sizes = [max(wide(row[i][0]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    if width is not None:
        sizes = _fitted(sizes, width - indent)
    return [_line(row, sizes, paint, right, indent, cut_last=width is not None) for row in rows]


def _fitted(sizes: list[int], width: int) -> list[int]:
    """Sizes that a terminal holds: the last column gives first, then the widest of the others."""
    found = list(sizes)
    over = sum(found) + GAP * (len(found) - 1) - width
    if over > 0:
        gives = min(over, max(0, found[-1] - LAST))
        found[-1] -= gives
        over -= gives
    while over > 0 and max(found) > NARROWEST:
        widest = found.index(max(found))
        found[widest] -= 1
        over -= 1
    return found


def _line(
    row: Sequence[Cell], sizes: list[int], paint: Paint, right: Sequence[int], indent: int, *, cut_last: bool
) -> str:
    parts = []
    for i, (text, color) in enumerate(row):
        shown = cut(text, sizes[i]) if cut_last or i < len(sizes) - 1 else text
        pad = " " * max(0, sizes[i] - wide(shown))
        drawn = paint(color, shown) if color else shown
        parts.append(pad + drawn if i in right else drawn + pad)
    return (" " * indent + (" " * GAP).join(parts)).rstrip()
