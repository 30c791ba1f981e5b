"""Recovery at the next open: what runs that ended without finishing left behind is filed, or ended and named."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from .check import unclean
from .clock import wall_clock
from .drafts import clear_drafts
from .filing import end_dead_runs, stuck
from .ledger import NAME, Unopenable, open_ledger
from .lock import Lock, is_held, locked
from .out import unsafe
from .readers import readers
from .recovered import Recovered
from .store import Store, names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .ground import EngineInfo
    from .ledger import Ledger
    from .root import Workspace

LOCK = "recovery.lock"


def settle_dead(
    workspace: Workspace, at_hand: EngineInfo | None = None, clock: Callable[[], str] = wall_clock
) -> Recovered | None:
    """Settle what dead runs of a project left behind; None where there was nothing.

    Cheap where there is nothing: two folders are listed. A project that can't be written is left as it is. Answers are
    read by engines that are built in, or by the one `at_hand`. Never raises for what it finds.
    """
    home = workspace.home
    if not _signs(home) or not _may_write(home):
        return None
    try:
        with locked(home / LOCK):
            return _settle(workspace, at_hand, clock)
    except Unopenable as fault:
        return Recovered(problems=(fault.problem,))
    except PermissionError:
        return None  # it is only looked at
    except OSError as fault:
        return Recovered(problems=(stuck(fault),))


def _signs(home: Path) -> bool:
    """Whether a run may have died here: something is in the inbox, or a lock that nobody holds, or half a change."""
    return bool(names(home / "inbox")) or unclean(home / NAME) or any(not is_held(lock) for lock in _locks(home))


def _locks(home: Path) -> list[Path]:
    return [home / "runs" / n for n in names(home / "runs") if n.endswith(".lock")]


def _may_write(home: Path) -> bool:
    return (home / NAME).exists() and os.access(home, os.W_OK)


def _settle(workspace: Workspace, at_hand: EngineInfo | None, clock: Callable[[], str]) -> Recovered | None:
    home = workspace.home
    dead = [lock for lock in _locks(home) if not is_held(lock)]
    ledger = open_ledger(home, doubt=bool(dead) or unclean(home / NAME))
    try:
        with readers(at_hand) as reading:
            found = end_dead_runs(ledger, Store(home), reading, clock)
        _tidy(home, dead)
        _tidy_copies(workspace, ledger, dead)
        return found
    finally:
        ledger.close()


def _tidy(home: Path, dead: list[Path]) -> None:
    """The locks of dead runs go, and what they were writing when they died, unless somebody else may be writing."""
    for path in dead:
        lock = Lock(path)
        if lock.take(wait=False):
            lock.free()
            path.unlink(missing_ok=True)
    if not _locks(home):
        for name in names(home / "tmp"):
            (home / "tmp" / name).unlink(missing_ok=True)


def _tidy_copies(workspace: Workspace, ledger: Ledger, dead: list[Path]) -> None:
    """Half-written copies of dead runs go from `out/`."""
    pids: defaultdict[str, set[str]] = defaultdict(set)
    for lock in dead:
        for board, pid in ledger.connection.execute("SELECT board, pid FROM run WHERE run=?", (lock.stem,)):
            pids[str(board)].add(str(pid))
    for board, processes in pids.items():
        folder = workspace.out(board)
        if unsafe(folder, workspace) is None:
            clear_drafts(folder, processes)
    clear_drafts(workspace.home / "out", set().union(*pids.values()))
