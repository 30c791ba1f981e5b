"""Answers of generateContent: parts, usage, what it costs."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .drawing import draw
from .facts import pixels
from .refusals import messages

if TYPE_CHECKING:
    from .checks import Asked

SAFETY = [{"category": "HARM_CATEGORY_DANGEROUS_CONTENT", "probability": "HIGH", "blocked": True}]


@dataclass(frozen=True, slots=True)
class Made:
    """A body, and what it cost in nano-dollars."""

    body: dict[str, Any]
    usage: dict[str, Any]
    nano: int
    pictures: int
    finish: str


def answer(asked: Asked, act: dict[str, Any], name: str, *, vertex: bool = False, half: bool = False) -> Made:
    """What the model says to a request; `name` makes its pictures its own, `half` is a batch's price."""
    if "block" in act:
        return _blocked(asked, act, name, vertex=vertex, half=half)
    finish = act.get("finish", "STOP")
    wanted = act.get("pictures", 1 if asked.pictures and finish == "STOP" else 0)
    thoughts = act.get("thoughts", asked.model.thoughts)
    each = asked.model.sizes.get(asked.size, 0)
    if wanted * each + (asked.model.extra if wanted else 0) > asked.most:
        wanted, finish = max(0, (asked.most - asked.model.extra) // max(1, each)), "MAX_TOKENS"
    parts = _parts(asked, act, name, wanted)
    said = sum(-(-len(p["text"].encode()) // 4) for p in parts if "text" in p and not p.get("thought"))
    extra = act.get("extra", asked.model.extra if wanted else 0)
    usage = _usage(asked, image=wanted * each, text=extra + said, thoughts=thoughts, vertex=vertex)
    candidate: dict[str, Any] = {"finishReason": finish, "index": 0}
    if parts:
        candidate = {"content": {"parts": parts, "role": "model"}, **candidate}
    elif finish == "STOP":
        candidate = {"content": {"role": "model"}, **candidate}
    if (message := act.get("message", messages()["finish"].get(finish))) is not None:
        candidate["finishMessage"] = message
    if finish in {"SAFETY", "IMAGE_SAFETY"}:
        candidate["safetyRatings"] = SAFETY
    if asked.search:
        candidate["groundingMetadata"] = {
            "webSearchQueries": ["lighthouse"],
            "searchEntryPoint": {"renderedContent": "<div></div>"},
        }
    body = {"candidates": [candidate], **_frame(asked, usage, name, act)}
    nano = (
        0
        if act.get("billed", finish in {"STOP", "MAX_TOKENS"} or bool(wanted)) is False
        else price(asked, usage, half=half)
    )
    return Made(body, usage, nano, wanted, finish)


def _blocked(asked: Asked, act: dict[str, Any], name: str, *, vertex: bool, half: bool) -> Made:
    usage = _usage(asked, image=0, text=0, thoughts=0, vertex=vertex)
    feedback = {"blockReason": act["block"], **({"blockReasonMessage": act["message"]} if "message" in act else {})}
    body = {"promptFeedback": feedback, **_frame(asked, usage, name, act)}
    return Made(body, usage, price(asked, usage, half=half) if act.get("billed") else 0, 0, "block:" + act["block"])


def _frame(asked: Asked, usage: dict[str, Any], name: str, act: dict[str, Any]) -> dict[str, Any]:
    told = {} if act.get("usage") is False else {"usageMetadata": usage}
    return {**told, "modelVersion": asked.model.id, "responseId": name}


def _parts(asked: Asked, act: dict[str, Any], name: str, wanted: int) -> list[dict[str, Any]]:
    signature = {"thoughtSignature": base64.b64encode(b"s" * act.get("signature", 24)).decode()}
    parts: list[dict[str, Any]] = []
    if asked.thoughts or act.get("draft"):
        parts.append({"text": "**Thinking** about the composition.", "thought": True})
    if act.get("draft"):
        parts.append({"inlineData": _picture(asked, act, name + "/draft"), "thought": True})
    says = act.get("say", _words(asked) if not asked.pictures else "")
    says = says if isinstance(says, list) else [says]
    for place in range(max(wanted, len(says))):
        if place < len(says) and says[place]:
            parts.append({"text": says[place]})
        if place < wanted:
            parts.append({"inlineData": _picture(asked, act, f"{name}/{place}"), **signature})
    return parts


def _picture(asked: Asked, act: dict[str, Any], name: str) -> dict[str, str]:
    mime = act.get("mime", asked.model.mime)
    width, height = act.get("pixels") or pixels(asked.ratio, asked.size)
    data = act["raw"].encode() if "raw" in act else draw(mime, width, height, name, act.get("bytes", 0))
    if act.get("signed"):
        from tests.credentials.signing import signed

        data = signed(data, mime)
    return {"mimeType": act.get("called", mime), "data": base64.b64encode(data).decode()}


def _words(asked: Asked) -> str:
    """What a model that writes says: JSON of the shape it was asked for, or a plain sentence."""
    schema = asked.config.get("responseSchema") or asked.config.get("responseJsonSchema")
    if schema or asked.config.get("responseMimeType") == "application/json":
        return json.dumps(_shaped(schema or {"type": "object"}, schema or {}, 0))
    return f"This is an answer to {len(asked.holds.text)} characters."


def _shaped(schema: Any, root: Any, depth: int) -> Any:
    """The smallest value that a JSON schema takes."""
    if not isinstance(schema, dict) or depth > 12:
        return None
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].split("/")[1:]:
            target = target.get(step, {})
        return _shaped(target, root, depth + 1)
    for union in ("anyOf", "any_of", "oneOf"):
        if schema.get(union):
            return _shaped(schema[union][0], root, depth + 1)
    if schema.get("enum"):
        return schema["enum"][0]
    kind = str(schema.get("type", "object")).lower()
    if kind == "object":
        return {k: _shaped(v, root, depth + 1) for k, v in schema.get("properties", {}).items()}
    if kind == "array":
        return [
            _shaped(schema.get("items", {}), root, depth + 1)
            for _ in range(int(schema.get("minItems", schema.get("min_items", 1)) or 0))
        ]
    return {"string": "Utopia", "integer": 1, "number": 1.5, "boolean": True}.get(kind)


def _usage(asked: Asked, *, image: int, text: int, thoughts: int, vertex: bool) -> dict[str, Any]:
    details = [{"modality": "TEXT", "tokenCount": asked.holds.text_tokens}]
    if asked.holds.media_tokens:
        details.append({"modality": "IMAGE", "tokenCount": asked.holds.media_tokens})
    usage: dict[str, Any] = {"promptTokenCount": asked.tokens_in, "promptTokensDetails": details}
    if image or text:
        usage["candidatesTokenCount"] = image + text
        usage["candidatesTokensDetails"] = (
            [{"modality": "IMAGE", "tokenCount": image}] if image else [{"modality": "TEXT", "tokenCount": text}]
        )
    if thoughts:
        usage["thoughtsTokenCount"] = thoughts
    usage["totalTokenCount"] = asked.tokens_in + image + text + thoughts
    return {**usage, "trafficType": "ON_DEMAND"} if vertex else usage


def price(asked: Asked, usage: dict[str, Any], *, half: bool = False) -> int:
    """Nano-dollars: the picture's tokens at their price, all others that came out at that of text."""
    image = sum(d["tokenCount"] for d in usage.get("candidatesTokensDetails", ()) if d["modality"] == "IMAGE")
    text = usage.get("candidatesTokenCount", 0) - image + usage.get("thoughtsTokenCount", 0)
    model = asked.model
    whole = usage["promptTokenCount"] * model.price_in + image * model.price_image + text * model.price_text
    return whole // 2 if half else whole
