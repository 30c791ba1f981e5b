"""Picks: somebody says which take counts, that the one in use is right, or brings in a picture made by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..dsl.address import near, read_address, select
from ..dsl.loader import Unusable
from ..dsl.media_kinds import look
from ..grammar.diagnostic import Diagnostic
from .book import Book
from .decide import Judge
from .entries import Filed
from .ground import lay_ground
from .picks import add_picks
from .root import Workspace
from .shelf import Pick, Taken
from .status import Status, newest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Call, Compiled
    from .decide import Decision
    from .ground import EngineInfo, Ground

BOUND = 50_000_000  # bytes of a picture that is brought in


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice that was written down, and the file that holds it."""

    address: str
    take: int | None
    sha256: str
    file: Path


@dataclass(frozen=True, slots=True)
class PickOutcome:
    """What was picked; nothing where a diagnostic is an error. `skipped`: kept already, or nothing there to keep."""

    picked: tuple[Picked, ...]
    diagnostics: tuple[Diagnostic, ...]
    skipped: tuple[str, ...] = ()


class Wrong(Exception):
    """What was asked for can't be done, as a diagnostic."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.diagnostic = Diagnostic(code, None, words)


def pick(
    compiled: Compiled,
    root: Path,
    engine: EngineInfo,
    address: str,
    choice: int | str | Path | None = None,
    *,
    keep: bool = False,
) -> PickOutcome:
    """Choose a take by its number or the first letters of its digest, or a picture file by its Path.

    The take may stand in the address instead. With `keep` and no choice, the picture in use is right for the words and
    pictures of now; then the address may be a selection. Raises Unopenable.
    """
    workspace = Workspace(root, realm=engine.realm)
    try:
        calls, taken = _asked(compiled, address, choice, keep=keep)
    except Wrong as wrong:
        return PickOutcome((), (wrong.diagnostic,))
    book = Book(workspace, compiled, engine, command="pick")
    try:
        ground = lay_ground(compiled, engine, workspace, book.ledger)
        if ground.diagnostics:
            return PickOutcome((), ground.diagnostics)
        return _Picking(ground, book, workspace).pick(calls, taken, keep=keep)
    except Wrong as wrong:
        return PickOutcome((), (wrong.diagnostic,))
    finally:
        book.close()


def _asked(
    compiled: Compiled, address: str, choice: int | str | Path | None, *, keep: bool
) -> tuple[list[str], str | Path | None]:  # fmt: skip
    found = meant(compiled, address)
    read = read_address(address)
    if choice is None and read is not None and read.take is not None:
        choice = read.take
    if choice is None and not keep:
        raise Wrong("BNN613", address=found[0])
    if len(found) > 1 and choice is not None:
        raise Wrong("BNN614", address=address, count=len(found), first=found[0])
    return found, choice if isinstance(choice, Path) or choice is None else str(choice)


def meant(compiled: Compiled, address: str) -> list[str]:
    """The addresses that a selection means; one that is named exactly is only itself. Raises Wrong."""
    names = [c.address for c in (*compiled.calls, *compiled.spare, *compiled.finals)]
    found = select(address, names)
    if not found:
        raise Wrong("BNN606", address=address, near=near(address, names))
    read = read_address(address)
    return [a for a in found if read is not None and a == read.path] or list(found)


class _Picking:
    def __init__(self, ground: Ground, book: Book, workspace: Workspace) -> None:
        self.ground, self.book, self.workspace = ground, book, workspace
        self.judge = Judge(ground, ground.shelf)
        self.new: list[tuple[Call, Pick]] = []
        self.skipped: list[str] = []

    def pick(self, addresses: list[str], choice: str | Path | None, *, keep: bool) -> PickOutcome:
        wanted = set(addresses)
        compiled = self.ground.compiled
        calls = (*compiled.calls, *compiled.spare, *compiled.finals)
        above = _above(wanted, calls) if choice is None else set()
        for call in calls:
            decision = self.judge.decide(call)
            # Who says that a shot is right for what is written now says so of the view that it was made from too.
            if call.address in wanted or (call.address in above and decision.standing.counts is None):
                self._one(decision, choice, keep=keep)
                self.judge.settle(decision)
        return self._written()

    def _one(self, decision: Decision, choice: str | Path | None, *, keep: bool) -> None:
        if choice is None:
            self._keep(decision)
        elif isinstance(choice, Path):
            self._choose(decision, self._bring_in(decision, choice), keep=False)
        else:
            self._choose(decision, self._named(decision, choice), keep=keep)

    def _keep(self, decision: Decision) -> None:
        """The picture in use is right for what is said and seen now."""
        rows = self.ground.shelf.rows.get(decision.call.address, [])
        used = decision.standing.counts or newest(self.ground.shelf, decision.call.address, rows)
        if decision.standing.status is Status.CACHED or used is None:
            self.skipped.append(decision.call.address)
        else:
            self._choose(decision, used, keep=True)

    def _choose(self, decision: Decision, taken: Taken, *, keep: bool) -> None:
        call, seen = decision.call, decision.sight.seen
        if taken.said != decision.said and not keep:
            raise Wrong("BNN616", address=call.address)
        if seen is None and keep:
            raise Wrong("BNN617", address=call.address, other=decision.sight.lacking)
        pick = Pick(call.address, decision.said, seen if keep else taken.seen, taken.sha256, taken.take)
        self._remember(decision, taken)
        self.ground.shelf.picks.setdefault(call.address, []).append(pick)
        self.new.append((call, pick))

    def _remember(self, decision: Decision, taken: Taken) -> None:
        """A pick of a picture that another address made puts it on this one's shelf."""
        sight = decision.sight
        pairs = [("said", (decision.said, decision.said_json))]
        if sight.seen is not None:
            pairs.append(("seen", (sight.seen, sight.json)))
        self.book.manifests(*pairs)
        rows = self.ground.shelf.rows.setdefault(decision.call.address, [])
        if not any(r.sha256 == taken.sha256 and r.key == taken.key for r in rows) and taken.attempt:
            self.book.place([(decision.call.address, taken)])
            rows.append(taken)

    def _named(self, decision: Decision, choice: str) -> Taken:
        address, standing = decision.call.address, decision.standing
        rows = self.ground.shelf.rows.get(address, [])
        takes = list(standing.generation)
        if not takes and (used := standing.counts or newest(self.ground.shelf, address, rows)) is not None:
            takes = sorted((r for r in rows if r.key == used.key), key=lambda r: r.take)
        by_number = [t for t in takes if choice.isdecimal() and t.take == int(choice)]
        by_digest = [t for t in (*takes, *rows) if len(choice) >= 6 and t.sha256.startswith(choice)]
        found = next(iter((*by_number, *by_digest)), None)
        if found is None:
            listed = ", ".join(str(t.take) for t in takes) or "none"
            raise Wrong("BNN615", address=address, take=choice, takes=listed)
        if not self.ground.shelf.here.issuperset(found.parts):
            raise Wrong("BNN618", address=address, take=choice)
        return found

    def _bring_in(self, decision: Decision, path: Path) -> Taken:
        """A picture file, put into the store and on the address's shelf as its next take."""
        call, sight = decision.call, decision.sight
        if sight.seen is None:
            raise Wrong("BNN617", address=call.address, other=sight.lacking)
        data, mime, width, height = _picture(path)
        filed = Filed(self.book.store.keep(data, mime), mime, len(data), width, height)
        self.ground.shelf.here.add(filed.sha256)
        take = self.book.bring_in(call.address, (decision.said, decision.said_json), (sight.seen, sight.json), filed)
        return self.ground.shelf.place(call.address, decision.said, sight.seen, (filed.sha256,), None, take)

    def _written(self) -> PickOutcome:
        picked: list[Picked] = []
        engine = self.ground.engine
        for call, pick_ in self.new:
            file = self.workspace.picks(self.book.board, call.home, free=engine.free, maker=engine.maker)
            picked.append(Picked(call.address, pick_.take, pick_.sha256, file))
        for file in dict.fromkeys(p.file for p in picked):
            mine = [p for (_, p), done in zip(self.new, picked, strict=True) if done.file == file]
            if problems := add_picks(file, self.workspace.shown(file), engine.maker, mine):
                return PickOutcome((), problems)
        return PickOutcome(tuple(picked), (), tuple(self.skipped))


