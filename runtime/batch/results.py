"""What became of a run's own lines, as the ledger has it once their jobs were collected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..entries import Filed
from ..sending import Fell, Kept
from ..store import EXTENSIONS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from ..book import Book
    from ..reserving import Reserved

ENDED = """
SELECT attempt, address, said, seen, take, state, cost, most, reason, text, usage, seconds FROM attempt
WHERE run=? AND job IS NOT NULL AND state<>'sending' ORDER BY seq
"""
PICTURES = """
SELECT p.sha256, p.mime, p.bytes, p.width, p.height FROM made m JOIN picture p ON p.sha256 = m.sha256
WHERE m.attempt=? ORDER BY m.part
"""


@dataclass(frozen=True, slots=True)
class Extra:
    """A further answer to a line. `line` is what it was asked by: address, words and pictures."""

    attempt: str
    line: tuple[str, str, str]
    most: int
    result: Kept | Fell


def results(
    book: Book, mine: Mapping[str, Reserved], seen: AbstractSet[str]
) -> tuple[dict[str, Kept | Fell], list[Extra]]:
    """What has ended of the run's requests that are waited for, by their names; and what nobody asked for and was not
    `seen` before."""
    from ..reserving import Reserved

    found: dict[str, Kept | Fell] = {}
    extras = []
    for attempt, *line, take, state, cost, most, reason, text, usage, seconds in book.ledger.connection.execute(
        ENDED, (book.run,)
    ):
        if attempt in seen:
            continue
        reserved = mine.get(attempt) or Reserved(attempt, take, most=most)
        if state == "kept":
            result: Kept | Fell = _kept(book, reserved, cost, usage, text, seconds)
        else:
            result = _fell(state, cost, reason, text)
        if attempt in mine:
            found[attempt] = result
        else:
            extras.append(Extra(attempt, (line[0], line[1], line[2]), most or 0, result))
    return found, extras


def _kept(
    book: Book, reserved: Reserved, cost: int | None, usage: str | None, text: str | None, seconds: float | None
) -> Kept:
    filed = pictures(book.ledger.connection, reserved.attempt)
    for one in filed:
        book.store.present.setdefault(one.sha256, EXTENSIONS.get(one.mime, "bin"))
    return Kept(reserved, filed, cost, json.loads(usage) if usage else None, text or "", seconds or 0.0)


def pictures(db: sqlite3.Connection, attempt: str) -> tuple[Filed, ...]:
    """What an answer held."""
    return tuple(Filed(*row) for row in db.execute(PICTURES, (attempt,)))


def _fell(state: str, cost: int | None, reason: str | None, text: str | None) -> Fell:
    said = reason or ""
    if state == "refused":
        return Fell(said, state, text or said, retryable=False, cost=cost)
    if state == "lost":
        return Fell(said, state, said, retryable=False, cost=None)
    return Fell(said, "batch", said, retryable=True, cost=0)
