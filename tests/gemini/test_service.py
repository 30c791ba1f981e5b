"""The loopback service as google-genai sees it: what it takes, what it refuses, what it bills, how it breaks off."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import http.client
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2
import pytest
from google import genai
from google.genai import errors, types
from PIL import Image

from .service.drawing import draw
from .service.facts import models, pixels
from .service.handle import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LITE, FLASH, PRO = "gemini-3.1-flash-lite-image", "gemini-3.1-flash-image", "gemini-3-pro-image"
PNG = draw("image/png", 8, 8, "a reference")


@pytest.fixture
def client(service: Service) -> Iterator[genai.Client]:
    """The SDK, aimed at the service, without its automatic continuation."""
    made = genai.Client(api_key="loopback", http_options=types.HttpOptions(base_url=service.url, timeout=60_000))
    yield made
    made.close()


def config(ratio: str = "1:1", size: str | None = "1K", **more: Any) -> types.GenerateContentConfig:
    image = types.ImageConfig(aspect_ratio=ratio, image_size=size)
    return types.GenerateContentConfig(response_modalities=["IMAGE"], image_config=image, **more)


def ask(client: genai.Client, model: str = LITE, contents: Any = "a fox", **more: Any) -> types.GenerateContentResponse:
    return client.models.generate_content(model=model, contents=contents, config=config(**more))


def picture(answer: types.GenerateContentResponse) -> types.Blob:
    assert answer.parts
    found = [p.inline_data for p in answer.parts if p.inline_data and not p.thought]
    assert found[-1] is not None
    return found[-1]


def photo(data: bytes = PNG) -> types.Part:
    return types.Part.from_bytes(data=data, mime_type="image/png")


@pytest.mark.parametrize(
    ("model", "ratio", "size"),
    [(m.id, r, s) for m in models().values() if m.draws for s in m.sizes for r in m.ratios[:: 4 if s == "1K" else 9]],
)
def test_a_picture_has_the_size_that_was_asked_for(client: genai.Client, model: str, ratio: str, size: str) -> None:
    answer = ask(client, model, ratio=ratio, size=size)
    found = picture(answer)
    image = Image.open(io.BytesIO(found.data or b""))
    assert image.size == pixels(ratio, size)
    assert found.mime_type == Image.MIME[image.format or ""] == models()[model].mime
    assert answer.usage_metadata is not None
    details = answer.usage_metadata.candidates_tokens_details or []
    assert [(d.modality, d.token_count) for d in details] == [("IMAGE", models()[model].sizes[size])]


def test_each_answer_is_another_picture(client: genai.Client) -> None:
    assert len({hashlib.sha256(picture(ask(client)).data or b"").digest() for _ in range(3)}) == 3


def test_the_bill_is_the_arithmetic_of_the_usage(client: genai.Client, service: Service) -> None:
    usage = ask(client, contents=["a fox that sleeps under a tree", photo()]).usage_metadata
    assert usage is not None
    given = usage.prompt_token_count or 0
    assert given == 8 + 1120
    assert service.billed == given * 250 + 1120 * 30000 + 33 * 1500


def test_pro_uses_more_than_its_picture(client: genai.Client, service: Service) -> None:
    """As recorded: 1,216 tokens for a picture of 1,120, and 179 of thought."""
    usage = ask(client, PRO).usage_metadata
    assert usage is not None
    assert (usage.candidates_token_count, usage.thoughts_token_count) == (1216, 179)
    assert service.billed == 2 * 2000 + 1120 * 120000 + (96 + 179) * 12000


REFUSED = [
    (LITE, {"size": "2K"}, "Request contains an invalid argument."),
    (LITE, {"size": "512"}, "Request contains an invalid argument."),
    (LITE, {"ratio": "7:13"}, "Request contains an invalid argument."),
    (FLASH, {"size": "16K"}, "Request contains an invalid argument."),
    (PRO, {"ratio": "8:1"}, "Request contains an invalid argument."),
    (LITE, {"temperature": 2.5}, "supported range is from 0"),
    (LITE, {"top_p": 1.5}, "supported range is from 0"),
    (LITE, {"max_output_tokens": 4097}, "supported range is from 1"),
    (LITE, {"seed": 2**40}, "seed"),
    (LITE, {"candidate_count": 2}, "Multiple candidates"),
    (LITE, {"thinking_config": {"thinking_level": "MEDIUM"}}, "Thinking level MEDIUM is not supported"),
    (PRO, {"thinking_config": {"thinking_level": "MINIMAL"}}, "Thinking level MINIMAL is not supported"),
    (LITE, {"tools": [{"google_search": {}}]}, "Search as a tool is not enabled"),
    (PRO, {"tools": [{"google_search": {"search_types": {"image_search": {}}}}]}, "Image search is not enabled"),
]


@pytest.mark.parametrize(("model", "settings", "message"), REFUSED)
def test_what_a_model_has_not_is_a_400(
    client: genai.Client, service: Service, model: str, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(errors.ClientError, match=message) as caught:
        ask(client, model, **settings)
    assert (caught.value.code, caught.value.status) == (400, "INVALID_ARGUMENT")
    assert service.billed == 0


@pytest.mark.parametrize(("model", "most"), [(LITE, 14), (FLASH, 14), (PRO, 14), ("gemini-2.5-flash-image", 3)])
def test_so_many_references_and_no_more(client: genai.Client, model: str, most: int) -> None:
    size = None if "2.5" in model else "1K"
    assert picture(ask(client, model, [photo()] * most, size=size))
    with pytest.raises(errors.ClientError, match="Too many images"):
        ask(client, model, [photo()] * (most + 1), size=size)


def test_a_reference_that_is_no_picture(client: genai.Client) -> None:
    with pytest.raises(errors.ClientError, match="Unable to process input image"):
        ask(client, contents=["a fox", photo(b"no picture")])
    with pytest.raises(errors.ClientError, match="Unsupported MIME type"):
        ask(client, contents=["a fox", types.Part.from_bytes(data=b"x", mime_type="model/stl")])


def test_a_request_of_more_than_twenty_megabytes(client: genai.Client) -> None:
    with pytest.raises(errors.ClientError, match="payload size exceeds"):
        ask(client, contents=["a fox", photo(PNG + bytes(16_000_000))])


def test_a_models_own_picture_needs_its_signature(client: genai.Client) -> None:
    turn = types.Content(role="model", parts=[photo()])
    user = types.Content(role="user", parts=[types.Part(text="make it blue")])
    with pytest.raises(errors.ClientError, match="thought_signature"):
        ask(client, contents=[turn, user])
    turn.parts = [types.Part(inline_data=types.Blob(data=PNG, mime_type="image/png"), thought_signature=b"sig")]
    assert picture(ask(client, contents=[turn, user]))


class Plain:
    """An answer over the standard library's own HTTP."""

    def __init__(self, reply: http.client.HTTPResponse) -> None:
        self.status_code, self.body = reply.status, reply.read()

    def json(self) -> Any:
        return json.loads(self.body)


