"""Why a picture has the status that it has, in words for people, from the manifests behind the digests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from ..dsl.call import GivenPicture, MadePicture, Words
from ..dsl.template.value import CLOSE, OPEN
from .ledger import Unopenable, read_ledger
from .sight import PLACEHOLDER
from .status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import TracebackType

    from ..dsl.call import Part
    from .decide import Decision
    from .ground import Ground
    from .ledger import Ledger
    from .shelf import Taken

LONGEST = 60  # characters of a text in a reason
OF = "\0"  # stands between a subject's name and what is said of it
PLAIN = str.maketrans({OPEN: "@", CLOSE: ""})


class Reasons:
    """Tells reasons; opens the ledger only when a change is to be explained."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._ledger: Ledger | None = None
        self._known: dict[str, object] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ledger is not None:
            self._ledger.close()

    def why(self, decision: Decision) -> str:
        """One line, without its end."""
        status, call = decision.standing.status, decision.call
        if status is Status.CACHED:
            return self._cached(decision)
        if status is Status.CHANGED:
            return "changed: " + "; ".join(self.changes(decision) or ["its words"])
        if status is Status.STALE:
            return "stale: " + "; ".join(self.other_pictures(decision) or ["it was chosen for other pictures"])
        if status is Status.REFUSED:
            return f"refused; `--reroll {call.address}` asks once more"
        if status is Status.NEW and call.address in self.ground.shelf.forgotten:
            return "its picture is not there any more; it is drawn again"
        if status is Status.NEW and self.ground.shelf.lost[decision.said, decision.sight.seen or ""]:
            return "asked for before without an answer; that may have been billed"
        batched = self.ground.shelf.batched[decision.said, decision.sight.seen or ""]
        return {
            Status.NEW: "never made",
            Status.PENDING: "in a batch job at the service" if batched else "another run is making it",
            Status.MISSING: "made before, but its picture is not in the store",
        }[status]

    def _cached(self, decision: Decision) -> str:
        standing, call = decision.standing, decision.call
        have = len(standing.generation)
        if any((t.attempt or "").startswith(PLACEHOLDER) for t in standing.generation):
            return "asks for the same as another picture"
        refused = self.ground.shelf.refused[decision.said, decision.sight.seen or ""]
        if have < call.takes and refused:
            return f"{have} of {call.takes} takes there, {refused} {'was' if refused == 1 else 'were'} refused"
        if decision.make and standing.todo:
            return f"{have} of {call.takes} takes there"
        if standing.counts is not None and len(standing.counts.parts) < call.config.panels:
            return f"{len(standing.counts.parts)} of its {call.config.panels} panels came"
        if standing.picked and standing.counts is not None:
            return f"take {standing.counts.take} is picked{_beyond(standing.counts.take, call.takes)}"
        return "made" if have <= 1 else f"{have} takes there"

    def changes(self, decision: Decision) -> list[str]:
        """What the words say otherwise than when the newest picture was made: "`camera` was ..., is ..."."""
        rows = self.ground.shelf.rows.get(decision.call.address, [])
        if not rows:
            return []
        before = self._manifest(max(rows, key=lambda r: (r.seq, r.take)).said)
        after = json.loads(decision.said_json)
        return changes_between(before, after) if isinstance(before, dict) else []

    def other_pictures(self, decision: Decision) -> list[str]:
        """Which pictures are others than those that the picture in use was made from."""
        if decision.sight.lacking is not None:
            return [self._lacking(decision.sight.lacking)]
        return self.since(decision.standing.counts, decision)

    def since(self, taken: Taken | None, decision: Decision) -> list[str]:
        """Which pictures are others than those that a take was made from; nothing where that is not known."""
        before = self._manifest(taken.seen) if taken else None
        parts = [p for p in decision.call.parts if not isinstance(p, Words)]
        if not isinstance(before, list) or taken is None or decision.sight.lacking is not None:
            return []
        now = list(zip(parts, decision.sight.pictures, strict=True))
        return self._others(before, now, self._sources(taken.attempt))

    def _lacking(self, address: str) -> str:
        """Why a picture that it sees has none that counts."""
        rows = self.ground.shelf.rows.get(address, ())
        says = self.ground.said.get(address, ("", ""))[0]
        if rows and all(r.said != says for r in rows):
            return f"the words of {address} changed"
        return f"{address} is not there any more" if rows else f"it sees {address} now"

    def _others(self, before: list[object], now: Sequence[tuple[Part, str]], came: dict[str, str]) -> list[str]:
        old: dict[tuple[object, ...], list[object]] = {}
        for entry in before:
            if isinstance(entry, list) and len(entry) == 5:
                old.setdefault(tuple(map(str, entry[:4])), []).append(entry[4])
        said = []
        for part, sha256 in now:
            kept = old.get(_role(part), [])
            if sha256 in kept:
                kept.remove(sha256)
            elif kept:
                had = self._had(part, kept.pop(0), came)
                said.append(_another(part, sha256) if had else f"it sees {_called(part)} now")
            else:
                had = self._otherwise_called(part, old, [p for p, _ in now])
                said.append(_another(part, sha256) if had else f"it sees {_called(part)} now")
        gone = sum(map(len, old.values()))
        return said + ([f"it no longer sees {gone} picture{'s' if gone > 1 else ''}"] if gone else []) or [
            "the order of its pictures"
        ]

    def _otherwise_called(self, part: Part, old: dict[tuple[object, ...], list[object]], now: Sequence[Part]) -> bool:
        """Whether a picture of the same call stood there under another label, as a view has whose words changed."""
        present = {_role(p) for p in now}
        rows = self.ground.shelf.rows.get(part.call, ()) if isinstance(part, MadePicture) else ()
        for role, kept in old.items():
            had = next((s for s in kept if any(s in r.parts for r in rows)), None)
            if had is not None and role not in present:
                kept.remove(had)
                return True
        return False

    def _had(self, part: Part, sha256: object, came: dict[str, str]) -> bool:
        """Whether that picture was one of what stands there now; else something else stood there."""
        if isinstance(part, GivenPicture):
            return came.get(str(sha256), part.path) == part.path
        rows = self.ground.shelf.rows.get(part.call, ()) if isinstance(part, MadePicture) else None
        return rows is None or any(sha256 in r.parts for r in rows)

    def _sources(self, attempt: str | None) -> dict[str, str]:
        """Where each picture came from that was sent with an attempt, by digest; what is not known is left out."""
        ledger = self._opened()
        if attempt is None or ledger is None:
            return {}
        try:
            with ledger.reading() as db:
                row = db.execute("SELECT sent FROM attempt WHERE attempt=?", (attempt,)).fetchone()
        except Unopenable:
            return {}
        return sources_in(self._manifest(row[0])) if row else {}

    def _manifest(self, digest: str) -> object:
        if digest not in self._known:
            self._known[digest] = self._read(digest)
        return self._known[digest]

    def _read(self, digest: str) -> object:
        ledger = self._opened()
        return manifest_in(ledger, digest) if ledger is not None else None

    def _opened(self) -> Ledger | None:
        if self._ledger is None and self.ground.workspace is not None:
            try:
                self._ledger = read_ledger(self.ground.workspace.home)
            except Unopenable:
                return None
        return self._ledger


