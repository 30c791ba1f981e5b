"""Error bodies as Google's services send them."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from .wire import Reply

RPC = "type.googleapis.com/google.rpc."
METRIC = "generativelanguage.googleapis.com/"
LIMITS = "https://ai.google.dev/gemini-api/docs/rate-limits"
HELP = {"@type": RPC + "Help", "links": [{"description": "Learn more about Gemini API quotas", "url": LIMITS}]}
STATUS = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 402: "PAYMENT_REQUIRED", 403: "PERMISSION_DENIED",
    404: "NOT_FOUND", 409: "ALREADY_EXISTS", 429: "RESOURCE_EXHAUSTED", 499: "CANCELLED", 500: "INTERNAL",
    501: "UNIMPLEMENTED", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
}  # fmt: skip


class Refused(Exception):
    """A request that is answered with an error: status, message, details."""

    def __init__(self, code: int, message: str, details: list[dict[str, Any]] | None = None, status: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, details
        self.status = status or STATUS.get(code, "UNKNOWN")

    def body(self) -> dict[str, Any]:
        """The `error` object with its wrapping."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = self.details
        return {"error": error}

    def reply(self) -> Reply:
        """The answer on the wire."""
        return Reply(self.code, json.dumps(self.body(), indent=2).encode())


@cache
def messages() -> dict[str, Any]:
    """All sentences, by name."""
    return tomllib.loads((Path(__file__).parent / "messages.toml").read_text("utf-8"))


def say(key: str, /, **words: object) -> str:
    """One of them."""
    text: str = messages()[key]
    return text.format(**words)


def refused(code: int, key: str, /, **words: object) -> Refused:
    """An error without details."""
    return Refused(code, say(key, **words))


def invalid(key: str = "generic", /, **words: object) -> Refused:
    """A 400 that names no field."""
    return refused(400, key, **words)


def violation(field: str, description: str) -> Refused:
    """A 400 of the JSON reader: it does name the field."""
    detail = {"@type": RPC + "BadRequest", "fieldViolations": [{"field": field, "description": description}]}
    return Refused(400, description, [detail])


def _info(reason: str, service: str) -> dict[str, Any]:
    told = {"@type": RPC + "ErrorInfo", "reason": reason, "domain": "googleapis.com"}
    return {**told, "metadata": {"service": service}}


def bad_key() -> Refused:
    """The key is not one."""
    text = say("bad_key")
    local = {"@type": RPC + "LocalizedMessage", "locale": "en-US", "message": text}
    return Refused(400, text, [_info("API_KEY_INVALID", "generativelanguage.googleapis.com"), local])


def unauthenticated() -> Refused:
    """The agent platform without a token."""
    return Refused(401, say("unauthenticated"), [_info("CREDENTIALS_MISSING", "aiplatform.googleapis.com")])


def forbidden(service: str = "generativelanguage.googleapis.com") -> Refused:
    """The project has not switched the service on."""
    return Refused(403, say("forbidden", service=service), [_info("SERVICE_DISABLED", service)])


def quota(
    *, period: str = "PerMinute", free: bool = False, model: str = "", limit: int = 10, retry: str | None = "37s"
) -> Refused:
    """A 429 with QuotaFailure and RetryInfo. `period`: PerMinute or PerDay."""
    metric = f"{METRIC}generate_content_{'free_tier_' if free else ''}requests"
    name = f"GenerateRequests{period}PerProjectPerModel{'-FreeTier' if free else ''}"
    violated = {"quotaMetric": metric, "quotaId": name, "quotaValue": str(limit)}
    violated |= {"quotaDimensions": {"location": "global", "model": model}}  # type: ignore[dict-item]
    again = "" if retry is None else f"\nPlease retry in {float(retry.rstrip('s')):.9f}s."
    text = say("quota", metric=metric, limit=limit, model=model, again=again)
    return Refused(429, text, _failure(violated, retry))


def _failure(violated: dict[str, Any], retry: str | None) -> list[dict[str, Any]]:
    details: list[dict[str, Any]] = [{"@type": RPC + "QuotaFailure", "violations": [violated]}, HELP]
    return details if retry is None else [*details, {"@type": RPC + "RetryInfo", "retryDelay": retry}]


def spend(retry: str | None = None) -> Refused:
    """A 429 of the ten-minute spend window."""
    violated = {"quotaMetric": METRIC + "spend_usd", "quotaId": "SpendUsdPer10MinutesPerProject", "quotaValue": "10"}
    return Refused(429, say("spend"), _failure(violated, retry))


def unpaid() -> Refused:
    """The prepaid account is empty."""
    return Refused(402, say("unpaid"), status="FAILED_PRECONDITION")
