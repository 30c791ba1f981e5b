"""A process that runs a board and is killed at one step: `python -m tests... ROOT STEP before|after`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from bananaboard.runtime import book, engines, entries, filing, ledger, recovery, sending, spool, store
from bananaboard.runtime.engine import Answer, Drawn, Refused, Usage
from bananaboard.runtime.execute import execute
from bananaboard.runtime.plan import EngineInfo, make_plan
from bananaboard.runtime.root import Workspace

from .boards import TODAY, Item, board, png

INFO = EngineInfo("mail", "mail", free=False)
USAGE = Usage(100, 0, 1120, 0)
ONE = Item("a.b", "words", takes=1)

# Every step of one request: the function that does it. Its place in the protocol is that of `docs/money.md`.
STEPS = {
    "reserve": (book.Book, "reserve"),
    "read": (sending.Sender, "reading"),
    "write": (spool.FileSpool, "write"),
    "seal": (spool.FileSpool, "seal"),
    "store": (store.Store, "keep"),
    "receipt": (store.Store, "receipt"),
    "settle": (book.Book, "keep"),
    "within": (entries, "add_pictures"),
    "unlink": (spool.FileSpool, "drop"),
    "close": (book.Book, "close"),
}


@dataclass
class Mail:
    """A paid engine whose answer is one word, and who can read it again: `drawn 7` or `refused`."""

    asked: int = 0
    says: bytes = b"drawn 7"
    name = maker = INFO.maker
    free = False

    async def make(self, request, spool):
        self.asked += 1
        spool.write(self.says)
        spool.seal()
        return self.read(self.says)

    def read(self, raw):
        word, _, number = raw.partition(b" ")
        if word == b"refused":
            return Refused("IMAGE_SAFETY", "no", USAGE, None)
        shades = number.split(b",")
        return Answer(tuple(Drawn(png(int(n)), "image/png") for n in shades), "here you are", USAGE)

    async def aclose(self): ...


def die():
    """As a power switch would have it: nothing of ours runs any more."""
    os.kill(os.getpid(), signal.SIGKILL)


def deadly(owner, name, when):
    real = getattr(owner, name)

    def step(*args, **kwargs):
        if when == "after":
            real(*args, **kwargs)
        die()

    setattr(owner, name, step)


def run(root, engine, items=(ONE,), **how):
    compiled = board(*items)
    plan = make_plan(compiled, engine=INFO, root=root, today=TODAY)
    return asyncio.run(execute(plan, engine, workspace=Workspace(root), **how))


def main(root, step, when, *more):
    if more:
        _die_in_recovery(Path(root), step, when)
    if step == "commit":
        os.environ["DYING"] = when
        _die_at_commit()
    else:
        owner, name = STEPS[step]
        deadly(owner, name, when)
        if step == "within":  # the name that Book calls
            entries.keep.__globals__["add_pictures"] = entries.add_pictures
    run(Path(root), Mail())


def _die_in_recovery(root, step, when):
    """The process that puts things right is killed as well."""
    engines._plugged = lambda: {"mail": SimpleNamespace(load=lambda: Mail, dist=None)}
    owner, name = {
        "store": (store.Store, "keep"),
        "receipt": (store.Store, "receipt"),
        "settle": (filing, "keep"),
        "lost": (filing, "end"),
        "unlink": (filing.Filing, "_drop"),
        "tidy": (recovery, "_tidy"),
    }[step]
    deadly(owner, name, when)
    recovery.settle_dead(Workspace(root), INFO)


def _die_at_commit():
    """Inside SQLite's own commit of T2: the journal is on the disk, and pages are half written."""
    real = book.Book.keep

    def keep(self, *args, **kwargs):
        db = self.ledger.connection
        db.execute("PRAGMA cache_size=1")
        db.execute("PRAGMA cache_spill=1")
        entries.add_pictures = lambda *a: _spill(db)
        entries.keep.__globals__["add_pictures"] = entries.add_pictures
        return real(self, *args, **kwargs)

    book.Book.keep = keep


def _spill(db):
    """Write so much within the transaction that pages go to the file before its end, then die."""
    for n in range(300):
        db.execute("INSERT INTO manifest(digest, kind, json) VALUES(?, 'said', zeroblob(9000))", (f"sha256:{n:064x}",))
    assert ledger.unclean(Path(db.execute("PRAGMA database_list").fetchone()[2]))
    die()


if __name__ == "__main__":
    main(*sys.argv[1:])
