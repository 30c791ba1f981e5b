"""Reads a raw answer of the service: without a network, the same for a live one and for one from the spool."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from ..engine import Answer, Refused
from .blob import drawn_in
from .body import decoded
from .fault import read_fault
from .refusal import told
from .usage import read_usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..engine import Drawn, Failed, Usage

Fields: TypeAlias = "dict[str, object]"
FREE = re.compile(r"(?:\bnot|n['’]t)\s+(?:be(?:en)?\s+)?(?:charged|billed)\b", re.IGNORECASE)
UNREADABLE, EMPTY = "UNREADABLE", "EMPTY"
LONGEST, LONGEST_REASON = 200_000, 100  # characters that are kept of what a model writes, and of the service's word


def read_answer(raw: bytes) -> Answer | Refused | Failed:
    """What the body of an answer says. Never raises, whatever it holds."""
    document = decoded(raw)
    if not isinstance(document, dict):
        reason = UNREADABLE if raw.strip() else EMPTY
        return Refused(reason, "", None, None, told(reason, "", "", billed=None))
    if isinstance(document.get("error"), dict):
        return read_fault(None, raw)
    return _read(document)


def _read(document: Fields) -> Answer | Refused:
    candidates = list(_rows(document.get("candidates")))
    parts = [p for c in candidates for p in _rows(_section(c, "content").get("parts"))]
    pictures, came = _pictures(parts), sum(bool(_blob(p)) for p in parts)
    text = "\n".join(t for p in parts if not _thought(p) and isinstance(t := p.get("text"), str) and t.strip())
    text = text[:LONGEST]
    usage = read_usage(document.get("usageMetadata"), came)
    if pictures:
        return Answer(tuple(pictures), text, usage)
    if came:
        return Refused(UNREADABLE, text, usage, None, told(UNREADABLE, text, "", billed=None))
    return _why(document, candidates, text, usage)


def _pictures(parts: list[Fields]) -> list[Drawn]:
    """All that are no thoughts; where there are none, the last one that was thought of."""
    drawn = [(p, d) for p in parts if (d := drawn_in(_blob(p))) is not None]
    return [d for p, d in drawn if not _thought(p)] or [d for _, d in drawn[-1:]]


def _blob(part: Fields) -> Fields:
    return _section(part, "inlineData") or _section(part, "inline_data")


def _why(document: Fields, candidates: list[Fields], text: str, usage: Usage | None) -> Refused:
    """An answer without a picture: the reason in the service's own word."""
    feedback = _section(document, "promptFeedback")
    said = [feedback.get("blockReason"), *(c.get("finishReason") for c in candidates)]
    reason = next((r for r in said if isinstance(r, str) and r and r != "STOP"), "STOP" if candidates else EMPTY)
    reason = reason[:LONGEST_REASON]
    notes = [feedback.get("blockReasonMessage"), *(c.get("finishMessage") for c in candidates)]
    note = " ".join(n for n in notes if isinstance(n, str))
    billed = False if FREE.search(note) else None
    return Refused(
        reason, text, usage, billed, told(reason, text, note, _flagged([feedback, *candidates]), billed=billed)
    )


def _flagged(places: list[Fields]) -> tuple[str, ...]:
    """The kinds of harm that the service blocked for, in its own words."""
    ratings = [r for place in places for r in _rows(place.get("safetyRatings")) if r.get("blocked") is True]
    return tuple(dict.fromkeys(c for r in ratings if isinstance(c := r.get("category"), str)))


def _thought(part: Fields) -> bool:
    return part.get("thought") is True


def _section(of: Fields, name: str) -> Fields:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def _rows(found: object) -> Iterator[Fields]:
    return (row for row in found if isinstance(row, dict)) if isinstance(found, list) else iter(())
