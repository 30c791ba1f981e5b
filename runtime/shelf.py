"""What a board's addresses have had so far, for one maker, in memory: read in bulk, copied for a dry run."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from .ledger import Unopenable
from .lock import is_held

if TYPE_CHECKING:
    from .ledger import Ledger

Key: TypeAlias = tuple[str, str]  # said, seen
JOBS = """
SELECT MIN(a.sent_at), j.fetch_by, COUNT(*) FROM job j JOIN attempt a ON a.job = j.job
WHERE j.maker=? AND j.state IN('creating','open') AND a.state IN('sending','lost') GROUP BY j.job ORDER BY j.job
"""


class Taken(Struct, frozen=True):
    """A take that an address has: `parts` are its pictures, several where an answer had panels. `seq` is order."""

    said: str
    seen: str
    take: int
    parts: tuple[str, ...]
    attempt: str | None
    seq: int

    @property
    def sha256(self) -> str:
        """The first picture: what a pick names."""
        return self.parts[0]

    @property
    def key(self) -> Key:
        """The words and pictures that it was placed under."""
        return self.said, self.seen

    def is_same(self, other: Taken | None) -> bool:
        """Whether it is the same take, wherever it was placed."""
        if other is None:
            return False
        return (self.attempt, self.parts, self.key, self.take) == (other.attempt, other.parts, other.key, other.take)


class Made(Struct, frozen=True):
    """A kept answer, wherever it was asked for."""

    attempt: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """Somebody's choice for an address, under the words and pictures of that moment."""

    address: str
    said: str
    seen: str | None
    sha256: str
    take: int | None = None


@dataclass(slots=True)
class Shelf:
    """The state that statuses follow from. `here` holds the digests whose bytes are in the store."""

    rows: dict[str, list[Taken]] = field(default_factory=dict)
    made: dict[Key, list[Made]] = field(default_factory=dict)
    refused: Counter[Key] = field(default_factory=Counter)
    lost: Counter[Key] = field(default_factory=Counter)  # asked for without an answer, and perhaps billed
    sending: Counter[Key] = field(default_factory=Counter)
    batched: Counter[Key] = field(default_factory=Counter)  # of those, what is in batch jobs at the service
    asked: Counter[Key] = field(default_factory=Counter)  # sending and kept, as the reservation counts them
    numbers: Counter[tuple[str, str, str]] = field(
        default_factory=Counter
    )  # highest take number of (address, said, seen)
    jobs: tuple[tuple[str, str | None, int], ...] = ()  # batch jobs: since when, fetch by when, how many requests
    picks: dict[str, list[Pick]] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)  # addresses that a free maker lost a picture of
    free: bool = False  # whether what is lost is simply drawn again

    def copy(self) -> Shelf:
        """A state that can be changed apart from this one."""
        return Shelf(
            {a: list(r) for a, r in self.rows.items()},
            {k: list(m) for k, m in self.made.items()},
            self.refused.copy(),
            self.lost.copy(),
            self.sending.copy(),
            self.batched.copy(),
            self.asked.copy(),
            self.numbers.copy(),
            self.jobs,
            {a: list(p) for a, p in self.picks.items()},
            set(self.here),
            set(self.forgotten),
            self.free,
        )

    def place(
        self, address: str, said: str, seen: str, parts: tuple[str, ...], attempt: str | None, take: int = 0
    ) -> Taken:
        """Put an answer on an address's shelf, under its next number unless one was given out."""
        where = (address, said, seen)
        number = take or self.numbers[where] + 1
        self.numbers[where] = max(self.numbers[where], number)
        rows = self.rows.setdefault(address, [])
        taken = Taken(said, seen, number, parts, attempt, 1 + max((r.seq for r in rows), default=0))
        rows.append(taken)
        self.here.update(parts)
        return taken

    def keep(self, address: str, said: str, seen: str, parts: tuple[str, ...], attempt: str, take: int = 0) -> Taken:
        """Put a new answer on the shelf and among all that was made with its key."""
        self.made.setdefault((said, seen), []).append(Made(attempt, parts))
        return self.place(address, said, seen, parts, attempt, take)


