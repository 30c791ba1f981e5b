"""What can be wrong with a ledger: it can't be used, or it takes nothing at this moment."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .home import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..grammar.diagnostic import Diagnostic

LEDGER = "ledger.sqlite"
NAMING = ("BNN601", "BNN632")  # they name the file
DAMAGED = (sqlite3.Error, UnicodeDecodeError)  # what reading a damaged file may raise
_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


class Unopenable(Exception):
    """A ledger that can't be used: the code and the words of the diagnostic."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = {"ledger": f"{HOME}/{LEDGER}", **words} if code in NAMING else words

    @property
    def problem(self) -> Diagnostic:
        """The same as what a command tells."""
        from ..grammar.diagnostic import Diagnostic

        return Diagnostic(self.code, None, self.words)


class Unwritable(OSError):
    """The ledger takes nothing more at this moment, such as on a full disk: what was to be written is not."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite says of a file, as this program tells it apart: damaged, or not to be written now."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a rule of the schema: a fault of ours
    except UnicodeDecodeError as fault:
        raise damaged(fault, path) from fault
    except sqlite3.DatabaseError as fault:
        code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if not isinstance(fault, sqlite3.OperationalError) or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise damaged(fault, path) from fault
        number = _ERRNO.get(code, errno.EIO)
        raise Unwritable(number, os.strerror(number), str(path)) from fault


@contextmanager
def named(path: Path) -> Iterator[None]:
    """What is wrong with a ledger names its own file: a project can have several."""
    try:
        yield
    except Unopenable as fault:
        if fault.code in NAMING:
            fault.words["ledger"] = shown(path)
        raise


def damaged(fault: Exception, path: Path) -> Unopenable:
    """That a ledger can't be read, with what SQLite says of it."""
    return Unopenable("BNN601", reason=broken(fault), ledger=shown(path))


def broken(details: object) -> str:
    """That it is damaged, before SQLite's own words for it, which are for programmers; of other faults their own."""
    if isinstance(details, OSError):
        return details.strerror or str(details)
    line = " ".join(str(details).replace("*** in database main ***", "").split()).rstrip(".")
    return f"it is damaged (SQLite: {line})"


def no_links(home: Path) -> None:
    """Refuse a home that is a link or holds one: what is written there must not land where a stranger wants it to.

    Raises Unopenable, OSError.
    """
    above = [home.parent] if home.parent.name == HOME else []
    links = [f for f in (*above, home) if f.is_symlink()]
    if not links and home.is_dir():
        with os.scandir(home) as entries:
            links = [home / e.name for e in entries if e.is_symlink()]
    if links:
        raise Unopenable("BNN636", link=shown(min(links)))


def shown(path: Path) -> str:
    """A file of a home as people know it."""
    parts = path.parts
    return "/".join(parts[parts.index(HOME) :]) if HOME in parts else str(path)
