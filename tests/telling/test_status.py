"""`bnn status` says why each picture is as it is, and what helps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SCREENS = Path(__file__).parent / "screens"


def status(folder, *args):
    code, out, err = folder("status", "kite.bnn", "--engine", "paid", *args)
    assert code == 0, err
    return out


@pytest.fixture
def mixed(made):
    """A board in which everything has gone some way: changed, stale, refused, gone, picked."""
    made("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    made.change('  shot sea "The sea far below" { cast: none }\n', '  shot boat "A boat on the sea" { cast: none }\n')
    made.painter.refuse = {"hill.boat"}
    made.run()
    made.change("Make it calm", "Make it very calm")
    return made


@pytest.mark.parametrize("width", [80, 120])
def test_the_screen(mixed, golden, monkeypatch, width):
    from bananaboard.cli.screen import Screen

    monkeypatch.setattr(Screen, "width", width)
    out = status(mixed)
    assert [line for line in out.splitlines() if len(line) > width] == []
    golden(SCREENS / f"status-{width}.txt", out)


def test_reasons_for_programs(mixed):
    found = json.loads(status(mixed, "--json"))
    why = {c["address"]: c["why"] for c in found["calls"]}
    assert why["hill.close"] == "stale: hill.wide is another picture now"
    assert why["hill.calm"] == "changed: `text` was “Make it calm”, is “Make it very calm”"
    assert why["hill.boat"].startswith("refused")
    assert {c["address"]: c["answer"] for c in found["calls"]}["hill.boat"] == "IMAGE_SAFETY: I can't draw that."
    assert found["orphans"] == ["hill.sea"]
    assert found["budget_usd"] == 4
    assert found["unknown_usd"] > 0
    assert found["spent_usd"] == pytest.approx(0.20211)


def test_one_cause_is_told_once(made):
    made.change("in a {{ coat }} coat", "in a {{ coat }} coat with buttons")
    out = status(made)
    assert "3 changed because Ana's description was “a girl in a red coat”" in out.replace("\n  ", " ")


def test_a_missing_picture_and_the_ways_out(made):
    for path in (made.root / ".bananaboard/store").glob("*/*.png"):
        path.unlink()
    out = status(made)
    assert "5 missing: ana.profile, hill.wide, hill.close and 2 more:" in out
    assert "bnn restore PATH kite.bnn --engine paid" in out
    assert "to be paid again" in out


def test_money_and_the_budget(made):
    out = status(made)
    assert "$0.2021 spent; $3.80 of the budget of $4.00 is left." in out
    made.change("; budget: $4", "")
    assert "$0.2021 spent.\n" in status(made)
    assert "spent" not in made("status", "kite.bnn")[1]


def test_a_budget_that_is_used_up(made):
    made.change("$4", "$0.2")
    assert "$0.00 of the budget of $0.2000 is left." in status(made)


def test_commands_are_never_cut(mixed, monkeypatch):
    from bananaboard.cli.screen import Screen

    monkeypatch.setattr(Screen, "width", 60)
    out = status(mixed)
    assert "      bnn run kite.bnn --engine paid --reroll hill.boat\n" in out
    assert not any(line.strip().startswith("bnn ") and "…" in line for line in out.splitlines())


def test_nothing_was_made(folder):
    out = status(folder)
    assert "0 of 5 have a picture; a run would make 6 more, for about $0.2" in out
    assert "$0.00 spent; $4.00 of the budget of $4.00 is left." in out


def test_a_take_that_was_refused_is_told(folder):
    folder.painter.refuse = {"hill.wide"}
    folder.run("--only", "hill.wide")
    folder.painter.refuse = set()
    folder.run("--reroll", "hill.wide")
    assert "1 of 2 takes  2 were refused" in status(folder)


def test_what_is_missing_with_all_that_it_was_made_from_is_counted(made):
    for path in (made.root / ".bananaboard/store").glob("*/*.png"):
        path.unlink()
    said = status(made)
    lines = {line.split()[1]: line for line in said.splitlines() if line.startswith("  missing")}
    assert all("not in the store" in line for line in lines.values())
    assert "2 takes" in lines["hill.wide"]
    assert "0 of" not in "".join(lines.values())


def test_pending_leads_to_no_command(made, monkeypatch):
    monkeypatch.setattr("bananaboard.runtime.shelf.is_held", lambda _: True)
    made.change('  shot sea "The sea far below"', '  shot boat "A boat"')
    made.painter.lose = {"hill.boat"}
    made.run()
    ((once,),) = made.sql("SELECT sql FROM sqlite_master WHERE name='attempt_once'")
    made.sql("DROP TRIGGER attempt_once")
    made.sql("UPDATE attempt SET state='sending', billed=NULL, ended_at=NULL WHERE state='lost'")
    made.sql(once)
    assert "  1 pending, another run makes them: hill.boat.\n" in status(made)


def test_what_was_asked_for_and_never_answered_says_so(made):
    made.change('  shot sea "The sea far below"', '  shot boat "A boat"')
    made.painter.lose = {"hill.boat"}
    made.run()
    assert made("plan", "kite.bnn", "--engine", "paid")[1].count("asked for before without an answer") == 1
