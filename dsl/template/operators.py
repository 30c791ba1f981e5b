"""What `+ - * / // % **` and comparisons do: checked before they run, exact, the same on every machine."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from .budget import room, whole, width
from .frame import MISSING
from .member import find
from .problem import Wrong
from .speech import kind
from .value import TemplateValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from .budget import Budget

Number: TypeAlias = "int | Decimal"
# Numbers with a point are decimal, so 0.1 + 0.2 is 0.3; the caller's own context plays no part.
EXACT = decimal.Context(prec=28, rounding=decimal.ROUND_HALF_EVEN, Emin=-64, Emax=64)
EXACT.traps[decimal.InvalidOperation] = True
EXACT.traps[decimal.Overflow] = True
EXACT.traps[decimal.DivisionByZero] = True


def is_number(value: object) -> bool:
    """Whether one can reckon with it; `true` and `false` are no numbers."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def arithmetic(sign: str, left: object, right: object, budget: Budget) -> object:
    """The result. Raises Wrong."""
    budget.spend()
    if is_number(left) and is_number(right):
        return reckon(sign, left, right)  # type: ignore[arg-type]  # both are numbers
    if sign == "+":
        return _join(left, right, budget)
    if sign == "*":
        return _repeat(left, right, budget)
    raise _unfit(sign, left, right)


def reckon(sign: str, left: Number, right: Number) -> Number:
    """Two numbers make a third: whole ones a whole one, but for a division that leaves a rest. Raises Wrong."""
    try:
        if isinstance(left, int) and isinstance(right, int) and (sign != "/" or (right and left % right == 0)):
            return whole(_WHOLE[sign](left, right))
        return _DECIMAL[sign](_exact(left), _exact(right))
    except (ZeroDivisionError, decimal.DivisionByZero):
        raise Wrong("BNN421") from None
    except decimal.InvalidOperation:
        raise Wrong("BNN421" if right == 0 and sign in ("/", "//", "%") else "BNN412") from None
    except (ArithmeticError, ValueError):
        raise Wrong("BNN412") from None


def _exact(number: Number) -> Decimal:
    return EXACT.create_decimal(number)


def _power(base: int, exponent: int) -> int:
    if exponent < 0 or (abs(base) > 1 and exponent > 64):
        raise Wrong("BNN412")
    return int(base**exponent) if abs(base) > 1 else int(base ** (exponent % 2 + 2 if exponent else 0))


def _floor(left: Decimal, right: Decimal) -> Decimal:
    quotient = EXACT.divide_int(left, right)
    rest = EXACT.remainder(left, right)
    return EXACT.subtract(quotient, Decimal(1)) if rest and (rest < 0) != (right < 0) else quotient


def _rest(left: Decimal, right: Decimal) -> Decimal:
    rest = EXACT.remainder(left, right)
    return EXACT.add(rest, right) if rest and (rest < 0) != (right < 0) else rest


_WHOLE: dict[str, Callable[[int, int], int]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a // b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": _power,
}
_DECIMAL: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
    "/": EXACT.divide,
    "//": _floor,
    "%": _rest,
    "**": EXACT.power,
}


def _join(left: object, right: object, budget: Budget) -> object:
    if isinstance(left, str) and isinstance(right, str):
        room(width(left) + width(right))
        budget.spend((len(left) + len(right)) >> 8)
        return left + right
    if isinstance(left, (list, tuple, range)) and isinstance(right, (list, tuple, range)):
        room(8 * (len(left) + len(right)))
        both = [*left, *right]
        budget.hold(both)
        return both
    raise _unfit("+", left, right)


def _repeat(left: object, right: object, budget: Budget) -> object:
    if isinstance(right, (str, list, tuple)):
        left, right = right, left
    if not isinstance(left, (str, list, tuple)) or not isinstance(right, int) or isinstance(right, bool):
        raise _unfit("*", left, right)
    times = max(right, 0)
    room((width(left) if isinstance(left, str) else 8 * len(left)) * times)
    many = left * times
    budget.hold(many)
    return many


def _unfit(sign: str, left: object, right: object) -> Wrong:
    join = "~" if sign == "+" else ""
    return Wrong("BNN416", sign=sign, left=kind(left), right=kind(right), join=join)


def signed(sign: str, value: object) -> Number:
    """`-value` or `+value`. Raises Wrong."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Wrong("BNN417", what=f"`{sign}`", wanted="a number", kind=kind(value))
    if isinstance(value, int):
        return whole(-value if sign == "-" else value)
    return EXACT.minus(value) if sign == "-" else EXACT.plus(value)


def compare(sign: str, left: object, right: object, budget: Budget) -> bool:
    """Whether it is so. Raises Wrong where the two can't be compared."""
    budget.spend()
    if sign in ("in", "notin"):
        return _within(left, right, budget) == (sign == "in")
    if sign in ("eq", "ne"):
        if not isinstance(left, (str, int)):
            budget.hold(left)
        return equal(left, right) == (sign == "eq")
    budget.spend(_cost(left))
    return _ORDER[sign](order(left, right, sign))


def equal(left: object, right: object) -> bool:
    """Whether two values are the same; something with a name of its own equals its name."""
    if isinstance(left, TemplateValue) != isinstance(right, TemplateValue):
        left, right = plain(left), plain(right)
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(equal, left, right))
    return left is right or bool(left == right)


def plain(value: object) -> object:
    """The value as it is compared: what has a name, by its name."""
    if not isinstance(value, TemplateValue):
        return value
    name = find(value, "name")
    return value if name is MISSING or isinstance(name, TemplateValue) else name


def order(left: object, right: object, sign: str) -> int:
    """-1, 0 or 1 as `left` comes before, with or after `right`. Raises Wrong."""
    left, right = plain(left), plain(right)
    if isinstance(left, (int, Decimal)) and isinstance(right, (int, Decimal)) and is_number(left) and is_number(right):
        return (left > right) - (left < right)
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    raise Wrong("BNN416", sign=_SIGNS.get(sign, sign), left=kind(left), right=kind(right), join="")


def _within(item: object, many: object, budget: Budget) -> bool:
    budget.spend(_cost(many))
    if isinstance(many, str) and isinstance(item, str):
        return item in many
    if isinstance(many, dict):
        return isinstance(item, (str, int, Decimal)) and item in many
    if isinstance(many, range):
        return isinstance(item, (int, Decimal)) and item in many
    if isinstance(many, (list, tuple)):
        return any(equal(item, one) for one in many)
    raise Wrong("BNN417", what="`in`", wanted="a list or a text", kind=kind(many))


def _cost(value: object) -> int:
    if isinstance(value, str):
        return len(value) >> 8
    return len(value) if isinstance(value, (list, tuple)) else 0


_ORDER: dict[str, Callable[[int], bool]] = {
    "lt": lambda o: o < 0,
    "lteq": lambda o: o <= 0,
    "gt": lambda o: o > 0,
    "gteq": lambda o: o >= 0,
}
_SIGNS = {"lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
