"""Reads a raw answer of the service: without a network, the same for a live one and for one from the spool."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from typing import TYPE_CHECKING, TypeAlias

from ..engine import Answer, Drawn, Refused
from .body import decoded
from .fault import read_fault
from .refusal import told
from .usage import read_usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..engine import Failed, Usage

Fields: TypeAlias = "dict[str, object]"
FREE = re.compile(r"(?:\bnot|n['’]t)\s+(?:be(?:en)?\s+)?(?:charged|billed)\b", re.IGNORECASE)
UNREADABLE, EMPTY = "UNREADABLE", "EMPTY"


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
    pictures = _pictures(parts)
    text = "\n".join(t for p in parts if not _thought(p) and isinstance(t := p.get("text"), str) and t.strip())
    usage = read_usage(document.get("usageMetadata"), len(pictures))
    if pictures:
        return Answer(tuple(pictures), text, usage)
    if any(_section(p, "inlineData") or _section(p, "inline_data") for p in parts):
        return Refused(UNREADABLE, text, usage, None, told(UNREADABLE, text, "", billed=None))
    return _why(document, candidates, text, usage)


def _pictures(parts: list[Fields]) -> list[Drawn]:
    """All that are no thoughts; where there are none, the last one that was thought of."""
    drawn = [(p, d) for p in parts if (d := _drawn(p)) is not None]
    return [d for p, d in drawn if not _thought(p)] or [d for _, d in drawn[-1:]]


def _drawn(part: Fields) -> Drawn | None:
    blob = _section(part, "inlineData") or _section(part, "inline_data")
    data = blob.get("data")
    found = data if isinstance(data, bytes) else _bytes(data) if isinstance(data, str) else None
    mime = blob.get("mimeType", blob.get("mime_type"))
    return Drawn(found, mime if isinstance(mime, str) else "") if found else None


def _bytes(data: str) -> bytes | None:
    """Base64 undone, of either alphabet."""
    for text in (data, data.translate({ord("-"): "+", ord("_"): "/"})):
        try:
            return a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True)
        except (Error, ValueError):
            continue
    return None


def _why(document: Fields, candidates: list[Fields], text: str, usage: Usage | None) -> Refused:
    """An answer without a picture: the reason in the service's own word."""
    feedback = _section(document, "promptFeedback")
    said = [feedback.get("blockReason"), *(c.get("finishReason") for c in candidates)]
    reason = next((r for r in said if isinstance(r, str) and r and r != "STOP"), "STOP" if candidates else EMPTY)
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
