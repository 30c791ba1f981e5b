"""The filters that choose among the items of a list by a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import checks, member
from .arguments import text_of
from .frame import MISSING
from .problem import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .budget import Budget


def select(budget: Budget, many: Sequence[object], *args: object) -> list[object]:
    """The items that pass a test."""
    return _chosen(budget, many, True, lambda one: one, args)


def reject(budget: Budget, many: Sequence[object], *args: object) -> list[object]:
    """The items that do not pass a test."""
    return _chosen(budget, many, False, lambda one: one, args)


def selectattr(budget: Budget, many: Sequence[object], attribute: object, *args: object) -> list[object]:
    """The items of which a member passes a test."""
    return _chosen(budget, many, True, _by(attribute, args), args)


def rejectattr(budget: Budget, many: Sequence[object], attribute: object, *args: object) -> list[object]:
    """The items of which a member does not pass a test."""
    return _chosen(budget, many, False, _by(attribute, args), args)


def _by(attribute: object, args: Sequence[object]) -> Callable[[object], object]:
    asks = bool(args) and args[0] in ("defined", "undefined")
    return lambda one: _maybe(one, attribute) if asks else member.pick(one, attribute)


def _maybe(one: object, path: object) -> object:
    try:
        return member.pick(one, path)
    except Wrong:
        return MISSING


def _chosen(
    budget: Budget, many: Sequence[object], wanted: bool, by: Callable[[object], object], args: Sequence[object]
) -> list[object]:
    name, *rest = args or (None,)
    found = []
    for one in many:
        budget.spend()
        value = by(one)
        held = checks.truth(value) if name is None else checks.call(text_of(name), value, rest, budget)
        if held == wanted:
            found.append(one)
    return found
