"""The filters of numbers: rounding, and reading a number out of a text."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import TYPE_CHECKING

from .arguments import whole_number
from .budget import integer, whole
from .operators import EXACT, is_number

if TYPE_CHECKING:
    from .budget import Budget


def round_(_: Budget, number: int | Decimal, precision: int = 0, method: str = "common") -> object:
    """To so many places behind the point."""
    places = whole_number(precision)
    if abs(places) > 28:
        raise ValueError
    mode = {"common": decimal.ROUND_HALF_UP, "ceil": decimal.ROUND_CEILING, "floor": decimal.ROUND_FLOOR}.get(method)
    if mode is None:
        raise ValueError
    exact = EXACT.create_decimal(number).quantize(Decimal(1).scaleb(-places), rounding=mode, context=EXACT)
    return integer(exact) if places <= 0 else exact


def to_int(_: Budget, value: object, default: object = 0, base: int = 10) -> object:
    """The whole number that it is or says, else `default`."""
    try:
        if isinstance(value, str):
            return whole(int(value, whole_number(base))) if len(value) <= 64 else default
        return integer(value) if isinstance(value, (int, Decimal)) else default
    except (ValueError, ArithmeticError):
        return default


def to_number(_: Budget, value: object, default: object = 0) -> object:
    """The number that it is or says, else `default`."""
    try:
        if isinstance(value, str):
            value = Decimal(value.strip()) if len(value) <= 64 else None
        return EXACT.create_decimal(value) if is_number(value) else default  # type: ignore[arg-type]  # numbers only
    except ArithmeticError:
        return default


def absolute(_: Budget, number: int | Decimal) -> object:
    """Without its sign."""
    return whole(abs(number)) if isinstance(number, int) else abs(number)
