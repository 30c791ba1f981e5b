"""Answers as a bad day makes them: garbage, half a body, somebody else's page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .refusals import Refused
from .scenario import ERRORS
from .wire import Reply

if TYPE_CHECKING:
    from .answering import Made

GARBAGE = {  # instead of an answer, and not billed
    "html": Reply(200, b"<html><title>Sign in to the guest network</title></html>", "text/html"),
    "empty": Reply(200, b""),
    "noise": Reply(200, bytes(range(256)) * 40),
    "list": Reply(200, b"[1, 2, 3]"),
}


class Plain(Refused):
    """An error that is not Google's: a proxy's page, a status nobody expects."""

    def reply(self) -> Reply:
        """The text as it stands."""
        return Reply(self.code, self.message.encode(), "text/html")


def mishap(act: dict[str, Any], model: str) -> Reply | None:
    """What comes instead of an answer, None where one comes. Raises Refused."""
    if "error" in act:
        raise ERRORS[act["error"]](model)
    if "status" in act:
        raise Plain(act["status"], act.get("body", ""))
    if act.get("cut") == "unbilled":
        return Reply(cut="before")
    return GARBAGE.get(act.get("garbage", ""))


def sent(made: Made, act: dict[str, Any], *, stream: bool, sse: bool) -> Reply:
    """The answer's bytes, spoiled where the act says so."""
    text = json.dumps(made.body)
    if act.get("garbage") == "base64":
        text = text.replace('"data": "', '"data": "*not base64*')
    body = text.encode()
    if act.get("garbage") == "half":
        body = body[: len(body) // 2]
    if stream:
        body = b"data: " + body + b"\r\n\r\n" if sse else b"[" + body + b"]"
    kind = "text/event-stream" if stream and sse else "application/json; charset=UTF-8"
    return Reply(act.get("as", 200), body, kind, cut=act.get("cut", ""), trickle=act.get("trickle", 0.0))
