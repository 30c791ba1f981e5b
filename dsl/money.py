"""Money as whole nano-dollars: $0.25 a million tokens is 250 nano a token, and nothing is ever rounded in between."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

NANO = 1_000_000_000
MOST = 1_000_000  # dollars that can be set as a limit of a run


def usd(nano: int | None) -> float | None:
    """Dollars for JSON; the division of two whole numbers is exact to the last bit, so the same everywhere."""
    return None if nano is None else nano / NANO


def show(nano: int | None) -> str:
    """Dollars for people: `$0.0342`, `$2.39`, `free` is never said here and unknown is never 0."""
    if nano is None:
        return "unknown"
    dollars = Decimal(nano) / NANO
    places = 4 if abs(dollars) < 1 and nano else 2
    return f"${dollars:,.{places}f}"


def show_limit(nano: int) -> str:
    """A sum that somebody has set: `$0.60`, `$50.00`; with more places only where it has them."""
    return show(nano) if nano % 10_000_000 else f"${Decimal(nano) / NANO:,.2f}"


def nano_in(text: str) -> int | None:
    """A sum as people type it, `$1.50` or `1.5`; None for what is no sum, or larger than any that can be set."""
    try:
        found = Decimal(text.strip().removeprefix("$"))
    except InvalidOperation:
        return None
    return int(found * NANO) if found.is_finite() and 0 <= found <= MOST else None


def nano_of(dollars: object, name: str) -> int:
    """A sum that a program has set under this name. Raises ValueError for what is no sum."""
    if isinstance(dollars, bool) or not isinstance(dollars, int | float) or not 0 <= dollars <= MOST:
        raise ValueError(f"{name} is a sum of dollars, such as 2.50, and not {dollars!r}.")
    return round(dollars * NANO)
