"""What goes over the wire: the body, the address, the headers, byte for byte where it matters."""

from __future__ import annotations

import asyncio
import base64
import json
from decimal import Decimal

import httpx2
import pytest
from bananaboard.runtime.engine import Answer
from bananaboard.runtime.gemini.engine import Gemini

from ..spool import Memory
from .asked import FLASH, KEY, LITE, png, request, sent

DATA = base64.b64encode(png(7)).decode()
ANSWER = {
    "candidates": [
        {
            "content": {
                "parts": [{"inlineData": {"mimeType": "image/png", "data": base64.b64encode(png(7)).decode()}}]
            },
            "finishReason": "STOP",
        }
    ],
    "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 1120},
}


@pytest.fixture
def wire(clean):
    """Asks in this process, without a socket; the requests that went out."""
    gone = []

    def answer(asked: httpx2.Request) -> httpx2.Response:
        gone.append(asked)
        return httpx2.Response(200, json=ANSWER)

    clean.setattr(httpx2, "AsyncHTTPTransport", lambda **_: httpx2.MockTransport(answer))
    clean.setenv("GEMINI_API_KEY", KEY)

    async def made(asked):
        engine = Gemini()
        try:
            return await engine.make(asked, Memory())
        finally:
            await engine.aclose()

    def ask(asked):
        assert isinstance(asyncio.run(made(asked)), Answer)
        [only] = gone
        return only

    return ask


def body(asked):
    return json.loads(asked.content)


def test_the_plainest_request(wire):
    asked = wire(request("A red cube", model=FLASH))
    assert asked.content == (
        b'{"contents": [{"parts": [{"text": "A red cube"}], "role": "user"}], "generationConfig": '
        b'{"maxOutputTokens": 4096, "responseModalities": ["TEXT", "IMAGE"], '
        b'"imageConfig": {"aspectRatio": "16:9", "imageSize": "1K"}}}'
    )


def test_everything_that_can_be_asked_for(wire):
    wished = {
        "temperature": Decimal("0.70"), "top_p": Decimal("0.9"), "seed": 7, "thinking": "minimal", "safety": "high",
        "search": ("web", "images"), "size": "2K", "max_output_tokens": 5776,
    }  # fmt: skip
    found = body(wire(request("A fox", model=FLASH, **wished)))
    assert found["generationConfig"] == {
        "temperature": 0.7, "topP": 0.9, "maxOutputTokens": 5776, "seed": 7, "responseModalities": ["TEXT", "IMAGE"],
        "thinkingConfig": {"thinking_level": "MINIMAL"}, "imageConfig": {"aspectRatio": "16:9", "imageSize": "2K"},
    }  # fmt: skip
    harms = ("HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT")
    assert found["safetySettings"] == [
        {"category": f"HARM_CATEGORY_{h}", "threshold": "BLOCK_ONLY_HIGH"} for h in harms
    ]
    assert found["tools"] == [{"googleSearch": {"searchTypes": {"web_search": {}, "image_search": {}}}}]


@pytest.mark.parametrize(
    ("safety", "threshold"),
    [("low", "BLOCK_LOW_AND_ABOVE"), ("medium", "BLOCK_MEDIUM_AND_ABOVE"), ("high", "BLOCK_ONLY_HIGH")],
)
def test_safety_is_what_is_blocked_from(wire, safety, threshold):
    found = body(wire(request("x", safety=safety)))
    assert {s["threshold"] for s in found["safetySettings"]} == {threshold}


def test_a_search_of_the_web_alone_is_the_plain_tool(wire):
    assert body(wire(request("x", model=FLASH, search=("web",))))["tools"] == [{"googleSearch": {}}]


@pytest.mark.parametrize("model", [LITE, "gemini-2.5-flash-image"])
def test_a_model_of_one_size_is_told_none(wire, model):
    assert body(wire(request("x", model=model)))["generationConfig"]["imageConfig"] == {"aspectRatio": "16:9"}


def test_announcements_and_pictures_stand_in_the_plans_order_in_one_turn_of_the_user(wire):
    """An earlier picture is sent as the user's, so no signature of megabytes comes along."""
    one, two = sent(png(1)), sent(b"%PDF-1.7 x", "application/pdf", "Script")
    found = body(wire(request("Image 1: Mara", one, "Image 2: a script", two, "She reads", model=FLASH)))
    [turn] = found["contents"]
    assert turn["role"] == "user"
    kinds = [p.get("text") or p["inlineData"]["mime_type"] for p in turn["parts"]]
    assert kinds == ["Image 1: Mara", "image/png", "Image 2: a script", "application/pdf", "She reads"]
    assert base64.urlsafe_b64decode(turn["parts"][1]["inlineData"]["data"]) == one.data


def test_the_address_and_the_headers_are_pinned(wire):
    asked = wire(request("x", model=FLASH))
    assert str(asked.url) == f"https://generativelanguage.googleapis.com/v1/models/{FLASH}:generateContent"
    assert asked.headers["x-goog-api-key"] == KEY
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.headers["x-server-timeout"] == "300"


def test_every_wait_has_an_end_but_that_for_a_connection(wire):
    limits = wire(request("x")).extensions["timeout"]
    assert limits["read"] > 300 > limits["write"] > limits["connect"] > 0
    assert limits["pool"] is None


def test_a_version_in_the_environment_changes_nothing(wire, clean):
    clean.setenv("GOOGLE_GENAI_API_VERSION", "v9")
    assert wire(request("x")).url.path.startswith("/v1/")


def test_the_agent_platform_by_a_key(wire, clean):
    clean.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    asked = wire(request("x", model=FLASH))
    assert str(asked.url) == (
        f"https://aiplatform.googleapis.com/v1beta1/publishers/google/models/{FLASH}:generateContent"
    )
    assert asked.headers["x-goog-api-key"] == KEY


def test_the_request_says_nothing_of_takes_and_addresses(wire):
    asked = wire(request("A hill"))
    assert b"arrival" not in asked.content
    assert b"take" not in asked.content
