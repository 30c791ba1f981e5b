"""What a plan stands on: a compiled board, and all that is known of it for one maker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from .former import is_there
from .ledger import Unopenable, read_ledger
from .picks import read_picks
from .renames import Renames, apart_from_source
from .shelf import Shelf, load_shelf
from .store import Store

if TYPE_CHECKING:
    from ..dsl.call import Call, Compiled
    from ..grammar.diagnostic import Diagnostic
    from .ledger import Ledger
    from .root import Workspace
    from .shelf import Pick

LAST_SAID = """
SELECT p.said, MAX(p.seq), m.json FROM placed p JOIN manifest m ON m.digest = p.said WHERE p.board=? GROUP BY p.said
"""
# Boards that came into the ledger after another one was last heard of, and have all of its pictures.
HEIRS = """
SELECT h.board FROM board h WHERE h.board NOT LIKE '<%'
  AND (SELECT MIN(rowid) FROM run WHERE board = h.board) > (SELECT MAX(rowid) FROM run WHERE board = :old)
  AND (SELECT MIN(seq) FROM placed WHERE board = h.board) > (SELECT MAX(seq) FROM placed WHERE board = :old)
  AND NOT EXISTS (SELECT 1 FROM placed o WHERE o.board = :old AND NOT EXISTS (SELECT 1 FROM placed n
    WHERE n.board = h.board AND n.maker = o.maker AND n.said = o.said AND n.seen = o.seen AND n.sha256 = o.sha256))
"""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What a plan must know of the engine: `maker` is the family that draws, and part of every key.

    What an engine of another `realm` makes and spends is pretended: it is kept apart, with a ledger of its own.
    """

    name: str
    maker: str
    free: bool
    realm: str = ""


@dataclass(slots=True)
class Ground:
    """What a board's plan follows from. `said`: the words of each address, a renamed source under its old name."""

    compiled: Compiled
    engine: EngineInfo
    workspace: Workspace | None
    shelf: Shelf
    said: dict[str, tuple[str, str]]
    renamed: dict[str, str] = field(default_factory=dict)  # now -> before
    orphans: tuple[str, ...] = ()
    board: str = ""  # the name under which the ledger knows the board
    moved: str | None = None  # the file's earlier name, where the board was renamed
    diagnostics: tuple[Diagnostic, ...] = ()


def lay_ground(
    compiled: Compiled, engine: EngineInfo, workspace: Workspace | None, ledger: Ledger | None = None
) -> Ground:
    """All that is known of a board. Reads, and writes nothing; without a workspace, nothing is known."""
    problems: list[Diagnostic] = []
    shelf, moved = Shelf(), None
    if workspace is not None:
        shelf, moved = _load(compiled, engine, workspace, ledger, problems)
        shelf.picks, shelf.free = _picks(compiled, engine, workspace, problems, moved), engine.free
    if engine.free:
        shelf.forgotten |= {a for a, picks in shelf.picks.items() if not any(p.sha256 in shelf.here for p in picks)}
    every = (*compiled.calls, *compiled.spare, *compiled.finals)
    renames = Renames(shelf, every)
    # A board with an error has no pictures at this moment: that takes nothing away.
    orphans = () if compiled.broken else renames.orphans
    ground = Ground(compiled, engine, workspace, shelf, renames.said, renames.came, orphans, compiled.path, moved)
    ground.diagnostics = tuple(problems)
    return ground


def _load(
    compiled: Compiled, engine: EngineInfo, workspace: Workspace, given: Ledger | None, problems: list[Diagnostic]
) -> tuple[Shelf, str | None]:
    try:
        ledger = given or read_ledger(workspace.home)
    except Unopenable as unopenable:
        problems.append(unopenable.problem)
        return Shelf(), None
    if ledger is None:
        return Shelf(), None
    try:
        return _read(compiled, engine, workspace, ledger)
    except Unopenable as unopenable:
        problems.append(unopenable.problem)
        return Shelf(), None
    finally:
        if given is None:
            ledger.close()


