"""Refusals, long after they came: what `bnn log`, `show`, `status` and the page say of them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from bananaboard.runtime.gemini.refusal import REASONS
from bananaboard.runtime.reasons import explained, refusal_words
from click.testing import CliRunner

from bananaboard.cli.commands import bnn

BOARD = """
storyboard "Kite"
shot wide "A red kite"
shot fight "Two knights fight"
shot again "The knights fight once more"
shot poem "A poem about kites"
shot mouse "A mouse that everybody knows"
"""
ACTS = (
    {"when": {"text": "knights"}, "finish": "IMAGE_SAFETY", "times": None},
    {"when": {"text": "poem"}, "pictures": 0, "say": "The kite\n flies </p><b>high.", "times": None},
    {"when": {"text": "mouse"}, "block": "PROHIBITED_CONTENT"},
)


@pytest.fixture
def refused(service, clean, tmp_path):
    """A board of which most was refused; asks `bnn` about it."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "kite.bnn").write_text(BOARD)
    clean.chdir(tmp_path)
    clean.setenv("BNN_ENGINE", "gemini")
    service.act(*ACTS)

    def ask(*args, code=0):
        done = CliRunner().invoke(bnn, args, prog_name="bnn")
        assert done.exit_code == code, done.output
        return json.loads(done.stdout) if "--json" in args else done.stdout

    ask("run", "kite.bnn", "--yes", code=3)
    return ask


def test_the_log_says_what_happened_and_once_what_helps(refused):
    said = refused("log", "kite.bnn")
    assert said.count("held back by the service's safety filter (IMAGE_SAFETY)") == 2
    assert said.count(REASONS["IMAGE_SAFETY"].attempt) == 1
    assert "The model wrote instead of drawing (STOP): “The kite flies </p><b>high”. Say that it is to draw" in said


def test_the_log_for_programs_has_both_words(refused):
    requests = {r["address"]: r for r in refused("log", "kite.bnn", "--json")["requests"]}
    assert requests["mouse"]["reason"] == "PROHIBITED_CONTENT"
    assert requests["mouse"]["happened"] == REASONS["PROHIBITED_CONTENT"].happened
    assert requests["mouse"]["try"] == REASONS["PROHIBITED_CONTENT"].attempt
    assert (requests["wide"]["happened"], requests["wide"]["try"]) == (None, None)


def test_show_and_status_say_it_too(refused):
    said = " ".join(refused("show", "kite.bnn", "fight").split())
    assert REASONS["IMAGE_SAFETY"].happened in said
    assert f"{REASONS['IMAGE_SAFETY'].attempt}." in said
    assert REASONS["PROHIBITED_CONTENT"].happened in refused("status", "kite.bnn")


def test_the_page_says_it_under_the_empty_frame(refused, tmp_path):
    page = (tmp_path / "out" / "kite" / "index.html").read_text()
    assert page.count('<p class="refusal"') == 4
    assert "set safety: high on the shot, which blocks least." in page
    assert "The kite flies &lt;/p&gt;&lt;b&gt;high”" in page


def test_a_picture_that_came_at_last_has_no_refusal_on_the_page(refused, tmp_path):
    refused("run", "kite.bnn", "--yes", "--reroll", "mouse")
    assert (tmp_path / "out" / "kite" / "index.html").read_text().count('<p class="refusal"') == 3


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_is_explained_in_a_sentence(reason):
    found = explained("gemini", reason, "Some words.")
    assert found is not None
    assert found.happened[0].isupper()
    assert not found.happened.endswith(".")
    assert not found.attempt.endswith(".")


def test_a_word_that_nobody_knows_stays_as_it_is():
    assert refusal_words("gemini", "SEVENTH_SEAL", "No.") == "SEVENTH_SEAL: No."
    assert refusal_words("somebody", "IMAGE_SAFETY", "") == "IMAGE_SAFETY"
    assert refusal_words("rehearsal", "IMAGE_SAFETY", None) == "IMAGE_SAFETY"


def test_no_picture_and_no_words_is_something_else_than_words():
    assert explained("gemini", "STOP", " ") != explained("gemini", "STOP", "No.")


def test_a_long_text_is_cut():
    assert len(refusal_words("gemini", "STOP", "word " * 10_000)) < 1000


def test_the_library_of_the_service_is_not_imported_to_explain():
    told = "from bananaboard.runtime.reasons import explained; explained('gemini', 'STOP', '')"
    asked = f"{told}; import sys; print([m for m in sys.modules if m.startswith('google')])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
