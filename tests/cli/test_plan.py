"""`bnn plan` in its four forms, and plans in files."""

import json
import shlex
from pathlib import Path

import pytest

SCREENS = Path(__file__).parent / "screens"


@pytest.mark.parametrize("width", [80, 120])
def test_the_table(bnn, kite, golden, width, monkeypatch):
    """As a terminal of that width shows it."""
    monkeypatch.setattr("bananaboard.cli.screen.Screen.width", property(lambda _: width))
    done = bnn("plan", "kite.bnn")
    assert max(map(len, done.stdout.splitlines()[:-1])) <= width
    golden(SCREENS / f"plan-{width}.txt", done.stdout)


def test_the_table_after_a_run_and_an_edit(bnn, kite, golden):
    bnn("run", "kite.bnn")
    bnn("pick", "kite.bnn", "hill.wide", "2")
    kite.write_text(kite.read_text().replace("Make it calm", "Make it very calm"))
    done = bnn("plan", "kite.bnn")
    golden(SCREENS / "plan-later.txt", done.stdout)


def test_the_prompts(bnn, kite, golden):
    golden(SCREENS / "prompts.txt", bnn("plan", "kite.bnn", "--prompts").stdout)


def test_the_prompts_of_what_was_chosen_and_of_what_it_needs(bnn, kite):
    def heads(*only):
        lines = bnn("plan", "kite.bnn", "--prompts", *only).stdout.splitlines()
        return [line.split()[0] for line in lines if "  gemini-" in line]

    assert len(heads()) == 5
    assert heads("--only", "hill.wide") == ["hill.wide"]
    needed = ["hill.wide", "hill.close[light=noon]", "hill.calm[light=noon]"]
    assert heads("--only", "hill.calm:light=noon") == needed
    bnn("run", "kite.bnn")
    assert heads("--reroll", "hill.calm:light=noon") == needed


def test_the_graph(bnn, kite, golden):
    golden(SCREENS / "graph.mmd", bnn("plan", "kite.bnn", "--graph").stdout)


def test_names_are_inert_in_the_graph(bnn, here):
    (here / "x.bnn").write_text('scene s "]; click n0 \\"javascript:alert(1)\\" <img src=x>" { shot a "A" }\n')
    chart = bnn("plan", "x.bnn", "--graph").stdout
    assert "javascript:" not in chart
    assert "<" not in chart.replace("<-", "")
    assert chart.count('"') == 4


def test_a_title_can_not_steer_the_terminal(bnn, here):
    (here / "x.bnn").write_text('storyboard "a\u202eb" {}\nscene s "t\u2066" { shot a "A \u202e kite" }\n')
    for form in ((), ("--prompts",), ("--graph",)):
        shown = bnn("plan", "x.bnn", *form)
        assert not set("\u202e\u2066\x1b\x07") & set(shown.stdout + shown.stderr)


def test_json_is_the_plan_byte_for_byte(bnn, kite):
    first = bnn("plan", "kite.bnn", "--json").stdout
    assert first == bnn("plan", "kite.bnn", "--json").stdout
    plan = json.loads(first)
    assert (plan["format"], plan["totals"]["calls"], plan["totals"]["requests"]) == ("bananaboard.plan/1", 5, 6)
    assert plan["totals"]["usd"] == 0


def test_only_one_form_at_a_time(bnn, kite):
    assert bnn("plan", "kite.bnn", "--json", "--graph").exit_code == 2


def test_only_a_part(bnn, kite):
    plan = json.loads(bnn("plan", "kite.bnn", "--json", "--only", "hill.close:light=dawn").stdout)
    assert {c["address"]: c["make"] for c in plan["calls"] if c["make"]} == {
        "hill.wide": 2,
        "hill.close[light=dawn]": 1,
    }


def test_a_plan_in_a_file_is_made_exactly(bnn, kite, here):
    bnn("plan", "kite.bnn", "-o", "plans.json", "--only", "hill.wide")
    done = bnn("run", "plans.json", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["made"] == 2


def test_a_plan_moves_with_its_project(bnn, kite, here, monkeypatch):
    (here / "plans").mkdir()
    bnn("plan", "kite.bnn", "-o", "plans/one.json")
    monkeypatch.chdir(here / "plans")
    assert bnn("run", "one.json").exit_code == 0
    assert (here / "out/kite/index.html").exists()


def test_a_plan_is_refused_when_the_board_has_changed(bnn, kite, here):
    """It says how it is made again: with all that it was made with."""
    asked = ("plan", "kite.bnn", "--engine", "rehearsal", "--only", "hill.*", "--stale", "-o", "a plan.json")
    assert bnn(*asked).exit_code == 0
    kite.write_text(kite.read_text().replace("kite", "balloon"))
    done = bnn("run", "a plan.json")
    assert done.exit_code == 1
    assert "kite.bnn was edited" in done.stderr
    assert f"`bnn {shlex.join(asked)}`" in done.stderr
    assert not (here / ".bananaboard").exists()


def test_a_plan_is_refused_when_its_pictures_are_there_already(bnn, kite):
    bnn("plan", "kite.bnn", "-o", "plan.json")
    bnn("run", "kite.bnn", "--only", "hill.wide")
    assert "hill.wide was new, is cached" in bnn("run", "plan.json").stderr


def test_a_plan_goes_with_no_option_that_changes_it(bnn, kite):
    bnn("plan", "kite.bnn", "-o", "plan.json")
    assert bnn("run", "plan.json", "--only", "hill.wide").exit_code == 2


def test_a_board_with_errors_is_not_saved(bnn, here):
    (here / "bad.bnn").write_text('shot a "@nobody"\n')
    assert bnn("plan", "bad.bnn", "-o", "plan.json").exit_code == 1
    assert not (here / "plan.json").exists()


def test_standard_input_is_not_saved(bnn, here):
    assert bnn("plan", "-", "-o", "plan.json", input='shot a "A"\n').exit_code == 2
    assert not (here / "plan.json").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda p: "{",
        lambda p: "[" * 100_000,
        lambda p: "[]",
        lambda p: json.dumps({"format": "bananaboard.plan/1"}),
        lambda p: json.dumps(p | {"asked": None}),
        lambda p: json.dumps(p | {"asked": p["asked"] | {"options": {"only": 3}}}),
        lambda p: json.dumps(p | {"asked": p["asked"] | {"max_calls": "many"}}),
        lambda p: json.dumps(p | {"sources": [{"path": "../other.bnn", "sha256": ""}]}),
        lambda p: json.dumps(p | {"sources": [{"path": "/etc/passwd", "sha256": ""}]}),
        lambda p: json.dumps(p | {"sources": [{"path": "a\0b", "sha256": ""}]}),
        lambda p: json.dumps(p | {"calls": [3]}),
        lambda p: json.dumps(p | {"calls": {}}),
        lambda p: json.dumps(p | {"asked": p["asked"] | {"root": "a\0b"}}),
        lambda p: json.dumps(p | {"asked": p["asked"] | {"engine": "gemini"}}),
        lambda p: json.dumps(p | {"asked": p["asked"] | {"set": {"coat": [1, {}]}}}),
    ],
)
def test_a_strangers_plan_is_never_a_traceback(bnn, kite, here, change):
    bnn("plan", "kite.bnn", "-o", "plan.json")
    plan = here / "plan.json"
    plan.write_text(change(json.loads(plan.read_text())))
    done = bnn("run", "plan.json")
    assert done.exit_code in (1, 2), done.output
    assert not (here / ".bananaboard").exists()