def _read(compiled: Compiled, engine: EngineInfo, workspace: Workspace, ledger: Ledger) -> tuple[Shelf, str | None]:
    with ledger.reading():
        here = set(Store(workspace.home).present)
        board = compiled.path
        moved = None if _known(ledger, board) else _moved(ledger, compiled, engine, workspace)
        return load_shelf(ledger, moved or board, engine.maker, here, free=engine.free), moved


def _known(ledger: Ledger, board: str) -> bool:
    return ledger.connection.execute("SELECT 1 FROM placed WHERE board=? LIMIT 1", (board,)).fetchone() is not None


def _followed(ledger: Ledger, moved: str, workspace: Workspace) -> bool:
    """Whether a file that is there came after that name already: then a new one is only a copy of that file."""
    heirs = ledger.connection.execute(HEIRS, {"old": moved}).fetchall()
    return any(is_there(workspace.root, str(heir)) for (heir,) in heirs)


def _moved(ledger: Ledger, compiled: Compiled, engine: EngineInfo, workspace: Workspace) -> str | None:
    """The vanished file that has said most of what this new one says: more than half of the one or of the other.

    A file that was renamed twice has two vanished names that say the same; the one that was drawn last counts.
    """
    says = {apart_from_source(c.said, c.said_json) for c in compiled.calls}
    found: list[tuple[int, int, str]] = []
    for (board,) in ledger.connection.execute("SELECT board FROM board ORDER BY board").fetchall():
        if board == compiled.path or board.startswith("<") or is_there(workspace.root, board):
            continue
        rows = ledger.connection.execute(LAST_SAID, (board,)).fetchall()
        last = {apart_from_source(said, text): seq for said, seq, text in rows}
        kept = set() if not last else _kept(ledger, board, engine, workspace)
        common = len((last.keys() | kept) & says)
        if common * 2 > min(len(last), len(says)) and not _followed(ledger, board, workspace):
            found.append((common, max(last.values()), board))
    return max(found, default=(0, 0, None))[2]


def _kept(ledger: Ledger, board: str, engine: EngineInfo, workspace: Workspace) -> set[str]:
    """The words for which pictures of a board were picked or kept: made for others, they are right for these."""
    path = workspace.picks(board, board, free=engine.free, maker=engine.maker)
    saids = {p.said for p in read_picks(path, workspace.shown(path)).of(engine.maker)}
    query = "SELECT json FROM manifest WHERE digest=?"
    texts = ((s, ledger.connection.execute(query, (s,)).fetchone()) for s in sorted(saids))
    return {apart_from_source(s, row[0]) if row else s for s, row in texts}


def _picks(
    compiled: Compiled, engine: EngineInfo, workspace: Workspace, problems: list[Diagnostic], moved: str | None
) -> dict[str, list[Pick]]:
    """The picks of every file that declares something of this board, by the addresses that this board gives them."""
    homes: dict[str, dict[str, list[Call]]] = {}
    for call in (*compiled.calls, *compiled.spare, *compiled.finals):
        if call.kind is Kind.VIEW and call.home != compiled.path:
            homes.setdefault(call.home, {}).setdefault(own_name(call.address), []).append(call)
    picks: dict[str, list[Pick]] = {}
    for home in (*([moved] if moved else []), compiled.path, *homes):
        path = workspace.picks(compiled.path, home, free=engine.free, maker=engine.maker)
        read = read_picks(path, workspace.shown(path))
        problems.extend(read.problems)
        for pick in read.of(engine.maker):
            for address in [pick.address] if home not in homes else _same(homes[home], pick):
                picks.setdefault(address, []).append(pick)
    return picks


def _same(views: dict[str, list[Call]], pick: Pick) -> list[str]:
    """The addresses that this board gives to a view which another file declares."""
    return [c.address for c in views.get(own_name(pick.address), ()) if c.said == pick.said]


def own_name(address: str) -> str:
    """An imported view's own name, without what the importing board calls its file."""
    return ".".join(address.split(".")[-2:])
