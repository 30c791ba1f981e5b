"""What somebody is told before money is spent, what a yes is for, and the limit of a month."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bananaboard.runtime.agreement import agree, agreement, agreements
from bananaboard.runtime.root import Workspace

import bananaboard as bb
from bananaboard.cli.exits import Exit

BOARD = """\
storyboard "The Kite" { budget: $4.00 }
shot wide "A kite" { reference "refs/kite.png" }
shot close "A hand" { takes: 2 }
"""


@pytest.fixture
def user(here, monkeypatch):
    """Somebody with a configuration and a book of their own, at a terminal."""
    monkeypatch.setenv("BNN_CONFIG", str(here / "user/config.toml"))
    monkeypatch.setenv("BNN_DATA", str(here / "user/data"))
    monkeypatch.setattr("bananaboard.cli.consent.is_terminal", lambda _: True)
    (here / "user").mkdir()
    (here / "refs").mkdir()
    from PIL import Image

    Image.new("RGB", (64, 64)).save(here / "refs/kite.png")
    (here / "board.bnn").write_text(BOARD)

    def configure(text):
        (here / "user/config.toml").write_text(text)

    configure("")
    return configure


@pytest.fixture
def run(bnn, user, paid):
    """Runs a board on the engine that costs money."""
    return lambda *more, board="board.bnn", say="y\n": bnn("run", board, "--engine", "paid", *more, input=say)


# Prices and times are the models'; they are tested where they are made.
ASKED = """\
3 requests to paid: The Kite

  price    about $N, at most $N (prices of 2026-10-07)
  budget   $4.00 for this board, nothing of it spent yet
  month    $50.00 for all your boards, nothing of it spent yet
  time     about a while
  paid by  the purse of the tests
  sent     the board's words and pictures, and 1 file of yours:
           refs/kite.png

