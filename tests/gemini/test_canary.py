"""A key goes through every success and every failure, and is then nowhere in what was written and printed."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import re

import pytest
from bananaboard.runtime.engine import Answer
from bananaboard.runtime.gemini.engine import Gemini
from bananaboard.runtime.gemini.secret import HIDDEN, Secret, redact
from click.testing import CliRunner

from bananaboard.cli.commands import bnn

from ..spool import Memory
from .asked import KEY, LITE, request

BOARD = 'storyboard "x" {{ model: {model} }}\n' + "{shots}"
# What a careless service would say.
ECHO = json.dumps({"error": {"code": 400, "message": f"The key {KEY} is bad", "status": "INVALID_ARGUMENT"}})
GOES_ON = [
    {"pictures": 1},
    {"pictures": 2, "say": f"your key is {KEY}"},
    {"pictures": 0, "say": f"I will not draw {KEY}"},
    {"finish": "IMAGE_SAFETY"},
    {"block": "OTHER"},
    {"garbage": "html"},
    {"garbage": "half"},
    {"garbage": "base64"},
    {"cut": "before"},
    {"cut": "unbilled"},
    {"cut": "middle"},
    {"error": "invalid"},
    {"error": "internal"},
    {"error": "deadline"},
    {"error": "soon"},
    {"status": 400, "body": ECHO},
    {"status": 500, "body": ECHO},
    {"status": 418, "body": f"<html>{KEY}</html>"},
    {"status": 502, "body": f"<html>{KEY}</html>"},
]
ENDS = ["bad_key", "forbidden", "unpaid", "day", "free", "no_access", "unknown"]


@pytest.fixture
def board(service, tmp_path, clean):
    """Runs a board of so many shots; everything that was printed."""
    (tmp_path / "pyproject.toml").touch()
    clean.chdir(tmp_path)

    def run(count, *args):
        shots = "".join(f'shot s{n} "hill number {n}" {{ retries: 1 }}\n' for n in range(count))
        (tmp_path / "a.bnn").write_text(BOARD.format(model="lite", shots=shots))
        done = CliRunner().invoke(bnn, ["run", "a.bnn", "--engine", "gemini", "--yes", *args], prog_name="bnn")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.output

    return run


def written(folder):
    """Every file below, names and bytes."""
    return b"\n".join(
        str(p).encode() + b"\n" + (p.read_bytes() if p.is_file() else b"") for p in sorted(folder.rglob("*"))
    )


def test_nothing_of_a_long_run_holds_the_key(service, board, tmp_path):
    service.act(*copy.deepcopy(GOES_ON))
    said = board(len(GOES_ON) + 2, "--events")
    everything = written(tmp_path)
    assert b"ledger.sqlite" in everything
    assert KEY.encode() not in everything
    assert KEY not in said
    assert KEY not in CliRunner().invoke(bnn, ["log", "a.bnn"], prog_name="bnn").output
    assert service.billed > 0


@pytest.mark.parametrize("error", ENDS)
def test_nothing_of_a_run_that_ends_holds_the_key(service, board, tmp_path, error):
    service.act({"error": error})
    said = board(1)
    assert KEY not in said
    assert KEY.encode() not in written(tmp_path)


def test_a_service_that_is_not_there_holds_nothing_either(board, tmp_path, clean):
    clean.setenv("GOOGLE_GEMINI_BASE_URL", f"http://{KEY}@127.0.0.1:9/{KEY}")
    said = board(1)
    assert KEY not in said
    assert KEY.encode() not in written(tmp_path)


def test_an_echo_is_hidden_in_words_and_in_refusals(service, ask):
    service.act({"pictures": 1, "say": f"key {KEY}"}, {"pictures": 0, "say": f"key {KEY}"})
    answer, refused = ask(request("x"), request("y"))
    assert isinstance(answer, Answer)
    assert answer.text == f"key {HIDDEN}"
    assert refused.text == f"key {HIDDEN}"
    assert KEY not in refused.message


def test_the_engine_shows_no_key_in_any_way(service):
    engine = Gemini()
    shown = f"{engine!r} {vars(engine)!r} {engine.access!r} {engine.access.key} {engine.account}"
    asyncio.run(engine.aclose())
    assert KEY not in shown


def test_a_secret_is_neither_printed_nor_packed():
    secret = Secret(KEY)
    assert KEY not in f"{secret} {secret!r} {[secret]}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.deepcopy(secret)


def test_what_looks_like_a_key_is_hidden_even_where_it_is_another():
    said = redact("AIzaSyB-another_key_of_somebody_else_12 and Bearer ya29.abcdefghijklmnop", None)
    assert re.findall(r"AIza|ya29", said) == []
    assert said.count(HIDDEN) == 2


def test_the_key_in_use_is_hidden_whatever_it_looks_like():
    assert redact("the gateway says: s3cret-of-ours is no key", Secret("s3cret-of-ours")) == (
        f"the gateway says: {HIDDEN} is no key"
    )


def test_words_are_left_alone():
    text = "A bearer of good news walks by the AIza river, models/gemini-3-pro-image"
    assert redact(text, Secret("ab")) == text


def test_the_same_key_has_the_same_fingerprint_and_another_has_another():
    assert Secret(KEY).fingerprint() == Secret(KEY).fingerprint() != Secret(KEY + "x").fingerprint()
    assert not set(re.findall(r"\w{4}", KEY)) & set(re.findall(r"\w{4}", Secret(KEY).fingerprint()))


def test_raw_answers_are_what_they_are(service, ask):
    """The spool holds the service's own bytes: the key is not sent back by it, and is never put there by us."""
    paper = Memory()
    ask(request("x", model=LITE), spools=[paper])
    assert KEY.encode() not in paper.data
