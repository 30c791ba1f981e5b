"""The few methods that texts and rows have in a template: `title.upper()`, `row.items()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from . import filters
from .budget import room
from .member import find
from .problem import Wrong, nearest
from .speech import kind, marked, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from .budget import Budget


class Method(Struct, frozen=True):
    """A method and what it belongs to; it exists only while it is called."""

    owner: object
    name: str

    def __call__(self, args: tuple[object, ...], kwargs: dict[str, object], budget: Budget) -> object:
        """What it gives. Raises Wrong."""
        budget.hold(self.owner)
        table = _OF_ROWS if isinstance(self.owner, dict) else _OF_TEXTS
        apply, is_whole = table[self.name]
        if isinstance(self.owner, str) and not is_whole and marked(self.owner):
            raise Wrong("BNN426")
        try:
            return apply(budget, self.owner, *args, **kwargs)
        except (TypeError, ValueError):
            raise Wrong("BNN419", name=self.name) from None


def bind(owner: object, name: str) -> Method:
    """The method of a text or a row. Raises Wrong for anything else."""
    table = _OF_ROWS if isinstance(owner, dict) else _OF_TEXTS if isinstance(owner, str) else {}
    if name not in table:
        raise Wrong(
            "BNN402", owner=f"{kind(owner)}", name=name, nearest=nearest(name, table), listed="", kind=kind(owner)
        )
    return Method(owner, name)


def _split(_: Budget, text: str, sep: str | None = None, maxsplit: int = -1) -> list[str]:
    room(8 * (len(text.split()) if sep is None else text.count(sep) + 1))
    return text.split(sep, maxsplit)


def _join(budget: Budget, text: str, many: object) -> object:
    if not isinstance(many, (list, tuple)):
        raise TypeError
    room(len(text) * len(many) + sum(len(write(one, budget)) for one in many))
    return text.join([write(one, budget) for one in many])


def _filter(name: str) -> Callable[..., object]:
    return lambda budget, text, *args, **kwargs: filters.call(name, text, args, kwargs, budget)


_OF_TEXTS: dict[str, tuple[Callable[..., object], bool]] = {
    **{name: (_filter(name), True) for name in ("upper", "lower", "title", "capitalize", "center", "replace")},
    "strip": (_filter("trim"), True),
    "lstrip": (lambda _, text, chars=None: text.lstrip(chars), True),
    "rstrip": (lambda _, text, chars=None: text.rstrip(chars), True),
    "startswith": (lambda _, text, start: text.startswith(str(start)), False),
    "endswith": (lambda _, text, end: text.endswith(str(end)), False),
    "count": (lambda _, text, part: text.count(part), False),
    "find": (lambda _, text, part: text.find(part), False),
    "split": (_split, False),
    "join": (_join, True),
}
_OF_ROWS: dict[str, tuple[Callable[..., object], bool]] = {
    "items": (lambda _, row: list(row.items()), True),
    "keys": (lambda _, row: list(row), True),
    "values": (lambda _, row: list(row.values()), True),
    "get": (
        lambda _, row, name, default=None: found if (found := find(row, name)) is not find({}, "") else default,
        True,
    ),
}
METHODS = frozenset(_OF_TEXTS) | frozenset(_OF_ROWS)
