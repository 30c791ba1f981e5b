"""`restore`: pictures that are missing come back, from a bundle, a folder of copies or somebody's store."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..dsl.loader import Unusable
from ..dsl.media_kinds import look
from .engines import realm_of
from .entries import Filed, add_pictures
from .filing import sent_pictures
from .ledger import open_ledger
from .lock import locked
from .offers import ENDINGS, PICTURE_BOUND, offered_receipts, offers
from .receipts import Receipt, receipt_text
from .recovery import LOCK
from .rows import Entered, enter
from .store import Store
from .ulid import ulid
from .wanted import picked_pictures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .ledger import Ledger
    from .offers import Offered
    from .root import Workspace

_STORED = re.compile(r"([0-9a-f]{64})\.\w{2,4}")


@dataclass(slots=True)
class Restored:
    """What came back. `missing`: pictures that the ledger or picks name and that are still not here, by address."""

    pictures: int = 0  # files that were put into the store
    there: int = 0  # of those that were offered, so many were in the store already
    damaged: int = 0  # files whose bytes are not what their name says, and others that can't be read
    strangers: int = 0  # pictures that nothing here names
    apart: list[str] = field(default_factory=list)  # makers whose pictures are kept apart from these: rehearsals
    entered: Entered = field(default_factory=Entered)
    missing: list[tuple[str, str]] = field(default_factory=list)  # (address, digest)


def restore(workspace: Workspace, source: Path, clock: Callable[[], str], board: str | None = None) -> Restored:
    """Bring back what is missing, as far as `source` has it. Somebody's ledger is never opened.

    Raises NoOffer, Unopenable, OSError.
    """
    with offers(source) as files:
        store = Store(workspace.settle())
        store.prepare()
        with locked(workspace.home / LOCK):
            ledger = open_ledger(workspace.home)
            try:
                return _Restoring(ledger, store, workspace, board).bring(files, clock())
            finally:
                ledger.close()


class _Restoring:
    def __init__(self, ledger: Ledger, store: Store, workspace: Workspace, board: str | None) -> None:
        self.ledger, self.store, self.workspace, self.board = ledger, store, workspace, board
        self.found = Restored()
        self.filed: dict[str, Filed] = {}

    def bring(self, files: list[Offered], now: str) -> Restored:
        own = self.workspace.realm
        offered = {(r.attempt, r.sha256): r for r in offered_receipts(files)}
        receipts = {k: r for k, r in offered.items() if realm_of(r.maker) == own}
        self.found.apart = sorted({r.maker for r in offered.values()} - {r.maker for r in receipts.values()})
        named = self._named()
        wanted = set(named) | {s for _, s in receipts}
        wanted |= {s for r in receipts.values() for s in sent_pictures(r.sent_json)}
        for file in files:
            if file.ending in ENDINGS:
                self._file(file, wanted)
        good = [r for r in receipts.values() if r.sha256 in self.store.present]
        self._enter(good, now)
        for sha256, address in sorted((named | self._named()).items(), key=lambda n: (n[1], n[0])):
            if sha256 not in self.store.present:
                self.found.missing.append((address, sha256))
        return self.found

    def _named(self) -> dict[str, str]:
        """The pictures that the ledger or a pick names, by digest, each with an address."""
        db = self.ledger.connection
        query = (
            "SELECT m.sha256, a.address FROM made m JOIN attempt a ON a.attempt = m.attempt WHERE a.most IS NOT 0"
            " UNION SELECT sha256, address FROM placed WHERE attempt IS NULL"
        )
        found = {str(s): str(a) for s, a in db.execute(query)}
        boards = {str(b) for (b,) in db.execute("SELECT board FROM board")} | ({self.board} if self.board else set())
        return found if self.workspace.realm else picked_pictures(self.workspace, boards) | found

    def _file(self, file: Offered, wanted: set[str]) -> None:
        match = _STORED.fullmatch(file.name)
        if match is not None and match[1] not in wanted:
            self.found.strangers += 1
            return
        data = file.read(PICTURE_BOUND)
        sha256 = hashlib.sha256(data).hexdigest() if data is not None else None
        if data is None or sha256 is None or (match is not None and match[1] != sha256):
            self.found.damaged += 1
        elif sha256 not in wanted:
            self.found.strangers += not file.source
        else:
            self._put(file.name, sha256, data)

    def _put(self, name: str, sha256: str, data: bytes) -> None:
        try:
            looks = look(data, name)
        except Unusable:
            self.found.damaged += 1
            return
        there = sha256 in self.store.present and self.store.sound(sha256)
        self.store.keep(data, looks.mime)
        self.found.there += there
        self.found.pictures += not there
        self.filed[sha256] = Filed(sha256, looks.mime, len(data), looks.width, looks.height)

    def _enter(self, receipts: list[Receipt], now: str) -> None:
        """Receipts go into the store as they came, then into the ledger."""
        for receipt in receipts:
            self.store.receipt(receipt.sha256, receipt.attempt, receipt_text(receipt))
        with self.ledger.writing() as db:
            known = {s for (s,) in db.execute("SELECT sha256 FROM picture")}
            add_pictures(db, [f for s, f in self.filed.items() if s in known])
            self.found.entered = enter(db, receipts, now, ulid())
