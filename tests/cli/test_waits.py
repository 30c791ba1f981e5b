"""What a run says while it waits, when its money ends, when it is stopped: in lines, in the bar, at its end."""

from __future__ import annotations

import io
import os
import shlex
import signal
import subprocess
import sys

import pytest
from bananaboard.runtime.bar import Bar
from bananaboard.runtime.engine import Closes, Failed, Lost
from bananaboard.runtime.event_lines import over_line, retrying_line, stopping_line, waiting_line
from bananaboard.runtime.record import Failure, Skip
from bananaboard.runtime.waits import Again, Over, Stopping, quota

from bananaboard.cli.exits import Exit
from bananaboard.cli.run_lines import Lines
from bananaboard.cli.screen import Screen

from ..png import png

AGAIN = Again("hill.wide", 1, "The model is overloaded.", 1.2, 1, 3)
OVER = Over("hill.wide", 2, "lite", 51_200_000, 39_100_000)


def test_the_lines():
    assert waiting_line(quota("lite", 37)) == "Waiting: quota of lite used up: goes on in 37 s."
    assert retrying_line(AGAIN) == "hill.wide take 1: The model is overloaded; sent again in 2 s (retry 1 of 3)"
    assert over_line(OVER).startswith("hill.wide take 2 cost $0.0512; it was to cost $0.0391 at most.")
    assert stopping_line(Stopping(0, 0)) == "Stopping: nothing new is sent, and nothing is on its way."
    assert "Waiting for 1 answer that is on the way, 2 min at most. Ctrl-C again" in stopping_line(Stopping(1, 100.0))
    assert "Waiting for 12 answers that are on the way" in stopping_line(Stopping(12, 9.0))


def test_what_a_service_says_can_not_move_the_cursor():
    hostile = Again("hill.wide", 1, "busy\x1b[2J\u202e", 1.2, 1, 3)
    assert "\x1b" not in retrying_line(hostile)
    assert "\u202e" not in retrying_line(hostile)


