"""The end of a run: found pictures get their place, readable copies are written, and the record is drawn up."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from ..grammar.collector import collector_at_rest
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
    from .shelf import Taken
    from .shown import Shown


@collector_at_rest()
def gather(run: Run, scope: Scope, workspace: Workspace) -> RunRecord:
    """Close the books of a run."""
    book = run.sender.book
    run.ground.shelf.sending.clear()
    still = not (run.tally.made or run.tally.failed)  # then all is as it was decided
    board = shown_on(run.ground, book.ledger, run.walk.judge if still else None, run.walk.found if still else ())
    with suppress(OSError):  # a full disk: what was found is found again by the next run
        book.place(_found(run))
    copies = copy_out(board, workspace, _makers(book), run.ahead.written)
    made = {(t.address, t.take) for t in run.tally.made}
    takes = tuple(_records(run, scope, board, copies, made))
    return RunRecord(
        takes,
        tuple(run.tally.failed),
        tuple(Skip(a, b) for a, b in run.tally.skipped.items()),
        None if run.tally.unpriced else run.tally.known,
        len(made),
        len({(t.address, t.take) for t in takes} - made),
        "interrupt" if run.halt.asked else "budget" if run.broke else None,
        tuple(copies.left),
        copies.problem,
        run.tally.known,
        run.tally.held,
        lacking(run),
        run.ended,
        board,
    )


def _found(run: Run) -> Iterator[tuple[str, Taken]]:
    """Pictures that other addresses made, and these have a right to."""
    for decision in run.walk.found:
        generation = decision.standing.generation
        if generation and generation[-1].seq == 0:  # its own come first, and have their place
            rows = run.ground.shelf.rows.get(decision.call.address, ())
            known = {(r.attempt, r.key) for r in rows}
            yield from ((decision.call.address, t) for t in generation if (t.attempt, t.key) not in known)


def _makers(book: Book) -> Callable[[str], set[str]]:
    """Who made a picture, or has it. All of them are looked up at once, when somebody asks for the first."""
    made = "SELECT DISTINCT m.sha256, a.maker FROM made m JOIN attempt a ON a.attempt = m.attempt"
    makers: defaultdict[str, set[str]] = defaultdict(set)

    def of(sha256: str) -> set[str]:
        if not makers:
            for query in (made, "SELECT DISTINCT sha256, maker FROM placed"):
                for picture, maker in book.ledger.connection.execute(query):
                    makers[picture].add(maker)
        return makers.get(sha256, set())

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
