"""Money as whole nano-dollars: $0.25 a million tokens is 250 nano a token, and nothing is ever rounded in between."""

from __future__ import annotations

from decimal import Decimal

NANO = 1_000_000_000


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
