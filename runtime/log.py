"""What the ledger says of requests: each that was ever sent for a board, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .ledger import Unopenable, read_ledger
from .lock import is_held
from .root import has_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .ledger import Ledger

FIRST, LAST = 1900, 9000  # years
STATES = ("kept", "refused", "failed", "lost", "sending")
TEXT, WHOLE, MAYBE_TEXT, MAYBE_WHOLE, MAYBE_REAL = (str,), (int,), (str, None), (int, None), (float, int, None)
# What a request is in the ledger, and what each of it may be: SQLite itself would take anything.
COLUMNS = {
    "a.seq": WHOLE, "a.attempt": TEXT, "a.run": TEXT, "r.command": TEXT, "r.started": TEXT, "a.board": TEXT,
    "a.address": TEXT, "a.take": WHOLE, "a.maker": TEXT, "a.model": TEXT, "a.account": MAYBE_TEXT, "a.state": TEXT,
    "a.billed": MAYBE_TEXT, "a.expect": MAYBE_WHOLE, "a.most": MAYBE_WHOLE, "a.cost": MAYBE_WHOLE, "a.holds": WHOLE,
    "a.reason": MAYBE_TEXT, "a.text": MAYBE_TEXT, "a.seconds": MAYBE_REAL, "a.sent_at": TEXT,
    "a.ended_at": MAYBE_TEXT, "a.retry_of": MAYBE_TEXT, "a.job": MAYBE_TEXT,
    "(SELECT j.state FROM job j WHERE j.job = a.job)": MAYBE_TEXT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. Money in nano-dollars; `cost` None: unknown. `holds`: what it counts against limits."""

    seq: int
    attempt: str
    run: str
    command: str
    began: str  # its run
    board: str
    address: str
    take: int
    maker: str
    model: str
    account: str | None
    state: str
    billed: str | None
    expect: int | None
    most: int | None
    cost: int | None
    holds: int
    reason: str | None
    text: str | None
    seconds: float | None
    sent_at: str
    ended_at: str | None
    retry_of: str | None
    job: str | None = None  # the batch job that it is a line of
    job_state: str | None = None
    alive: bool = False  # its run is under way, or its batch job

    @property
    def free(self) -> bool:
        """Whether it was asked of an engine that costs nothing."""
        return self.most == 0

    @property
    def known(self) -> int | None:
        """What it cost, as far as that is known: None where it may have cost something."""
        return 0 if self.billed == "no" else self.cost

    @property
    def when(self) -> datetime | None:
        """When it was sent; None where the ledger holds no time."""
        return read_time(self.sent_at)


@dataclass(frozen=True, slots=True)
class Sum:
    """Several requests together. `unknown` of them may have cost something, at most `held` nano-dollars."""

    requests: int = 0
    cost: int = 0  # what is known
    unknown: int = 0
    held: int = 0

    def plus(self, entry: Entry) -> Sum:
        """With one request more."""
        if (known := entry.known) is not None:
            return Sum(self.requests + 1, self.cost + known, self.unknown, self.held)
        return Sum(self.requests + 1, self.cost, self.unknown + 1, self.held + entry.holds)


def add_up(entries: Iterable[Entry]) -> Sum:
    """All of them together."""
    total = Sum()
    for entry in entries:
        total = total.plus(entry)
    return total


def by(entries: Iterable[Entry], name: Callable[[Entry], str]) -> dict[str, Sum]:
    """Sums of the requests that share a name, in the order in which the names come."""
    found: dict[str, Sum] = {}
    for entry in entries:
        found[name(entry)] = found.get(name(entry), Sum()).plus(entry)
    return found


def read_time(text: str) -> datetime | None:
    """A time as the ledger writes it; None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST < found.year < LAST:
        return None  # no place on earth could tell it in its own time
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def month_of(entry: Entry) -> str:
    """`2026-11`: the month that its run began in, in UTC, as the user's own limit for a month counts it."""
    began = read_time(entry.began)
    return f"{began.astimezone(UTC):%Y-%m}" if began else "unknown"


def read_log(home: Path, boards: Iterable[str] | None = None, maker: str | None = None) -> tuple[Entry, ...]:
    """Every request in the ledger of `home`, of these boards and this maker, oldest first. Raises Unopenable."""
    ledger = read_ledger(home)
    if ledger is None:
        return ()
    try:
        return entries(ledger, boards, maker)
    finally:
        ledger.close()


def entries(ledger: Ledger, boards: Iterable[str] | None = None, maker: str | None = None) -> tuple[Entry, ...]:
    """The same of a ledger that is open."""
    wanted = None if boards is None else frozenset(boards)
    query = f"SELECT {', '.join(COLUMNS)} FROM attempt a JOIN run r ON r.run = a.run ORDER BY a.seq"  # noqa: S608 - a constant
    living: dict[str, bool] = {}
    found = []
    with ledger.reading() as db:
        for row in db.execute(query):
            entry = _entry(row)
            if (wanted is not None and entry.board not in wanted) or (maker is not None and entry.maker != maker):
                continue
            found.append(_alive(entry, ledger, living) if entry.state == "sending" else entry)
    return tuple(found)


def _entry(row: tuple[Any, ...]) -> Entry:
    for value, kinds in zip(row, COLUMNS.values(), strict=True):
        if (None if value is None else type(value)) not in kinds:
            raise Unopenable("BNN601", reason="a row of it holds what no request holds")
    return Entry(*row)


def _alive(entry: Entry, ledger: Ledger, living: dict[str, bool]) -> Entry:
    if entry.job_state in ("creating", "open"):
        return replace(entry, alive=True)
    if entry.run not in living:
        living[entry.run] = is_held(ledger.folder / "runs" / f"{entry.run}.lock")
    return replace(entry, alive=living[entry.run])


def names_of(home: Path, board: str, root: Path) -> tuple[str, ...]:
    """A board's name, and those that its file had before: vanished ones most of whose words it says now."""
    ledger = read_ledger(home)
    if ledger is None:
        return (board,)
    try:
        with ledger.reading() as db:
            says: dict[str, set[str]] = {}
            for name, said in db.execute("SELECT DISTINCT board, said FROM placed"):
                says.setdefault(name, set()).add(said)
    except Unopenable:
        return (board,)
    finally:
        ledger.close()
    mine = says.get(board, set())
    gone = [n for n in sorted(says) if n != board and not n.startswith("<") and not _exists(root, n)]
    return (board, *(n for n in gone if len(says[n] & mine) * 2 > min(len(says[n]), len(mine))))


def _exists(root: Path, board: str) -> bool:
    try:
        return has_file(root, board)
    except (OSError, ValueError):
        return False
