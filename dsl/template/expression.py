"""Which step each expression of Jinja2's tree becomes; what is not here is not part of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import calls, literals, operations, paths, pipes

if TYPE_CHECKING:
    from collections.abc import Callable

    from .frame import Step

STEPS: dict[str, Callable[..., Step]] = {
    "Const": literals.constant,
    "List": literals.many,
    "Tuple": literals.many,
    "Dict": literals.row,
    "Name": paths.name_of,
    "Getattr": paths.member_of,
    "Getitem": paths.member_of,
    **dict.fromkeys(("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"), operations.arithmetic),
    "Neg": operations.signed,
    "Pos": operations.signed,
    "Concat": operations.concat,
    "Compare": operations.compare,
    "And": operations.both,
    "Or": operations.either,
    "Not": operations.opposite,
    "CondExpr": operations.condition,
    "Filter": pipes.filtered,
    "Test": pipes.tested,
    "Call": calls.call,
}
