"""The results of a job as a stream, and the odd things that they may hold."""

from __future__ import annotations

import asyncio
import json
import random
from typing import TYPE_CHECKING

import pytest
from bananaboard.runtime.engine import Answer, Failed, Refused
from bananaboard.runtime.gemini import batch_results
from bananaboard.runtime.gemini.answer import read_answer
from bananaboard.runtime.gemini.batch import created, output_of
from bananaboard.runtime.gemini.batch_results import Results, read_row
from bananaboard.runtime.gemini.tap import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

ANSWER = b'{"candidates": [{"finishReason":  "IMAGE_SAFETY"}]}'


def read(chunks: Iterable[bytes]) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []

    async def sink(key: str, raw: bytes) -> None:
        found.append((key, raw))

    async def all_of() -> None:
        stream = Results(sink)
        for chunk in chunks:
            assert await stream.write(chunk) == len(chunk)
        await stream.end()

    asyncio.run(all_of())
    return found


def cut(data: bytes, chance: random.Random) -> list[bytes]:
    places = sorted(chance.choices(range(len(data) + 1), k=chance.randrange(9)))
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True)]


def test_however_it_is_cut_the_lines_are_the_same() -> None:
    """An answer keeps its bytes, also where a space stands that nobody needs."""
    lines = [b'{"key":"%d","response":%s}' % (n, ANSWER) for n in range(5)]
    chance = random.Random(7)
    for end in (b"", b"\n", b"\r\n\n"):
        data = (end or b"\n").join(lines) + end
        for _ in range(60):
            assert read(cut(data, chance)) == [(str(n), ANSWER) for n in range(5)]


@pytest.mark.parametrize(
    "line",
    [b"", b"null", b"[]", b"{}", b'{"key":7,"response":{}}', b'{"key":"a"', b'{"key":null,"response":{}}', b"\xff\xfe",
     b'{"response":{}}', b"[" * 5000],
)  # fmt: skip
def test_what_is_no_line_is_passed_over(line: bytes) -> None:
    assert read_row(line) is None


def test_a_line_without_an_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_results, "ANSWER_BOUND", 1000)
    with pytest.raises(TooLarge):
        read([b"x" * 600, b"x" * 600])


@pytest.mark.parametrize(
    ("code", "name", "retryable"),
    [
        (3, "invalid", False),
        (8, "quota", True),
        (14, "overloaded", True),
        (13, "service", True),
        (503, "overloaded", True),
    ],
)
def test_an_error_of_a_line_means_what_it_means_alone(code: int, name: str, retryable: bool) -> None:
    """Whether its number is one of gRPC or of HTTP."""
    found = read_row(json.dumps({"key": "a", "error": {"code": code, "message": "Something."}}).encode())
    assert found is not None
    outcome = read_answer(found[1])
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.retryable) == (name, retryable)


def test_a_refusal_and_nothing_are_read_as_ever() -> None:
    row = read_row(b'{"key":"a","response":%s}' % ANSWER)
    assert row is not None
    assert isinstance(read_answer(row[1]), Refused)
    for line in (b'{"key":"a"}', b'{"key":"a","error":7}', b'{"key":"a","response":null}'):
        found = read_row(line)
        assert found is not None
        assert not isinstance(read_answer(found[1]), Answer)


def test_a_job_is_read_with_care() -> None:
    job = {"name": "batches/x", "metadata": {"createTime": "2026-11-21T10:00:00.123456789Z"}}
    found = created(job)
    assert found is not None
    assert found.fetch_by.startswith("2026-11-23T10:00:00")
    assert created({"name": 7}) is None
    assert created({"name": "batches/x", "metadata": []}) is not None
    assert output_of({"response": {"responsesFile": "files/a"}}) == "files/a"
    assert output_of({"metadata": {"output": {"responsesFile": "files/b"}}}) == "files/b"
    assert output_of({"metadata": "x", "response": [1]}) is None
