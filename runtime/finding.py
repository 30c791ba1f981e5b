"""Which pictures of a store nothing needs any more, with what each was and when it was needed last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .lock import is_held
from .log import read_time
from .needed import Needed, needed, pictures_in
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..dsl.call import Compiled
    from .ground import EngineInfo
    from .ledger import Ledger
    from .root import Workspace

YOUNGEST = 30  # days: what was made or needed since is never deleted


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be looked for. `board`: only pictures of that one; `maker`: only of that one."""

    days: int = YOUNGEST
    gone: bool = False  # boards whose file is gone keep nothing
    sketches: bool = False  # all pictures that were drawn for nothing
    board: str | None = None
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A picture that nothing needs. `cost` in nano-dollars, None: unknown. `address` "": a file that went along."""

    sha256: str
    path: Path
    size: int  # bytes
    board: str
    address: str
    take: int
    maker: str
    cost: int | None
    free: bool
    by_hand: bool
    when: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What could be deleted, and what stays: `kept` boards with reasons, `young` pictures, `unknown` to the ledger."""

    items: tuple[Item, ...]
    leftovers: tuple[Path, ...]  # files that were never finished
    kept: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    young: int
    unknown: int

    @property
    def size(self) -> int:
        """Bytes of all that could go."""
        return sum(i.size for i in self.items)


def running(home: Path) -> bool:
    """Whether a run of this project is under way, in whatever process."""
    try:
        return any(is_held(p) for p in sorted((home / "runs").glob("*.lock")))
    except OSError:
        return True


@dataclass(slots=True)
class _Row:
    board: str = ""
    address: str = ""
    take: int = 0
    maker: str = ""
    cost: int | None = None
    free: bool = False
    by_hand: bool = False
    along: bool = False  # it went along with a request that was paid for
    when: dt.datetime | None = None
    left: dt.datetime | None = None  # another one took its place
    boards: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Generation:
    """Pictures of the same words and pictures at one address, and when the last of them was asked for."""

    rows: list[_Row] = field(default_factory=list)
    last: dt.datetime | None = None

    def add(self, row: _Row, when: dt.datetime | None) -> None:
        self.rows.append(row)
        self.last = max(filter(None, (self.last, when)), default=None)


def _replaced(generations: list[_Generation]) -> None:
    """Until others were made in its place, a picture was needed."""
    times = sorted((g.last, i) for i, g in enumerate(generations) if g.last is not None)
    for i, generation in enumerate(generations):
        other = next((t for t, at in reversed(times[-2:]) if at != i), None)
        for row in generation.rows if other else ():
            row.left = max(filter(None, (row.left, other)))


