"""Whatever stands on the command line or in a file: an exit code and a sentence, never a traceback."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NASTY = [
    "\0",
    "\ud800",
    "\x1b]0;x\x07",
    "\u202e",
    "-" * 3,
    "a" * 100_000,
    "[",
    "a[b=",
    ":",
    "#",
    "=",
    "@",
    "..",
    "/",
    "\n",
    "%s",
    "{}",
]
CODES = {0, 1, 2, 3, 4, 5}
QUICK = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def calm(done):
    """It ended as a command ends."""
    assert done.exit_code in CODES
    assert "\x1b" not in done.stderr + done.stdout
    assert "\u202e" not in done.stderr + done.stdout


@pytest.mark.parametrize("text", NASTY)
def test_each_place_where_something_can_be_typed(bnn, kite, text):
    for args in (
        ("check", text),
        ("check", "kite.bnn", "--set", text),
        ("check", "kite.bnn", "--set", f"x={text}"),
        ("check", "kite.bnn", "--set-file", f"x={text}"),
        ("plan", "kite.bnn", "--only", text),
        ("plan", "kite.bnn", "--reroll", text),
        ("plan", "kite.bnn", "--engine", text),
        ("pick", "kite.bnn", text),
        ("pick", "kite.bnn", "hill.wide", text),
        ("run", "kite.bnn", "--only", "nothing", "--max-cost", text),
        ("explain", text),
        (text,),
    ):
        calm(bnn(*args))


@given(st.text(max_size=200))
@QUICK
def test_any_text_as_a_board(bnn, text):
    for command in (("check", "-"), ("plan", "-"), ("fmt", "-"), ("plan", "--prompts", "-"), ("plan", "--graph", "-")):
        assert bnn(*command, input=text.encode("utf-8", "surrogatepass")).exit_code in CODES


@given(st.binary(max_size=400))
@QUICK
def test_any_bytes_as_a_saved_plan_or_picks(bnn, kite, here, data):
    (here / "plan.json").write_bytes(data)
    calm(bnn("run", "plan.json"))
    (here / ".bananaboard/picks/sketch").mkdir(parents=True, exist_ok=True)
    (here / ".bananaboard/picks/sketch/kite.bnn.toml").write_bytes(data)
    calm(bnn("plan", "kite.bnn"))
    (here / "config/bananaboard").mkdir(parents=True, exist_ok=True)
    (here / "config/bananaboard/config.toml").write_bytes(data)
    calm(bnn("plan", "kite.bnn"))


@pytest.mark.parametrize("board", ["../outside.bnn", "/outside.bnn", "a/../../outside.bnn"])
def test_a_saved_plan_names_no_board_outside_of_its_project(bnn, kite, here, board):
    bnn("plan", "kite.bnn", "-o", "plan.json")
    plan = json.loads((here / "plan.json").read_text())
    plan["sources"][0]["path"] = board
    (here / "plan.json").write_text(json.dumps(plan))
    done = bnn("run", "plan.json")
    assert (done.exit_code, done.stderr) == (2, "`plan.json` names a board outside its project.\n")


def test_a_saved_plan_is_read_only_so_far(bnn, kite, here, monkeypatch):
    bnn("plan", "kite.bnn", "-o", "plan.json")
    monkeypatch.setattr("bananaboard.cli.saved.BOUND", 1000)
    assert bnn("run", "plan.json").stderr == "`plan.json` is too large for a plan.\n"


@pytest.mark.parametrize("junk", [b"", b"SQLite format 3\0" + b"\0" * 200, b"x" * 5000])
def test_any_bytes_as_a_ledger(bnn, kite, here, junk):
    (here / ".bananaboard").mkdir()
    (here / ".bananaboard/ledger.sqlite").write_bytes(junk)
    for command in ("plan", "status", "run"):
        calm(bnn(command, "kite.bnn"))
    assert (here / ".bananaboard/ledger.sqlite").read_bytes() == junk or not junk


def test_a_device_and_a_pipe_are_no_boards(bnn, here):
    import os

    os.mkfifo(here / "pipe.bnn")
    for name in ("/dev/zero", "/dev/null", "pipe.bnn"):
        for command in ("check", "plan", "fmt"):
            done = bnn(command, name)
            calm(done)
            assert done.exit_code in (1, 2)
