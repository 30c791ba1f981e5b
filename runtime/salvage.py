"""What can still be read of a damaged ledger: row by row, from both ends of each table, and none of it is trusted."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ..dsl.recipe import digest
from .check import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOUND = 5_000_000  # rows of one table
LARGEST = 10**15  # of any number: money is nano-dollars of one request, or a ceiling
# By table: its columns with what each may hold, and the columns that order it.
TEXT, WHOLE, MAYBE_TEXT, MAYBE_WHOLE, ANY = "text", "whole", "text?", "whole?", "any"
TABLES: dict[str, tuple[dict[str, str], str]] = {
    "run": (
        {
            "run": TEXT, "board": MAYBE_TEXT, "command": TEXT, "version": TEXT, "host": TEXT, "pid": WHOLE,
            "ceiling": MAYBE_WHOLE, "started": TEXT, "ended": MAYBE_TEXT,
        },
        "rowid",
    ),
    "board": ({"board": TEXT, "title": MAYBE_TEXT, "budget": MAYBE_WHOLE}, "rowid"),
    "manifest": ({"digest": TEXT, "kind": TEXT, "json": ANY}, "digest"),
    "picture": (
        {"sha256": TEXT, "mime": TEXT, "bytes": WHOLE, "width": MAYBE_WHOLE, "height": MAYBE_WHOLE, "state": TEXT},
        "sha256",
    ),
    "job": (
        {
            "job": TEXT, "run": TEXT, "maker": TEXT, "account": TEXT, "display_name": TEXT, "state": TEXT,
            "name": MAYBE_TEXT, "input": MAYBE_TEXT, "fetch_by": MAYBE_TEXT,
        },
        "rowid",
    ),
    "attempt": (
        {
            "attempt": TEXT, "seq": WHOLE, "run": TEXT, "board": TEXT, "address": TEXT, "take": WHOLE, "maker": TEXT,
            "model": TEXT, "account": MAYBE_TEXT, "said": TEXT, "seen": TEXT, "sent": TEXT, "job": MAYBE_TEXT,
            "retry_of": MAYBE_TEXT, "state": TEXT,
            "expect": MAYBE_WHOLE, "most": MAYBE_WHOLE, "cost": MAYBE_WHOLE, "billed": MAYBE_TEXT,
            "holds": WHOLE, "reason": MAYBE_TEXT, "text": MAYBE_TEXT, "usage": MAYBE_TEXT, "price_as_of": MAYBE_TEXT,
            "seconds": ANY, "sent_at": TEXT, "ended_at": MAYBE_TEXT,
        },
        "seq",
    ),
    "made": ({"attempt": TEXT, "part": WHOLE, "sha256": TEXT}, "attempt, part"),
    "placed": (
        {
            "board": TEXT, "address": TEXT, "maker": TEXT, "said": TEXT, "seen": TEXT, "take": WHOLE, "sha256": TEXT,
            "attempt": MAYBE_TEXT, "seq": WHOLE,
        },
        "board, address, maker, said, seen, take",
    ),
}  # fmt: skip
_KINDS: dict[str, tuple[type, ...]] = {
    TEXT: (str,), WHOLE: (int,), MAYBE_TEXT: (str, type(None)), MAYBE_WHOLE: (int, type(None)),
    ANY: (str, int, float, bytes, type(None)),
}  # fmt: skip


def salvage(old: Path, db: sqlite3.Connection) -> int:
    """Enter what an old ledger still shows into a new one, where it has nothing better; how many requests that were.

    Each row has to be one that the new ledger takes. Never raises for what the old one holds. Without transaction.
    """
    try:
        source = sqlite3.connect(old, isolation_level=None)
    except sqlite3.Error:
        return 0
    requests = 0
    try:
        source.text_factory = bytes
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0"):
            source.execute(f"PRAGMA {pragma}")
        for table in TABLES:
            entered = _table(source, db, table)
            requests += entered if table == "attempt" else 0
    except sqlite3.Error:
        pass
    finally:
        source.close()
    return requests


def _table(source: sqlite3.Connection, db: sqlite3.Connection, table: str) -> int:
    columns, _ = TABLES[table]
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT OR IGNORE INTO {table}({', '.join(columns)}) VALUES({marks})"
    entered = 0
    for row in _rows(source, table):
        try:
            if table == "attempt":
                row = _lay_under(db, dict(zip(columns, row, strict=True)))
            entered += db.execute(statement, row).rowcount
        except (sqlite3.Error, OverflowError, UnicodeEncodeError):
            continue
    return entered


def _lay_under(db: sqlite3.Connection, attempt: dict[str, object]) -> tuple[object, ...]:
    """A request as it can be entered, since it holds money: what it refers to is there, if only by its name."""
    db.execute("INSERT OR IGNORE INTO board(board) VALUES(?)", (attempt["board"],))
    db.execute(
        "INSERT OR IGNORE INTO run(run, board, command, version, host, pid, started) VALUES(?,?,'run','','',0,?)",
        (attempt["run"], attempt["board"], attempt["sent_at"]),
    )
    for kind in ("said", "seen", "sent"):
        db.execute("INSERT OR IGNORE INTO manifest(digest, kind, json) VALUES(?,?,?)", (attempt[kind], kind, NOTHING))
    for name, table in (("job", "job"), ("retry_of", "attempt")):
        query = f"SELECT 1 FROM {table} WHERE {table}=?"  # noqa: S608 - two names, above
        if attempt[name] is not None and db.execute(query, (attempt[name],)).fetchone() is None:
            attempt[name] = None
    return tuple(attempt.values())


def _rows(source: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """From the front until the damage, then from the back until the damage."""
    columns, order = TABLES[table]
    names = ", ".join(columns)
    for way in ("ASC", "DESC"):
        by = ", ".join(f"{name} {way}" for name in order.split(", "))
        whole = True
        try:
            is_table = "SELECT 1 FROM sqlite_master WHERE type='table' AND name=?"
            if source.execute(is_table, (table,)).fetchone() is None:
                return
            query = f"SELECT {names} FROM {table} NOT INDEXED ORDER BY {by} LIMIT {BOUND}"  # noqa: S608 - names from here
            for row in source.execute(query):
                good = _good(table, row)
                if good is not None:
                    yield good
        except (sqlite3.Error, OverflowError):
            whole = False
        if whole:
            return


def _good(table: str, row: tuple[object, ...]) -> tuple[object, ...] | None:
    """A row whose values are what they have to be, None for any other."""
    columns, _ = TABLES[table]
    values: list[object] = []
    for value, kind in zip(row, columns.values(), strict=True):
        read = _read(value, kind)
        if not isinstance(read, _KINDS[kind]) or (isinstance(read, int) and not 0 <= read < LARGEST):
            return None
        values.append(read)
    if table == "manifest" and not _is_manifest(values):
        return None
    return tuple(values)


def _read(value: object, kind: str) -> object:
    if kind == ANY or not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def _is_manifest(values: list[object]) -> bool:
    name, _, text = values
    if not isinstance(text, bytes):
        return False
    try:
        return digest(text.decode()) == name
    except UnicodeDecodeError:
        return False