def post(url: str, path: str, body: Any, headers: dict[str, str]) -> Plain:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        connection.request("POST", path, body if isinstance(body, bytes) else json.dumps(body), headers)
        return Plain(connection.getresponse())
    finally:
        connection.close()


def generate(service: Service, body: Any, version: str = "v1", model: str = LITE) -> Plain:
    return post(service.url, f"/{version}/models/{model}:generateContent", body, {"x-goog-api-key": "loopback"})


THINKING = "generation_config.thinking_config.thinking_level"
FOX = {"contents": [{"parts": [{"text": "a fox"}]}]}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"response_format": {}}, ""),
        ({"generationConfig": {"imageConfig": {"numberOfImages": 2}}}, "generation_config.image_config"),
        ({"generationConfig": {"imageConfig": {"outputMimeType": "image/png"}}}, "generation_config.image_config"),
        ({"generationConfig": {"temperature": "warm"}}, "generation_config.temperature"),
        ({"generationConfig": {"responseModalities": ["PICTURE"]}}, "generation_config.response_modalities[0]"),
        ({"generation_config": {"thinking_config": {"thinking_level": "minimal"}}}, THINKING),
        ({"safetySettings": [{"category": "VIOLENCE"}]}, "safety_settings[0].category"),
        ({"contents": [{"parts": [{"inlineData": {"data": "*"}}]}]}, "contents[0].parts[0].inline_data.data"),
    ],
)  # fmt: skip
def test_what_no_field_is_called_is_named(service: Service, wrong: dict[str, Any], field: str) -> None:
    reply = generate(service, {**FOX, **wrong})
    assert reply.status_code == 400
    error = reply.json()["error"]
    assert error["status"] == "INVALID_ARGUMENT"
    assert error["details"][0]["fieldViolations"][0]["field"] == field


