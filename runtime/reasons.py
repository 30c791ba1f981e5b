"""Why a request was refused, in people's words: the service's own word for it, explained by its engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ..dsl.words import clipped
from .engines import BUILT_IN, NoEngine, engine_class

if TYPE_CHECKING:
    from .log import Entry

REFUSED = "refused"
LONGEST = 600  # letters of what a model wrote; the ledger has all of it


@dataclass(frozen=True, slots=True)
class Explained:
    """Both are sentences without their full stop."""

    happened: str
    attempt: str  # what helps


@runtime_checkable
class Explaining(Protocol):
    """An engine that can say what its service's word for a refusal means; a static method, so that none is started."""

    @staticmethod
    def explain(reason: str, text: str) -> Explained | None:
        """What it means; `text` is what the model wrote. None for a word that is not known."""
        ...


def explained(maker: str, reason: str | None, text: str | None = "") -> Explained | None:
    """What a maker's word for a refusal means; None where nobody here knows it. Engines of others are not loaded."""
    made = _engine_of(maker)
    return made.explain(reason, text or "") if made is not None and reason else None


@cache
def _engine_of(maker: str) -> Explaining | None:
    name = next((info.name for info, *_ in BUILT_IN.values() if info.maker == maker), None)
    try:
        made = engine_class(name) if name is not None else None
    except NoEngine:
        return None
    return made if isinstance(made, Explaining) else None


def explanation(entry: Entry) -> Explained | None:
    """What the refusal of a request means; None for one that was not refused."""
    return explained(entry.maker, entry.reason, entry.text) if entry.state == REFUSED else None


def why_none(entry: Entry) -> str:
    """Why a request brought no picture: the meaning of it, the service's own word, and what the model wrote."""
    if entry.state == REFUSED:
        return refusal_words(entry.maker, entry.reason, entry.text)
    return _plain(entry.reason, entry.text)


def refusal_words(maker: str, reason: str | None, text: str | None) -> str:
    """The same of a refusal."""
    found = explained(maker, reason, text)
    if found is None:
        return _plain(reason, text)
    wrote = f": “{clipped(text, LONGEST)}”" if text and text.strip() else ""
    return f"{found.happened} ({reason}){wrote}"


def _plain(reason: str | None, text: str | None) -> str:
    return ": ".join(dict.fromkeys(t for t in (reason, text) if t))
