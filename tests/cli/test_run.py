"""`bnn run`: what it writes, prints and asks."""

import json
import shlex
from pathlib import Path

import pytest

from bananaboard.cli.exits import Exit

SCREENS = Path(__file__).parent / "screens"


def test_a_run_makes_pictures_and_their_page_and_says_where(bnn, kite, here, golden):
    done = bnn("run", "kite.bnn", "--jobs", "1")
    assert done.exit_code == 0
    golden(SCREENS / "run.txt", done.stderr + "----\n" + done.stdout)
    assert (here / "out/kite/hill/close--light=dawn--1.png").exists()
    assert (here / "out/kite/index.html").exists()
    assert (here / ".bananaboard/.gitignore").read_text() == "*\n"


def test_a_second_run_makes_nothing(bnn, kite):
    bnn("run", "kite.bnn")
    done = bnn("run", "kite.bnn", "--json")
    record = json.loads(done.stdout)
    assert (record["format"], record["made"], record["reused"]) == ("bananaboard.run/1", 0, 6)
    assert {t["status"] for t in record["takes"]} == {"cached"}


def test_events_are_lines_of_json(bnn, kite):
    lines = [json.loads(x) for x in bnn("run", "kite.bnn", "--events").stdout.splitlines()]
    assert [x["event"] for x in lines[:2]] == ["started", "asking"]
    assert sum(x["event"] == "made" for x in lines) == 6
    assert lines[-1] | {"event": "finished", "made": 6, "failed": 0, "spent_usd": 0} == lines[-1]
    assert bnn("run", "kite.bnn", "--events", "--json").exit_code == 2


def test_another_folder_for_the_pictures(bnn, kite, here):
    done = bnn("run", "kite.bnn", "--out", "elsewhere")
    assert "The page: elsewhere/index.html" in done.stdout
    assert not (here / "out").exists()


def test_one_more_take_and_how_to_use_it(bnn, kite):
    bnn("run", "kite.bnn")
    done = bnn("run", "kite.bnn", "--reroll", "hill.close:light=dawn")
    assert "1 picture made" in done.stdout
    assert "bnn pick kite.bnn hill.close:light=dawn 2" in done.stdout


def test_stale_pictures_are_made_again_only_when_asked(bnn, kite):
    bnn("run", "kite.bnn")
    assert "--stale` makes them again" in bnn("pick", "kite.bnn", "hill.wide", "2").stdout
    assert "Nothing new was made" in bnn("run", "kite.bnn").stdout
    assert "4 pictures made" in bnn("run", "kite.bnn", "--stale").stdout


def test_finals_of_what_is_chosen(bnn, kite, here):
    bnn("run", "kite.bnn")
    done = bnn("run", "kite.bnn", "--final")
    assert done.exit_code == 0
    assert "BNN625" in done.stderr
    assert "hill.wide" in done.stderr
    assert (here / "out/kite/hill/close.final--light=dawn--1.png").exists() or list((here / "out").rglob("*final*"))


def test_a_board_from_standard_input(bnn, here):
    done = bnn("run", "-", input='shot a "A kite"\n')
    assert done.exit_code == 0
    assert (here / "out/board/a--1.png").exists()


def test_a_page_changed_by_hand_stays(bnn, kite, here):
    bnn("run", "kite.bnn")
    page = here / "out/kite/index.html"
    page.write_text("mine")
    done = bnn("run", "kite.bnn")
    assert page.read_text() == "mine"
    assert "The page: out/kite/sketches.html" in done.stdout


def test_a_place_that_can_not_be_written(bnn, kite, here):
    (here / ".bananaboard").write_text("a file, not a folder")
    done = bnn("run", "kite.bnn")
    assert done.exit_code == 2
    assert "can't be written" in done.stderr


def test_nothing_is_sent_to_a_paid_engine_unasked(bnn, kite, here, paid):
    (here / "a.png").write_bytes(PNG)
    kite.write_text(
        kite.read_text().replace('red coat"', 'red coat" { reference "a.png" }').replace('{ name: "Ana" }', "")
    )
    done = bnn("run", "kite.bnn", "--engine", "paid")
    assert done.exit_code == Exit.UNCONFIRMED
    assert "6 requests to paid" in done.stderr
    assert "  a.png\n" in done.stderr
    assert not (here / ".bananaboard").exists()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def test_a_person_is_asked_and_can_say_no(bnn, kite, paid, monkeypatch):
    monkeypatch.setattr("bananaboard.cli.consent.is_terminal", lambda _: True)
    no = bnn("run", "kite.bnn", "--engine", "paid", input="\n")
    assert no.exit_code == Exit.UNCONFIRMED
    yes = bnn("run", "kite.bnn", "--engine", "paid", "--only", "hill.wide", input="y\n")
    assert yes.exit_code == 0
    assert "2 pictures made. It cost $" in yes.stdout