@pytest.mark.parametrize("kind", [lambda: Lines(Screen("never")), lambda: Bar(color=False)], ids=["lines", "bar"])
def test_everything_is_told_on_standard_error(kind, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    watcher = kind()
    watcher.waiting(quota("lite", 37))
    watcher.retrying(AGAIN)
    watcher.over_most(OVER)
    watcher.stopping(Stopping(3, 9.0))
    watcher.failed(Failure("hill.wide", "cut", "lost", "cut", retryable=False, cost=None, take=1, most=1))
    told = " ".join(sys.stderr.getvalue().split())
    for words in ("quota of lite", "sent again", "reckoned higher", "Stopping", "hill.wide take 1: lost: cut"):
        assert words in told


@pytest.mark.parametrize("kind", [lambda: Lines(Screen("never")), lambda: Bar(color=False)], ids=["lines", "bar"])
def test_a_long_reason_is_told_once(kind, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setenv("COLUMNS", "300")
    why = "the account has no credit left; add some at the service, then run again"
    watcher = kind()
    watcher.failed(Failure("hill.wide", why, "failed", why, retryable=False, cost=0, take=2))
    for address, because in (("hill.close", why), ("hill.calm", "hill.close was refused"), ("hill.sea", why)):
        watcher.skipped(Skip(address, because))
    watcher.skipped(Skip("hill.end", "hill.close was refused"))
    told = sys.stderr.getvalue()
    assert told.count(why) == 1
    assert told.count("for the same reason") == 2
    assert told.count(": not made: hill.close was refused") == 2


def test_the_command_that_goes_on_is_the_one_that_was_given(bnn, kite, paid):
    line = ("run", "kite.bnn", "--engine", "paid", "--only", "hill.calm[light=dawn]", "--stale")
    done = bnn(*line, "--max-cost", "0.05", "--jobs", "1")
    assert "`bnn run kite.bnn --engine paid --only 'hill.calm[light=dawn]' --stale --max-cost 0." in done.stdout


def test_it_repeats_the_values_that_were_given(bnn, here, paid):
    (here / "board.bnn").write_text('param coat\nparam hat\nshot s "{{ coat }} and {{ hat }}" { takes: 2 }\n')
    (here / "hat.txt").write_text("a felt hat")
    done = bnn("run", "board.bnn", "--engine", "paid", "--set", "coat=a red parka", "--set-file", "hat=hat.txt",
               "--max-cost", "0.05", "--jobs", "1")  # fmt: skip
    command = done.stdout.partition("To go on: `bnn ")[2].partition("`")[0]
    assert command.startswith(
        "run board.bnn --engine paid --set 'coat=a red parka' --set-file hat=hat.txt --max-cost 0."
    )
    assert bnn(*shlex.split(command)).exit_code == 0
    told = bnn("plan", "board.bnn", "--engine", "paid", "--set", "coat=a red parka", "--set-file", "hat=hat.txt").stdout
    assert "to make now" not in told


def test_a_saved_plan_s_values_are_repeated_too(bnn, here, paid):
    (here / "board.bnn").write_text('param coat\nshot s "A {{ coat }}" { takes: 2 }\n')
    assert bnn("plan", "board.bnn", "--engine", "paid", "--set", "coat=a parka", "-o", "plan.json").exit_code == 0
    done = bnn("run", "plan.json", "--max-cost", "0.05", "--jobs", "1")
    assert "`bnn run board.bnn --engine paid --set 'coat=a parka' --max-cost 0." in done.stdout


def test_a_run_that_its_money_stopped_says_how_to_go_on_and_that_works(bnn, kite, paid):
    done = bnn("run", "kite.bnn", "--engine", "paid", "--max-cost", "$0.10", "--jobs", "1")
    assert done.exit_code == Exit.CEILING
    assert "4 requests are left, for $" in done.stdout
    command = done.stdout.partition("To go on: `bnn ")[2].partition("`")[0]
    assert command.startswith("run kite.bnn --engine paid --max-cost 0.")
    assert bnn(*command.split()).exit_code == 0
    assert bnn("plan", "kite.bnn", "--engine", "paid").stdout.count("to make now") == 0


def test_a_budget_that_is_used_up_says_which_would_do(bnn, kite, paid):
    text = kite.read_text()
    kite.write_text(text.replace("aspect: 16:9", "aspect: 16:9; budget: $0.10"))
    done = bnn("run", "kite.bnn", "--engine", "paid", "--yes", "--jobs", "1")
    assert done.exit_code == Exit.CEILING
    assert "the board's budget is used up" in done.stdout
    needed = done.stdout.partition("set `budget: ")[2].partition("`")[0]
    kite.write_text(text.replace("aspect: 16:9", f"aspect: 16:9; budget: {needed}"))
    assert bnn("run", "kite.bnn", "--engine", "paid", "--yes").exit_code == 0


def test_what_may_have_been_billed_is_named_with_its_sum(bnn, kite, paid):
    paid.answers = staticmethod(lambda request: Lost("the line was cut"))
    done = bnn("run", "kite.bnn", "--engine", "paid", "--yes", "--only", "hill.wide")
    assert done.exit_code == Exit.FAILED
    assert "2 requests got no answer and may have been billed, at most $0.0" in done.stdout
    assert "  hill.wide#1, #2\n" in done.stdout
    assert "It cost $0.00, and up to $0.0" in done.stdout


def test_what_can_t_be_made_is_no_success_though_nothing_failed(bnn, here, paid, outcomes):
    """Two panels are asked for and one comes: what is made from the second can't be made, now and later."""
    (here / "board.bnn").write_text('shot strip "x" { panels: 2 }\nshot next "after @strip.2"\n')
    paid.answers = staticmethod(lambda request: outcomes["picture"](png(1)))
    for _ in range(2):
        done = bnn("run", "board.bnn", "--engine", "paid", "--yes")
        assert done.exit_code == Exit.FAILED
        assert "1 picture could not be made." in done.stdout
        assert "next: not made: strip has only 1 of its panels" in done.stderr


def test_an_account_that_gets_nothing_more_is_said_once_and_for_each(bnn, kite, paid):
    over = Failed("The day's quota is used up.", "429", retryable=False, closes=Closes.ACCOUNT)
    paid.answers = staticmethod(lambda request: over)
    done = bnn("run", "kite.bnn", "--engine", "paid", "--yes", "--jobs", "1")
    assert done.exit_code == Exit.FAILED
    assert "Nothing more was sent: The day's quota is used up." in done.stdout
    assert done.stderr.count("not made: The day's quota is used up.") == 5


def test_a_plan_says_how_long_it_takes_and_why(bnn, kite, paid):
    told = bnn("plan", "kite.bnn", "--engine", "paid").stdout
    assert "Time: about 11 s: the chain of 3 pictures that ends with hill.calm[light=dawn]." in told
    assert "Time:" not in bnn("plan", "kite.bnn").stdout


def test_a_saved_plan_is_the_same_with_other_jobs(bnn, kite, paid, here):
    bnn("plan", "kite.bnn", "--engine", "paid", "-o", "plan.json")
    assert bnn("run", "plan.json", "--yes", "--jobs", "1").exit_code == 0


SLOW = """
import sys
import bananaboard as bb
plan = bb.load("kite.bnn").plan(engine="rehearsal")
print("ready", flush=True)
try:
    plan.run(max_cost=1.0)
except BaseException as stop:
    print(type(stop).__name__, getattr(stop, "code", ""), flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are Unix's")
@pytest.mark.parametrize(("number", "said"), [(signal.SIGINT, "KeyboardInterrupt"), (signal.SIGTERM, "SystemExit 143")])
def test_a_run_in_python_ends_gently_too(kite, here, number, said):
    """The exception comes when what was on its way has come: nothing is open, nothing is lost."""
    import sqlite3
    import time

    running = subprocess.Popen(
        [sys.executable, "-c", SLOW], cwd=here, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "BNN_REHEARSAL": "latency=2s"},
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    ledger = here / ".bananaboard/rehearsal/ledger.sqlite"

    def states():
        if not ledger.exists():
            return set()
        db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        try:
            return {s for (s,) in db.execute("SELECT state FROM attempt")}
        except sqlite3.OperationalError:
            return set()
        finally:
            db.close()

    while "sending" not in states() and running.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    running.send_signal(number)
    rest, _ = running.communicate(timeout=60)
    assert rest.strip() == said
    assert states() <= {"kept", "failed"}
