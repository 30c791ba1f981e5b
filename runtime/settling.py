"""What an answer comes to: its pictures, its cost, and how the ledger ends its attempt. Runs and recovery share it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ..dsl.loader import Unusable
from ..dsl.media_kinds import look
from .engine import Answer, Lost, Refused, Usage
from .entries import Ending, Filed

if TYPE_CHECKING:
    from ..dsl.looks import Looks
    from .engine import Drawn, Outcome
    from .store import Store

ANSWER_BOUND = 256_000_000  # bytes of all pictures in one answer
_COUNTS = tuple(f.name for f in fields(Usage))
UNREADABLE = "the answer holds no picture that can be read"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a request was sent: its model, the most that it may cost in nano-dollars, whether it is free.

    `batch`: as a line of a job, at the price of those.
    """

    model: str
    most: int | None
    free: bool
    batch: bool = False


def ending_of(terms: Terms, outcome: Outcome, *, filed: bool, seconds: float | None) -> Ending:
    """The end of an attempt; `filed` says whether pictures of it lie in the store."""
    if isinstance(outcome, Answer) and filed:
        return _kept(terms, outcome, seconds)
    if isinstance(outcome, Answer):
        outcome = Refused(UNREADABLE, outcome.text, outcome.usage, None)
    if isinstance(outcome, Refused):
        return _refused(terms, outcome, seconds)
    if isinstance(outcome, Lost) and not terms.free:
        return Ending("lost", "unknown", None, terms.most or 0, outcome.reason, seconds=seconds)
    return Ending("failed", "no", 0, 0, outcome.reason, seconds=seconds)


def _kept(terms: Terms, answer: Answer, seconds: float | None) -> Ending:
    cost = cost_of(terms, answer.usage)
    holds = (terms.most or 0) if cost is None else cost
    billed = "no" if terms.free else "yes"
    return Ending("kept", billed, cost, holds, None, answer.text, _usage(answer.usage), seconds)


def _refused(terms: Terms, refused: Refused, seconds: float | None) -> Ending:
    billed = "no" if terms.free or refused.billed is False else "yes" if refused.billed else "unknown"
    cost = 0 if billed == "no" else cost_of(terms, refused.usage)
    holds = (terms.most or 0) if cost is None else cost
    return Ending("refused", billed, cost, holds, refused.reason, refused.text, _usage(refused.usage), seconds)


def cost_of(terms: Terms, usage: Usage | None) -> int | None:
    """What the service's own count makes in nano-dollars, None where there is no count or no price."""
    from ..dsl.models import model_table

    if terms.free:
        return 0
    model = model_table().find(terms.model)
    if usage is None or model is None:
        return None
    if model.input_nano is None or model.image_nano is None or model.text_nano is None:
        return None
    given = (usage.text_in + usage.image_in) * model.input_nano
    cost = given + usage.image_out * model.image_nano + usage.text_out * model.text_nano
    return -(-cost * model.batch_percent // 100) if terms.batch else cost


def file_pictures(store: Store, answer: Answer, *, durable: bool = True) -> tuple[Filed, ...]:
    """Put the pictures of an answer into the store, for receipts to follow; none if they are none. Raises OSError."""
    try:
        looks = _looks(answer)
    except Unusable:
        return ()
    return tuple(_file(store, d, found, durable=durable) for d, found in zip(answer.pictures, looks, strict=True))


def _file(store: Store, drawn: Drawn, found: Looks, *, durable: bool) -> Filed:
    sha256 = store.keep(drawn.data, found.mime, durable=durable, named=False)
    return Filed(sha256, found.mime, len(drawn.data), found.width, found.height)


def _looks(answer: Answer) -> list[Looks]:
    if sum(len(d.data) for d in answer.pictures) > ANSWER_BOUND:
        raise Unusable("BNN265", path="the answer")
    looks = [look(d.data, "the answer") for d in answer.pictures]
    if any(found.kind != "picture" for found in looks):
        raise Unusable("BNN262", path="the answer")
    return looks


def tokens(usage: Usage | None) -> dict[str, int] | None:
    """A count as a run's record has it."""
    return None if usage is None else {name: getattr(usage, name) for name in _COUNTS}


def _usage(usage: Usage | None) -> str | None:
    return None if usage is None else json.dumps(tokens(usage))