@pytest.mark.parametrize("version", ["v1", "v1beta"])
def test_both_spellings_and_both_alphabets_are_read(service: Service, version: str) -> None:
    data = draw("image/png", 8, 8, "with plus and slash", 300)
    for name, mime in (("inlineData", "mimeType"), ("inline_data", "mime_type")):
        for text in (_plain(data), _plain(data).replace("+", "-").replace("/", "_").rstrip("=")):
            body = {"contents": [{"parts": [{"text": "a fox"}, {name: {mime: "image/png", "data": text}}]}]}
            assert generate(service, body, version).status_code == 200
    seen = {line["media"][0][0] for line in service.lines("asked")}
    assert seen == {hashlib.sha256(data).hexdigest()}


def _plain(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_what_is_no_json(service: Service) -> None:
    assert generate(service, b"{").json()["error"]["status"] == "INVALID_ARGUMENT"
    assert generate(service, {"contents": []}).status_code == 400
    assert service.lines("fault") == []


def test_who_asks_must_say_so(service: Service) -> None:
    path = f"/v1/models/{LITE}:generateContent"
    platform = path.replace("/v1/", "/v1beta1/projects/p/locations/global/publishers/google/")
    asked = [post(service.url, p, FOX, {}).status_code for p in (path, path + "?key=loopback", platform)]
    assert asked == [403, 200, 401]
    service.set(keys=["another"])
    error = generate(service, FOX).json()["error"]
    assert (error["code"], error["details"][0]["reason"]) == (400, "API_KEY_INVALID")


def test_a_model_that_is_not_there(client: genai.Client, service: Service) -> None:
    with pytest.raises(errors.ClientError, match="is not found for API version v1"):
        ask(client, "gemini-3-pro-image-preview")
    service.set(missing=[PRO])
    with pytest.raises(errors.ClientError, match="is not found"):
        ask(client, PRO)
    assert f"models/{PRO}" not in [m.name for m in client.models.list(config={"page_size": 2})]
    found = client.models.get(model=LITE)
    assert (found.input_token_limit, found.output_token_limit) == (65536, 4096)
    assert "batchGenerateContent" in (found.supported_actions or [])


FINISHES = [
    "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_OTHER", "NO_IMAGE", "IMAGE_RECITATION", "RECITATION", "SAFETY",
    "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "LANGUAGE", "OTHER", "MALFORMED_RESPONSE",
]  # fmt: skip


@pytest.mark.parametrize("reason", FINISHES)
def test_refusals_come_with_a_200(client: genai.Client, service: Service, reason: str) -> None:
    service.act({"finish": reason})
    answer = ask(client)
    assert answer.candidates
    assert answer.candidates[0].finish_reason == reason
    assert answer.parts is None
    assert service.billed == 0
    assert ask(client).parts


@pytest.mark.parametrize("reason", ["SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "IMAGE_SAFETY", "JAILBREAK"])
def test_a_prompt_can_be_blocked(client: genai.Client, service: Service, reason: str) -> None:
    service.act({"block": reason, "billed": reason == "OTHER"})
    answer = ask(client)
    assert answer.prompt_feedback is not None
    assert answer.prompt_feedback.block_reason == reason
    assert answer.candidates is None
    assert service.billed == (2 * 250 if reason == "OTHER" else 0)


def test_words_instead_of_a_picture(client: genai.Client, service: Service) -> None:
    service.act({"pictures": 0, "say": "I would rather not draw that."})
    answer = ask(client)
    assert answer.text == "I would rather not draw that."
    assert answer.candidates
    assert answer.candidates[0].finish_reason == "STOP"
    assert service.billed == 2 * 250 + (8 + 33) * 1500


def test_several_pictures_with_words_between_and_thoughts(client: genai.Client, service: Service) -> None:
    service.act(
        {"pictures": 2, "say": ["one", "two"], "draft": True, "signature": 1000, "mime": "image/png", "bytes": 90000}
    )
    parts = ask(client, FLASH).parts or []
    shape = ["picture" if p.inline_data else p.text for p in parts if not p.thought]
    assert shape == ["one", "picture", "two", "picture"]
    assert [bool(p.inline_data) for p in parts if p.thought] == [False, True]
    last = parts[-1]
    assert last.thought_signature == b"s" * 1000
    assert last.inline_data is not None
    assert len(last.inline_data.data or b"") == 90000


def test_too_few_tokens_to_answer(client: genai.Client, service: Service) -> None:
    answer = ask(client, max_output_tokens=1000)
    assert answer.candidates
    assert answer.candidates[0].finish_reason == "MAX_TOKENS"
    assert answer.parts is None


ERRORS = [
    ("minute", 429, "RESOURCE_EXHAUSTED", ["QuotaFailure", "Help", "RetryInfo"], "PerMinute", "37s"),
    ("day", 429, "RESOURCE_EXHAUSTED", ["QuotaFailure", "Help", "RetryInfo"], "PerDay", "40000s"),
    ("free", 429, "RESOURCE_EXHAUSTED", ["QuotaFailure", "Help", "RetryInfo"], "FreeTier", "52s"),
    ("silent", 429, "RESOURCE_EXHAUSTED", ["QuotaFailure", "Help"], "PerMinute", None),
    ("spend", 429, "RESOURCE_EXHAUSTED", ["QuotaFailure", "Help"], "Spend", None),
    ("vertex", 429, "RESOURCE_EXHAUSTED", [], None, None),
    ("unpaid", 402, "FAILED_PRECONDITION", [], None, None),
    ("bad_key", 400, "INVALID_ARGUMENT", ["ErrorInfo", "LocalizedMessage"], None, None),
    ("forbidden", 403, "PERMISSION_DENIED", ["ErrorInfo"], None, None),
    ("no_access", 403, "PERMISSION_DENIED", [], None, None),
    ("unknown", 404, "NOT_FOUND", [], None, None),
    ("invalid", 400, "INVALID_ARGUMENT", [], None, None),
    ("internal", 500, "INTERNAL", [], None, None),
    ("overloaded", 503, "UNAVAILABLE", [], None, None),
    ("deadline", 504, "DEADLINE_EXCEEDED", [], None, None),
]


@pytest.mark.parametrize(("name", "code", "status", "details", "quota", "delay"), ERRORS)
def test_errors_have_googles_bodies(
    client: genai.Client, service: Service, name: str, code: int, status: str, details: list[str], quota: str | None,
    delay: str | None,
) -> None:  # fmt: skip
    service.act({"error": name})
    with pytest.raises(errors.APIError) as caught:
        ask(client)
    assert (caught.value.code, caught.value.status) == (code, status)
    told = caught.value.details["error"].get("details", [])
    assert [d["@type"].rpartition(".")[2] for d in told] == details
    assert quota is None or quota in told[0]["violations"][0]["quotaId"]
    assert next((d["retryDelay"] for d in told if "retryDelay" in d), None) == delay
    assert service.billed == 0


def test_quotas_are_kept_by_the_services_own_clock(client: genai.Client, service: Service) -> None:
    service.set(per_minute={LITE: 2})
    for _ in range(2):
        ask(client)
    with pytest.raises(errors.ClientError, match="exceeded your current quota"):
        ask(client)
    assert ask(client, FLASH).parts
    service.control("clock", seconds=61)
    assert ask(client).parts


def test_a_spend_window(client: genai.Client, service: Service) -> None:
    service.set(spend=30_000_000)
    ask(client)
    with pytest.raises(errors.ClientError, match="spend limit"):
        ask(client)
    service.control("clock", seconds=601)
    assert ask(client).parts


@pytest.mark.parametrize(("cut", "bills"), [("unbilled", 0), ("before", 1), ("head", 1), ("middle", 1)])
def test_connections_break_off(client: genai.Client, service: Service, cut: str, bills: int) -> None:
    """One request, one bill: the SDK does not ask again, and the service knows what it drew."""
    service.act({"cut": cut})
    with pytest.raises(httpx2.TransportError):
        ask(client)
    assert len(service.lines("asked")) == 1
    assert len(service.lines("bill")) == bills
    assert ask(client).parts


@pytest.mark.parametrize("garbage", ["html", "empty", "noise", "half", "base64"])
def test_a_200_can_be_anything(client: genai.Client, service: Service, garbage: str) -> None:
    service.act({"garbage": garbage})
    if garbage == "empty":
        assert ask(client).candidates is None
    else:
        with pytest.raises((ValueError, errors.APIError)):
            ask(client)
    assert len(service.lines("bill")) == (garbage in {"half", "base64"})


def test_who_hangs_up_is_billed_all_the_same(client: genai.Client, service: Service) -> None:
    service.act({"hold": "drawing"})

    async def leaves() -> None:
        asked = asyncio.create_task(client.aio.models.generate_content(model=LITE, contents="a fox", config=config()))
        assert (await asyncio.to_thread(service.control, "until", held={"drawing": 1}))["came"]
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        await client.aio.aclose()

    asyncio.run(leaves())
    assert service.control("state")["billed"] == 0
    service.control("open", gate="drawing")
    assert service.billed == 2 * 250 + 1120 * 30000 + 33 * 1500


def test_requests_can_be_held_and_counted(client: genai.Client, service: Service) -> None:
    service.act({"hold": "all", "times": None})

    async def four() -> list[types.GenerateContentResponse]:
        asked = [client.aio.models.generate_content(model=LITE, contents=f"fox {i}", config=config()) for i in range(4)]
        waiting = asyncio.gather(*asked)
        assert (await asyncio.to_thread(service.control, "until", held={"all": 4}))["came"]
        await asyncio.to_thread(service.control, "open", gate="all")
        answers = await waiting
        await client.aio.aclose()
        return answers

    assert all(a.parts for a in asyncio.run(four()))
    assert service.settled()["peak"] == 4


def test_acts_fit_what_they_say(client: genai.Client, service: Service) -> None:
    service.act({"when": {"text": "^wolf"}, "error": "internal"}, {"when": {"model": PRO}, "finish": "OTHER"})
    service.act({"when": {"every": 3}, "times": None, "finish": "NO_IMAGE"})
    assert ask(client).parts
    with pytest.raises(errors.ServerError):
        ask(client, contents="wolf")
    assert ask(client).parts
    assert ask(client, PRO).parts is None
    assert ask(client).parts is None
    assert ask(client).parts


def test_a_seed_makes_the_same_weather(tmp_path: Path) -> None:
    """Asked the same things, two services of one seed do the same; of another seed, something else."""

    def weather(seed: int) -> list[tuple[str, int, str]]:
        with Service(tmp_path / f"{seed}.jsonl", seed=seed, weather=0.6) as service:
            for i in range(25):
                try:
                    generate(service, {"contents": [{"parts": [{"text": f"fox {i % 12}"}]}]})
                except (ConnectionError, http.client.HTTPException):
                    continue
            return [
                (line["what"], line["n"], line.get("cut", line.get("finish", "")))
                for line in service.lines("end") + service.lines("bill")
            ]

    assert weather(1) == weather(1)
    assert weather(1) != weather(2)


def test_the_journal_is_a_file_that_holds_no_key(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Service(path) as service:
        assert generate(service, FOX).status_code == 200
        service.process.kill()
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        service.close()
    assert [line["what"] for line in lines][:3] == ["request", "asked", "bill"]
    assert lines[2]["nano"] == 2 * 250 + 1120 * 30000 + 33 * 1500
    assert "loopback" not in path.read_text("utf-8").replace("bananaboard", "")


def test_it_listens_on_the_loopback_only(service: Service) -> None:
    assert service.url.startswith("http://127.0.0.1:")


def test_streams_say_how_they_end_last(client: genai.Client) -> None:
    chunks = list(client.models.generate_content_stream(model=LITE, contents="a fox", config=config()))
    assert [bool(c.parts and c.parts[0].inline_data) for c in chunks] == [True, False]
    assert [c.usage_metadata is None for c in chunks] == [True, False]
