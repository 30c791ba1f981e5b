"""Values that were given to params on lines of cells: they hold in all cells, until their own cell runs again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

LONGEST = 40  # letters of a value that is told


class Value(Struct, frozen=True):
    """A value, and the cell that gave it: its id, and how people know it."""

    value: object
    id: str
    label: str


def given(values: Mapping[str, Value], new: Mapping[str, object], key: str, label: str) -> dict[str, Value]:
    """What holds once the cell `key` gives `new`: what it gave before, and not again, holds no more."""
    kept = {k: v for k, v in values.items() if v.id != key}
    return {**kept, **{k: Value(v, key, label) for k, v in new.items()}}


def known(values: Mapping[str, Value], names: Container[str]) -> dict[str, Value]:
    """Those whose params are still there."""
    return {k: v for k, v in values.items() if k in names or "." in k}


def plain(values: Mapping[str, Value]) -> dict[str, object]:
    """The values alone."""
    return {k: v.value for k, v in values.items()}


def foreign(values: Mapping[str, Value], key: str) -> dict[str, Value]:
    """Those that other cells gave than this one."""
    return {k: v for k, v in values.items() if v.id != key}


def told(values: Mapping[str, Value]) -> Iterable[str]:
    """A line each: what holds, and from where."""
    for name, value in values.items():
        shown = repr(value.value)
        shown = shown if len(shown) <= LONGEST else shown[:LONGEST] + "..."
        yield f"`{name}` is {shown} here, as {value.label} has set it."
