"""The tables and triggers of a database, as they are made and as they have to be."""

from __future__ import annotations

import sqlite3
from functools import cache
from importlib.resources import files

LEDGER = "schema.sql"


@cache
def schema(file: str = LEDGER) -> str:
    """The statements that make an empty ledger, or another database of ours."""
    return (files(__package__) / file).read_text("utf-8")


@cache
def expected(file: str = LEDGER) -> frozenset[tuple[str, ...]]:
    """The shape of it in this version."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema(file))
    found = shape(connection)
    connection.close()
    return found


def shape(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """Everything that a database is made of, but for what it holds. Raises sqlite3.Error, UnicodeDecodeError."""
    rows = connection.execute("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master")
    return frozenset(tuple(" ".join(str(v).split()) for v in row) for row in rows)
