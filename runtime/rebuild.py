"""`recover`: a ledger that is damaged or gone is made again, from the receipts in the store and what it still shows."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..dsl.loader import Unusable
from ..dsl.media_kinds import look
from .check import damage, vouch
from .entries import Filed, add_pictures
from .ledger import NAME, Unopenable, open_ledger, read_ledger, told
from .ledger_faults import no_links
from .lock import is_held, locked
from .receipts import read_receipt_file, receipt_paths
from .recovery import LOCK
from .rows import Entered, enter
from .salvage import salvage
from .shape import schema
from .store import Store, names, sync
from .ulid import ulid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEYOND = frozenset({"BNN602", "BNN603", "BNN636"})  # a newer ledger, somebody else's, and one behind links


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A ledger that was made again. `aside`: where the old one lies now; None where there was none."""

    reason: str  # why: the sentence about the old one
    entered: Entered
    salvaged: int  # requests that only the old ledger told of
    spent: int  # nano-dollars, of all boards
    damaged: tuple[Path, ...]  # pictures that are not what their name says; they lie beside, under another name
    aside: Path | None
    unsettled: int = 0  # requests that are still open: recovery settles them


@dataclass(slots=True)
class _Looked:
    good: list[Filed] = field(default_factory=list)
    damaged: list[Path] = field(default_factory=list)


def rebuild(home: Path, clock: Callable[[], str]) -> Rebuilt | None:
    """Make the ledger of a store again where it can't be used; None where it can.

    Raises Unopenable for a ledger of a newer version or of somebody else, and while a run is under way; OSError.
    """
    if not home.is_dir():
        return None
    no_links(home)
    with locked(home / LOCK):
        if any(is_held(home / "runs" / n) for n in names(home / "runs")):
            raise Unopenable("BNN635")
        reason = _wrong(home)
        return None if reason is None else _rebuild(home, clock(), reason)


def _wrong(home: Path) -> str | None:
    """Why the ledger can't be used; None where it can, or there never was one."""
    try:
        ledger = open_ledger(home, doubt=True) if (home / NAME).exists() else read_ledger(home)
    except Unopenable as fault:
        if fault.code in BEYOND:
            raise
        return str(fault.words.get("reason", "")) or ("it is gone" if fault.code == "BNN632" else "it can't be used")
    if ledger is not None:
        ledger.close()
    return None


def _rebuild(home: Path, now: str, reason: str) -> Rebuilt:
    store, path = Store(home), home / NAME
    store.prepare()
    looked = _look(store)
    draft = home / "tmp" / f"{NAME}.rebuilt"
    draft.unlink(missing_ok=True)
    old = _copy(path)
    with told(draft):
        db = sqlite3.connect(draft, isolation_level=None)
        try:
            db.executescript(schema())
            db.execute("PRAGMA foreign_keys=ON")
            db.execute("BEGIN")
            receipts = (r for p in receipt_paths(home) if (r := read_receipt_file(p)) is not None)
            entered = enter(db, receipts, now, ulid())
            add_pictures(db, looked.good)
            salvaged = salvage(old, db) if old is not None else 0
            db.execute("COMMIT")
            (spent,) = db.execute("SELECT COALESCE(SUM(spent), 0) FROM board").fetchone()
            (unsettled,) = db.execute("SELECT COUNT(*) FROM attempt WHERE state='sending'").fetchone()
            assert damage(db) is None
        finally:
            db.close()
    if old is not None:
        shutil.rmtree(old.parent)
    aside = _exchange(path, draft)
    return Rebuilt(reason, entered, salvaged, spent, tuple(looked.damaged), aside, unsettled)


def _look(store: Store) -> _Looked:
    """Every picture against its name. What is not what its name says is put aside, so that it counts as missing."""
    looked = _Looked()
    for sha256 in sorted(store.present):
        path = store.path(sha256)
        assert path is not None
        try:
            data = store.read(sha256)
            found = look(data, path.name)
        except Unusable:
            continue
        except OSError:
            looked.damaged.append(store.set_aside(sha256))
            continue
        looked.good.append(Filed(sha256, found.mime, len(data), found.width, found.height))
    return looked


def _copy(path: Path) -> Path | None:
    """The old ledger with its journal, to be read where reading may change it."""
    if not path.exists() or path.is_symlink():
        return None
    folder = path.parent / "tmp" / "old-ledger"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in (path.name, f"{path.name}-journal"):
        if (path.parent / name).exists():
            shutil.copyfile(path.parent / name, folder / name)
    return folder / path.name


def _exchange(path: Path, draft: Path) -> Path | None:
    """The new one in its place, the old one beside it. Ended between the two, the next `recover` goes on."""
    aside = None
    if path.exists():
        aside = next(p for n in range(1, 10_000) if not (p := path.with_name(f"ledger-damaged-{n}.sqlite")).exists())
        path.replace(aside)
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        journal.replace(f"{aside or path}-journal-of-old")
    draft.chmod(0o644)
    draft.replace(path)
    sync(path.parent)
    vouch(path)
    return aside
