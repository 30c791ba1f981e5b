"""The user's configuration: what it takes, and what is said of all else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from bananaboard.dsl.models import model_table
from bananaboard.runtime.config_keys import KEYS, TIERS, starter
from bananaboard.runtime.configuration import BOUND, Misconfigured, config_file, configuration, read_configuration
from hypothesis import given, settings
from hypothesis import strategies as st

import bananaboard as bb
from bananaboard.preference import chosen_engine

WHOLE = """\
engine = "gemini"
[account]
tier = 2
bucket = "gs://my-refs/"
[spending]
month = "$50"
[store]
folder = "~/Bananaboard"
"""
DOLLAR = 1_000_000_000


def said(text: str | bytes) -> list[tuple[str, int | None, str, str | None]]:
    """Code, line, sentence and hint of everything that is wrong."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Misconfigured) as wrong:
        read_configuration(Path("config.toml"), data)
    return [(d.code, d.place.first.line if d.place else None, d.message, d.hint) for d in wrong.value.diagnostics]


def read(text: str):
    return read_configuration(Path("config.toml"), text.encode())


def test_everything_that_can_be_said():
    found = read(WHOLE)
    assert (found.engine, found.tier, found.month) == ("gemini", 2, 50 * DOLLAR)
    assert found.folder == Path.home() / "Bananaboard"
    assert found.written == {k.name for k in KEYS}


def test_what_is_not_said_is_the_default(money):
    found = configuration()
    assert (found.engine, found.tier, found.month, found.folder) == (None, 1, None, None)


@pytest.mark.parametrize(
    ("written", "nano"),
    [
        ('"$50"', 50 * DOLLAR),
        ('"50.25"', 50_250_000_000),
        ("50", 50 * DOLLAR),
        ("0.1", 100_000_000),
        ("0", 0),
        ('" $ 3 "', 3 * DOLLAR),
    ],
)
def test_sums_of_money(written, nano):
    assert read(f"[spending]\nmonth = {written}").month == nano


WRONG = [
    ("[spending]\nmonth = {}", "a sum of dollars", ["true", '"fifty"', '"-1"', "-1", "nan", "[5]", '"€5"', "2e9"]),
    ("[spending]\nmonth = {}", "a sum of dollars", ["inf", "2026-11-21", "{ dollars = 5 }"]),
    ("[account]\ntier = {}", "a whole number from 1 to 3", ["0", "4", "1.0", '"1"', "true"]),
    ("[store]\nfolder = {}", "a whole path", ['"stores"', '""', "3", '"~/../x"', '"\\u0007"', '"./x"']),
    ("engine = {}", "a name in quotes", ["3", '""', '["sketch"]', "true"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "value"), [(t, w, v) for t, w, values in WRONG for v in values])
def test_a_value_of_the_wrong_kind(text, wanted, value):
    ((code, line, message, _),) = said(text.replace("{}", value))
    assert (code, line) == ("BNN662", text.count("\n") + 1)
    assert wanted in message


@pytest.mark.parametrize(
    ("text", "line", "near"),
    [
        ('engin = "x"', 1, "engine"),
        ("\nmonth = 5", 2, "spending.month"),
        ("[spending]\n\nmoth = 5", 3, "spending.month"),
        ("[spendings]\nmonth = 5", 1, "spending.month"),
        ("[store]\ntier = 1", 2, "account.tier"),
        ('folder = "~/x"', 1, "store.folder"),
        ("spending.mnth = 5", 1, "spending.month"),
    ],
)
def test_a_key_that_is_not_known_is_guessed(text, line, near):
    ((code, at, _, hint),) = said(text)
    assert (code, at, hint) == ("BNN661", line, f"Did you mean `{near}`?")


def test_a_key_that_is_like_none_gets_the_list():
    ((code, _, _, hint),) = said("zzz = 1")
    assert code == "BNN661"
    assert all(f"`{k.name}`" in hint for k in KEYS)


def test_a_section_that_is_written_as_a_value():
    ((code, _, message, _),) = said("spending = 50")
    assert code == "BNN662"
    assert "`[spending]`" in message


def test_everything_that_is_wrong_is_told_at_once():
    assert [c for c, *_ in said('engin = "x"\n[account]\ntier = 9\n[spending]\nmonth = "x"\n')] == [
        "BNN661",
        "BNN662",
        "BNN662",
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("[spending\nmonth = 5", 1), ("engine =", 1), ("a = 1\na = 2", 2), ("\n\nmonth = $50", 3)]
)
def test_text_that_is_no_toml_is_shown_where_it_breaks(text, line):
    ((code, at, message, _),) = said(text)
    assert (code, at) == ("BNN660", line)
    assert "(at line" not in message


