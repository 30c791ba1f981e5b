"""Files and batches of the loopback service as google-genai sees them, to their ends good and bad."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from google import genai
from google.genai import errors, types

from .service.drawing import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .service.handle import Service

LITE = "gemini-3.1-flash-lite-image"
PICTURE = draw("image/png", 8, 8, "a reference", 1000)
HALF = (2 * 250 + 1120 * 30000 + 33 * 1500) // 2  # nano-dollars of one picture of two tokens' words


@pytest.fixture
def client(service: Service) -> Iterator[genai.Client]:
    made = genai.Client(api_key="loopback", http_options=types.HttpOptions(base_url=service.url, timeout=60_000))
    yield made
    made.close()


def line(key: str, text: str = "a fox", **config: Any) -> bytes:
    wish = {"responseModalities": ["IMAGE"], **config}
    request = {"contents": [{"role": "user", "parts": [{"text": text}]}], "generationConfig": wish}
    return json.dumps({"key": key, "request": request}).encode() + b"\n"


def upload(client: genai.Client, data: bytes, mime: str = "jsonl", **more: Any) -> types.File:
    return client.files.upload(file=io.BytesIO(data), config=types.UploadFileConfig(mime_type=mime, **more))


def create(client: genai.Client, *lines: bytes, name: str = "job") -> types.BatchJob:
    """A job of a file."""
    told = upload(client, b"".join(lines), "application/jsonl").name
    return client.batches.create(model=LITE, src=told, config={"display_name": name})


def ended(client: genai.Client, job: types.BatchJob) -> types.BatchJob:
    for _ in range(4):
        job = client.batches.get(name=job.name or "")
    return job


def results(client: genai.Client, job: types.BatchJob) -> list[dict[str, Any]]:
    assert job.dest is not None
    assert job.dest.file_name is not None
    return [json.loads(row) for row in client.files.download(file=job.dest.file_name).splitlines()]


def test_a_file_is_sent_in_pieces_and_found_again(client: genai.Client, service: Service) -> None:
    """Twenty megabytes in three pieces; the digest is that of the whole."""
    data = draw("image/png", 8, 8, "large", 20_000_000)
    file = upload(client, data, "image/png", display_name="Réf α")
    assert (file.size_bytes, file.state, file.display_name) == (len(data), "ACTIVE", "Réf α")
    assert service.lines("upload")[0]["sha256"] == hashlib.sha256(data).hexdigest()
    assert len([r for r in service.lines("request") if r["name"] == "files.upload"]) == 4
    assert client.files.get(name=file.name or "").uri == file.uri
    seen = client.models.generate_content(model=LITE, contents=["this", file])
    assert seen.parts
    assert service.lines("asked")[0]["media"] == [[hashlib.sha256(data).hexdigest(), "image/png", "file"]]


def test_a_file_has_a_name_and_a_time_and_an_owner(client: genai.Client, service: Service) -> None:
    file = upload(client, PICTURE, "image/png", name="my-ref-1")
    assert file.name == "files/my-ref-1"
    for name, message in (("my-ref-1", "already exists"), ("-bad", "lowercase alphanumeric")):
        with pytest.raises(errors.ClientError, match=message):
            upload(client, PICTURE, "image/png", name=name)
    stranger = genai.Client(api_key="stranger", http_options=types.HttpOptions(base_url=service.url))
    with pytest.raises(errors.ClientError, match="permission"):
        stranger.models.generate_content(model=LITE, contents=["this", file])
    assert list(stranger.files.list()) == []
    stranger.close()
    assert [f.name for f in client.files.list()] == ["files/my-ref-1"]
    with pytest.raises(errors.ClientError, match="Only generated files"):
        client.files.download(file="files/my-ref-1")
    service.control("clock", seconds=48 * 3600 + 1)
    with pytest.raises(errors.ClientError, match="may not exist"):
        client.models.generate_content(model=LITE, contents=["this", file])
    assert list(client.files.list()) == []


def test_files_are_listed_in_pages_and_deleted(client: genai.Client) -> None:
    names = {upload(client, PICTURE, "image/png").name or "" for _ in range(5)}
    assert {f.name for f in client.files.list(config={"page_size": 2})} == names
    gone = min(names)
    client.files.delete(name=gone)
    assert {f.name for f in client.files.list()} == names - {gone}


def test_a_video_takes_its_time(client: genai.Client) -> None:
    file = upload(client, b"\0\0\0\x18ftypmp42" + bytes(64), "video/mp4")
    assert file.state == "PROCESSING"
    with pytest.raises(errors.ClientError, match="not in an ACTIVE state"):
        client.models.generate_content(model=LITE, contents=["this", file])
    client.files.get(name=file.name or "")
    assert client.files.get(name=file.name or "").state == "ACTIVE"
    assert client.models.generate_content(model=LITE, contents=["this", file]).parts


def test_a_batch_of_a_file_costs_half(client: genai.Client, service: Service) -> None:
    job = create(client, line("k1"), line("k2"))
    states = [client.batches.get(name=job.name or "").state for _ in range(3)]
    assert states == ["JOB_STATE_PENDING", "JOB_STATE_RUNNING", "JOB_STATE_SUCCEEDED"]
    found = results(client, ended(client, job))
    assert [r["key"] for r in found] == ["k1", "k2"]
    assert all(r["response"]["candidates"][0]["content"]["parts"][0]["inlineData"] for r in found)
    assert service.billed == 2 * HALF
    assert service.billed == 2 * HALF  # looking again costs nothing


def test_a_batch_of_inline_requests(client: genai.Client, service: Service) -> None:
    asked = [types.InlinedRequest(contents=types.UserContent(parts=t), metadata={"key": t}) for t in ("dawn", "dusk")]
    job = ended(client, client.batches.create(model=LITE, src=asked))
    assert job.dest is not None
    answers = job.dest.inlined_responses or []
    assert [(a.metadata or {}).get("key") for a in answers] == ["dawn", "dusk"]
    assert all(a.response and a.response.parts for a in answers)


def test_some_lines_fail_and_some_come_twice(client: genai.Client, service: Service) -> None:
    """What the key says is all that tells them apart."""

    def when(text: str) -> dict[str, str]:
        return {"method": "batch", "text": text}

    service.act(
        {"when": when("owl"), "error": "internal"},
        {"when": when("hen"), "repeat": 3},
        {"when": when("elk"), "finish": "IMAGE_SAFETY"},
    )
    service.set(ending="PARTIALLY_SUCCEEDED")
    lines = [
        line("a", "owl"),
        line("b", "hen"),
        line("c", "elk"),
        line("d", imageConfig={"imageSize": "4K"}),
        line("e"),
    ]
    job = ended(client, create(client, *lines))
    assert job.state == "JOB_STATE_PARTIALLY_SUCCEEDED"
    found = results(client, job)
    assert [r["key"] for r in found] == ["a", "b", "b", "b", "c", "d", "e"]
    assert [r["error"]["code"] for r in found if "error" in r] == [500, 3]
    assert found[4]["response"]["candidates"][0]["finishReason"] == "IMAGE_SAFETY"
    pictures = {json.dumps(r["response"]["candidates"][0]["content"]) for r in found[1:4]}
    assert len(pictures) == 3
    assert len([b for b in service.lines("bill") if b["nano"]]) == 4


def test_a_job_whose_creation_was_not_heard_of_is_found_by_its_name(client: genai.Client, service: Service) -> None:
    """Creating is not idempotent: asked again it is a second job; asked for none, there is none."""
    for cut in ("before", "unbilled"):
        service.act({"when": {"method": "batchGenerateContent"}, "cut": cut})
        with pytest.raises(httpx2.TransportError):
            create(client, line("k"), name=f"{cut}-1")
    for _ in range(2):
        create(client, line("k"), name="twice")
    names = [j.display_name for j in client.batches.list(config={"page_size": 1})]
    assert sorted(n or "" for n in names) == ["before-1", "twice", "twice"]


def test_jobs_are_cancelled_deleted_and_grow_old(client: genai.Client, service: Service) -> None:
    cancelled, deleted, old = (create(client, line("k"), name=n) for n in ("c", "d", "o"))
    client.batches.cancel(name=cancelled.name or "")
    assert client.batches.get(name=cancelled.name or "").state == "JOB_STATE_CANCELLED"
    client.batches.delete(name=deleted.name or "")
    with pytest.raises(errors.ClientError, match="not found"):
        client.batches.get(name=deleted.name or "")
    service.control("clock", seconds=48 * 3600 + 1)
    job = client.batches.get(name=old.name or "")
    assert job.state == "JOB_STATE_EXPIRED"
    assert job.dest is None
    assert service.billed == 0


def test_results_go_after_two_days(client: genai.Client, service: Service) -> None:
    job = ended(client, create(client, line("k")))
    assert results(client, job)
    service.control("clock", seconds=48 * 3600 + 1)
    with pytest.raises(errors.ClientError, match="may not exist"):
        results(client, job)


def test_a_job_is_ended_by_the_test(client: genai.Client, service: Service) -> None:
    service.set(polls=1000)
    jobs = {state: create(client, line("k"), name=state) for state in ("SUCCEEDED", "FAILED", "CANCELLED")}
    for state, job in jobs.items():
        assert service.control("batch", batch=state, state=state) == {"ended": 1}
        assert client.batches.get(name=job.name or "").state == f"JOB_STATE_{state}"
    assert service.billed == HALF


@pytest.mark.parametrize("data", [b"no json\n", b"[]\n", b'{"key": "a"}\n'])
def test_a_file_that_is_no_batch_fails(client: genai.Client, data: bytes) -> None:
    assert ended(client, create(client, data)).state == "JOB_STATE_FAILED"


def test_too_many_tokens_wait_already(client: genai.Client, service: Service) -> None:
    service.set(batch_tokens=3000)
    create(client, line("a"), line("b"))
    with pytest.raises(errors.ClientError, match="enqueued tokens"):
        create(client, line("c"))


def test_asynchronous_clients_do_the_same(service: Service) -> None:
    async def whole() -> Any:
        options = types.HttpOptions(base_url=service.url, timeout=60_000)
        async with genai.Client(api_key="loopback", http_options=options).aio as client:
            file = await client.files.upload(file=io.BytesIO(PICTURE), config={"mime_type": "image/png"})
            answer = await client.models.generate_content(model=LITE, contents=["this", file])
            names = [f.name async for f in await client.files.list()]
            await client.files.delete(name=file.name or "")
            return answer.parts, names == [file.name]

    parts, listed = asyncio.run(whole())
    assert parts
    assert listed