def test_a_ceiling_agrees_and_holds(bnn, kite, paid):
    done = bnn("run", "kite.bnn", "--engine", "paid", "--max-cost", "$0.10", "--jobs", "1")
    assert done.exit_code == Exit.CEILING
    assert "2 pictures made" in done.stdout
    assert "It stopped: it would cost more than --max-cost" in done.stdout


def test_the_engine_may_be_named_in_the_environment_and_in_the_configuration(bnn, kite, here, paid, monkeypatch):
    (here / "config/bananaboard").mkdir(parents=True)
    (here / "config/bananaboard/config.toml").write_text('engine = "paid"\n')
    assert "On paid: about" in bnn("plan", "kite.bnn").stdout
    monkeypatch.setenv("BNN_ENGINE", "sketch")
    assert "On sketch: free" in bnn("plan", "kite.bnn").stdout
    assert "On paid: about" in bnn("plan", "kite.bnn", "--engine", "paid").stdout


@pytest.mark.parametrize("text", ["engine = 3\n", "engine = [\n", "\xff"])
def test_a_broken_configuration_is_said(bnn, kite, here, text):
    (here / "config/bananaboard").mkdir(parents=True)
    (here / "config/bananaboard/config.toml").write_text(text, encoding="latin-1")
    done = bnn("plan", "kite.bnn")
    assert done.exit_code == 2
    assert "config.toml" in done.stderr


def test_an_engine_that_does_not_load_is_no_traceback(bnn, kite, install):
    install("broken", ImportError("no module"))
    done = bnn("plan", "kite.bnn", "--engine", "broken")
    assert done.exit_code == 2
    assert "could not be loaded" in done.stderr
    install("odd", object())
    assert bnn("plan", "kite.bnn", "--engine", "odd").exit_code == 2


def test_what_fails_is_named_and_ends_with_3(bnn, kite, paid, outcomes):
    paid.answers = staticmethod(outcomes["failed"])
    done = bnn("run", "kite.bnn", "--engine", "paid", "--yes", "--fail-fast", "--jobs", "1")
    assert done.exit_code == Exit.FAILED
    assert "hill.wide take 1: failed: the service is busy" in done.stderr
    assert "brought no picture" in done.stdout


def test_what_is_refused_stays_refused(bnn, kite, paid, outcomes):
    paid.answers = staticmethod(outcomes["refused"])
    first = bnn("run", "kite.bnn", "--engine", "paid", "--yes")
    assert first.exit_code == Exit.FAILED
    assert "I can't draw that." in first.stderr
    assert "refused before" not in first.stdout
    again = bnn("run", "kite.bnn", "--engine", "paid", "--yes")
    assert again.exit_code == Exit.FAILED
    assert "1 picture was refused before and not asked for: hill.wide. `bnn run kite.bnn" in again.stdout
    command = again.stdout.partition("asked for: ")[2].split("`")[1]
    paid.answers = None
    assert "refused; `--reroll hill.wide`" in bnn("plan", "kite.bnn", "--engine", "paid").stdout
    assert bnn(*shlex.split(command)[1:], "--yes").exit_code == 0
    assert "refused before" not in bnn("run", "kite.bnn", "--engine", "paid", "--yes").stdout


def test_an_answer_that_is_no_picture_is_no_traceback(bnn, kite, paid, outcomes):
    paid.answers = staticmethod(lambda _: outcomes["picture"](b"<script>"))
    done = bnn("run", "kite.bnn", "--engine", "paid", "--yes")
    assert done.exit_code == Exit.FAILED


