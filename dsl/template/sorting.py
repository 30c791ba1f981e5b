"""The filters that compare the items of a list: in order, each once, the largest and the smallest."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key
from typing import TYPE_CHECKING

from . import member
from .lists import items
from .operators import equal, order, plain
from .problem import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .budget import Budget


def sort(
    budget: Budget,
    many: Sequence[object],
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: object = None,
) -> list[object]:
    """In order: numbers by size, texts by letter."""
    budget.spend(len(many) * 2)
    paths = attribute.split(",") if isinstance(attribute, str) else [attribute]

    def key(one: object) -> list[object]:
        return [_folded(one if path is None else member.pick(one, path), case_sensitive) for path in paths]

    def compare(a: list[object], b: list[object]) -> int:
        budget.spend()
        return next((o for x, y in zip(a, b, strict=True) if (o := order(x, y, "sort"))), 0)

    keys = [key(one) for one in many]

    def by_key(a: int, b: int) -> int:
        return compare(keys[a], keys[b])

    return [many[at] for at in sorted(range(len(many)), key=cmp_to_key(by_key), reverse=bool(reverse))]


def dictsort(
    budget: Budget, row: object, case_sensitive: bool = False, by: str = "key", reverse: bool = False
) -> list[object]:
    """The names of a row with their values, in order."""
    return sort(budget, items(budget, row), reverse, case_sensitive, {"key": 0, "value": 1}[by])


def unique(
    budget: Budget, many: Sequence[object], case_sensitive: bool = False, attribute: object = None
) -> list[object]:
    """Each item once, where it stood first."""
    seen: list[object] = []
    known: set[object] = set()
    for one in many:
        value = _folded(one if attribute is None else member.pick(one, attribute), case_sensitive)
        if isinstance(value, (str, int, Decimal)):
            if value in known:
                continue
            known.add(value)
        else:
            budget.spend(len(seen))
            if any(equal(value, _folded(s, case_sensitive)) for s in seen):
                continue
        seen.append(one)
    return seen


def edge(wanted: int) -> Callable[..., object]:
    """The filter that gives the item which all others lie on one side of: 1 the largest, -1 the smallest."""

    def outermost(
        budget: Budget, many: Sequence[object], case_sensitive: object = False, attribute: object = None
    ) -> object:
        if not many:
            raise Wrong("BNN433")
        best = many[0]
        for one in many[1:]:
            budget.spend()
            pair = [_folded(x if attribute is None else member.pick(x, attribute), case_sensitive) for x in (one, best)]
            if order(pair[0], pair[1], "sort") == wanted:
                best = one
        return best

    return outermost


def _folded(value: object, case_sensitive: object) -> object:
    value = plain(value)
    return value.lower() if isinstance(value, str) and not case_sensitive else value
