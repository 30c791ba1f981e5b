"""One request from its reservation to its place on the shelf, each step durable before the next."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypeAlias

from msgspec import structs

from ..dsl.call import GivenPicture, MadePicture, Words
from ..dsl.loader import Unusable, Use
from ..dsl.media_kinds import look
from ..dsl.recipe import canon, digest
from .book import Declined, Reserved, Wish
from .engine import Answer, Failed, Lost, Refused, Request, SentPicture
from .spool import FileSpool

if TYPE_CHECKING:
    from ..dsl.call import Call
    from ..dsl.loader import Loader
    from ..dsl.looks import Looks
    from .book import Book
    from .decide import Decision
    from .engine import Outcome, Usage

ANSWER_BOUND = 256_000_000  # bytes of all pictures in one answer


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

    def reserve(self, decision: Decision, wanted: int) -> Reserved | Declined:
        """T1."""
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
            0 if free else cost.most,
            cost.as_of.isoformat() if cost.as_of and not free else None,
            wanted,
        )
        return self.book.reserve(wish)

    def reading(self, decision: Decision, reserved: Reserved, ordinal: int) -> Sent:
        """The pictures that go along, read, and the spool. Raises Unusable or OSError: then nothing was sent."""
        parts = [p for p in decision.call.parts if not isinstance(p, Words)]
        pictures = tuple(self._picture(p, s) for p, s in zip(parts, decision.sight.pictures, strict=True))
        given = () if self.free else tuple(self._given(p, s) for p, s in zip(parts, pictures, strict=True))
        path = self.book.ledger.folder / "inbox" / f"{reserved.attempt}.part"
        spool = FileSpool(path, durable=not self.free)
        request = Request(decision.call, pictures, ordinal)
        return Sent(request, reserved, spool, time.monotonic(), tuple(f for f in given if f is not None))

    def _picture(self, part: GivenPicture | MadePicture, sha256: str) -> SentPicture:
        if isinstance(part, MadePicture):
            data = self.store.read(sha256)
            return SentPicture(part.role, part.member, sha256, look(data, part.call).mime, data)
        if self.files is None:
            raise Unusable("BNN260", path=part.path)
        data = self.files.read(self.files.find(part.path, beside=None, use=Use.REFERENCE))
        if digest_of(data) != sha256:
            raise OSError(f"{part.path} changed while the board was running")
        return SentPicture(part.role, part.member, sha256, part.mime, data)

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
        """The pictures of an answer, in the store with their receipts; none where none can be read."""
        if not isinstance(outcome, Answer):
            return ()
        try:
            looks = self._looks(outcome)
        except Unusable:
            return ()
        filed = tuple(
            Filed(self.store.keep(d.data, look_.mime), look_.mime, len(d.data), look_.width, look_.height)
            for d, look_ in zip(outcome.pictures, looks, strict=True)
        )
        for f in filed:
            self._receipt(decision, sent, f, outcome)
        return filed

    def settle(self, decision: Decision, sent: Sent, outcome: Outcome, filed: tuple[Filed, ...]) -> Result:
        """T2, and only then let go of the spool."""
        seconds = round(time.monotonic() - sent.began, 3)
        if isinstance(outcome, Answer) and filed:
            result: Result = self._kept(decision, sent, outcome, filed, seconds)
        elif isinstance(outcome, Answer):
            refused = Refused("the answer holds no picture that can be read", outcome.text, outcome.usage, None)
            result = self._refused(decision, sent, refused, seconds)
        elif isinstance(outcome, Refused):
            result = self._refused(decision, sent, outcome, seconds)
        else:
            result = self._failed(decision, sent, outcome, seconds)
        sent.spool.drop()
        return result

    def _kept(
        self, decision: Decision, sent: Sent, answer: Answer, filed: tuple[Filed, ...], seconds: float
    ) -> Kept:  # fmt: skip
        cost = self._cost(decision.call, answer.usage)
        holds = (decision.call.cost.most or 0) if cost is None else cost
        billed = "no" if self.free else "yes"
        ending = Ending("kept", billed, cost, holds, None, answer.text, _usage(answer.usage), seconds)
        self.book.keep(sent.reserved.attempt, filed, ending, sent.given)
        return Kept(sent.reserved, filed, cost, _tokens(answer.usage), answer.text, seconds)

    def _refused(self, decision: Decision, sent: Sent, refused: Refused, seconds: float) -> Fell:
        billed = "no" if self.free or refused.billed is False else "yes" if refused.billed else "unknown"
        cost = 0 if billed == "no" else self._cost(decision.call, refused.usage)
        holds = (decision.call.cost.most or 0) if cost is None else cost
        usage = _usage(refused.usage)
        ending = Ending("refused", billed, cost, holds, refused.reason, refused.text, usage, seconds)
        self.book.end(sent.reserved.attempt, ending)
        return Fell(refused.reason, "refused", refused.text or refused.reason, retryable=False, cost=cost)

    def _failed(self, decision: Decision, sent: Sent, outcome: Failed | Lost, seconds: float) -> Fell:
        if isinstance(outcome, Lost) and not self.free:
            most = decision.call.cost.most or 0
            self.book.end(sent.reserved.attempt, Ending("lost", "unknown", None, most, outcome.reason, seconds=seconds))
            return Fell(outcome.reason, "lost", outcome.reason, retryable=False, cost=None)
        self.book.end(sent.reserved.attempt, Ending("failed", "no", 0, 0, outcome.reason, seconds=seconds))
        code = outcome.code if isinstance(outcome, Failed) else "lost"
        retryable = outcome.retryable if isinstance(outcome, Failed) else True
        return Fell(outcome.reason, code, outcome.reason, retryable=retryable, cost=0)

    def _looks(self, answer: Answer) -> list[Looks]:
        if sum(len(d.data) for d in answer.pictures) > ANSWER_BOUND:
            raise Unusable("BNN265", path="the answer")
        looks = [look(d.data, "the answer") for d in answer.pictures]
        if any(found.kind != "picture" for found in looks):
            raise Unusable("BNN262", path="the answer")
        return looks

    def _receipt(self, decision: Decision, sent: Sent, filed: Filed, answer: Answer) -> None:
        call = decision.call
        cost = self._cost(call, answer.usage)
        facts: dict[str, object] = {"format": "bananaboard.receipt/1", "attempt": sent.reserved.attempt}
        facts |= {"board": self.book.board, "address": call.address, "take": sent.reserved.take}
        facts |= {"maker": self.book.maker, "model": call.model, "said": decision.said, "seen": decision.sight.seen}
        facts |= {"sent": sent_manifest(call, decision.sight.pictures)[0], "mime": filed.mime, "cost_nano": cost}
        facts |= {"usage": _tokens(answer.usage), "time": self.book.clock()}
        self.store.receipt(filed.sha256, sent.reserved.attempt, json.dumps(facts, ensure_ascii=False, indent=1) + "\n")

    def _cost(self, call: Call, usage: Usage | None) -> int | None:
        """What the service's own count makes, None where there is no count or no price."""
        from ..dsl.models import model_table

        if self.free:
            return 0
        model = model_table().find(call.model)
        if usage is None or model is None:
            return None
        if model.input_nano is None or model.image_nano is None or model.text_nano is None:
            return None
        given = (usage.text_in + usage.image_in) * model.input_nano
        return given + usage.image_out * model.image_nano + usage.text_out * model.text_nano


def digest_of(data: bytes) -> str:
    """The bare SHA-256 of bytes."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _tokens(usage: Usage | None) -> dict[str, int] | None:
    return None if usage is None else asdict(usage)


def _usage(usage: Usage | None) -> str | None:
    return None if usage is None else json.dumps(asdict(usage))
