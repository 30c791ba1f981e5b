"""The JSON on the page of commands has the shape of what the program prints."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from bananaboard.runtime.record import Failure, RunRecord, Skip
from bananaboard.runtime.waits import Again, Over, Stopping, Wait
from click.testing import CliRunner

from bananaboard.cli.commands import bnn
from bananaboard.cli.events import Events

from .pages import DOCS, blocks

BOARD = """\
storyboard "Kite" { model: flash; size: 512 }
param coat = "red"
shot door "A {{ coat }} door"
shot street "The street; the same light as in @door"
"""
SHOWN = [json.loads(b.text) for b in blocks(DOCS / "commands.md") if b.language == "json"]


def shown(key: str) -> dict[str, object]:
    """The example that has this key."""
    return next(s for s in SHOWN if key in s)


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Calls a command beside a board; what it wrote."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("BNN_ENGINE", raising=False)
    (tmp_path / "kite.bnn").write_text(BOARD, "utf-8")
    return lambda *args: CliRunner().invoke(bnn, args).stdout


def shape(value: object) -> object:
    """The keys of a document; a list stands for its richest entry."""
    if isinstance(value, dict):
        return {k: shape(v) for k, v in value.items() if k not in ("params", "config", "about")}
    if isinstance(value, list):
        return max((shape(v) for v in value), key=lambda s: len(str(s)), default=None)
    return None


def test_diagnostics(call, tmp_path):
    (tmp_path / "kite.bnn").write_text('character mara "a keeper"\nshot a "@marra waits"\n', "utf-8")
    assert shape(json.loads(call("check", "kite.bnn", "--json"))) == shape(shown("diagnostics"))


def test_a_plan(call):
    plan = json.loads(call("plan", "kite.bnn", "--json"))
    told = shown("calls")
    assert told["format"] == plan["format"]
    assert {**plan, "calls": None}.keys() == told.keys()
    assert shape(plan["totals"]) == shape(told["totals"])
    assert shape(plan["calls"][1]["cost"]) == shape(told["calls"][0]["cost"])
    assert plan["calls"][1].keys() == told["calls"][0].keys()
    parts = [tuple(p) for p in plan["calls"][1]["parts"]]
    assert parts == [tuple(p) for p in told["calls"][0]["parts"]]
    assert plan["calls"][1]["parts"][1]["image"].keys() == told["calls"][0]["parts"][1]["image"].keys()


def events_told() -> dict[str, list[str]]:
    """The rows of the table of events: what each is told with."""
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    part = page.partition("### Events")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?)(?: \(|\|)", part, re.MULTILINE)
    return {name: re.findall(r"`(\w+)`", rest) for name, rest in rows}


def test_a_run_and_its_events(call):
    events = [json.loads(line) for line in call("run", "kite.bnn", "--events").splitlines()]
    for event in events:
        assert list(event)[1:] == events_told()[event["event"]]
    assert {e["event"] for e in events} == {"started", "asking", "made", "finished"}
    run = json.loads(call("run", "kite.bnn", "--json"))
    assert run.keys() == shown("takes").keys()
    assert [t.keys() for t in run["takes"]] == [shown("takes")["takes"][0].keys()] * 2


FAILED, SKIPPED = Failure("a", "r", "refused", "m", retryable=False, cost=None), Skip("b", "c")


def test_events_of_what_went_wrong():
    lines: list[str] = []
    events = Events(SimpleNamespace(out=lines.append))
    events.failed(FAILED)
    events.skipped(SKIPPED)
    assert [list(json.loads(line))[1:] for line in lines] == [events_told()["failed"], events_told()["skipped"]]


def test_events_of_what_is_waited_for():
    lines: list[str] = []
    events = Events(SimpleNamespace(out=lines.append))
    events.waiting(Wait("quota", "lite", 37.04, "quota of lite used up: goes on in 38 s"))
    events.retrying(Again("a", 1, "overloaded", 2.0, 1, 3))
    events.over_most(Over("a", 1, "lite", 2, 1))
    events.stopping(Stopping(3, 12.0))
    found = [json.loads(line) for line in lines]
    assert [list(e)[1:] for e in found] == [events_told()[e["event"]] for e in found]
    assert found[0]["seconds"] == 37.0


def test_what_went_wrong():
    record = json.loads(RunRecord((), (FAILED,), (SKIPPED,), None, 0, 0).to_json())
    assert shape(record["failed"]) == shape(shown("takes")["failed"])
    assert shape(record["skipped"]) == shape(shown("takes")["skipped"])