@pytest.mark.parametrize("place", ["out", "out/kite"])
@pytest.mark.parametrize("lies", ["file", "link"])
def test_something_lies_where_the_pictures_go(bnn, kite, here, tmp_path_factory, place, lies):
    """The pictures are kept; the sentence says what is in the way, and with it gone they are copied for nothing."""
    (here / place).parent.mkdir(exist_ok=True)
    if lies == "file":
        (here / place).write_text("mine")
    else:
        (here / place).symlink_to(tmp_path_factory.mktemp("elsewhere"))
    done = bnn("run", "kite.bnn")
    assert done.exit_code == Exit.USAGE
    why = f"`{place}` is not a folder" if lies == "file" else "`out/kite` leads out of the project"
    assert f"The pictures are kept, but not copied: {why}.\nMove that away" in done.stdout
    (here / place).unlink()
    again = bnn("run", "kite.bnn")
    assert (again.exit_code, "Nothing new was made" in again.stdout) == (0, True)
    assert (here / "out/kite/hill/wide--1.png").exists()


def test_a_file_in_the_place_of_the_store_is_told_by_its_name(bnn, kite, here):
    (here / ".bananaboard").write_text("a file, not a folder")
    for args in (("run", "kite.bnn"), ("pick", "kite.bnn", "hill.wide", "1")):
        done = bnn(*args)
        assert done.exit_code == Exit.USAGE
        assert "can't be written: `.bananaboard` is a file, and pictures are kept in a folder" in done.stderr
        assert "Errno" not in done.stderr


def test_finals_that_wait_for_a_choice_are_told_once_in_order(bnn, here):
    (here / "a.bnn").write_text(
        "".join(f'shot s{n} "x {n}" {{ takes: 2 }}\n' for n in range(12)) + "final { model: pro }\n"
    )
    bnn("run", "a.bnn")
    done = bnn("run", "a.bnn", "--final")
    assert done.exit_code == 0
    told = done.stderr + done.stdout
    commands = [line.split("`")[1] for line in told.splitlines() if "bnn pick" in line]
    assert commands == [f"bnn pick a.bnn s{n} 1" for n in range(12)]
    assert "not made" not in told
    assert "could not be made" not in told
    assert len(json.loads(bnn("run", "a.bnn", "--final", "--json").stdout)["skipped"]) == 12


def test_what_was_named_and_is_there_is_told_in_one_line(bnn, here):
    (here / "a.bnn").write_text("scene a {\n" + "".join(f'shot s{n} "x {n}"\n' for n in range(9)) + "}\n")
    bnn("run", "a.bnn")
    told = bnn("plan", "a.bnn", "--only", "a.*").stderr
    assert told.count("BNN623") == 1
    assert "a.s0, a.s1, a.s2 and 6 more are cached: nothing of them is made." in told


def test_a_saved_plan_that_an_editor_laid_out_is_the_same_plan(bnn, kite, here):
    bnn("plan", "kite.bnn", "-o", "plan.json")
    plan = here / "plan.json"
    plan.write_text(json.dumps(json.loads(plan.read_text()), indent=4))
    assert bnn("run", "plan.json").exit_code == 0
    plan.write_text(plan.read_text().replace('"make": 2', '"make": 1'))
    assert bnn("run", "plan.json").exit_code == Exit.ERRORS


def test_a_board_whose_name_some_system_refuses(bnn, here):
    for name, folder in (("CON.bnn", "CON-"), ("x..bnn", "x")):
        (here / name).write_text('shot a "A kite"\n')
        assert bnn("run", name).exit_code == 0
        assert (here / "out" / folder / "a--1.png").exists()


def test_a_board_with_errors_is_not_told_that_its_pictures_and_finals_are_not_there(bnn, here):
    (here / "a.bnn").write_text('shot one "@nobody"\nfinal { model: pro }\n')
    for options in (("--only", "one"), ("--reroll", "one"), ("--final",)):
        done = bnn("run", "a.bnn", *options)
        assert done.exit_code == 1
        assert done.stderr.count("error BNN") == 1


def test_a_picture_that_was_refused_is_no_fault_of_a_run_that_was_not_asked_for_it(bnn, here, paid, outcomes):
    (here / "two.bnn").write_text('shot one "a kite"\nshot two "a hill"\nshot three "the same as @one"\n')
    paid.answers = staticmethod(outcomes["refused"])
    bnn("run", "two.bnn", "--engine", "paid", "--yes", "--only", "one")
    paid.answers = None
    done = bnn("run", "two.bnn", "--engine", "paid", "--yes", "--only", "two")
    assert (done.exit_code, "refused before" in done.stdout) == (0, False)
    needed = bnn("run", "two.bnn", "--engine", "paid", "--yes", "--only", "three")
    assert (needed.exit_code, "refused before" in needed.stdout) == (Exit.FAILED, True)
