"""Where one address stands: whether its picture is up to date, and which picture counts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from .shelf import Taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .shelf import Pick, Shelf


class Status(StrEnum):
    """`changed`: what is written differs. `stale`: a picture that it saw differs."""

    NEW = "new"
    CHANGED = "changed"
    STALE = "stale"
    CACHED = "cached"
    PENDING = "pending"
    REFUSED = "refused"
    MISSING = "missing"
    ORPHAN = "orphan"

    def cut_from(self, why: str) -> str:
        """A reason without the status, where that stands beside it: `changed: the camera` is `the camera`."""
        return why.removeprefix(f"{self.value}: ")


class Standing(Struct, frozen=True):
    """The state of one address.

    `generation` holds the takes of the present words and pictures, those that another address made included. `picked`
    says that somebody chose what counts; `lost` is a chosen picture that is not in the store. `todo` is what a run
    makes of it, `again` what `--stale` makes of it.
    """

    status: Status
    generation: tuple[Taken, ...]
    counts: Taken | None
    picked: bool
    lost: str | None
    todo: int
    again: int


def stand(shelf: Shelf, address: str, said: str, seen: str | None, takes: int) -> Standing:
    """Where an address stands, whose words are `said` and whose pictures are `seen` (None: one does not exist)."""
    rows = shelf.rows.get(address, [])
    if not rows and address not in shelf.picks and (said, seen or "") not in shelf.made:
        return _fresh(shelf, said, seen, takes)
    same = [r for r in rows if r.said == said]
    picks = [p for p in shelf.picks.get(address, ()) if p.said == said]
    pick = next((p for p in reversed(picks) if p.sha256 in shelf.here), None)
    lost = picks[-1].sha256 if picks and picks[-1] is not pick and not shelf.free else None
    generation = () if seen is None else tuple(_generation(shelf, address, same, said, seen))
    present = [t for t in generation if shelf.here.issuperset(t.parts)]
    kept = pick if pick is not None and seen is not None and pick.seen == seen else None
    if kept is not None or present:
        status = Status.CACHED
    elif generation:
        status = Status.MISSING
    else:
        status = _older(shelf, rows, same, pick, lost)
    chosen = _chosen(rows, pick) if pick is not None else None
    counts = chosen if kept else present[0] if present else chosen or _newest(shelf, same)
    key = (said, seen or "")
    busy = shelf.sending[key] if seen else 0
    refused = shelf.refused[key] if seen else 0
    have = len(generation) + (_beside(rows, kept.sha256, said, seen) if kept else 0)
    again = max(0, takes - refused - busy) if status is Status.STALE else 0
    todo = _todo(status, takes - refused - busy, have)
    return Standing(
        _over(status, busy, refused, todo), generation, counts, counts is chosen is not None, lost, todo, again
    )


def _fresh(shelf: Shelf, said: str, seen: str | None, takes: int) -> Standing:
    """Where an address stands that nothing was ever made or picked for: most of them, when a board is new."""
    busy, refused = (shelf.sending[said, seen], shelf.refused[said, seen]) if seen else (0, 0)
    todo = max(0, takes - refused - busy)
    return Standing(_over(Status.NEW, busy, refused, todo), (), None, False, None, todo, 0)


def _generation(shelf: Shelf, address: str, same: list[Taken], said: str, seen: str) -> Iterable[Taken]:
    own = sorted((r for r in same if r.seen == seen), key=lambda r: r.take)
    yield from own
    made = shelf.made.get((said, seen))
    if made:
        known = {r.attempt for r in own}
        number = shelf.numbers[address, said, seen]
        for answer in made:
            if answer.attempt not in known:
                number += 1
                yield Taken(said, seen, number, answer.parts, answer.attempt, 0)


def _older(shelf: Shelf, rows: list[Taken], same: list[Taken], pick: Pick | None, lost: str | None) -> Status:
    if pick is not None or any(shelf.here.issuperset(r.parts) for r in same):
        return Status.STALE
    if same or lost:
        return Status.MISSING
    return Status.CHANGED if rows else Status.NEW


def _chosen(rows: list[Taken], pick: Pick) -> Taken:
    """The take that a pick names, as its shelf knows it."""
    matching = [r for r in rows if r.sha256 == pick.sha256]
    exact = [r for r in matching if r.key == (pick.said, pick.seen)]
    if exact or matching:
        return (exact or matching)[-1]
    return Taken(pick.said, pick.seen or "", pick.take or 1, (pick.sha256,), None, 0)


def _newest(shelf: Shelf, same: list[Taken]) -> Taken | None:
    present = [r for r in same if shelf.here.issuperset(r.parts)]
    if not present:
        return None
    newest = max(present, key=lambda r: (r.seq, r.take))
    return min((r for r in present if r.seen == newest.seen), key=lambda r: r.take)


def newest(shelf: Shelf, address: str, rows: list[Taken]) -> Taken | None:
    """The picture that an address used when it was last up to date, whatever the words of now."""
    present = [r for r in rows if shelf.here.issuperset(r.parts)]
    if not present:
        return None
    said = max(present, key=lambda r: (r.seq, r.take)).said
    picks = [p for p in shelf.picks.get(address, ()) if p.said == said and p.sha256 in shelf.here]
    return _chosen(rows, picks[-1]) if picks else _newest(shelf, [r for r in present if r.said == said])


def _beside(rows: list[Taken], sha256: str, said: str, seen: str | None) -> int:
    """The takes of the older words or pictures that a kept picture was made with: they count too."""
    home = next((r.key for r in reversed(rows) if r.sha256 == sha256), None)
    if home is None:
        return 1
    return 0 if home == (said, seen) else sum(r.key == home for r in rows)


def _todo(status: Status, wanted: int, have: int) -> int:
    if status is Status.CACHED:
        return max(0, wanted - have)
    return max(0, wanted) if status in (Status.NEW, Status.CHANGED) else 0


def _over(status: Status, busy: int, refused: int, todo: int) -> Status:
    if status in (Status.NEW, Status.CHANGED, Status.STALE) and busy:
        return Status.PENDING
    if status in (Status.NEW, Status.CHANGED) and refused and not todo:
        return Status.REFUSED
    return status
