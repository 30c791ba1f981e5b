"""The tests of a template: what may stand behind `is`, and what counts as true."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .budget import integer
from .frame import MISSING
from .operators import compare, is_number
from .problem import Wrong, nearest
from .speech import kind
from .value import TemplateValue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .budget import Budget

# These may be asked of what is not there.
OPEN_TO_MISSING = frozenset(("defined", "undefined"))


def call(name: str, value: object, args: Sequence[object], budget: Budget) -> bool:
    """`value is name(args)`. Raises Wrong."""
    found = CHECKS.get(name)
    if found is None:
        raise unknown(name)
    budget.spend()
    try:
        return found(budget, value, *args)
    except TypeError:
        raise Wrong("BNN419", name=name) from None


def truth(value: object) -> bool:
    """Whether `{% if value %}` goes in: not for `none`, `false`, 0, and what is empty."""
    return isinstance(value, TemplateValue) or bool(value)


def unknown(name: str) -> Wrong:
    """There is no such test."""
    return Wrong("BNN434", name=name[:40], nearest=nearest(name, CHECKS))


def _compares(sign: str) -> Callable[..., bool]:
    return lambda budget, value, other: compare(sign, value, other, budget)


def _whole(value: object, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or integer(value) != value:
        raise Wrong("BNN417", what=f"`{what}`", wanted="a whole number", kind=kind(value))
    return integer(value)


def _divisible(_: Budget, value: object, by: object) -> bool:
    divisor = _whole(by, "divisibleby")
    if not divisor:
        raise Wrong("BNN421")
    return _whole(value, "divisibleby") % divisor == 0


def _is(types: type | tuple[type, ...]) -> Callable[..., bool]:
    return lambda _, value: isinstance(value, types)


CHECKS: dict[str, Callable[..., bool]] = {
    "boolean": _is(bool),
    "defined": lambda _, value: value is not MISSING,
    "divisibleby": _divisible,
    "eq": _compares("eq"),
    "equalto": _compares("eq"),
    "even": lambda _, value: _whole(value, "even") % 2 == 0,
    "false": lambda _, value: value is False,
    "float": _is(Decimal),
    "ge": _compares("gteq"),
    "greaterthan": _compares("gt"),
    "gt": _compares("gt"),
    "in": _compares("in"),
    "integer": lambda _, value: isinstance(value, int) and not isinstance(value, bool),
    "iterable": _is((str, list, tuple, range, dict)),
    "le": _compares("lteq"),
    "lessthan": _compares("lt"),
    "lower": lambda _, value: isinstance(value, str) and value.islower(),
    "lt": _compares("lt"),
    "mapping": _is(dict),
    "ne": _compares("ne"),
    "none": lambda _, value: value is None,
    "number": lambda _, value: is_number(value),
    "odd": lambda _, value: _whole(value, "odd") % 2 == 1,
    "sequence": _is((str, list, tuple, range, dict)),
    "string": _is(str),
    "true": lambda _, value: value is True,
    "undefined": lambda _, value: value is MISSING,
    "upper": lambda _, value: isinstance(value, str) and value.isupper(),
}
for _alias, _name in {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}.items():
    CHECKS[_alias] = CHECKS[_name]