def _beyond(take: int, wanted: int) -> str:
    """A chosen take counts however many are asked for by now."""
    return f", though {wanted} {'take is' if wanted == 1 else 'takes are'} asked for" if take > wanted else ""


def manifest_in(ledger: Ledger, digest: str) -> object:
    """The text behind a digest, read; None where it is not there or is no JSON."""
    try:
        with ledger.reading() as db:
            row = db.execute("SELECT json FROM manifest WHERE digest=?", (digest,)).fetchone()
        return json.loads(row[0]) if row else None
    except (Unopenable, ValueError, TypeError, RecursionError):
        return None


def sources_in(sent: object) -> dict[str, str]:
    """The file or the address that each picture of a request came from, by the digest of the picture."""
    parts = sent.get("parts") if isinstance(sent, dict) else None
    pictures = [p for p in parts if isinstance(p, dict)] if isinstance(parts, list) else []
    return {str(p["sha256"]): str(p["of"]) for p in pictures if "sha256" in p and "of" in p}


def changes_between(before: dict[str, object], after: dict[str, object]) -> list[str]:
    """What two manifests of words say otherwise: "`camera` was ..., is ..."."""
    flat = _flat(before), _flat(after)
    names = [n for n in dict.fromkeys((*flat[1], *flat[0])) if flat[0].get(n) != flat[1].get(n)]
    return [_difference(n, flat[0].get(n), flat[1].get(n)) for n in names]


