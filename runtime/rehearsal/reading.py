"""What a raw answer of the pretended service says: the same when it comes, and when it is found on the disk later."""

from __future__ import annotations

import msgspec

from ..engine import Answer, Closes, Drawn, Failed, Refused, Usage
from .wire import ANSWERED, ERRED, Answered, Counted, Wrong

FREE = "not be charged"
_AGAIN = frozenset({429, 500, 503, 504})


def head_of(status: int) -> bytes:
    """What stands before the body in the spool."""
    return f"{status}\n".encode()


def read_raw(raw: bytes) -> Answer | Refused | Failed:
    """What a sealed spool says: its first line is the status of the answer, the rest its body."""
    head, _, body = raw.partition(b"\n")
    if head == b"200":
        return read_answer(body)
    code = int(head) if head.isdigit() and len(head) == 3 else 0
    return read_error(code, body) or _unreadable("the answer can't be read")


def read_answer(body: bytes) -> Answer | Refused:
    """An answer that the service calls a success."""
    try:
        answered = ANSWERED.decode(body)
    except (msgspec.MsgspecError, ValueError):
        return _unreadable("the answer can't be read" if body else "the answer is empty")
    usage = _usage(answered.usage)
    if answered.pictures:
        return Answer(tuple(Drawn(p.data, p.mime) for p in answered.pictures), answered.text, usage)
    return _refused(answered, usage)


def _refused(answered: Answered, usage: Usage | None) -> Refused:
    free = FREE in answered.message
    if answered.finish == "STOP":
        reason, told = "NO_IMAGE", answered.text or "The answer holds no picture."
    else:
        reason, told = answered.finish, answered.message or answered.text
    return Refused(reason, answered.text, usage, False if free else None, told)


def _unreadable(why: str) -> Refused:
    return Refused("UNREADABLE", "", None, None, f"Something came, but {why}; it may have been billed.")


def _usage(used: Counted | None) -> Usage | None:
    if used is None or min(used.text_in, used.image_in, used.image_out, used.text_out) < 0:
        return None
    return Usage(used.text_in, used.image_in, used.image_out, used.text_out)


def read_error(status: int, body: bytes) -> Failed | None:
    """An error in the service's own words, which is not billed; None where these are not its words."""
    try:
        wrong = ERRED.decode(body).error
    except (msgspec.MsgspecError, ValueError):
        wrong = None
    if wrong is None:
        # Whoever turned it away said that the request was wrong, so nothing was made of it.
        return Failed(f"The request was turned away ({status}).", str(status), False) if 400 <= status < 500 else None
    closes = _closes(status, wrong)
    again = status in _AGAIN and closes is not Closes.ACCOUNT
    return Failed(wrong.message, str(status), again, closes, _wait(wrong) if again else None)


def _closes(status: int, wrong: Wrong) -> Closes:
    quota = (wrong.detail.quota if wrong.detail else None) or ""
    if status == 402 or (status == 429 and "PerDay" in quota):
        return Closes.ACCOUNT
    if status == 429:
        return Closes.SPEND if "Spend" in quota else Closes.MODEL
    return Closes.NOTHING


def _wait(wrong: Wrong) -> float | None:
    text = (wrong.detail.retry_after if wrong.detail else None) or ""
    try:
        seconds = float(text.removesuffix("s"))
    except ValueError:
        return None
    return seconds if 0 <= seconds <= 86_400 else None
