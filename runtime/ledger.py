"""The ledger: one SQLite file in which every request and every picture is written down, opened with care."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION = 0x626E6E31
VERSION = 1
NAME = "ledger.sqlite"
PRAGMAS = (
    "busy_timeout=10000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "synchronous=FULL",
    "fullfsync=ON",
)


class Unopenable(Exception):
    """A ledger that can't be used: the code and the words of the diagnostic."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


@cache
def schema() -> str:
    """The statements that make an empty ledger."""
    return (files(__package__) / "schema.sql").read_text("utf-8")


class Ledger:
    """An open ledger. Use it from one thread."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.folder = folder
        self.connection = connection
        self.writable = writable

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One durable transaction, under the lock that all writers share."""
        with locked(self.folder / "ledger.lock"):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One moment of the ledger, however many questions are asked. Raises Unopenable where it is damaged."""
        try:
            self.connection.execute("BEGIN")
            yield self.connection
        except sqlite3.Error as fault:
            raise Unopenable("BNN601", reason=str(fault)) from fault
        finally:
            if self.connection.in_transaction:
                self.connection.rollback()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def open_ledger(folder: Path) -> Ledger:
    """The ledger in `folder`, for writing; made where there is none. Raises Unopenable."""
    path = folder / NAME
    with locked(folder / "ledger.lock"):
        if not path.exists():
            _create(path)
    connection = _connect(path, "rw")
    try:
        _writable(_version(connection, path))
        _same_schema(connection)
        _set(connection, *PRAGMAS, "journal_mode=TRUNCATE")
    except BaseException:
        connection.close()
        raise
    return Ledger(folder, connection, writable=True)


def read_ledger(folder: Path) -> Ledger | None:
    """The ledger in `folder`, for reading only; None where there is none. Raises Unopenable."""
    path = folder / NAME
    if not path.exists():
        return None
    # A journal that a killed process left behind must be played back before anything can be read.
    connection = _connect(path, "rw" if _hot(path) else "ro")
    try:
        version = _version(connection, path)
        if version == VERSION:
            _same_schema(connection)
        _set(connection, *PRAGMAS[:5], "query_only=ON")
    except BaseException:
        connection.close()
        raise
    return Ledger(folder, connection, writable=False)


def _hot(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    try:
        return journal.stat().st_size > 0
    except OSError:
        return False


def _create(path: Path) -> None:
    """A whole ledger or none: it is made under another name, then put in its place."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(schema())
    connection.close()
    draft.replace(path)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    _mine(path)
    uri = path.absolute().as_uri() + f"?mode={mode}"
    try:
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as fault:
        raise Unopenable("BNN601", reason=str(fault)) from fault


def _mine(path: Path) -> None:
    owner = getattr(os, "geteuid", None)
    if path.is_symlink() or (owner is not None and path.stat().st_uid != owner()):
        raise Unopenable("BNN603")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as fault:
        raise Unopenable("BNN601", reason=str(fault)) from fault
    if application != APPLICATION or version < 1:
        raise Unopenable("BNN601", reason=f"{path.name} is not a ledger of Bananaboard")
    return version


def _writable(version: int) -> None:
    """A newer program's ledger is only read: what it means by its columns is not known here."""
    if version > VERSION:
        raise Unopenable("BNN602", version=version, known=VERSION)


def _same_schema(connection: sqlite3.Connection) -> None:
    """A ledger that somebody handed over may hold triggers of its own: only ours will do."""
    try:
        found = _shape(connection)
    except sqlite3.Error as fault:
        raise Unopenable("BNN601", reason=str(fault)) from fault
    if found != _expected():
        raise Unopenable("BNN601", reason="its tables are not as Bananaboard makes them")


@cache
def _expected() -> frozenset[tuple[str, ...]]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema())
    shape = _shape(connection)
    connection.close()
    return shape


def _shape(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    rows = connection.execute("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master")
    return frozenset(tuple(" ".join(str(v).split()) for v in row) for row in rows)


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