class Looking:
    """One look at a ledger and a store. `find` raises Unopenable."""

    def __init__(self, workspace: Workspace, ledger: Ledger, wanted: Wanted, now: dt.datetime) -> None:
        self.workspace, self.ledger, self.wanted = workspace, ledger, wanted
        self.store = Store(workspace.home)
        self.along: set[str] = set()
        self.before = now - dt.timedelta(days=max(YOUNGEST, wanted.days))

    def find(self, compiled: Callable[[str, EngineInfo], Compiled | None]) -> Finding:
        """What could be deleted, and what stays; `compiled` as for `needed`."""
        need = needed(self.workspace, self.ledger, compiled, without_gone=self.wanted.gone)
        with self.ledger.reading():
            used = self._used()
            rows = self._rows()
        items, young, unknown = [], 0, 0
        for sha256 in sorted(self.store.present):
            path, row = self.store.path(sha256), rows.get(sha256)
            if path is None or row is None:
                unknown += 1
            elif self._asked(row) and (self._sketch(row) or sha256 not in need.pictures):
                size, touched = _stat(path)
                if self._sketch(row) or _last(touched, row.when, row.left, used.get(sha256)) < self.before:
                    items.append(_item(sha256, path, size, row))
                else:
                    young += 1
        items.sort(key=lambda i: (i.board, i.address, i.when or self.before, i.sha256))
        return Finding(tuple(items), self._leftovers(), *_kept(need), young, unknown)

    def _asked(self, row: _Row) -> bool:
        return self.wanted.board in (None, *row.boards) and self.wanted.maker in (None, *row.makers)

    def _sketch(self, row: _Row) -> bool:
        return self.wanted.sketches and row.free and not row.by_hand and not row.along

    def _rows(self) -> dict[str, _Row]:
        """What each picture that the ledger knows is: the last place that it was given says it."""
        db = self.ledger.connection
        rows = {str(s): _Row() for (s,) in db.execute("SELECT sha256 FROM picture")}
        query = (
            "SELECT m.sha256, a.board, a.address, a.maker, a.take, a.cost, a.most, a.billed, a.sent_at"
            " FROM made m JOIN attempt a ON a.attempt = m.attempt ORDER BY a.seq, m.part"
        )
        for sha256, *words, take, cost, most, billed, sent_at in db.execute(query):
            board, address, maker = map(_text, words)
            old = rows.get(sha256, _Row())
            rows[sha256] = _Row(
                board, address, _whole(take) or 0, maker, 0 if billed == "no" else _whole(cost),
                free=most == 0 and (old.free or not old.address), when=read_time(_text(sent_at)),
                boards=old.boards | {board}, makers=old.makers | {maker},
            )  # fmt: skip
        for sha256 in self.along & rows.keys():
            rows[sha256].along = True
        self._placed(rows)
        return rows

    def _placed(self, rows: dict[str, _Row]) -> None:
        """Where pictures were placed, and when others took their place: until then they were needed."""
        query = (
            "SELECT p.sha256, p.board, p.address, p.maker, p.take, p.attempt, p.said, p.seen, a.sent_at FROM placed p"
            " LEFT JOIN attempt a ON a.attempt = p.attempt ORDER BY p.seq, p.take"
        )
        places: dict[tuple[str, str, str], dict[tuple[str, str], _Generation]] = {}
        for sha256, *words, take, attempt, said, seen, sent_at in self.ledger.connection.execute(query):
            board, address, maker = map(_text, words)
            row = rows.setdefault(sha256, _Row())
            row.boards |= {board}
            row.makers |= {maker}
            if attempt is None:
                row.board, row.address, row.take, row.maker = board, address, _whole(take) or 0, maker
                row.cost, row.by_hand, row.free = 0, True, False
            found = places.setdefault((board, address, maker), {}).setdefault((said, seen), _Generation())
            found.add(row, read_time(_text(sent_at)))
        for generations in places.values():
            _replaced(list(generations.values()))

    def _used(self) -> dict[str, dt.datetime]:
        """When each picture last went along with a request; those of paid requests are remembered."""
        query = (
            "SELECT m.json, MAX(a.sent_at), MAX(COALESCE(a.most, 1)) FROM attempt a"
            " JOIN manifest m ON m.digest = a.seen GROUP BY a.seen"
        )
        found: dict[str, dt.datetime] = {}
        for text, sent_at, most in self.ledger.connection.execute(query):
            when, pictures = read_time(_text(sent_at)), pictures_in(text)
            if most != 0:
                self.along |= pictures
            for sha256 in pictures if when else ():
                assert when is not None
                found[sha256] = max(when, found.get(sha256, when))
        return found

    def _leftovers(self) -> tuple[Path, ...]:
        """Files that were being written when somebody pulled the plug; whoever writes now holds a lock."""
        folder = self.workspace.home / "tmp"
        try:
            files = sorted(p for p in folder.iterdir() if not p.is_dir())
        except OSError:
            return ()
        return () if running(self.workspace.home) else tuple(files)


def _text(value: object) -> str:
    """What a stranger's ledger holds may be anything."""
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _last(*times: dt.datetime | None) -> dt.datetime:
    """When a picture was needed for the last time, as far as that is known."""
    return max(t for t in times if t is not None)


def _stat(path: Path) -> tuple[int, dt.datetime]:
    """Size, and when it was written; what can't be looked at is new."""
    try:
        found = path.stat()
        return found.st_size, dt.datetime.fromtimestamp(found.st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return 0, dt.datetime.max.replace(tzinfo=dt.UTC)


def _item(sha256: str, path: Path, size: int, row: _Row) -> Item:
    return Item(
        sha256, path, size, row.board, row.address, row.take, row.maker, row.cost, row.free, row.by_hand, row.when
    )  # fmt: skip


def _kept(need: Needed) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    return tuple(sorted(need.kept.items())), tuple(need.gone)