def _flat(manifest: dict[str, object]) -> dict[str, str]:
    """A manifest as one level of names, as the script calls them: `camera`, `aspect`, and a subject's by its name."""
    found: dict[str, str] = {}
    for name, value in manifest.items():
        if name == "settings" and isinstance(value, dict):
            found |= {str(n): _plain(v) for n, v in value.items()}
        elif name == "cast" and isinstance(value, list):
            for person in value:
                if isinstance(person, dict):
                    found |= _person(person)
        elif name in ("style", "place") and isinstance(value, dict):
            found |= _person(value)
        else:
            found[name] = _plain(value)
    return found


def _person(entry: dict[str, object]) -> dict[str, str]:
    owner = _plain(entry.get("name", ""))
    return {f"{owner}{OF}{n}": _plain(v) for n, v in entry.items() if n != "name"} or {owner: "here"}


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(v) for v in value)
    return str(value).translate(PLAIN)


def _difference(name: str, before: str | None, after: str | None) -> str:
    if name == "references":
        return "another picture goes along"
    owner, of, what = name.partition(OF)
    told = f"{owner}'s {what}" if of else f"`{name}`"
    if before is None:
        return f"{told} is new: {_quoted(after or '')}"
    if after is None:
        return f"{told} is gone"
    return f"{told} was {_quoted(before, after)}, is {_quoted(after, before)}"


def _quoted(text: str, other: str = "") -> str:
    """A text cut around the first place where it differs."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return f"“{line}”"
    pairs = zip(line, " ".join(other.split()), strict=False)
    first = next((i for i, (a, b) in enumerate(pairs) if a != b), 0)
    start = max(0, min(first - LONGEST // 3, len(line) - LONGEST))
    cut = line[start : start + LONGEST]
    return f"“{'…' if start else ''}{cut}{'…' if start + LONGEST < len(line) else ''}”"


def words_of(others: Collection[str]) -> frozenset[str]:
    """The causes that say of a stale picture that only the words of others changed."""
    return frozenset(t for a in others for t in (f"{a} is made again", f"the words of {a} changed"))


def follows(why: str, causes: frozenset[str]) -> bool:
    """Whether a picture is stale by these causes alone: with the others kept, it is up to date too."""
    return why.startswith("stale: ") and causes.issuperset(why.removeprefix("stale: ").split("; "))


def _role(part: Part) -> tuple[object, ...]:
    assert isinstance(part, GivenPicture | MadePicture)
    return part.role.kind, part.role.subject, part.role.label, str(part.role.chain)


def _another(part: Part, sha256: str) -> str:
    if isinstance(part, GivenPicture):
        return f"{part.path} changed"
    return f"{_called(part)} is {'made again' if sha256.startswith(PLACEHOLDER) else 'another picture now'}"


def _called(part: Part) -> str:
    return part.path if isinstance(part, GivenPicture) else part.call if isinstance(part, MadePicture) else ""
