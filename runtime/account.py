"""The user's own book, one SQLite file outside of every project, opened with the care of a ledger."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic
from .configuration import Misconfigured, data_folder
from .lock import locked
from .shape import expected, schema, shape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION = 0x626E6E61
VERSION = 1
NAME = "account.sqlite"
SCHEMA = "account.sql"
PRAGMAS = (
    "busy_timeout=10000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "synchronous=FULL",
    "fullfsync=ON",
    "journal_mode=TRUNCATE",
)


def account_folder(realm: str = "") -> Path:
    """The folder of the book; what is only pretended has one of its own."""
    return data_folder() / realm


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """One durable transaction in the book of a folder, which is made where it is not there.

    Raises Misconfigured where the book can't be used, OSError where the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / NAME
    with locked(folder / "account.lock"), _told(path):
        if not path.exists():
            _create(path)
        with _open(path) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.rollback()
                raise
            db.commit()


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """One moment of the book; None where there is none. Raises Misconfigured where it can't be used."""
    path = folder / NAME
    if not path.exists():
        yield None
        return
    with _told(path), _open(path) as db:
        db.execute("BEGIN")
        yield db


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as fault:
        raise unusable(path, str(fault)) from fault


def unusable(path: Path, reason: str) -> Misconfigured:
    """What is raised for a book that can't be gone by."""
    return Misconfigured(Diagnostic("BNN665", None, {"path": str(path), "reason": reason}))


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    owner = getattr(os, "geteuid", None)
    if path.is_symlink() or (owner is not None and path.stat().st_uid != owner()):
        raise unusable(path, "it belongs to another user of this computer, or leads to another place")
    db = sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True, isolation_level=None)
    try:
        _check(path, db)
        for pragma in PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        yield db
    finally:
        db.close()


def _check(path: Path, db: sqlite3.Connection) -> None:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION or version < 1:
        raise unusable(path, "it is not what Bananaboard has written")
    if version > VERSION:
        raise unusable(path, f"a newer Bananaboard has written it, in format {version}")
    if shape(db) != expected(SCHEMA):
        raise unusable(path, "its tables are not as Bananaboard makes them")


def _create(path: Path) -> None:
    """A whole book or none: it is made under another name, then put in its place."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    db = sqlite3.connect(draft, isolation_level=None)
    db.execute("PRAGMA synchronous=FULL")
    db.executescript(schema(SCHEMA))
    db.close()
    draft.chmod(0o600)
    draft.replace(path)


def text_of(path: Path) -> str:
    """A path as the book holds it: a name that is no Unicode is written with escapes."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
