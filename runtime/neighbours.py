"""What other runs of the same root do about the calls of this one: looked up in the ledger, in its thread."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .entries import Filed
from .lock import is_held
from .store import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .book import Book
    from .shelf import Key

KEPT = """
SELECT a.attempt, a.take, a.seq, a.model, a.seconds, m.sha256, p.mime, p.bytes, p.width, p.height
FROM attempt a JOIN made m ON m.attempt = a.attempt JOIN picture p ON p.sha256 = m.sha256
WHERE a.maker=:maker AND a.said=:said AND a.seen=:seen AND a.state='kept' AND a.run<>:run ORDER BY a.seq, m.part
"""
OTHERS = """
SELECT state, run, take, seq, (SELECT state IN('creating','open') FROM job WHERE job = a.job) FROM attempt a
WHERE maker=:maker AND said=:said AND seen=:seen AND state IN('sending','refused','lost') AND run<>:run
"""
TAKES = """
SELECT attempt, take FROM placed
WHERE board=:board AND address=:address AND maker=:maker AND said=:said AND seen=:seen
"""
LOST = "SELECT said, seen, COUNT(*) FROM attempt WHERE maker=? AND state='lost' GROUP BY said, seen"
STILL = "SELECT COUNT(*) FROM attempt WHERE state='sending' AND attempt IN (SELECT value FROM json_each(?))"
HOLDING = "SELECT DISTINCT run FROM attempt WHERE state='sending' AND job IS NULL AND board=? AND run<>?"


@dataclass(frozen=True, slots=True)
class Theirs:
    """A picture that another run has made. `turn`: the number that its request was given, and which came first of
    those. `take`: which take of the address it is, None where it has no place yet."""

    attempt: str
    turn: tuple[int, int]
    model: str
    seconds: float | None
    filed: tuple[Filed, ...]
    take: int | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """What there is of one call. `live`: the turns of requests on their way in runs that are alive; `lost`: since this
    run began, those of runs that died included."""

    kept: tuple[Theirs, ...]
    live: tuple[tuple[int, int], ...]
    refused: int
    lost: int


class Neighbours:
    """Use it from the thread of the ledger."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lost: Counter[Key] = Counter()
        for said, seen, count in book.ledger.connection.execute(LOST, (book.maker,)):
            self._lost[said, seen] = count

    def look(self, asked: Iterable[tuple[str, Key]]) -> dict[tuple[str, Key], Sighting]:
        """What there is of each address and key."""
        alive: dict[str, bool] = {}
        return {(address, key): self._look(address, key, alive) for address, key in asked}

    def _look(self, address: str, key: Key, alive: dict[str, bool]) -> Sighting:
        book = self._book
        values: dict[str, object] = {"maker": book.maker, "said": key[0], "seen": key[1], "run": book.run}
        values |= {"board": book.board, "address": address}
        live: list[tuple[int, int]] = []
        refused, lost = 0, -self._lost[key]
        for state, run, take, seq, batched in book.ledger.connection.execute(OTHERS, values):
            if (batched and state in ("sending", "lost")) or (state == "sending" and self._alive(run, alive)):
                live.append((take, seq))
            else:
                refused += state == "refused"
                lost += state != "refused"
        return Sighting(self._kept(values), tuple(sorted(live)), refused, max(0, lost))

    def _kept(self, values: dict[str, object]) -> tuple[Theirs, ...]:
        db = self._book.ledger.connection
        takes = dict(db.execute(TAKES, values).fetchall())
        parts: dict[str, tuple[tuple[int, int], str, float | None, list[Filed]]] = {}
        for attempt, take, seq, model, seconds, sha256, mime, size, width, height in db.execute(KEPT, values):
            answer = parts.setdefault(attempt, ((take, seq), model, seconds, []))
            answer[3].append(Filed(sha256, mime, size, width, height))
            self._book.store.present.setdefault(sha256, EXTENSIONS.get(mime, "bin"))
        return tuple(Theirs(a, turn, m, s, tuple(f), takes.get(a)) for a, (turn, m, s, f) in parts.items())

    def _alive(self, run: str, alive: dict[str, bool]) -> bool:
        if run not in alive:
            alive[run] = is_held(self._book.ledger.folder / "runs" / f"{run}.lock")
        return alive[run]

    def hold(self) -> bool:
        """Whether a run that is alive has requests of this board on their way, which may give money back."""
        runs = self._book.ledger.connection.execute(HOLDING, (self._book.board, self._book.run)).fetchall()
        alive: dict[str, bool] = {}
        return any(self._alive(run, alive) for (run,) in runs)

    def settled(self, held: tuple[str, ...]) -> bool:
        """Whether some of these requests are not on their way any more."""
        (still,) = self._book.ledger.connection.execute(STILL, (json.dumps(held),)).fetchone()
        return int(still) < len(held)
