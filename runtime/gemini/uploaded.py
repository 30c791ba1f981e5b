"""What the service has been given to keep, for each account: in the ledger, until it expires there."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..ledger import Unopenable, open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ..ledger import Ledger

LIFETIME = dt.timedelta(hours=48)  # where the service does not say
MARGIN = dt.timedelta(hours=1)  # what is about to expire is uploaded again


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file at the service. `expires`: None where the service did not say."""

    sha256: str
    uri: str
    expires: dt.datetime | None


def now() -> dt.datetime:
    """The time by which the service counts."""
    return dt.datetime.now(dt.UTC)


class Uploads:
    """Use it from any thread. Without a `home`, or where its ledger can't be used, it is kept in memory only."""

    def __init__(self, home: Path | None, maker: str, account: str, clock: Callable[[], dt.datetime] = now) -> None:
        self.home, self.maker, self.account, self.clock = home, maker, account, clock
        self._ledger: Ledger | None = None
        self._held: dict[str, tuple[str, dt.datetime]] | None = None
        self._lock = threading.Lock()

    def find(self, digests: Iterable[str], lasting: dt.timedelta = MARGIN) -> dict[str, str]:
        """The URIs of those that the service still has, and will for so long."""
        soon = self.clock() + lasting
        with self._lock:
            held = self._all()
            return {s: held[s][0] for s in digests if s in held and held[s][1] > soon}

    def add(self, uploaded: Uploaded) -> None:
        """Remember one."""
        expires = uploaded.expires or self.clock() + LIFETIME
        row = (self.maker, self.account, uploaded.sha256, uploaded.uri, expires.isoformat(timespec="seconds"))
        with self._lock:
            self._all()[uploaded.sha256] = (uploaded.uri, expires)
            self._ask("INSERT OR REPLACE INTO upload(maker, account, sha256, uri, expires) VALUES(?,?,?,?,?)", row)

    def forget(self, digests: Iterable[str]) -> None:
        """The service does not have these."""
        with self._lock:
            for sha256 in digests:
                self._all().pop(sha256, None)
                gone = (self.maker, self.account, sha256)
                self._ask("DELETE FROM upload WHERE maker=? AND account=? AND sha256=?", gone)

    def _all(self) -> dict[str, tuple[str, dt.datetime]]:
        if self._held is None:
            query = "SELECT sha256, uri, expires FROM upload WHERE maker=? AND account=?"
            rows = self._ask(query, (self.maker, self.account))
            self._held = {sha256: (uri, _time(expires)) for sha256, uri, expires in rows}
        return self._held

    def _ask(self, query: str, values: tuple[str, ...]) -> list[tuple[str, ...]]:
        """One transaction, or none: an upload that is not written down is only made again."""
        if self.home is None:
            return []
        try:
            if self._ledger is None:
                self._ledger = open_ledger(self.home)
            with self._ledger.writing() as db:
                return db.execute(query, values).fetchall()
        except (Unopenable, sqlite3.Error, OSError):
            return []

    def close(self) -> None:
        """Let go of the ledger."""
        with self._lock:
            ledger, self._ledger = self._ledger, None
            if ledger is not None:
                ledger.close()


def _time(text: str) -> dt.datetime:
    """What can't be read is long past."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
