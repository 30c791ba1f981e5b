"""Sums that somebody is to type: whole cents."""

from __future__ import annotations

from ..dsl.money import NANO


def dollars(nano: int) -> str:
    """Whole cents, never less than the sum."""
    cents = -(-nano // (NANO // 100))
    return f"${cents // 100}.{cents % 100:02}"
