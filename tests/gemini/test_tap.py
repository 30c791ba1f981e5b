"""The transport: what arrives, in which form, and how much of it."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib

import httpx2
import pytest
from bananaboard.runtime.engine import Answer, Failed, Lost, Refused
from bananaboard.runtime.gemini import tap
from bananaboard.runtime.gemini.engine import Gemini

from ..spool import Memory
from .asked import KEY, Full, request
from .test_asking import ANSWER

BODY = json.dumps(ANSWER).encode()


@pytest.fixture
def answered(clean):
    """Asks once, and is answered with this; the outcome and what was on paper."""
    clean.setenv("GEMINI_API_KEY", KEY)

    def ask(status=200, content=BODY, headers=None, fault=None, paper=None):
        def answer(asked):
            if fault is not None:
                raise fault
            stream = httpx2.ByteStream(content)
            return httpx2.Response(status, headers=headers or {}, stream=stream)

        clean.setattr(httpx2, "AsyncHTTPTransport", lambda **_: httpx2.MockTransport(answer))
        spool = paper or Memory()

        async def made():
            engine = Gemini()
            try:
                return await engine.make(request("x"), spool)
            finally:
                await engine.aclose()

        return asyncio.run(made()), spool

    return ask


def test_the_paper_holds_the_body_as_it_came(answered):
    outcome, paper = answered()
    assert isinstance(outcome, Answer)
    assert (paper.data, paper.sealed) == (BODY, True)


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_what_somebody_packed_on_the_way_is_unpacked_before_it_is_put_on_paper(answered, name, pack):
    outcome, paper = answered(content=pack(BODY), headers={"content-encoding": name})
    assert isinstance(outcome, Answer)
    assert paper.data == BODY


def test_what_can_not_be_unpacked_is_unreadable(answered):
    outcome, _ = answered(content=b"\x01\x02", headers={"content-encoding": "br"})
    assert isinstance(outcome, Refused)
    assert outcome.reason == "UNREADABLE"


def test_an_answer_without_an_end_is_left(answered, monkeypatch):
    monkeypatch.setattr(tap, "ANSWER_BOUND", 1000)
    outcome, paper = answered(content=b"x" * 5000)
    assert isinstance(outcome, Lost)
    assert not paper.sealed


def test_so_is_one_that_was_packed_to_look_small(answered, monkeypatch):
    monkeypatch.setattr(tap, "ANSWER_BOUND", 100_000)
    outcome, _ = answered(content=gzip.compress(bytes(10_000_000)), headers={"content-encoding": "gzip"})
    assert isinstance(outcome, Lost)


def test_a_long_error_is_one_all_the_same(answered, monkeypatch):
    monkeypatch.setattr(tap, "ERROR_BOUND", 1000)
    outcome, _ = answered(status=400, content=b"x" * 5000)
    assert isinstance(outcome, Failed)


@pytest.mark.parametrize("status", [301, 302, 307])
def test_nobody_is_followed_elsewhere(answered, status):
    outcome, _ = answered(status=status, content=b"", headers={"location": "https://elsewhere.example/"})
    assert isinstance(outcome, Failed)
    assert outcome.code == f"http-{status}"


@pytest.mark.parametrize(
    "fault", [httpx2.ConnectError("no"), httpx2.ConnectTimeout("no"), httpx2.PoolTimeout("no"), httpx2.ProxyError("no")]
)
def test_what_never_left_was_not_billed_and_may_be_tried_again(answered, fault):
    outcome, _ = answered(fault=fault)
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.retryable) == ("connection", True)


def test_a_fault_of_ours_is_no_fault_of_the_service(answered):
    outcome, _ = answered(fault=RuntimeError("oops"))
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.retryable) == ("request", False)


def test_a_full_disk_keeps_the_answer_in_memory(answered):
    outcome, paper = answered(paper=Full())
    assert isinstance(outcome, Answer)
    assert not paper.sealed
