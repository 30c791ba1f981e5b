"""One request from its reservation to its place on the shelf, each step durable before the next."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from msgspec import structs

from ..dsl.call import GivenPicture, MadePicture, Words
from ..dsl.loader import Unusable, Use
from ..dsl.media_kinds import look
from ..dsl.recipe import canon, digest
from .engine import Answer, Failed, Refused, Request, SentPicture
from .entries import Ending, Filed
from .receipts import FORMAT, Receipt, receipt_text, receipts_of
from .reserving import Declined, Reserved, Wish
from .settling import Terms, cost_of, ending_of, file_pictures, tokens
from .spool import FileSpool, room_for
from .store import Damaged

if TYPE_CHECKING:
    from ..dsl.call import Call
    from ..dsl.loader import Loader
    from .book import Book
    from .decide import Decision
    from .engine import Outcome


@dataclass(frozen=True, slots=True)
class Sent:
    """A reserved request with its spool, ready to go."""

    request: Request
    reserved: Reserved
    spool: FileSpool
    began: float
    given: tuple[Filed, ...]  # references that went into the store


@dataclass(frozen=True, slots=True)
class Kept:
    """Pictures came, and are filed."""

    reserved: Reserved
    filed: tuple[Filed, ...]
    cost: int | None
    tokens: dict[str, int] | None
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Fell:
    """No picture came. `code`: failed, refused or lost, or the engine's own."""

    reason: str
    code: str
    message: str
    retryable: bool
    cost: int | None


Result: TypeAlias = Kept | Fell | Declined


def sent_manifest(call: Call, pictures: tuple[str, ...]) -> tuple[str, str]:
    """The whole request, pictures by digest: for provenance, it decides nothing."""
    digests = iter(pictures)
    parts = [{"text": p.text} if isinstance(p, Words) else {"sha256": next(digests), "of": _of(p)} for p in call.parts]
    config = {k: None if v is None else str(v) for k, v in structs.asdict(call.config).items()}
    text = canon({"v": "sent/1", "model": call.model, "parts": parts, "config": config})
    return digest(text), text


def _of(part: GivenPicture | MadePicture) -> str:
    """Where a picture came from: so that a later plan can say that another file stands there now."""
    return part.path if isinstance(part, GivenPicture) else part.call


