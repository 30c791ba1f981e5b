"""Which pictures of the store are needed: by a board as it is now, by a choice, or by what such a picture saw."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .commanded import short, values_in
from .decide import Judge
from .former import is_there
from .ground import EngineInfo, lay_ground
from .status import newest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..dsl.call import Compiled
    from .ground import Ground
    from .ledger import Ledger
    from .root import Workspace
    from .shelf import Taken


@dataclass(slots=True)
class Needed:
    """`pictures`: digests of what has to stay. `kept`: boards that keep all they ever had, each with the reason."""

    pictures: set[str] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)  # boards whose file is not there


def needed(
    workspace: Workspace,
    ledger: Ledger,
    compiled: Callable[[str, EngineInfo], Compiled | None],
    *,
    without_gone: bool = False,
) -> Needed:
    """What has to stay. `compiled` gives a board as one maker's pictures make it, None where it has errors.

    A board whose file is gone keeps all that it ever had, except `without_gone`. Raises Unopenable.
    """
    found = Needed()
    with ledger.reading() as db:
        boards = [str(b) for (b,) in db.execute("SELECT board FROM board ORDER BY board")]
        makers = _makers(ledger)
        held = _Held(ledger)
    for board in boards:
        if not is_there(workspace.root, board):
            found.gone.append(board)
            if without_gone:
                continue
            found.kept[board] = "its file is not there"
        for maker in () if board in found.kept else makers:
            if (why := _look(found, workspace, ledger, compiled, board, maker)) is not None:
                found.kept[board] = why
                break
        if board in found.kept:
            found.pictures |= held.of(board)
    found.pictures |= held.waited_for
    held.close(found.pictures)
    return found


def _look(
    found: Needed,
    workspace: Workspace,
    ledger: Ledger,
    compiled: Callable[[str, EngineInfo], Compiled | None],
    board: str,
    maker: EngineInfo,
) -> str | None:
    """Add what a board needs of one maker's pictures; or say why that can't be told."""
    script = compiled(board, maker)
    if script is None:
        return "it has errors, or asks for values"
    if (name := _otherwise(ledger, script, board)) is not None:
        return f"it was run with another value of `{name}`"
    ground = lay_ground(script, maker, workspace, ledger)
    if ground.diagnostics:
        return "its picks can't be read"
    found.pictures |= _of_board(ground)
    return None


def _makers(ledger: Ledger) -> list[EngineInfo]:
    """All makers in the ledger; a free one never asked for money.

    Of one whose pictures were all brought in by hand that is not known: its choices may lie in either place.
    """
    db = ledger.connection
    query = "SELECT maker, COALESCE(MAX(most), 1), COUNT(most) FROM attempt GROUP BY maker ORDER BY maker"
    found = [EngineInfo(str(m), str(m), most == 0 and known > 0) for m, most, known in db.execute(query)]
    query = "SELECT DISTINCT maker FROM placed WHERE maker NOT IN (SELECT maker FROM attempt) ORDER BY maker"
    return found + [EngineInfo(str(m), str(m), free) for (m,) in db.execute(query) for free in (False, True)]


def _otherwise(ledger: Ledger, script: Compiled, board: str) -> str | None:
    """A param that a run of the board was given another value of than the board has by itself."""
    own = dict(script.params)
    query = "SELECT DISTINCT command FROM run WHERE board=?"
    for (command,) in ledger.connection.execute(query, (board,)):
        for name, value in values_in(str(command)).items():
            if name not in own or short(own[name]) != value:
                return name
    return None


def _of_board(ground: Ground) -> set[str]:
    """The pictures that its addresses have for the words and pictures of now, use, or have chosen."""
    compiled, shelf = ground.compiled, ground.shelf
    judge = Judge(ground, shelf)
    takes: list[Taken] = []
    for call in (*compiled.calls, *compiled.spare, *compiled.finals):
        standing = judge.decide(call).standing
        takes += standing.generation
        rows = shelf.rows.get(call.address, ())
        # Of changed words nothing counts; what was there last is what `--keep` would take up again.
        last = standing.counts or newest(shelf, call.address, list(rows))
        if last is not None:
            takes += [last, *(r for r in rows if r.key == last.key)]
    pictures = {s for t in takes for s in t.parts}
    for address, picks in shelf.picks.items():
        rows = shelf.rows.get(address, ())
        for pick in picks:
            keys = {r.key for r in rows if pick.sha256 in r.parts} | {(pick.said, pick.seen or "")}
            pictures |= {pick.sha256, *(s for r in rows if r.key in keys for s in r.parts)}
    return pictures


class _Held:
    """What the ledger has placed for each board, and what each picture was made from."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        db = ledger.connection
        made: dict[str, list[str]] = {}
        for attempt, sha256 in db.execute("SELECT attempt, sha256 FROM made"):
            made.setdefault(attempt, []).append(sha256)
        self.boards: dict[str, set[str]] = {}
        self.saw: dict[str, set[str]] = {}  # digests of what a picture saw
        for board, seen, sha256, attempt in db.execute("SELECT board, seen, sha256, attempt FROM placed"):
            for each in (sha256, *made.get(attempt, ())):
                self.boards.setdefault(board, set()).add(each)
                self.saw.setdefault(each, set()).add(seen)
        waiting = []
        for attempt, board, seen, state in db.execute("SELECT attempt, board, seen, state FROM attempt"):
            for each in made.get(attempt, ()):
                self.boards.setdefault(board, set()).add(each)
                self.saw.setdefault(each, set()).add(seen)
            if state == "sending":
                waiting.append(seen)
        self.manifests: dict[str, frozenset[str]] = {}
        self.waited_for = {s for seen in waiting for s in self._pictures(seen)}

    def of(self, board: str) -> set[str]:
        """All that a board ever had."""
        return self.boards.get(board, set())

    def close(self, pictures: set[str]) -> None:
        """Add what the pictures saw, and what that saw."""
        waiting = list(pictures)
        while waiting:
            for seen in self.saw.get(waiting.pop(), ()):
                new = self._pictures(seen) - pictures
                pictures |= new
                waiting += new

    def _pictures(self, seen: str) -> frozenset[str]:
        if seen not in self.manifests:
            row = self.ledger.connection.execute("SELECT json FROM manifest WHERE digest=?", (seen,)).fetchone()
            self.manifests[seen] = pictures_in(row[0] if row else b"[]")
        return self.manifests[seen]


def pictures_in(text: bytes | str) -> frozenset[str]:
    """The digests in a manifest of what was seen; none where it is no such thing."""
    try:
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return frozenset()
    entries: Iterable[object] = found if isinstance(found, list) else ()
    return frozenset(str(e[-1]) for e in entries if isinstance(e, list) and e)
