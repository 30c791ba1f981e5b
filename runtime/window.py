"""The dollars that an account may spend in ten minutes: what was spent in them, by this run and by others."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

SPAN = 600.0  # seconds
RESOLUTION = 1.0  # the ledger's times are whole seconds
PATIENCE = 1800.0  # seconds
UNTOLD = 60.0  # to wait where the service closes its window and nothing that is known stands in it
RECENT = """
SELECT seq, CAST(strftime('%s', sent_at) AS INTEGER), holds FROM attempt
WHERE maker=:maker AND (account IS NULL OR account IS :account) AND run<>:run AND seq >= :first AND job IS NULL
  AND CAST(strftime('%s', sent_at) AS INTEGER) > :since
"""


@dataclass(slots=True)
class Window:
    """Times are of the event loop's clock, in seconds; money in nano-dollars.

    `limit` None: the service has not told one. What is in flight counts at its bound, then at what it cost.
    """

    limit: int | None = None
    closed: float = 0.0  # until then, because the service said so
    others: tuple[tuple[float, int], ...] = ()  # what other runs have spent and when, oldest first
    _own: deque[tuple[float, int]] = field(default_factory=deque)
    _amounts: dict[int, int] = field(default_factory=dict)
    _count: int = 0
    _total: int = 0
    _shut_since: float | None = None

    def opens(self, amount: int, now: float) -> float:
        """When `amount` may be spent. What alone is over the limit goes when nothing else is in the window."""
        self._leave(now)
        if self.limit is None:
            return self.closed
        over = self._total + sum(a for at, a in self.others if at > now - SPAN) + amount - self.limit
        until = self.closed
        if over > 0:
            for at, spent in self._spends(now):
                if over <= 0:
                    break
                over -= spent
                until = max(until, at + SPAN + RESOLUTION)
        return until

    def spend(self, amount: int, now: float) -> int:
        """A request goes out that holds `amount`; the number under which it settles."""
        self._count += 1
        self._amounts[self._count] = amount
        self._total += amount
        self._own.append((now, self._count))
        return self._count

    def settle(self, number: int, amount: int) -> None:
        """It has cost so much."""
        if number in self._amounts:
            self._total += amount - self._amounts[number]
            self._amounts[number] = amount

    def answered(self) -> None:
        """The service took a request."""
        self._shut_since = None

    def hopeless(self, now: float) -> bool:
        """Whether the service has said for so long that it is full that a run need not go on asking."""
        return self._shut_since is not None and now - self._shut_since > PATIENCE

    def shut(self, wait: float | None, now: float) -> float:
        """The service says that it is full; the seconds until it opens: as told, or when the oldest spend leaves it."""
        self._leave(now)
        if self._shut_since is None:
            self._shut_since = now
        if wait is None:
            oldest = next((at for at, spent in self._spends(now) if spent), None)
            wait = UNTOLD if oldest is None else max(RESOLUTION, oldest + SPAN + RESOLUTION - now)
        self.closed = max(self.closed, now + wait)
        return self.closed - now

    def _leave(self, now: float) -> None:
        while self._own and self._own[0][0] <= now - SPAN - RESOLUTION:
            self._total -= self._amounts.pop(self._own.popleft()[1])

    def _spends(self, now: float) -> Iterator[tuple[float, int]]:
        """All that is in the window, oldest first."""
        own = ((at, self._amounts[name]) for at, name in self._own)
        return merge(own, ((at, spent) for at, spent in self.others if at > now - SPAN))


@dataclass(slots=True)
class Recent:
    """Reads what other runs of an account have spent lately, without reading the whole ledger each time."""

    maker: str
    account: str | None
    run: str
    _first: int = 0
    _times: dict[int, float] = field(default_factory=dict)

    def read(self, db: sqlite3.Connection, wall: float, now: float) -> tuple[tuple[float, int], ...]:
        """Spends of the last ten minutes, oldest first, at the loop's times; in the thread of the ledger.

        `wall` is the wall clock at `now`. A time that is still to come, by a clock that was set back, is now.
        """
        values: dict[str, object] = {"maker": self.maker, "account": self.account, "run": self.run}
        values |= {"first": self._first, "since": int(wall - SPAN)}
        rows = db.execute(RECENT, values).fetchall()
        if not self._first:
            beyond = db.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM attempt").fetchone()[0]
            self._first = min((seq for seq, *_ in rows), default=int(beyond))
        for seq, at, _ in rows:
            self._times.setdefault(seq, now - max(0.0, wall - at))
        return tuple(sorted((self._times[seq], int(holds)) for seq, _, holds in rows if holds))
