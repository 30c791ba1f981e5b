"""The end of a run: found pictures get their place, readable copies are written, and the record is drawn up."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from .leaving import lacking
from .out import copy_out
from .record import RunRecord, Skip, TakeRecord
from .shown import shown_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .book import Book
    from .out import Copies
    from .rehearse import Scope
    from .root import Workspace
    from .run import Run
    from .shown import Shown


def gather(run: Run, scope: Scope, workspace: Workspace) -> RunRecord:
    """Close the books of a run."""
    book = run.sender.book
    run.ground.shelf.sending.clear()
    board = shown_on(run.ground, book.ledger)
    with suppress(OSError):  # a full disk: what was found is found again by the next run
        book.place(
            (d.call.address, t)
            for d in run.walk.found
            for t in d.standing.generation
            if not any(r.attempt == t.attempt and r.key == t.key for r in run.ground.shelf.rows.get(d.call.address, ()))
        )
    copies = copy_out(board, workspace, _makers(book))
    made = {(t.address, t.take) for t in run.made}
    takes = tuple(_records(run, scope, board, copies, made))
    return RunRecord(
        takes,
        tuple(run.failed),
        tuple(Skip(a, b) for a, b in run.skipped.items()),
        None if run.unpriced else run.known,
        len(made),
        len({(t.address, t.take) for t in takes} - made),
        "interrupt" if run.halt.asked else "budget" if run.broke else None,
        tuple(copies.left),
        copies.problem,
        run.known,
        run.held,
        lacking(run),
        run.ended,
    )


def _makers(book: Book) -> Callable[[str], set[str]]:
    query = "SELECT DISTINCT a.maker FROM made m JOIN attempt a ON a.attempt = m.attempt WHERE m.sha256=?"
    by_hand = "SELECT DISTINCT maker FROM placed WHERE sha256=?"

    def of(sha256: str) -> set[str]:
        db = book.ledger.connection
        return {m for q in (query, by_hand) for (m,) in db.execute(q, (sha256,))}

    return of


def _records(run: Run, scope: Scope, board: Shown, copies: Copies, made: set[tuple[str, int]]) -> Iterator[TakeRecord]:
    for call in (c for s in board.calls for c in (s, s.final) if c is not None):
        address = call.call.address
        for take in call.takes if address in scope.shown else ():
            status = "made" if (address, take.number) in made else "cached"
            tokens = json.loads(take.usage) if take.usage else None
            for part, picture in enumerate(take.pictures, 1):
                path = copies.paths.get((address, take.number, part), picture.path)
                if path is not None:
                    yield TakeRecord(
                        address, take.number, part, path, picture.sha256, picture.mime, picture.width, picture.height,
                        status, run.engine.name, take.model, take.cost, tokens, take.text, take.seconds, take.counts,
                    )  # fmt: skip
