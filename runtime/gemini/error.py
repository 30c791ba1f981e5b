"""The body of an error, as Google's services write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from google.genai.errors import APIError

LONGEST_WAIT = 3600.0  # seconds; who asks for more is not waited for
_SECONDS = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)s?")


@dataclass(frozen=True, slots=True)
class Error:
    """An error body of Google's services. `reasons`: of its ErrorInfo; `quotas`: ids and metrics that were exceeded."""

    code: int
    status: str
    message: str
    reasons: frozenset[str] = frozenset()
    quotas: tuple[str, ...] = ()
    wait: float | None = None
    nothing_free: bool = False  # the quota that was exceeded is 0


def read_error(status: int | None, raw: bytes, headers: Mapping[str, str] | None = None) -> Error | None:
    """The error in a body; None where it is none of Google's."""
    try:
        document = msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None
    if isinstance(document, list) and document:
        document = document[0]  # a stream's errors come in a list
    found = document.get("error") if isinstance(document, dict) else None
    if not isinstance(found, dict):
        return None
    code = found.get("code")
    rows = found.get("details")
    details = [d for d in rows if isinstance(d, dict)] if isinstance(rows, list) else []
    violations = [v for d in details for v in _list(d.get("violations"))]
    return Error(
        status or (code if isinstance(code, int) and 100 <= code < 600 else 500),
        _text(found.get("status")),
        _text(found.get("message")),
        frozenset(_text(d.get("reason")) for d in details if d.get("reason")),
        tuple(_text(v.get(k)) for v in violations for k in ("quotaId", "quotaMetric") if v.get(k)),
        asked_wait(details, headers or {}),
        any(str(v.get("quotaValue")) == "0" for v in violations),
    )


def raised_error(fault: APIError) -> Error:
    """What the SDK has raised, as the service wrote it."""
    body = getattr(fault.response, "content", None)
    found = read_error(fault.code, body) if isinstance(body, bytes) else None
    return found or Error(fault.code or 500, fault.status or "", fault.message or "")


def asked_wait(details: list[dict[str, object]], headers: Mapping[str, str]) -> float | None:
    """The seconds that the service asks for."""
    said = [d.get("retryDelay") for d in details] + [headers.get("retry-after")]
    for text in said:
        if isinstance(text, str) and (match := _SECONDS.fullmatch(text.strip())):
            return min(float(match[1]), LONGEST_WAIT)
    return None


def _list(found: object) -> list[dict[str, object]]:
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""