A yes holds for this board up to its $4.00. For a higher budget you are asked
again.
Make them? [y/N]: n
Nothing was sent.
"""


def test_the_whole_question(run, user, paid):
    user('[spending]\nmonth = "$50"\n')
    paid.payer = "the purse of the tests"
    done = run(say="n\n")
    assert done.exit_code == Exit.UNCONFIRMED
    shown = done.stderr[done.stderr.index("3 requests") :]
    shown = re.sub(r"(  price .*?)\$[\d.]+(.*?)\$[\d.]+", r"\1$N\2$N", shown)
    assert re.sub(r"(  time +about) \d+ s: [\w, .]+\n", r"\1 a while\n", shown) == ASKED
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_yes_is_remembered_up_to_the_budget(run, here):
    assert run("--only", "wide").exit_code == 0
    done = run(say="")
    assert done.exit_code == 0
    assert "You agreed on " in done.stderr
    assert "up to $4.00 for this board on paid; $3." in done.stderr
    assert "Files of yours" not in done.stderr  # what is left to make needs none
    assert "Files of yours that go along: refs/kite.png.\n" in run("--reroll", "wide", say="").stderr
    assert "Make them?" not in done.stderr


def test_a_lower_budget_needs_no_new_yes_and_a_higher_one_does(run, here):
    assert run("--only", "wide").exit_code == 0
    board = here / "board.bnn"
    board.write_text(BOARD.replace("$4.00", "$3.00"))
    assert run("--reroll", "wide", say="").exit_code == 0
    board.write_text(BOARD.replace("$4.00", "$4.01"))
    assert run("--reroll", "wide", say="n\n").exit_code == Exit.UNCONFIRMED


@pytest.mark.parametrize("what", ["file", "project", "maker", "no budget"])
def test_another_file_project_or_maker_asks_again(run, bnn, here, install, paid, monkeypatch, what):
    assert run("--only", "wide").exit_code == 0
    if what == "file":
        shutil.copy(here / "board.bnn", here / "other.bnn")
        done = run("--reroll", "close", board="other.bnn", say="n\n")
    elif what == "project":
        shutil.copytree(here, other := here.parent / "copy", symlinks=True)
        monkeypatch.chdir(other)
        done = run(say="n\n")
    elif what == "maker":
        install("paid", type("Other", (paid,), {"maker": "another"}))
        done = run(say="n\n")
    else:
        (here / "board.bnn").write_text(BOARD.replace("{ budget: $4.00 }", ""))
        done = run(say="n\n")
    assert done.exit_code == Exit.UNCONFIRMED, done.stderr
    if what == "project":
        shutil.rmtree(other)


def test_without_a_budget_every_run_asks(run, here):
    (here / "board.bnn").write_text(BOARD.replace("{ budget: $4.00 }", ""))
    first = run("--only", "wide")
    assert first.exit_code == 0
    assert "The board has no `budget`, so that every run asks." in first.stderr
    assert run(say="n\n").exit_code == Exit.UNCONFIRMED
    assert agreements() == ()


@pytest.mark.parametrize("option", [["--yes"], ["--max-cost", "3"]])
def test_an_option_agrees_for_one_run_only(run, option):
    assert run("--only", "wide", *option, say="").exit_code == 0
    assert run(say="n\n").exit_code == Exit.UNCONFIRMED


def test_a_no_and_nobody_are_not_remembered(run, monkeypatch):
    assert run(say="n\n").exit_code == Exit.UNCONFIRMED
    monkeypatch.setattr("bananaboard.cli.consent.is_terminal", lambda _: False)
    assert run(say="y\n").exit_code == Exit.UNCONFIRMED
    assert agreements() == ()


def test_a_copied_store_carries_no_yes(run, here, monkeypatch):
    assert run("--only", "wide").exit_code == 0
    monkeypatch.setenv("BNN_DATA", str(here / "somebody else"))
    assert run(say="n\n").exit_code == Exit.UNCONFIRMED


def test_a_yes_can_be_taken_back(run, bnn):
    assert run("--only", "wide").exit_code == 0
    assert "Agreed to" in bnn("config").stdout
    assert "asked again" in bnn("config", "--withdraw", "board.bnn").stdout
    assert run(say="n\n").exit_code == Exit.UNCONFIRMED
    assert "had not agreed" in bnn("config", "--withdraw", "board.bnn").stdout


def test_a_yes_that_can_not_be_remembered_is_a_yes(run, here):
    (here / "user/data").write_text("a file in the way")
    done = run("--only", "wide")
    assert done.exit_code == 0
    assert "can't be remembered" in done.stderr


def test_an_engine_that_can_not_be_had_is_told_before_the_question(run, paid):
    def broken(self):
        raise RuntimeError("no key")

    paid.__init__ = broken
    done = run()
    assert done.exit_code == Exit.USAGE
    assert "Make them?" not in done.stderr


def test_a_rehearsal_says_that_no_money_flows(bnn, user):
    done = bnn("run", "board.bnn", "--engine", "rehearsal", input="n\n")
    assert done.exit_code == Exit.UNCONFIRMED
    assert "all of the money is pretended, and nothing leaves this computer" in done.stderr
    assert "paid by" not in done.stderr


def test_the_month_stops_a_run_and_says_where_it_is_set(run, user, here):
    user('[spending]\nmonth = "$0.08"\n')
    done = run("--yes", "--jobs", "1")
    assert done.exit_code == Exit.CEILING
    assert "2 pictures made." in done.stdout
    assert "BNN669" in done.stderr
    assert "it would go over your limit for the month, $0.08 for all boards" in done.stderr
    assert "It stopped: it would go over your limit for the month, $0.08 for all boards, of which $0.0" in done.stdout
    assert "1 request is left, for $0.04 at most." in done.stdout
    assert f'To go on: set `month = "$0.11"` in {here / "user/config.toml"} instead of $0.08' in done.stdout
    assert "--max-cost" not in done.stdout
    again = run("--yes")
    assert again.exit_code == Exit.CEILING
    assert "BNN666" in again.stderr
    assert "Nothing was sent." in again.stderr


def test_the_month_holds_over_projects_and_in_python(run, user, here):
    user('[spending]\nmonth = "$0.08"\n')
    run("--yes", "--jobs", "1")
    other = here.parent / "other"
    other.mkdir()
    try:
        (other / "b.bnn").write_text('shot a "A door"')
        made = bb.load(other / "b.bnn").plan(engine="paid").run(max_cost=1.0)
    finally:
        shutil.rmtree(other)
    assert made.made == 0
    assert [s.because for s in made.skipped] == ["it would go over your limit for the month, $0.08 for all boards"]


def test_what_has_no_price_is_not_sent_where_a_month_has_a_limit(run, user, here, monkeypatch):
    import bananaboard.cli.consent as consent

    user('[spending]\nmonth = "$5"\n')
    real = consent._month

    def unpriced(to, plan, max_cost):
        from dataclasses import replace

        return real(to, replace(plan, totals=replace(plan.totals, most=None)), max_cost)

    monkeypatch.setattr(consent, "_month", unpriced)
    done = run("--yes")
    assert done.exit_code == Exit.CEILING
    assert "BNN667" in done.stderr


def test_what_has_no_price_is_not_sent_where_a_run_has_a_ceiling(run, user, here):
    import bananaboard.dsl.models as models

    table = Path(models.__file__).with_name("models.toml").read_text(encoding="utf-8")
    lite = "[[model]]" + table.split("[[model]]")[1]
    rows = [row for row in lite.splitlines() if "_usd" not in row and not row.startswith("aliases")]
    text = "\n".join(rows).replace("gemini-3.1-flash-lite-image", "no-price") + '\naliases = ["secret"]\n'
    (here / "user/models.toml").write_text(text, encoding="utf-8")
    (here / "odd.bnn").write_text('storyboard { model: secret }\nshot wide "A kite"\n')
    done = run("--max-cost", "5", board="odd.bnn")
    assert done.exit_code == Exit.CEILING
    assert "`--max-cost` can't hold what has no known price" in done.stderr
    assert not (here / "out/odd").exists()


def test_a_question_that_nobody_would_see_is_not_asked(run, monkeypatch):
    monkeypatch.setattr("bananaboard.cli.consent.is_terminal", lambda stream: stream is sys.stdin)
    done = run(say="y\n")
    assert done.exit_code == Exit.UNCONFIRMED
    assert "Nobody is here to agree" in done.stderr


def test_a_yes_to_standard_input_is_not_remembered(bnn, user, here, paid):
    workspace = Workspace(here)
    agree(workspace, "<stdin>", "paid", 4_000_000_000)
    assert agreements() == ()
    agree(workspace, "board.bnn", "paid", 4_000_000_000)
    assert agreement(workspace, "board.bnn", "paid", 4_000_000_000) is not None
    assert agreement(workspace, "<stdin>", "paid", 4_000_000_000) is None


def test_a_sketch_asks_nobody_and_writes_nothing_of_the_user(bnn, user, here):
    user('[spending]\nmonth = "$0"\n')
    assert bnn("run", "board.bnn").exit_code == 0
    assert not (here / "user/data").exists()


def test_a_wrong_configuration_stops_a_run_before_anything(run, user, here):
    user('[spending]\nmonht = "$5"\n')
    done = run("--yes")
    assert done.exit_code == Exit.USAGE
    assert "Did you mean `spending.month`?" in done.stderr
    assert not (here / ".bananaboard").exists()


def test_the_tier_reaches_the_engine(run, user, paid):
    told = []
    user("[account]\ntier = 3\n")
    before = paid.__init__

    def init(self, setup=None):
        told.append(setup.tier)
        before(self)

    paid.__init__ = init
    assert run("--yes", "--only", "wide").exit_code == 0
    assert told == [3]


def test_pictures_can_live_outside_of_the_project(run, user, here, bnn):
    user(f'[store]\nfolder = "{(here / "stores").as_posix()}"\n')
    assert run("--yes").exit_code == 0
    assert bnn("run", "board.bnn").exit_code == 0
    shutil.rmtree(here / ".bananaboard")
    shutil.rmtree(here / "out")
    done = run(say="")
    assert done.exit_code == 0
    assert "3 pictures are there" in done.stdout
    assert [p.name for p in (here / "stores").iterdir()] == [next((here / "stores").iterdir()).name]


def test_a_check_reads_no_configuration(here, user, kite):
    script = "import sys; from bananaboard.cli import main; sys.argv = ['bnn', 'check', 'kite.bnn']; main()"
    user("broken [")
    done = subprocess.run([sys.executable, "-c", script], cwd=here, capture_output=True, check=False)
    assert done.returncode == 0
