"""`bnn log` tells every request, and what is not known is never 0."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

SCREENS = Path(__file__).parent / "screens"


@pytest.fixture
def troubled(folder):
    """A board that was run three times: an answer was lost, the service was busy, it refused."""
    for how in ("lose", "fail", "refuse"):
        setattr(folder.painter, how, {"hill.sea"})
        folder.run()
        setattr(folder.painter, how, set())
    folder.age()
    return folder


def told(folder, *args):
    code, out, err = folder("log", "kite.bnn", "--json", *args)
    assert code == 0, err
    return json.loads(out)


def plain(text):
    """Names of runs are other ones each time, and so is which of two pictures that wait for a third goes first."""
    text = re.sub(r"run [0-9A-Z]{6}", "run 4F7K2M", text)
    request = r"(?:  \d\d:\d\d:\d\d  .*\n(?:          .*\n)*)"
    return re.sub(f"{request}+", lambda found: "".join(sorted(re.findall(request, found[0]))), text)


def test_every_request_the_newest_last(troubled):
    requests = told(troubled)["requests"]
    assert [r["address"] for r in requests[-2:]] == ["hill.sea", "hill.sea"]
    assert sorted(r["state"] for r in requests) == ["failed", *["kept"] * 5, "lost", "refused"]
    assert len({r["run"] for r in requests}) == 3


def test_what_is_not_known_is_never_0(troubled):
    found = told(troubled)
    costs = {r["state"]: r["cost_usd"] for r in found["requests"]}
    assert (costs["lost"], costs["refused"], costs["failed"]) == (None, None, 0.0)
    assert found["sums"]["states"]["lost"]["unknown"] == 1
    everything = found["sums"]["all"]
    assert (everything["requests"], everything["unknown"]) == (8, 2)
    assert everything["known_usd"] + everything["held_usd"] == pytest.approx(found["held_usd"])
    assert found["budget_usd"] == 4


@pytest.mark.parametrize("width", [80, 120])
def test_the_screen(troubled, golden, monkeypatch, width):
    from bananaboard.cli.screen import Screen

    monkeypatch.setattr(Screen, "width", width)
    out = plain(troubled("log", "kite.bnn")[1])
    assert max(map(len, out.splitlines())) <= width
    golden(SCREENS / f"log-{width}.txt", out)


def test_filters(troubled):
    assert [r["state"] for r in told(troubled, "--state", "lost")["requests"]] == ["lost"]
    last = told(troubled, "--run", "last")["requests"]
    assert [r["state"] for r in last] == ["refused"]
    assert told(troubled, "--run", last[0]["run"][-6:])["requests"] == last
    assert told(troubled, "--since", "2026-08-04")["requests"] == []
    assert len(told(troubled, "--since", "2026-08")["requests"]) == 8
    assert told(troubled, "--since", "7d")["requests"] == []
    assert told(troubled, "--engine", "crayon")["requests"] == []


@pytest.mark.parametrize(
    "args",
    [
        ("log",),
        ("log", "kite.bnn", "--all"),
        ("log", "--all", "--run", "last"),
        ("log", "kite.bnn", "--since", "yesterday"),
        ("log", "kite.bnn", "--since", "9999999999d"),
        ("log", "kite.bnn", "--run", "ZZZZ"),
        ("log", "kite.bnn", "--run", "0"),
        ("log", "kyte.bnn"),
        ("log", "-"),
    ],
)
def test_what_can_not_be_asked(troubled, args):
    code, out, err = troubled(*args)
    assert (code, out) == (2, "")
    assert err


def test_nothing_was_sent(folder):
    code, out, _ = folder("log", "kite.bnn")
    assert (code, "nothing was sent" in out) == (0, True)
    assert not (folder.root / ".bananaboard").exists()


def test_sketches_are_counted_beside_what_cost_money(troubled):
    troubled.run(engine="crayon")
    out = troubled("log", "kite.bnn")[1]
    assert "Beside these 6 requests that cost nothing: bnn log kite.bnn --engine crayon" in out
    assert "crayon · bnn run" not in out
    assert "crayon · bnn run" in troubled("log", "kite.bnn", "--engine", "crayon")[1]


def test_only_sketches_are_shown(folder):
    folder.run(engine="crayon")
    assert "crayon · bnn run" in folder("log", "kite.bnn")[1]


def test_values_that_were_given_are_told(folder):
    folder.run("--set", "coat=dark blue")
    assert "bnn run --set 'coat=dark blue'" in folder("log", "kite.bnn")[1]


def test_a_board_with_errors_has_its_log(troubled):
    troubled.change("shot sea", "shoot sea")
    assert len(told(troubled)["requests"]) == 8


def test_a_renamed_board_has_what_was_asked_under_its_old_name(made):
    (made.root / "kite.bnn").rename(made.root / "dragon.bnn")
    assert made.run(name="dragon.bnn")[0] == 0
    found = json.loads(made("log", "dragon.bnn", "--json")[1])
    assert {r["board"] for r in found["requests"]} == {"kite.bnn"}
    assert "paid · bnn run · as kite.bnn" in made("log", "dragon.bnn")[1]
    assert len(found["requests"]) == 6


def test_a_board_that_is_gone_has_its_log(made):
    (made.root / "kite.bnn").unlink()
    assert len(told(made)["requests"]) == 6


def test_what_a_model_wrote_drives_no_terminal(folder):
    folder.painter.refuse = {"hill.sea"}
    folder.run()
    folder.sql("UPDATE attempt SET text=?, reason=? WHERE state='refused'", "\x1b]0;owned\x07\u202eabc", "no\x1b[2Jpe")
    out = folder("log", "kite.bnn")[1]
    assert "nope: abc" in out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", out)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attempt SET cost='plenty'",
        "UPDATE attempt SET sent_at=x'00ff'",
        "UPDATE attempt SET seconds='ages'",
        "UPDATE board SET title=7, spent='lots'",
        "UPDATE run SET command=x'00'",
        "UPDATE picture SET bytes='lots', mime=7, width=x'00'",
        "UPDATE attempt SET sent_at='0001-01-01', ended_at='9999-12-31'",
        "UPDATE attempt SET cost=x'00'",
        "UPDATE placed SET take='second' || take || address",
        "UPDATE placed SET seq='later'",
    ],
)
def test_a_ledger_that_holds_anything(made, statement):
    made.sql(statement)
    paid = ("kite.bnn", "--engine", "paid")
    for args in (("log", "kite.bnn"), ("log", "--all"), ("show", *paid, "hill.wide"), ("status", *paid), ("gc",)):
        assert made(*args)[0] in (0, 1)


def test_a_time_that_is_none(made):
    made.sql("UPDATE attempt SET sent_at='soon'")
    made.sql("UPDATE run SET started='later'")
    code, out, _ = made("log", "kite.bnn")
    assert (code, "At an unknown time" in out) == (0, True)


def test_what_was_spent_where(made):
    made.write('shot boat "A boat"\n', "boat.bnn")
    made.painter.lose = {"boat"}
    made.run(name="boat.bnn")
    made.run(engine="crayon")
    found = json.loads(made("log", "--all", "--json")[1])
    assert [(b["board"], b["maker"]) for b in found["boards"]] == [("boat.bnn", "paid"), ("kite.bnn", "paid")]
    boat, kite = found["boards"]
    assert (boat["ever"]["known_usd"], boat["ever"]["unknown"]) == (0, 1)
    assert (kite["month"]["requests"], kite["ever"]["requests"]) == (0, 6)
    assert found["together"]["ever"]["requests"] == 7
    out = made("log", "--all")[1]
    assert re.search(r"boat\.bnn +paid +– +– +and up to \$0\.03\d\d unknown", out)


def test_all_projects_of_this_user(made, tmp_path, monkeypatch):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "pyproject.toml").touch()
    monkeypatch.chdir(other)
    out = made("log", "--all")[1]
    assert "kite.bnn" in out
    (made.root / ".bananaboard").rename(tmp_path / "gone")
    out = made("log", "--all")[1]
    assert "as it was known last" in out
    assert "$0.2" in out


def test_a_copied_project_is_not_counted_twice(made, tmp_path, monkeypatch):
    once = json.loads(made("log", "--all", "--json")[1])["together"]["ever"]
    shutil.copytree(made.root, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    twice = json.loads(made("log", "--all", "--json")[1])
    assert twice["together"]["ever"] == once
    assert [b["root"] for b in twice["boards"]] == [str(tmp_path / "copy")]


def test_nothing_has_cost_money(folder):
    folder.run(engine="crayon")
    assert folder("log", "--all") == (0, "Nothing here has cost money.\n", "")


def test_the_page_shows_a_request_as_it_is(troubled):
    page = (Path(__file__).parents[2] / "docs/commands.md").read_text("utf-8")
    shown = re.search(r'```json\n(\{"attempt".*?)\n```', page, re.DOTALL)
    assert json.loads(shown[1]).keys() == told(troubled)["requests"][0].keys()


def test_a_request_that_was_sent_again_is_the_second_try(folder):
    folder.painter.fail = {"hill.sea"}
    folder.run()
    folder.painter.fail = set()
    folder.run()
    first, again = [r for r in told(folder)["requests"] if r["address"] == "hill.sea"]
    folder.sql("UPDATE attempt SET retry_of=? WHERE attempt=?", first["attempt"], again["attempt"])
    out = folder("log", "kite.bnn")[1]
    assert re.search(r"hill\.sea#\d +lite +kept +\$0\.0337 .* s  try 2\n", out)


def test_pretended_requests_have_their_own_log(folder):
    home = folder.root / ".bananaboard/rehearsal"
    home.mkdir(parents=True)
    (home / "ledger.sqlite").touch()
    assert "`bnn log kite.bnn --engine rehearsal`" in folder("log", "kite.bnn")[2]
