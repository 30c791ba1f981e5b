"""`bnn doctor`: what it sees in an environment, and that it shows no key."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from bananaboard.runtime.gemini.access import read_access
from bananaboard.runtime.ledger import open_ledger
from click.testing import CliRunner

from bananaboard.cli.commands import bnn

from .asked import KEY

LEADS = "as GOOGLE_GEMINI_BASE_URL says: it gets the key and all that is sent"

OTHER = "AIzaSyOTHERotherOTHERotherOTHERother567"


@pytest.fixture
def doctor(clean, tmp_path):
    """Asks in an empty project, with nothing set but what is given."""
    (tmp_path / "pyproject.toml").touch()
    clean.chdir(tmp_path)
    clean.setenv("HOME", str(tmp_path / "nobody"))
    clean.delenv("BNN_ENGINE", raising=False)

    def ask(*args, code=0, **environment):
        for name, value in environment.items():
            clean.setenv(name, value)
        done = CliRunner().invoke(bnn, ["doctor", *args], prog_name="bnn")
        assert done.exit_code == code, done.output
        assert KEY not in done.output
        assert OTHER not in done.output
        return json.loads(done.stdout) if "--json" in args else done.output

    return ask


def codes(found):
    return [d["code"] for d in found["findings"]]


def test_nothing_is_needed_for_sketches(doctor):
    found = doctor("--json")
    assert found["engine"]["name"] == "sketch"
    assert found["gemini"]["ready"] is False
    assert found["project"]["ledger"] == "none"
    assert codes(found) == []


def test_gemini_without_a_key_is_an_error_that_says_where_to_get_one(doctor):
    said = doctor("--engine", "gemini", code=1)
    assert "BNN670" in said
    assert "aistudio.google.com/apikey" in said


def test_a_key_is_named_by_its_variable_and_its_account_only(doctor):
    found = doctor("--engine", "gemini", "--json", GEMINI_API_KEY=KEY)
    assert (found["gemini"]["asks"], found["gemini"]["key_from"]) == ("developer", "GEMINI_API_KEY")
    assert found["gemini"]["variables"]["GEMINI_API_KEY"] is True
    assert codes(found) == []


def test_a_key_alone_chooses_nothing(doctor):
    found = doctor("--json", GEMINI_API_KEY=KEY)
    assert found["engine"]["name"] == "sketch"
    assert codes(found) == ["BNN678"]


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"GEMINI_API_KEY": KEY, "GOOGLE_API_KEY": OTHER}, "BNN671"),
        ({"GEMINI_API_KEY": f"'{KEY}'"}, "BNN672"),
        ({"GEMINI_API_KEY": "mein Schlüssel zum Glück allein"}, "BNN672"),
        ({"GEMINI_API_KEY": "short"}, "BNN672"),
        ({"GOOGLE_GENAI_USE_VERTEXAI": "true", "GOOGLE_CLOUD_PROJECT": "film"}, "BNN673"),
        (
            {
                "GOOGLE_GENAI_USE_VERTEXAI": "1",
                "GOOGLE_CLOUD_PROJECT": "film",
                "GOOGLE_APPLICATION_CREDENTIALS": "no.json",
            },
            "BNN673",
        ),
        (
            {"GEMINI_API_KEY": KEY, "GOOGLE_GENAI_USE_VERTEXAI": "1", "GOOGLE_GENAI_USE_ENTERPRISE": "0"},
            "BNN674",
        ),
        ({"GEMINI_API_KEY": KEY, "GOOGLE_GEMINI_BASE_URL": "https://gateway.example/gemini"}, "BNN675"),
    ],
    ids=lambda v: v if isinstance(v, str) else "+".join(v),
)
def test_what_looks_wrong_is_told_and_keeps_nobody_from_trying(doctor, environment, code):
    assert codes(doctor("--engine", "gemini", "--json", **environment)) == [code]


def test_another_service_is_named_by_its_host_alone(doctor):
    url = "http://someone:secret@gateway.example:8080/path?token=secret"
    said = doctor("--engine", "gemini", GEMINI_API_KEY=KEY, GOOGLE_GEMINI_BASE_URL=url)
    assert "gateway.example:8080 without encryption" in said
    assert "secret" not in said


def test_vertex_by_a_project_and_by_a_key(doctor):
    by_key = doctor("--engine", "gemini", "--json", GEMINI_API_KEY=KEY, GOOGLE_GENAI_USE_VERTEXAI="1")["gemini"]
    by_project = doctor("--engine", "gemini", "--json", GOOGLE_CLOUD_PROJECT="film")["gemini"]
    assert (by_key["asks"], by_key["key_from"], by_key["project"]) == ("vertex", "GEMINI_API_KEY", None)
    assert (by_project["key_from"], by_project["project"], by_project["location"]) == (None, "film", "global")


def test_a_broken_ledger_is_an_error(doctor, tmp_path):
    home = tmp_path / ".bananaboard"
    home.mkdir()
    (home / "ledger.sqlite").write_bytes(b"no database" * 100)
    found = doctor("--json", code=1)
    assert found["project"]["ledger"] == "unusable"
    assert codes(found) == ["BNN601"]


def test_a_whole_ledger_is_counted(doctor, tmp_path):
    home = tmp_path / ".bananaboard"
    (home / "inbox").mkdir(parents=True)
    (home / "inbox" / "01.part").touch()
    open_ledger(home).close()
    found = doctor("--json")["project"]
    assert (found["ledger"], found["requests"], found["inbox"]) == ("whole", 0, 1)


def test_an_engine_that_is_not_there_is_told(doctor):
    assert "No engine called `dall`" in doctor("--engine", "dall", code=1)


def test_old_prices_are_told(tmp_path, clean):
    import datetime as dt

    from bananaboard.checkup import look

    clean.setenv("GEMINI_API_KEY", KEY)
    found = look(tmp_path, {"GEMINI_API_KEY": KEY}, dt.date(2027, 6, 1), engine="gemini")
    assert {d.code for d in found.findings} == {"BNN677"}
    assert "237 days ago" in found.findings[0].message


LIGHT = """
import sys
from bananaboard.cli.door import enter
code = enter(sys.argv[1:])
heavy = [m for m in sys.modules if m.startswith(("google.genai", "google.auth", "httpx2"))]
sys.exit(code or bool(heavy))
"""


@pytest.mark.parametrize("command", [("doctor", "--engine", "gemini"), ("plan", "a.bnn", "--engine", "gemini")])
def test_no_library_of_google_is_loaded_to_look_or_to_plan(clean, tmp_path, command):
    (tmp_path / "a.bnn").write_text('shot wide "A hill"\n')
    clean.setenv("GEMINI_API_KEY", KEY)
    done = subprocess.run([sys.executable, "-c", LIGHT, *command], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("url", "door"),
    [
        (None, "the Gemini Developer API"),
        ("https://europe.googleapis.com", "the Gemini Developer API"),
        ("https://user:secret@gate.example:8443/v1", f"gate.example:8443 and not at Google, {LEADS}"),
    ],
)
def test_who_pays_says_where_the_key_goes(url, door):
    environment = {"GEMINI_API_KEY": "k" * 39} | ({"GOOGLE_GEMINI_BASE_URL": url} if url else {})
    assert read_access(environment).payer == f"the account of the key in GEMINI_API_KEY, at {door}"
