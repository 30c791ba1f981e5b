"""Clearing up: what nothing needs any more is listed, and deleted where somebody says so."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from .finding import Finding, Looking, running
from .ledger import NAME, open_ledger, read_ledger, told
from .lock import locked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from ..dsl.call import Compiled
    from .finding import Item, Wanted
    from .ground import EngineInfo
    from .ledger import Ledger
    from .root import Workspace


class Alive(Exception):
    """A run is under way: nothing may be deleted now."""


def look_over(
    workspace: Workspace,
    compiled: Callable[[str, EngineInfo], Compiled | None],
    wanted: Wanted,
    now: dt.datetime,
) -> Finding:
    """What could be deleted now. Writes nothing. Raises Unopenable."""
    ledger = read_ledger(workspace.home)
    if ledger is None:
        return Finding((), (), (), (), 0, 0)
    try:
        return Looking(workspace, ledger, wanted, now).find(compiled)
    finally:
        ledger.close()


def sweep(
    workspace: Workspace,
    compiled: Callable[[str, EngineInfo], Compiled | None],
    wanted: Wanted,
    listed: Finding,
    now: dt.datetime,
) -> tuple[Item, ...]:
    """Delete of what was `listed` all that is still not needed; what went. Receipts and rows stay.

    No run may be under way, and one that starts now waits until this has ended: both write under the same lock. Raises
    Alive, Unopenable, OSError.
    """
    home = workspace.home
    ledger = open_ledger(home)
    try:
        with locked(home / "ledger.lock"):
            if running(home):
                raise Alive
            found = Looking(workspace, ledger, wanted, now).find(compiled)
            named = {i.sha256 for i in listed.items}
            items = tuple(i for i in found.items if i.sha256 in named)
            _mark(ledger, items)
            for item in items:
                _unlink(item.path)
            for path in found.leftovers:
                if path in listed.leftovers:
                    _unlink(path)
    finally:
        ledger.close()
    return items


def _mark(ledger: Ledger, items: tuple[Item, ...]) -> None:
    """The ledger knows it before the bytes go: where both can't be, what is there counts."""
    db = ledger.connection  # the lock of all writers is held already
    with told(ledger.folder / NAME):
        db.execute("BEGIN IMMEDIATE")
        try:
            db.executemany("UPDATE picture SET state='dropped' WHERE sha256=?", [(i.sha256,) for i in items])
            db.commit()
        except BaseException:
            db.rollback()
            raise


def _unlink(path: Path) -> None:
    if os.name == "nt":
        path.chmod(stat.S_IWRITE)
    path.unlink(missing_ok=True)