def _above(wanted: set[str], calls: Iterable[Call]) -> set[str]:
    """All that some calls are made from, and what that is made from."""
    needs = {c.address: c.needs for c in calls}
    above: set[str] = set()
    waiting = list(wanted)
    while waiting:
        new = [n for n in needs.get(waiting.pop(), ()) if n not in above and n not in wanted]
        above.update(new)
        waiting += new
    return above


def _picture(path: Path) -> tuple[bytes, str, int | None, int | None]:
    try:
        if not path.exists():
            raise Wrong("BNN629", path=str(path))
        if not path.is_file() or path.stat().st_size > BOUND:
            raise Wrong("BNN619", path=str(path))
        data = path.read_bytes()
        looks = look(data, path.name)
    except (OSError, Unusable) as fault:
        raise Wrong("BNN619", path=str(path)) from fault
    if looks.kind != "picture":
        raise Wrong("BNN619", path=str(path))
    return data, looks.mime, looks.width, looks.height


def carry_picks(ground: Ground) -> None:
    """Write the picks of renamed addresses, and of a renamed board, under their new names."""
    workspace = ground.workspace
    if workspace is None:
        return
    heirs: Iterable[str] = ground.shelf.picks if ground.moved else ground.renamed
    homes = {c.address: c.home for c in (*ground.compiled.calls, *ground.compiled.spare, *ground.compiled.finals)}
    by_file: dict[Path, list[Pick]] = {}
    for address in heirs:
        for pick_ in ground.shelf.picks.get(address, ()):
            home = homes.get(address, ground.board)
            file = workspace.picks(ground.board, home, free=ground.engine.free, maker=ground.engine.maker)
            by_file.setdefault(file, []).append(replace(pick_, address=address))
    for file, picks in by_file.items():
        add_picks(file, workspace.shown(file), ground.engine.maker, picks)


def picked_addresses(compiled_path: str, root: Path, engine: EngineInfo) -> frozenset[str]:
    """The addresses that a board's own picks name: a mention of a picture that varies may mean the picked one."""
    from .picks import read_picks

    workspace = Workspace(root, realm=engine.realm)
    path = workspace.picks(compiled_path, compiled_path, free=engine.free, maker=engine.maker)
    return frozenset(p.address for p in read_picks(path, workspace.shown(path)).of(engine.maker))