class Sender:
    """Does what blocks. `reading` and `filing` go in any thread, the rest in the one that writes."""

    def __init__(self, book: Book, files: Loader | None) -> None:
        self.book, self.files = book, files
        self.store = book.store
        self.free = book.engine.free
        self.allowance: dict[
            str, tuple[int, int]
        ] = {}  # by model: what an answer cost, and what it was to cost at most

    def most(self, call: Call) -> int | None:
        """What one request may cost at most: by its bound, or more where answers of its model have passed theirs."""
        if self.free or call.cost.most is None:
            return 0 if self.free else None
        over = self.allowance.get(call.model)
        return call.cost.most if over is None else max(call.cost.most, -(-call.cost.most * over[0] // over[1]))

    def reckon(self, call: Call, answer: Answer) -> None:
        """Where an answer cost more than its bound, its model is reckoned with at that rate from here on."""
        self.reckon_cost(call, cost_of(Terms(call.model, call.cost.most, self.free), answer.usage))

    def reckon_cost(self, call: Call, cost: int | None) -> None:
        """The same where the cost is known already, in nano-dollars."""
        bound, over = call.cost.most, self.allowance.get(call.model)
        if self.free or not bound or cost is None or cost <= bound:
            return
        if over is None or cost * over[1] > over[0] * bound:
            self.allowance[call.model] = (cost, bound)

    def reserve(
        self, decision: Decision, wanted: int, again: Reserved | None = None, job: str | None = None
    ) -> Reserved | Declined:
        """T1. `again`: the request that failed and is tried once more; `job`: the batch job that it is a line of."""
        call, sight, free = decision.call, decision.sight, self.free
        assert sight.seen is not None
        cost = call.cost
        wish = Wish(
            call.address,
            call.model,
            (decision.said, decision.said_json),
            (sight.seen, sight.json),
            sent_manifest(call, sight.pictures),
            0 if free else cost.expected,
            self.most(call),
            cost.as_of.isoformat() if cost.as_of and not free else None,
            wanted,
            again,
            job,
        )
        return self.book.reserve(wish)

    def reading(self, decision: Decision, reserved: Reserved, ordinal: int) -> Sent:
        """The pictures that go along, read, and the spool. Raises Unusable or OSError: then nothing was sent."""
        request, given = self.request(decision, ordinal)
        path = self.book.ledger.folder / "inbox" / f"{reserved.attempt}.part"
        config = decision.call.config
        spool = FileSpool(path, durable=not self.free, room=0 if self.free else room_for(config.size, config.panels))
        return Sent(request, reserved, spool, time.monotonic(), given)

    def request(self, decision: Decision, ordinal: int) -> tuple[Request, tuple[Filed, ...]]:
        """A request with its pictures, and those references that went into the store. Raises Unusable or OSError."""
        parts = [p for p in decision.call.parts if not isinstance(p, Words)]
        pictures = tuple(self._picture(p, s) for p, s in zip(parts, decision.sight.pictures, strict=True))
        given = () if self.free else tuple(self._given(p, s) for p, s in zip(parts, pictures, strict=True))
        return Request(decision.call, pictures, ordinal), tuple(f for f in given if f is not None)

    def _picture(self, part: GivenPicture | MadePicture, sha256: str) -> SentPicture:
        if isinstance(part, MadePicture):
            data = self._stored(sha256, part.call)
            return SentPicture(part.role, part.member, sha256, look(data, part.call).mime, data)
        if self.files is None:
            raise Unusable("BNN260", path=part.path)
        data = self.files.read(self.files.find(part.path, beside=None, use=Use.REFERENCE))
        if digest_of(data) != sha256:
            raise OSError(f"{part.path} changed while the board was running")
        return SentPicture(part.role, part.member, sha256, part.mime, data)

    def _stored(self, sha256: str, address: str) -> bytes:
        """A picture of the store. One that is not what it was is put aside: from then on it is missing, and told so."""
        try:
            return self.store.read(sha256)
        except Damaged as fault:
            self.store.set_aside(sha256)
            raise Damaged(f"the picture of {address} is damaged in the store; `bnn restore` brings it back") from fault

    def _given(self, part: GivenPicture | MadePicture, sent: SentPicture) -> Filed | None:
        """A reference that is paid for with its picture is kept as it was: else it can't be told what was seen."""
        if isinstance(part, MadePicture):
            return None
        looks = look(sent.data, part.path)
        return Filed(self.store.keep(sent.data, sent.mime), sent.mime, len(sent.data), looks.width, looks.height)

    def unsent(self, reserved: Reserved, reason: str) -> Fell:
        """Nothing went out after all."""
        self.book.end(reserved.attempt, Ending("failed", "no", 0, 0, reason))
        return Fell(reason, "unsent", reason, retryable=True, cost=0)

    def filing(self, decision: Decision, sent: Sent, outcome: Outcome) -> tuple[Filed, ...]:
        """The pictures of an answer, in the store with their receipts; none where none can be read. Raises OSError."""
        if not isinstance(outcome, Answer):
            return ()
        filed = file_pictures(self.store, outcome, durable=not self.free)
        ending = ending_of(self._terms(decision, sent), outcome, filed=True, seconds=_since(sent))
        for receipt in receipts_of(self._plain(decision, sent), filed, ending):
            self.store.receipt(receipt.sha256, receipt.attempt, receipt_text(receipt), durable=not self.free)
        return filed

    def settle(self, decision: Decision, sent: Sent, outcome: Outcome, filed: tuple[Filed, ...]) -> Result:
        """T2. When it is durable, `let_go`."""
        attempt = sent.reserved.attempt
        ending = ending_of(self._terms(decision, sent), outcome, filed=bool(filed), seconds=_since(sent))
        if ending.state == "kept":
            self.book.keep(attempt, filed, ending, sent.given)
        else:
            self.book.end(attempt, ending)
        if isinstance(outcome, Answer) and filed:
            usage, seconds = tokens(outcome.usage), ending.seconds or 0.0
            return Kept(sent.reserved, filed, ending.cost, usage, outcome.text, seconds)
        return self._fell(outcome, ending)

    def let_go(self, spool: FileSpool, lost: bool) -> None:
        """The spool has done its work; one whose answer was lost on the way can still be read, by recovery."""
        if lost and spool.sealed:
            spool.close()
        else:
            spool.drop()

    def _fell(self, outcome: Outcome, ending: Ending) -> Fell:
        reason = ending.reason or ""
        if ending.state == "refused":
            told = outcome.message if isinstance(outcome, Refused) else ""
            return Fell(reason, "refused", told or ending.text or reason, retryable=False, cost=ending.cost)
        if ending.state == "lost":
            return Fell(reason, "lost", reason, retryable=False, cost=None)
        code = outcome.code if isinstance(outcome, Failed) else "lost"
        retryable = outcome.retryable if isinstance(outcome, Failed) else True
        return Fell(reason, code, reason, retryable=retryable, cost=0)

    def _terms(self, decision: Decision, sent: Sent) -> Terms:
        return Terms(decision.call.model, sent.reserved.most, self.free)

    def _plain(self, decision: Decision, sent: Sent) -> Receipt:
        """What the receipts of an answer have in common."""
        call, sight, reserved = decision.call, decision.sight, sent.reserved
        assert sight.seen is not None
        named, text = reserved.sent
        cost = call.cost
        return Receipt(
            format=FORMAT, attempt=reserved.attempt, board=self.book.board, address=call.address, take=reserved.take,
            maker=self.book.maker, said=decision.said, seen=sight.seen, mime="", model=call.model, sent=named,
            time=self.book.clock(), run=self.book.run, seq=reserved.seq, sent_at=reserved.at, title=self.book.title,
            expect_nano=0 if self.free else cost.expected, most_nano=reserved.most,
            price_as_of=cost.as_of.isoformat() if cost.as_of and not self.free else None,
            retry_of=reserved.retry_of, said_json=decision.said_json, seen_json=sight.json, sent_json=text,
        )  # fmt: skip


def _since(sent: Sent) -> float:
    return round(time.monotonic() - sent.began, 3)


def digest_of(data: bytes) -> str:
    """The bare SHA-256 of bytes."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
