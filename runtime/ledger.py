"""The ledger: one SQLite file in which every request and every picture is written down, opened with care."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .check import damage, trusted, unclean, vouch
from .ledger_faults import DAMAGED, LEDGER, Unopenable, Unwritable, broken, named, no_links, told
from .lock import is_held, locked
from .migration import STEPS, keep_copy, migrate
from .shape import expected, schema, shape
from .store import names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["NAME", "VERSION", "Ledger", "Unopenable", "Unwritable", "open_ledger", "read_ledger", "told"]

APPLICATION = 0x626E6E31
VERSION = 1
NAME = LEDGER
PRAGMAS = (
    "busy_timeout=10000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "synchronous=FULL",
    "fullfsync=ON",
)


class Ledger:
    """An open ledger. Use it from one thread."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.folder = folder
        self.connection = connection
        self.writable = writable
        self._joined = False

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for every `writing` in between: all of it is there when this ends, or nothing."""
        with self.writing():
            self._joined = True
            try:
                yield
            finally:
                self._joined = False

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One durable transaction, under the lock that all writers share.

        Raises Unwritable, with the errno of a full disk and the like, and Unopenable where it is damaged: then nothing
        of the transaction is there.
        """
        if self._joined:
            yield self.connection
            return
        with locked(self.folder / "ledger.lock"), told(self.folder / NAME):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.commit()
            except BaseException:
                self.connection.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One moment of the ledger, however many questions are asked. Raises Unopenable where it is damaged."""
        with named(self.folder / NAME):
            try:
                self.connection.execute("BEGIN")
                yield self.connection
            except DAMAGED as fault:
                raise Unopenable("BNN601", reason=broken(fault)) from fault
            finally:
                if self.connection.in_transaction:
                    self.connection.rollback()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
        if self.writable:
            vouch(self.folder / NAME)


def open_ledger(folder: Path, *, doubt: bool = False) -> Ledger:
    """The ledger in `folder`, for writing; made where there is none, brought to the version of now where it is older.

    It is checked from end to end where there is `doubt`, or where it is not as one of us left it. Raises Unopenable,
    and Unwritable where the disk takes nothing.
    """
    path = folder / NAME
    no_links(folder)
    with named(path), locked(folder / "ledger.lock"):
        if not path.exists():
            _all_there(folder)
            with told(path):
                _create(path)
        doubt = doubt or not trusted(path)
        connection = _connect(path, "rw")
        try:
            _ready(connection, path, doubt=doubt)
        except BaseException:
            connection.close()
            raise
    return Ledger(folder, connection, writable=True)


def _ready(connection: sqlite3.Connection, path: Path, *, doubt: bool) -> None:
    version = _version(connection, path)
    _writable(version)
    if version < VERSION:
        _upgrade(connection, path, version)
    _same_schema(connection)
    with told(path):
        _set(connection, *PRAGMAS, "journal_mode=TRUNCATE")
    if doubt:
        _whole(connection, path.parent)
        vouch(path)


def _whole(connection: sqlite3.Connection, folder: Path) -> None:
    from .receipts import unknown_receipts

    try:
        found = damage(connection)
        if found is None:
            known = {str(a) for (a,) in connection.execute("SELECT attempt FROM attempt")}
            count = unknown_receipts(folder, known)
            found = f"it is older than the store, which holds {count} paid pictures more" if count else None
    except DAMAGED as fault:
        raise Unopenable("BNN601", reason=broken(fault)) from fault
    if found is not None:
        raise Unopenable("BNN601", reason=found)


def _upgrade(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """In one transaction, and only if what comes out is exactly a ledger of now. The old one stays beside it."""
    try:
        keep_copy(connection, path, version)
        _set(connection, "foreign_keys=OFF", "synchronous=FULL")
        connection.execute("BEGIN EXCLUSIVE")
        try:
            migrate(connection, version, VERSION, STEPS)
            _same_schema(connection)
            _whole(connection, path.parent)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
    except (*DAMAGED, KeyError, OSError) as fault:
        raise Unopenable("BNN633", version=version, known=VERSION, reason=broken(fault)) from fault
    except Unopenable as fault:
        raise Unopenable("BNN633", version=version, known=VERSION, reason=fault.words.get("reason", "")) from fault


def read_ledger(folder: Path) -> Ledger | None:
    """The ledger in `folder`, for reading only; None where there is none. Raises Unopenable."""
    no_links(folder)
    with named(folder / NAME):
        return _read(folder, folder / NAME)


def _read(folder: Path, path: Path) -> Ledger | None:
    if not path.exists():
        _all_there(folder)
        return None
    # A journal that a killed process left behind must be played back before anything can be read.
    connection = _connect(path, "rw" if unclean(path) else "ro")
    try:
        version = _version(connection, path)
        if version < VERSION:
            connection = _in_memory(connection, version)
        if version <= VERSION:
            _same_schema(connection)
        _set(connection, *PRAGMAS[:5], "query_only=ON")
        if version <= VERSION and not trusted(path) and not _in_use(folder):
            _whole(connection, folder)
    except BaseException:
        connection.close()
        raise
    return Ledger(folder, connection, writable=False)


def _in_memory(connection: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """An older ledger as it will be: what only reads may change nothing."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.backup(copy)
        migrate(copy, version, VERSION, STEPS)
    except (*DAMAGED, KeyError) as fault:
        copy.close()
        raise Unopenable("BNN633", version=version, known=VERSION, reason=broken(fault)) from fault
    connection.close()
    return copy


def _in_use(folder: Path) -> bool:
    """Whether somebody is writing at this moment: then it is no wonder that it is not as it was left."""
    return any(is_held(folder / "runs" / n) for n in names(folder / "runs"))


def _all_there(folder: Path) -> None:
    """Where there is no ledger, no paid pictures may be there either: they would be paid for again."""
    from .receipts import paid_receipts

    if (count := paid_receipts(folder)) > 0:
        raise Unopenable("BNN632", count=count)


def _create(path: Path) -> None:
    """A whole ledger or none: it is made under another name, then put in its place."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=FULL")
        connection.executescript(schema())
    finally:
        connection.close()
    draft.replace(path)
    vouch(path)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    _mine(path)
    uri = path.absolute().as_uri() + f"?mode={mode}"
    try:
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    except DAMAGED as fault:
        raise Unopenable("BNN601", reason=broken(fault)) from fault


def _mine(path: Path) -> None:
    owner = getattr(os, "geteuid", None)
    if owner is not None and path.stat().st_uid != owner():
        raise Unopenable("BNN603")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    if path.stat().st_size == 0:
        raise Unopenable("BNN601", reason="it is empty")
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except DAMAGED as fault:
        raise Unopenable("BNN601", reason=broken(fault)) from fault
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
        found = shape(connection)
    except DAMAGED as fault:
        raise Unopenable("BNN601", reason=broken(fault)) from fault
    if found != expected():
        raise Unopenable("BNN601", reason="its tables are not as Bananaboard makes them")


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
