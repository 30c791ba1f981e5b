"""Who may read an answer again: what is built in, or was named; never anything else, and never with a key."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bananaboard.runtime import engines
from bananaboard.runtime.engine import Answer, Failed, Refused
from bananaboard.runtime.engines import NoEngine
from bananaboard.runtime.ground import EngineInfo
from bananaboard.runtime.readers import readers

FAILED = Failed("busy", "503", retryable=True)


class Plugged:
    name = maker = "plugged"
    free = False
    closed = 0

    def read(self, raw):
        if raw == b"break":
            raise RuntimeError("its own fault")
        return {b"yes": Answer((), "", None), b"no": FAILED}.get(raw, "what is no answer")

    async def aclose(self):
        type(self).closed += 1


@pytest.fixture
def plugged(monkeypatch):
    monkeypatch.setattr(Plugged, "closed", 0)
    monkeypatch.setattr(engines, "_plugged", lambda: {"plugged": SimpleNamespace(load=lambda: Plugged, dist=None)})
    return EngineInfo("plugged", "plugged", free=False)


def test_one_that_was_named_reads_and_is_closed(plugged):
    with readers(plugged) as found:
        assert found.read("plugged", b"yes") == Answer((), "", None)
        assert found.read("plugged", b"no") == FAILED
        assert Plugged.closed == 0
    assert Plugged.closed == 1


def test_one_that_was_not_named_is_not_loaded(plugged):
    with readers(None) as found:
        assert found.read("plugged", b"yes") is None
    assert Plugged.closed == 0


@pytest.mark.parametrize("raw", [b"break", b"else"])
def test_what_an_engine_cannot_read_stays(plugged, raw):
    with readers(plugged) as found:
        assert found.read("plugged", raw) is None


def test_gemini_reads_without_a_key(monkeypatch):
    for name in ("GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_CLOUD_PROJECT"):
        monkeypatch.delenv(name, raising=False)
    with readers(None) as found:
        answer = found.read("gemini", b'{"candidates": [{"finishReason": "IMAGE_SAFETY"}]}')
    assert isinstance(answer, Refused)


def test_an_engine_that_cannot_be_started_reads_nothing(monkeypatch, plugged):
    def broken(*_):
        raise NoEngine("it lacks something")

    monkeypatch.setattr("bananaboard.runtime.readers.open_engine", broken)
    with readers(plugged) as found:
        assert found.read("plugged", b"yes") is None


def test_an_engine_that_draws_at_once_reads_nothing():
    with readers(None) as found:
        assert found.read("sketch", b"raw") is None
        assert found.read("nobody", b"raw") is None
