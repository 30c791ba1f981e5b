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
    texts = [_spoiled(json.dumps(body), act) for body in (_chunks(made.body) if stream else [made.body])]
    if stream and sse:
        body = "".join(f"data: {text}\r\n\r\n" for text in texts).encode()
    else:
        body = f"[{','.join(texts)}]".encode() if stream else texts[0].encode()
    if act.get("garbage") == "half":
        body = body[: len(body) // 2]
    kind = "text/event-stream" if stream and sse else "application/json; charset=UTF-8"
    return Reply(act.get("as", 200), body, kind, cut=act.get("cut", ""), trickle=act.get("trickle", 0.0))


def _spoiled(text: str, act: dict[str, Any]) -> str:
    return text.replace('"data": "', '"data": "*not base64*') if act.get("garbage") == "base64" else text


def _chunks(body: dict[str, Any]) -> list[dict[str, Any]]:
    """What a stream says bit by bit, and how it ends: only the end has the reason and what was used."""
    if not body.get("candidates"):
        return [body]
    candidate = dict(body["candidates"][0])
    parts = candidate.pop("content", {}).get("parts", [])
    pieces = (
        [[part] for part in parts[:-1]] + [[{"text": t}] for t in _thirds(parts[-1].get("text", ""))] if parts else []
    )
    pieces += [[parts[-1]], [{"text": ""}]] if parts and "text" not in parts[-1] else []
    *early, last = [{"content": {"parts": piece, "role": "model"}, "index": 0} for piece in pieces or [[{"text": ""}]]]
    frame = {name: body[name] for name in ("modelVersion", "responseId")}
    return [*({"candidates": [c], **frame} for c in early), {**body, "candidates": [{**last, **candidate}]}]


def _thirds(text: str) -> list[str]:
    step = max(1, -(-len(text) // 3))
    return [text[i : i + step] for i in range(0, len(text), step)]
