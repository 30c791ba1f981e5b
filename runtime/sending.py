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
from .book import Declined, Ending, Filed, Reserved, Wish
from .engine import Answer, Failed, Lost, Refused, Request, SentPicture
from .spool import FileSpool

if TYPE_CHECKING:
    from ..dsl.call import Call
    from ..dsl.loader import Loader
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
    parts = [{"text": p.text} if isinstance(p, Words) else {"sha256": next(digests)} for p in call.parts]
    config = {k: None if v is None else str(v) for k, v in structs.asdict(call.config).items()}
    text = canon({"v": "sent/1", "model": call.model, "parts": parts, "config": config})
    return digest(text), text


class Sender:
    """Does what blocks, in the run's one writing thread."""

    def __init__(self, book: Book, files: Loader | None) -> None:
        self.book, self.files = book, files
        self.store = book.store

    def reserve(self, decision: Decision, wanted: int) -> Reserved | Declined:
        """T1."""
        call, sight, free = decision.call, decision.sight, self.book.engine.free
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
        pictures = [self._picture(p, s) for p, s in zip(parts, decision.sight.pictures, strict=True)]
        spool = FileSpool(self.book.ledger.folder / "inbox" / f"{reserved.attempt}.part")
        return Sent(Request(decision.call, tuple(pictures), ordinal), reserved, spool, time.monotonic())

    def _picture(self, part: GivenPicture | MadePicture, sha256: str) -> SentPicture:
        if isinstance(part, MadePicture):
            path = self.store.path(sha256)
            data = self.store.read(sha256)
            mime = look(data, path.name if path else "").mime
            return SentPicture(part.role, part.member, sha256, mime, data)
        if self.files is None:
            raise Unusable("BNN260", path=part.path)
        data = self.files.read(self.files.find(part.path, beside=None, use=Use.REFERENCE))
        if digest_of(data) != sha256:
            raise OSError(f"{part.path} changed while the board was running")
        if not self.book.engine.free:
            self.store.keep(data, part.mime)
        return SentPicture(part.role, part.member, sha256, part.mime, data)

    def unsent(self, reserved: Reserved, reason: str) -> Fell:
        """Nothing went out after all."""
        self.book.end(reserved.attempt, Ending("failed", "no", 0, 0, reason))
        return Fell(reason, "unsent", reason, retryable=True, cost=0)

    def settle(self, decision: Decision, sent: Sent, outcome: Outcome) -> Result:
        """Store, T2, and only then let go of the spool."""
        seconds = round(time.monotonic() - sent.began, 3)
        result = self._settle(decision, sent, outcome, seconds)
        sent.spool.drop()
        return result

    def _settle(self, decision: Decision, sent: Sent, outcome: Outcome, seconds: float) -> Result:
        attempt, most = sent.reserved.attempt, decision.call.cost.most or 0
        free = self.book.engine.free
        if isinstance(outcome, Answer):
            return self._answer(decision, sent, outcome, seconds)
        if isinstance(outcome, Refused):
            billed = "no" if free or outcome.billed is False else "yes" if outcome.billed else "unknown"
            cost = 0 if billed == "no" else self._cost(decision.call, outcome.usage)
            holds = most if cost is None else cost
            ending = Ending(
                "refused", billed, cost, holds, outcome.reason, outcome.text, _usage(outcome.usage), seconds
            )
            self.book.end(attempt, ending)
            return Fell(outcome.reason, "refused", outcome.text or outcome.reason, retryable=False, cost=cost)
        if isinstance(outcome, Lost) and not free:
            self.book.end(attempt, Ending("lost", "unknown", None, most, outcome.reason, seconds=seconds))
            return Fell(outcome.reason, "lost", outcome.reason, retryable=False, cost=None)
        self.book.end(attempt, Ending("failed", "no", 0, 0, outcome.reason, seconds=seconds))
        code = outcome.code if isinstance(outcome, Failed) else "lost"
        retryable = outcome.retryable if isinstance(outcome, Failed) else True
        return Fell(outcome.reason, code, outcome.reason, retryable=retryable, cost=0)

    def _answer(self, decision: Decision, sent: Sent, answer: Answer, seconds: float) -> Result:
        try:
            looks = self._looks(answer)
        except Unusable as unusable:
            reason = f"the answer holds no picture that can be read ({unusable.code})"
            return self._settle(decision, sent, Refused(reason, answer.text, answer.usage, None), seconds)
        filed = tuple(self._file(d.data, mime, w, h) for d, (mime, w, h) in zip(answer.pictures, looks, strict=True))
        free = self.book.engine.free
        cost = 0 if free else self._cost(decision.call, answer.usage)
        holds = (decision.call.cost.most or 0) if cost is None else cost
        billed = "no" if free else "yes"
        for f in filed:
            self._receipt(decision, sent, f, cost, answer)
        ending = Ending("kept", billed, cost, holds, None, answer.text, _usage(answer.usage), seconds)
        self.book.keep(sent.reserved.attempt, filed, ending)
        return Kept(sent.reserved, filed, cost, _tokens(answer.usage), answer.text, seconds)

    def _looks(self, answer: Answer) -> list[tuple[str, int | None, int | None]]:
        if not answer.pictures or sum(len(d.data) for d in answer.pictures) > ANSWER_BOUND:
            raise Unusable("BNN263")
        seen = [look(d.data, "answer") for d in answer.pictures]
        if any(s.kind != "picture" for s in seen):
            raise Unusable("BNN261")
        return [(s.mime, s.width, s.height) for s in seen]

    def _file(self, data: bytes, mime: str, width: int | None, height: int | None) -> Filed:
        return Filed(self.store.keep(data, mime), mime, len(data), width, height)

    def _receipt(self, decision: Decision, sent: Sent, filed: Filed, cost: int | None, answer: Answer) -> None:
        call = decision.call
        facts = {
            "format": "bananaboard.receipt/1", "attempt": sent.reserved.attempt, "board": self.book.board,
            "address": call.address, "take": sent.reserved.take, "maker": self.book.maker, "model": call.model,
            "said": decision.said, "seen": decision.sight.seen, "sent": sent_manifest(call, decision.sight.pictures)[0], "mime": filed.mime,
            "cost_nano": cost, "usage": _tokens(answer.usage), "time": self.book.clock(),
        }  # fmt: skip
        self.store.receipt(filed.sha256, sent.reserved.attempt, json.dumps(facts, ensure_ascii=False, indent=1) + "\n")

    def _cost(self, call: Call, usage: Usage | None) -> int | None:
        """What the service's own count makes, None where there is no count or no price."""
        from ..dsl.models import model_table

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
