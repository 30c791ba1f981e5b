"""What can be done about a picture that is not as it should be, as commands."""

from __future__ import annotations

from .status import Status

RUN = ("bnn run {board}", "makes it")
REROLL = ("bnn run {board} --reroll {address}", "makes one more take")
KEEP = ("bnn pick {board} {address} --keep", "says that it is right as it is")
STALE = ("bnn run {board} --only {address} --stale", "makes it again")
PICK = ("bnn pick {board} {address} 2", "makes its second take count")
RESTORE = ("bnn restore PATH {board}", "brings its file back, from a copy in PATH")
WAYS: dict[Status, tuple[tuple[str, str], ...]] = {
    Status.NEW: (("bnn run {board} --only {address}", "makes it"),),
    Status.CHANGED: (("bnn run {board} --only {address}", "makes it again"), KEEP),
    Status.STALE: (STALE, KEEP),
    Status.REFUSED: (("bnn run {board} --reroll {address}", "asks once more"),),
    Status.MISSING: (RESTORE, ("bnn pick {board} {address}", "shows takes that are there"), REROLL),
}


def ways(status: Status, *, several: bool = False) -> tuple[tuple[str, str], ...]:
    """Lines to type, with `{board}` and `{address}` in them, and what each does. `several`: takes to choose from."""
    return (*WAYS.get(status, ()), *((PICK,) if several else ()))
