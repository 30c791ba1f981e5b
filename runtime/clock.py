"""The time for people to read; nothing is decided by it."""

from __future__ import annotations

from datetime import UTC, datetime


def wall_clock() -> str:
    """Now, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
