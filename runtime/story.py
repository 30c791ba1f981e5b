"""The whole story of one picture: what it says and sees, each take and each attempt, what was chosen, who uses it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dsl.call import GivenPicture, MadePicture, Words
from .decide import Judge
from .log import Entry, entries, names_of
from .sight import panel
from .status import Status
from .why import Reasons, changes_between, manifest_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..dsl.call import Call
    from .decide import Decision
    from .ground import Ground
    from .ledger import Ledger
    from .shelf import Key, Pick, Taken
    from .store import Store


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture that goes along. `sha256` None: it is not made yet. `source`: a file, or another picture's address."""

    subject: str
    kind: str
    label: str
    source: str
    given: bool
    chain: bool  # the picture of the shot before
    panel: int | None
    sha256: str | None
    path: Path | None  # in the store


@dataclass(frozen=True, slots=True)
class Part:
    """A picture of an answer."""

    sha256: str
    mime: str
    size: int | None  # bytes
    width: int | None
    height: int | None
    path: Path | None  # None: its file is not in the store
    cleared: bool = False  # somebody had it cleared away


@dataclass(frozen=True, slots=True)
class Told:
    """A take with all that is known of it. `elsewhere`: the other address, or board, whose request brought it."""

    number: int
    parts: tuple[Part, ...]
    counts: bool
    picked: bool
    entry: Entry | None
    usage: str | None  # JSON
    elsewhere: str | None
    by_hand: bool = False  # somebody brought it in, no request did

    @property
    def tokens(self) -> dict[str, int]:
        """What the service said that it used; empty where it did not say."""
        try:
            found = json.loads(self.usage or "{}")
        except (ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {str(n): v for n, v in found.items() if isinstance(v, int)}

    @property
    def here(self) -> bool:
        """Whether all its pictures are in the store."""
        return all(p.path is not None for p in self.parts)


@dataclass(frozen=True, slots=True)
class Generation:
    """The takes of the same words and pictures. `now`: those of the present ones. `differs`: what is otherwise since.

    `words`: they are the present ones, only the pictures that went along were others.
    """

    said: str
    seen: str
    now: bool
    words: bool
    differs: tuple[str, ...]
    takes: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class User:
    """A call that sees the picture."""

    address: str
    status: Status
    final: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pick, by number and picture; `now` where it is for the present words."""

    pick: Pick
    now: bool


@dataclass(frozen=True, slots=True)
class Story:
    """`call` None: the address is gone from the board. Without a picture of now, `generations` are older ones."""

    address: str
    call: Call | None
    status: Status
    why: str
    blocked: str | None
    refused_again: bool  # stale, and refused when it was asked for again: only a reroll asks once more
    sent: tuple[Sent, ...]
    generations: tuple[Generation, ...]
    fallen: tuple[Entry, ...]  # requests that brought no picture
    picks: tuple[Chosen, ...]
    users: tuple[User, ...]
    before: tuple[str, ...]  # earlier names


def story(ground: Ground, ledger: Ledger | None, store: Store | None, address: str) -> Story:
    """The story of an address of the board, or of one that is gone from it. Raises Unopenable."""
    return _Teller(ground, ledger, store).tell(address)


class _Teller:
    def __init__(self, ground: Ground, ledger: Ledger | None, store: Store | None) -> None:
        self.ground, self.ledger, self.store = ground, ledger, store
        self.judge = Judge(ground, ground.shelf)
        compiled = ground.compiled
        self.calls = (*compiled.calls, *compiled.spare, *compiled.finals)
        self.decisions = {c.address: self.judge.decide(c) for c in self.calls}
        log = entries(ledger, None, ground.engine.maker) if ledger is not None else ()
        self.attempts = {e.attempt: e for e in log}
        self.boards = self._boards()

    def _boards(self) -> frozenset[str]:
        workspace, path = self.ground.workspace, self.ground.compiled.path
        names = names_of(workspace.home, path, workspace.root) if workspace and self.ledger else (path,)
        return frozenset((*names, *filter(None, [self.ground.moved])))

    def tell(self, address: str) -> Story:
        decision = self.decisions.get(address)
        names = (address, *self._before(address))
        with Reasons(self.ground) as reasons:
            why = reasons.why(decision) if decision else "its name is gone from the board; its pictures are kept"
            generations = self._generations(address, decision, reasons)
        return Story(
            address,
            decision.call if decision else None,
            decision.standing.status if decision else Status.ORPHAN,
            why,
            decision.blocked if decision else None,
            decision is not None and decision.refused_again,
            self._sent(decision) if decision else (),
            generations,
            self._fallen(names),
            self._picks(address, decision),
            self._users(address),
            names[1:],
        )

    def _before(self, address: str) -> tuple[str, ...]:
        """What it was called before: the addresses that asked for what is on its shelf, and are gone."""
        found = [self.ground.renamed[address]] if address in self.ground.renamed else []
        for row in self.ground.shelf.rows.get(address, ()):
            entry = self.attempts.get(row.attempt or "")
            if entry and entry.board in self.boards and entry.address not in self.decisions:
                found.append(entry.address)
        return tuple(n for n in dict.fromkeys(found) if n != address)

    def _sent(self, decision: Decision) -> tuple[Sent, ...]:
        found = []
        for part in decision.call.parts:
            if isinstance(part, Words):
                continue
            if isinstance(part, MadePicture):
                sha256 = panel(self.judge.counts.get(part.call), part.panel)
                found.append(self._seen(part, part.call, sha256))
            else:
                found.append(self._seen(part, part.path, part.sha256))
        return tuple(found)

    def _seen(self, part: GivenPicture | MadePicture, source: str, sha256: str | None) -> Sent:
        role = part.role
        path = self.store.path(sha256) if self.store and sha256 else None
        given = isinstance(part, GivenPicture)
        number = None if isinstance(part, GivenPicture) else part.panel
        return Sent(role.subject, role.kind, role.label, source, given, role.chain, number, sha256, path)

    def _generations(self, address: str, decision: Decision | None, reasons: Reasons) -> tuple[Generation, ...]:
        """The present one first, then the others, the newest first."""
        groups: dict[Key, list[Taken]] = {}
        present = None
        if decision is not None and decision.sight.seen is not None:
            present = (decision.said, decision.sight.seen)
            if decision.standing.generation:
                groups[present] = list(decision.standing.generation)
        rows = self.ground.shelf.rows.get(address, [])
        for row in sorted(rows, key=lambda r: (-r.seq, r.take)):
            if row.key != present:
                groups.setdefault(row.key, []).append(row)
        counts = decision.standing.counts if decision else None
        if counts is not None and not any(t.is_same(counts) for g in groups.values() for t in g):
            groups.setdefault(counts.key, []).append(counts)
        found = []
        for key, takes in groups.items():
            differs = () if key == present else self._differs(takes[0], decision, reasons)
            told = tuple(self._told(t, decision, address) for t in sorted(takes, key=lambda t: t.take))
            same = decision is not None and key[0] == decision.said
            found.append(Generation(*key, key == present, same, differs, told))
        return tuple(found)

    def _differs(self, taken: Taken, decision: Decision | None, reasons: Reasons) -> tuple[str, ...]:
        """What is otherwise since these takes were made."""
        if decision is None or self.ledger is None:
            return ()
        if taken.said == decision.said:
            return tuple(reasons.since(taken, decision))
        before = manifest_in(self.ledger, taken.said)
        now = json.loads(decision.said_json)
        return tuple(changes_between(before, now)) if isinstance(before, dict) else ()

    def _told(self, taken: Taken, decision: Decision | None, address: str) -> Told:
        entry = self.attempts.get(taken.attempt or "")
        counts = decision is not None and taken.is_same(decision.standing.counts)
        picked = bool(counts and decision and decision.standing.picked)
        elsewhere = None
        if entry is not None and (entry.board not in self.boards or entry.address != address):
            elsewhere = entry.address if entry.board in self.boards else f"{entry.board}: {entry.address}"
        usage = self._usage(entry.attempt) if entry else None
        parts = tuple(self._part(s) for s in taken.parts)
        return Told(taken.take, parts, bool(counts), picked, entry, usage, elsewhere, taken.attempt is None)

    def _part(self, sha256: str) -> Part:
        path = self.store.path(sha256) if self.store else None
        row = None
        if self.ledger is not None:
            query = "SELECT mime, state, bytes, width, height FROM picture WHERE sha256=?"
            row = self.ledger.connection.execute(query, (sha256,)).fetchone()
        mime, state, *sizes = row or ("image/png", "here", None, None, None)
        size, width, height = (n if isinstance(n, int) else None for n in sizes)  # a stranger's ledger holds anything
        return Part(sha256, str(mime), size, width, height, path, path is None and state == "dropped")

    def _usage(self, attempt: str) -> str | None:
        assert self.ledger is not None
        row = self.ledger.connection.execute("SELECT usage FROM attempt WHERE attempt=?", (attempt,)).fetchone()
        return row[0] if row and isinstance(row[0], str) else None

    def _fallen(self, names: Iterable[str]) -> tuple[Entry, ...]:
        wanted = frozenset(names)
        return tuple(
            e for e in self.attempts.values() if e.state != "kept" and e.board in self.boards and e.address in wanted
        )

    def _picks(self, address: str, decision: Decision | None) -> tuple[Chosen, ...]:
        says = decision.said if decision else None
        return tuple(Chosen(p, p.said == says) for p in self.ground.shelf.picks.get(address, ()))

    def _users(self, address: str) -> tuple[User, ...]:
        return tuple(
            User(d.call.address, d.standing.status, d.call.draft == address)
            for d in self.decisions.values()
            if address in d.call.needs
        )


def is_take(take: Told, wanted: str) -> bool:
    """Whether a take is meant by its number or by the first letters of a picture's digest."""
    if wanted.isdecimal() and take.number == int(wanted):
        return True
    return len(wanted) >= 6 and any(p.sha256.startswith(wanted) for p in take.parts)
