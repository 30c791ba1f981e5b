"""What there is to look at: for each address its takes, which one counts, and the final beside its draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from .decide import Judge
from .ground import lay_ground
from .ledger import Unopenable, read_ledger
from .root import Workspace
from .status import Status
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..dsl.call import Call, Compiled
    from ..grammar.diagnostic import Diagnostic
    from .decide import Decision
    from .ground import EngineInfo, Ground
    from .ledger import Ledger
    from .shelf import Taken


class ShownPicture(Struct, frozen=True):
    """A picture in the store. `path` is None where its file is gone."""

    sha256: str
    path: Path | None
    mime: str
    width: int | None
    height: int | None


class ShownTake(Struct, frozen=True):
    """A take with what is known of its making. `fresh`: for the words and pictures of now. `cost` in nano-dollars."""

    number: int
    pictures: tuple[ShownPicture, ...]
    counts: bool
    picked: bool
    fresh: bool
    model: str
    cost: int | None
    usage: str | None  # JSON
    text: str
    seconds: float | None
    made_by_hand: bool

    @property
    def here(self) -> bool:
        """Whether all its pictures can be shown."""
        return all(p.path is not None for p in self.pictures)


class ShownCall(Struct, frozen=True):
    """An address with its takes, those of now or else those in use; a draft has its final beside it."""

    call: Call
    status: Status
    takes: tuple[ShownTake, ...]
    final: ShownCall | None = None
    refusal: tuple[str, str] | None = None  # the service's own word for why it was refused last, and what it wrote

    @property
    def counts(self) -> ShownTake | None:
        """The take in use."""
        return next((t for t in self.takes if t.counts), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole board as it is now."""

    compiled: Compiled
    engine: EngineInfo
    calls: tuple[ShownCall, ...]
    orphans: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def find(self, address: str) -> ShownCall | None:
        """The call with that canonical address, finals included."""
        every = (c for call in self.calls for c in (call, call.final) if c is not None)
        return next((c for c in every if c.call.address == address), None)


def shown(compiled: Compiled, root: Path | None, engine: EngineInfo) -> Shown:
    """What one maker has made of a board. Writes nothing."""
    workspace = Workspace(root, realm=engine.realm) if root is not None else None
    ledger = None
    if workspace is not None:
        try:
            ledger = read_ledger(workspace.home)
        except Unopenable:
            ledger = None  # laying the ground says so
    try:
        return shown_on(lay_ground(compiled, engine, workspace), ledger)
    finally:
        if ledger is not None:
            ledger.close()


def shown_on(
    ground: Ground, ledger: Ledger | None, judge: Judge | None = None, decided: Iterable[Decision] = ()
) -> Shown:
    """What there is on a state that is known already; `decided` by `judge` on the same state, if it was."""
    judge = judge or Judge(ground, ground.shelf)
    known = {d.call.address: d for d in decided}
    if any(d.code == "BNN601" for d in ground.diagnostics):
        ledger = None  # it is damaged, and that is told
    compiled = ground.compiled
    looking = _Looking(ground, ledger)
    calls = (*compiled.calls, *compiled.spare)
    drafts = {c.address: looking.call(known.get(c.address) or judge.decide(c)) for c in calls}
    spare = {c.address for c in compiled.spare}
    finals = {c.draft: looking.call(known.get(c.address) or judge.decide(c)) for c in compiled.finals}
    found = tuple(
        structs.replace(s, final=finals.get(a)) for a, s in drafts.items() if a not in spare or s.takes
    )  # fmt: skip
    return Shown(compiled, ground.engine, found, ground.orphans, ground.diagnostics)


class _Looking:
    def __init__(self, ground: Ground, ledger: Ledger | None) -> None:
        self.ground = ground
        self.store = Store(ground.workspace.home) if ground.workspace else None
        self.attempts: dict[str, tuple[str, int | None, str | None, str | None, float | None]] = {}
        self.pictures: dict[str, tuple[str, int | None, int | None]] = {}
        self.refusals: dict[tuple[str, str], tuple[str, str]] = {}
        if ledger is not None:
            query = "SELECT attempt, model, cost, usage, text, seconds FROM attempt WHERE maker=? AND state='kept'"
            rows = ledger.connection.execute(query, (ground.engine.maker,))
            self.attempts = {row[0]: row[1:] for row in rows}
            query = "SELECT said, seen, reason, text FROM attempt WHERE maker=? AND state='refused' ORDER BY seq"
            refused = ledger.connection.execute(query, (ground.engine.maker,))
            self.refusals = {(said, seen): (reason or "", text or "") for said, seen, reason, text in refused}
            known = ledger.connection.execute("SELECT sha256, mime, width, height FROM picture")
            self.pictures = {row[0]: row[1:] for row in known}

    def call(self, decision: Decision) -> ShownCall:
        standing = decision.standing
        takes = list(standing.generation)
        counts = standing.counts
        if not takes and (used := counts or self._gone(decision)) is not None:
            rows = self.ground.shelf.rows.get(decision.call.address, [])
            takes = sorted((r for r in rows if r.key == used.key), key=lambda r: r.take)
        if counts is not None and not any(t.is_same(counts) for t in takes):
            takes.append(counts)
        fresh = {id(t) for t in standing.generation}
        told = tuple(self._take(t, decision, counts=t.is_same(counts), fresh=id(t) in fresh) for t in takes)
        return ShownCall(decision.call, standing.status, told, None, self._refusal(decision))

    def _gone(self, decision: Decision) -> Taken | None:
        """What a missing picture was, though that of what it is made from is missing too: it was paid for."""
        if decision.standing.status is not Status.MISSING:
            return None
        rows = [r for r in self.ground.shelf.rows.get(decision.call.address, ()) if r.said == decision.said]
        return max(rows, key=lambda r: (r.seq, r.take), default=None)

    def _refusal(self, decision: Decision) -> tuple[str, str] | None:
        if decision.standing.status is not Status.REFUSED:
            return None
        return self.refusals.get((decision.said, decision.sight.seen or ""))

    def _take(self, taken: Taken, decision: Decision, *, counts: bool, fresh: bool) -> ShownTake:
        nothing = (decision.call.model, None, None, None, None)
        model, cost, usage, text, seconds = self.attempts.get(taken.attempt or "", nothing)
        pictures = tuple(self._picture(s) for s in taken.parts)
        picked = counts and decision.standing.picked
        by_hand = taken.attempt is None
        return ShownTake(taken.take, pictures, counts, picked, fresh, model, cost, usage, text or "", seconds, by_hand)

    def _picture(self, sha256: str) -> ShownPicture:
        path = self.store.path(sha256) if self.store else None
        mime, width, height = self.pictures.get(sha256, ("image/png", None, None))
        return ShownPicture(sha256, path, mime, width, height)