KEY = "AIzaSyD-0123456789abcdefghijklmnopqrstu"
SECRETS = [
    f'gemini_api_key = "{KEY}"',
    f'[gemini]\nkey = "{KEY}"',
    f'engine = "{KEY}"',
    f'[account]\ntoken = "{KEY}"',
    f'[a.b.c]\nd = ["{KEY}"]',
    f'google = "{KEY}"',
    'password = "hunter2"',
]


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_refused_and_never_shown(text):
    with pytest.raises(Misconfigured) as wrong:
        read(text)
    assert [d.code for d in wrong.value.diagnostics] == ["BNN663"]
    assert KEY[6:] not in str(wrong.value)
    assert "hunter2" not in str(wrong.value)
    assert "GEMINI_API_KEY" in str(wrong.value)


@pytest.mark.parametrize("text", [f"{s}\n[broken" for s in SECRETS])
def test_a_secret_is_not_shown_by_another_error_either(text):
    with pytest.raises(Misconfigured) as wrong:
        read(text.replace("\n", " "))
    assert KEY[6:] not in str(wrong.value)
    assert "hunter2" not in str(wrong.value)


@pytest.mark.parametrize("secret", ["sk-short0but0known1", "0123456789abcdef0123456789abcdef01234567"])
@pytest.mark.parametrize("more", ["", "[broken"])
def test_what_looks_like_a_key_is_one_under_any_name(secret, more):
    """Short, as a known service writes them, or long and of one piece."""
    with pytest.raises(Misconfigured) as wrong:
        read(f'friend = "{secret}" {more}')
    assert [d.code for d in wrong.value.diagnostics] == ["BNN660" if more else "BNN663"]
    assert secret not in str(wrong.value)
    assert "***" in str(wrong.value)


def test_a_long_path_is_no_secret():
    folder = "~/my_pictures_of_all_the_boards_that_i_have_ever_made/on-the-large-disk-below-the-table"
    assert read(f'[store]\nfolder = "{folder}"').folder == Path(folder).expanduser()


def test_an_engine_that_is_not_installed_is_told_at_its_line(money):
    money.configure('\nengine = "skech"\n')
    with pytest.raises(Misconfigured, match=r"did you mean `engine = \"sketch\"`") as wrong:
        chosen_engine(None)
    assert wrong.value.diagnostics[0].place.first.line == 2
    assert chosen_engine("sketch") == "sketch"


def test_what_can_not_be_read_at_all(money):
    assert said(b"\xff\xfe")[0][0] == "BNN660"
    assert said("a = " + "[" * 100_000)[0][0] == "BNN660"
    money.configure("#" * (BOUND + 1))
    with pytest.raises(Misconfigured, match="too large"):
        configuration()
    (money.folder / "config.toml").unlink()
    with pytest.raises(Misconfigured, match="`BNN_CONFIG` names it"):
        configuration()
    (money.folder / "config.toml").mkdir()
    with pytest.raises(Misconfigured, match="BNN660"):
        configuration()


def test_the_platform_says_where_it_lies(monkeypatch):
    monkeypatch.delenv("BNN_CONFIG", raising=False)
    assert config_file().name == "config.toml"
    assert config_file().parent.name == "bananaboard"
    assert configuration().written == frozenset()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="engistorymf[].=\"'\\{}#\n $50~/,", max_size=60) | st.binary(max_size=60))
def test_whatever_stands_there_is_read_or_told(text):
    data = text.encode() if isinstance(text, str) else text
    problems = ()
    try:
        read_configuration(Path("config.toml"), data)
    except Misconfigured as wrong:
        problems = wrong.diagnostics
    assert {d.code for d in problems} <= {"BNN660", "BNN661", "BNN662", "BNN663"}
    assert all(d.message and d.hint for d in problems)


def test_the_first_file_says_everything_and_changes_nothing():
    text = starter()
    assert read(text).written == frozenset()
    assert tomllib.loads(text) == {k.path[0]: {} for k in KEYS if len(k.path) > 1}
    spoken = "\n".join(line.removeprefix("# ") if "=" in line else line for line in text.splitlines())
    assert read(spoken).written == {k.name for k in KEYS}


def test_tiers_are_those_of_the_table_of_models():
    assert len(model_table().inputs.spend_per_10_minutes) == TIERS


def test_python_is_told_too(money):
    money.configure("engin = 3")
    with pytest.raises(bb.Misconfigured, match="Did you mean `engine`"):
        bb.loads('shot a "a door"').plan()
