"""What an error of the service means for this request, and for those that were not sent yet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..engine import Closes, Failed
from .access import KEY_PAGE
from .error import Error, asked_wait, read_error
from .refusal import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT = Closes.ACCOUNT
FILE_GONE = "file-gone"
ONE_MODEL = frozenset({"not-found", "no-access"})  # these failures hold for every request to the same model
AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_DAY = re.compile(r"per\s?day|daily", re.IGNORECASE)
_FREE_TIER = re.compile(r"free[\s_-]?tier", re.IGNORECASE)
_UNPAID = re.compile(r"prepa(?:y|id)|credits? (?:are|is|have been) depleted|monthly spend|spending cap", re.IGNORECASE)
_SPEND = re.compile(r"spend|dollars|usd", re.IGNORECASE)
_FILE = re.compile(r"\baccess the file\s|\bthe file\s\S+ is not in|\bfiles/\w|gs://", re.IGNORECASE)
_MODEL = re.compile(r"models/([\w.-]{1,100})")


def read_fault(status: int | None, raw: bytes, headers: Mapping[str, str] | None = None) -> Failed:
    """What an error answer means. A body that is none of Google's says only as much as its status does."""
    error = read_error(status, raw, headers)
    return mean(error or Error(status or 500, "", "", wait=asked_wait([], headers or {})))


def mean(error: Error) -> Failed:
    """The failure that an error is."""
    code = error.code
    if code == 429:
        return _quota(error)
    if code == 402 or _UNPAID.search(error.message):
        return _unpaid(error)
    if code in (400, 403, 404) and (found := _file(error)):
        return found
    if code in (400, 401, 403) and (found := _key(error)):
        return found
    if code == 404:
        return _failed(error, "not-found", unknown_model(error.message))
    if code in SENTENCES:
        name, sentence = SENTENCES[code]
        return _failed(error, name, sentence)
    return _failed(error, f"http-{code}", f"The service answered with the error {code}.")


_WHICH = (
    "The service does not take this request, and does not say which part of it. Most often that is a size or a ratio "
    "that the model does not have, or a picture that it can't read."
)
SENTENCES = {
    400: (
        "invalid",
        _WHICH,
    ),
    403: ("no-access", "This account may not use this model. `bnn models --refresh` lists those that it may."),
    408: ("timeout", "The service waited too long for the request."),
    413: ("too-large", "The request is too large for the service. Send fewer or smaller pictures along."),
    499: ("cancelled", "The service says that the request was taken back."),
    500: ("service", "The service broke while it worked on this."),
    502: ("service", "The service could not be reached behind its own door."),
    503: ("overloaded", "The model is overloaded at the moment."),
    504: ("deadline", "The service did not get done in time."),
}


def _file(error: Error) -> Failed | None:
    """An error about a file that was uploaded: it is uploaded again, and the request may be sent again."""
    if not _FILE.search(error.message):
        return None
    waits = "not in an active state" in error.message.lower()
    sentence = (
        "A picture that was sent ahead is not ready at the service." if waits
        else "The service does not have a picture any more that was sent ahead. It is sent again."
    )  # fmt: skip
    return replace(_failed(error, "file-waits" if waits else FILE_GONE, sentence), retryable=True)


def _key(error: Error) -> Failed | None:
    """An error that is about the account: nothing more is asked for on it."""
    reasons, message = error.reasons, error.message.lower()
    if "API_KEY_INVALID" in reasons or "api key not valid" in message or "api key expired" in message:
        return _failed(error, "bad-key", f"The service does not know this key. Make a new one at {KEY_PAGE}.", ACCOUNT)
    if error.code == 401:
        return _failed(error, "bad-key", "The service does not accept the key or the credentials.", ACCOUNT)
    if "SERVICE_DISABLED" in reasons or "has not been used in project" in message:
        return _failed(error, "api-off", "The Gemini API is not switched on in this project.", ACCOUNT)
    if reasons & {"API_KEY_SERVICE_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED", "API_KEY_HTTP_REFERRER_BLOCKED"}:
        return _failed(error, "bad-key", "This key may not be used for this, or not from here.", ACCOUNT)
    if reasons & {"BILLING_DISABLED", "CONSUMER_SUSPENDED", "CONSUMER_INVALID"} or "billing" in message:
        return _unpaid(error)
    if "location is not supported" in message:
        return _failed(error, "location", "The service is not offered where you are.", ACCOUNT)
    if "reported as leaked" in message:
        return _failed(error, "bad-key", f"This key was found in public, and is shut. Make one at {KEY_PAGE}.", ACCOUNT)
    return None


def _unpaid(error: Error) -> Failed:
    sentence = "This account has nothing left to pay with, or no billing. Look at its billing page, then run again."
    return _failed(error, "unpaid", sentence, ACCOUNT)


def _quota(error: Error) -> Failed:
    said = " ".join((*error.quotas, error.message))
    if _UNPAID.search(error.message):
        return _unpaid(error)
    if _FREE_TIER.search(said) or error.nothing_free:
        sentence = "Without billing this account gets no pictures of this model, or no more today. Set up billing."
        return _failed(error, "free-tier", sentence, ACCOUNT)
    if _DAY.search(said):
        sentence = "The account's requests for today are used up. They come back at midnight, Pacific time."
        return _failed(error, "day-quota", sentence, ACCOUNT)
    if _SPEND.search(said):
        sentence = "The account has spent as much as it may in ten minutes."
        return _failed(error, "spend-quota", sentence, Closes.SPEND)
    return _failed(error, "quota", "Too many requests for this model at the moment.", Closes.MODEL)


def _failed(error: Error, code: str, sentence: str, closes: Closes = Closes.NOTHING) -> Failed:
    words = f" The service says: “{clipped(error.message)}”." if error.message.strip() else ""
    again = error.code in AGAIN and closes is not Closes.ACCOUNT
    return Failed(sentence + words, code, retryable=again, closes=closes, wait=error.wait if again else None)


def unknown_model(message: str) -> str:
    """What to say of a model that the service does not have, with the nearest that is known."""
    from ...dsl.models import model_table
    from ...dsl.nearest import nearest

    found = _MODEL.search(message)
    if found is None:
        return "The service does not have what was asked for: the model, or a file that was to go along."
    name, table = found[1], model_table()
    better = table.successor(name) or nearest(name, [m.id for m in table.models if m.id != name])
    hint = f" Try `{better}`." if better else ""
    return f"The service does not have the model `{name}`, or not for this account.{hint} `bnn models` lists them."