def load_shelf(ledger: Ledger | None, board: str, maker: str, here: set[str], *, free: bool) -> Shelf:
    """What the ledger knows of a board. A free maker's lost pictures are forgotten: they are drawn again.

    Raises Unopenable for a row that no run has written.
    """
    shelf = Shelf(here=here)
    if ledger is None:
        return shelf
    _attempts(shelf, ledger, board, maker)
    answers = _answers(ledger, maker)
    if free:
        answers.replace_lost(here)
    for key, attempt in answers.order:
        parts = answers.parts[attempt]
        if not free or here.issuperset(parts):
            shelf.made.setdefault(key, []).append(Made(attempt, parts))
    known: set[tuple[tuple[str, str, str], str]] = set()
    query = (
        "SELECT address, said, seen, take, sha256, attempt, seq FROM placed"
        " WHERE board=? AND maker=? ORDER BY seq, take"
    )
    for address, said, seen, take, sha256, attempt, seq in ledger.connection.execute(query, (board, maker)):
        if type(take) is not int or type(seq) is not int:
            raise Unopenable("BNN601", reason="a row of it holds what no picture holds")
        where = (address, said, seen)
        shelf.numbers[where] = max(shelf.numbers[where], take)
        attempt = answers.again.get(attempt, attempt)
        parts = answers.parts.get(attempt, (sha256,))
        if free and not here.issuperset(parts):
            shelf.forgotten.add(address)
        elif not free or (where, attempt) not in known or attempt is None:
            known.add((where, attempt))
            shelf.rows.setdefault(address, []).append(Taken(said, seen, take, parts, attempt, seq))
    return shelf


@dataclass(slots=True)
class _Answers:
    parts: dict[str | None, tuple[str, ...]]
    order: list[tuple[Key, str]]
    retries: dict[str, str]  # by the later attempt: the one whose picture it was to bring back
    again: dict[str | None, str] = field(default_factory=dict)  # of those, what a free maker has drawn again

    def replace_lost(self, here: set[str]) -> None:
        """What a free maker drew again stands for what it drew first: it is one take, not two."""
        for later, first in self.retries.items():
            if first in self.parts:
                self.again[later] = first
                if not here.issuperset(self.parts[first]):
                    self.parts[first] = self.parts[later]
        self.order = [(k, a) for k, a in self.order if a not in self.again]


def _answers(ledger: Ledger, maker: str) -> _Answers:
    query = (
        "SELECT a.attempt, a.said, a.seen, m.sha256, a.retry_of FROM attempt a JOIN made m ON m.attempt = a.attempt"
        " WHERE a.maker=? AND a.state='kept' ORDER BY a.seq, m.part"
    )
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    keys: dict[str, Key] = {}
    retries: dict[str, str] = {}
    for attempt, said, seen, sha256, first in ledger.connection.execute(query, (maker,)):
        pieces[attempt].append(sha256)
        keys[attempt] = (said, seen)
        if first is not None:
            retries[attempt] = first
    return _Answers({a: tuple(p) for a, p in pieces.items()}, [(k, a) for a, k in keys.items()], retries)


def _attempts(shelf: Shelf, ledger: Ledger, board: str, maker: str) -> None:
    query = (
        "SELECT a.said, a.seen, a.state, a.board, a.address, a.take, a.run, j.state IN('creating','open')"
        " FROM attempt a LEFT JOIN job j ON j.job = a.job WHERE a.maker=?"
    )
    living: dict[str, bool] = {}
    for said, seen, state, owner, address, take, run, batched in ledger.connection.execute(query, (maker,)):
        key = (said, seen)
        if owner == board:
            if type(take) is not int:
                raise Unopenable("BNN601", reason="a row of it holds what no request holds")
            where = (address, said, seen)
            shelf.numbers[where] = max(shelf.numbers[where], take)
        if state in ("sending", "kept"):
            shelf.asked[key] += 1
        if state == "refused":
            shelf.refused[key] += 1
        elif state in ("sending", "lost") and batched:  # lost where its job was not found at first, and then was
            shelf.sending[key] += 1
            shelf.batched[key] += 1
        elif state == "lost":
            shelf.lost[key] += 1
        elif state == "sending":
            if run not in living:
                living[run] = is_held(ledger.folder / "runs" / f"{run}.lock")
            shelf.sending[key] += living[run]
    if shelf.batched:
        found = ledger.connection.execute(JOBS, (maker,)).fetchall()
        shelf.jobs = tuple((str(since), None if by is None else str(by), int(count)) for since, by, count in found)
