"""Ledgers of older versions: brought to the version of now in one transaction, with a copy of the old one beside it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# By version: the statements that make the next one of it.
STEPS: Mapping[int, str] = {}


def keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """A copy of a ledger as it is, beside it; one that is there already is never replaced. Raises sqlite3.Error."""
    beside = (
        path.with_name(f"{path.stem}-version-{version}{'' if n == 1 else f'-{n}'}.sqlite") for n in range(1, 1000)
    )
    copy = next(p for p in beside if not p.exists())
    target = sqlite3.connect(copy)
    try:
        connection.backup(target)
    finally:
        target.close()
    return copy


def migrate(connection: sqlite3.Connection, version: int, wanted: int, steps: Mapping[int, str]) -> None:
    """All steps, or none: inside one transaction that the caller has begun. Raises sqlite3.Error, KeyError."""
    for step in range(version, wanted):
        for statement in _statements(steps[step]):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {step + 1}")


def _statements(script: str) -> Iterator[str]:
    """One by one: `executescript` would end the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
