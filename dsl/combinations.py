"""The combinations of axes, and which of them an `except` takes out."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from .axes import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..grammar import nodes
    from .board import Axis, Level, Maker
    from .targets import Targets

Taken = dict[tuple[str, ...], set[tuple[str | None, ...]]]  # the keys that are taken out, by the names of their axes


def count(axes: Iterable[Axis]) -> int:
    """How many combinations axes have, exceptions not taken out."""
    return prod(len(a.values) for a in axes)


def combos(axes: tuple[Axis, ...]) -> Iterator[dict[Axis, int]]:
    """Every combination, the first axis slowest."""
    if not axes:
        yield {}
        return
    for indexes in product(*(range(len(a.values)) for a in axes)):
        yield dict(zip(axes, indexes, strict=True))


class Exceptions:
    """Says which combinations of a statement nobody wants."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        self._taken: dict[Maker, Taken] = {}

    def wanted(self, maker: Maker, combo: Mapping[Axis, int]) -> bool:
        """Whether no `except` takes this combination out."""
        taken = self._taken.get(maker)
        if taken is None:
            taken = self._taken[maker] = _taken(self.of(maker))
        if not taken or not combo:
            return True
        keys = {a.name: a.values[i].key for a, i in combo.items()}
        return not any(tuple(keys.get(n) for n in names) in out for names, out in taken.items())

    def of(self, maker: Maker) -> list[nodes.Except]:
        """Every `except` that holds for a statement; for an edit those of what it edits too."""
        found: list[nodes.Except] = []
        step: Maker | None = maker
        while step is not None:
            level: Level | None = step.level
            while level is not None:
                found += level.excepts
                level = level.parent
            step = self.targets.below(step)
        return found


def _taken(excepts: list[nodes.Except]) -> Taken:
    taken: Taken = {}
    for node in excepts:
        keys: dict[str, set[str]] = {}
        for choice in node.choices:
            keys.setdefault(choice.axis.text, set()).add(key_of(choice.key))
        if keys and all(len(k) == 1 for k in keys.values()):
            names = tuple(sorted(keys))
            taken.setdefault(names, set()).add(tuple(min(keys[n]) for n in names))
    return taken
