"""The filters of lists and rows: their items, their length, one text or sum of all, and lists of lists."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from . import member
from .arguments import text_of, whole_number
from .budget import room, width
from .operators import is_number, reckon
from .problem import Wrong
from .speech import kind, marked, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .budget import Budget


def join(budget: Budget, many: list[object] | str, d: str = "", attribute: object = None) -> str:
    """The items one behind the other."""
    items = many if attribute is None else [member.pick(one, attribute) for one in many]
    words = [write(one, budget) for one in items]
    room(sum(map(width, words)) + width(text_of(d)) * len(words))
    return d.join(words)


def first(_: Budget, many: Sequence[object]) -> object:
    """The first item."""
    if not many:
        raise Wrong("BNN433")
    return many[0]


def last(_: Budget, many: Sequence[object]) -> object:
    """The last item."""
    if not many:
        raise Wrong("BNN433")
    return many[-1]


def length(_: Budget, value: object) -> int:
    """How many items or characters."""
    if isinstance(value, str) and marked(value):
        raise Wrong("BNN426")
    if isinstance(value, (str, list, tuple, range, dict)):
        return len(value)
    raise Wrong("BNN417", what="`length`", wanted="a list or a text", kind=kind(value))


def reverse(_: Budget, many: Sequence[object]) -> object:
    """The other way round."""
    return many[::-1]


def sum_(budget: Budget, many: Sequence[object], attribute: object = None, start: object = 0) -> object:
    """All numbers together."""
    total = start
    for one in many:
        budget.spend()
        number = one if attribute is None else member.pick(one, attribute)
        if not is_number(number) or not is_number(total):
            raise Wrong("BNN417", what="`sum`", wanted="a list of numbers", kind=kind(number))
        total = reckon("+", total, number)  # type: ignore[arg-type]  # both are numbers
    return total


def batch(_: Budget, many: Sequence[object], linecount: int, fill_with: object = None) -> list[list[object]]:
    """Lists of so many items each."""
    size = whole_number(linecount)
    if size < 1:
        raise ValueError
    room(8 * size)
    rows = [list(many[at : at + size]) for at in range(0, len(many), size)]
    if rows and fill_with is not None:
        rows[-1] += [fill_with] * (size - len(rows[-1]))
    return rows


def slice_(_: Budget, many: Sequence[object], slices: int, fill_with: object = None) -> list[list[object]]:
    """So many lists of about the same length."""
    count = whole_number(slices)
    if count < 1:
        raise ValueError
    room(8 * count)
    size, more = divmod(len(many), count)
    edges = [at * size + min(at, more) for at in range(count + 1)]
    rows = [list(many[a:b]) for a, b in pairwise(edges)]
    return [row + [fill_with] * (fill_with is not None and at >= more > 0) for at, row in enumerate(rows)]


def items(_: Budget, row: object) -> list[tuple[object, object]]:
    """The names of a row with their values."""
    if not isinstance(row, dict):
        raise Wrong("BNN417", what="`items`", wanted="a row", kind=kind(row))
    return list(row.items())
