"""The limit of a month holds over projects, runs at the same time, kills and clocks."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bananaboard.runtime import spending
from bananaboard.runtime.configuration import Misconfigured
from bananaboard.runtime.entries import Ending
from bananaboard.runtime.share import month_now, month_told, take_share
from bananaboard.runtime.spending import known_roots

from .money import DOLLAR


def test_what_was_spent_in_one_project_is_missing_in_another(money):
    money.limit(5)
    money.spend(money.project("a"), 2 * DOLLAR)
    money.spend(money.project("b"), 1 * DOLLAR)
    assert money.left == 2 * DOLLAR
    run = money.begin(money.project("c"), 4 * DOLLAR)
    assert run.reserve(2 * DOLLAR)
    assert not run.reserve(1)
    run.end()
    assert money.left == 0


def test_two_runs_at_once_can_not_pass_the_limit_together(money):
    money.limit(5)
    first = money.begin(money.project("a"), 4 * DOLLAR)
    second = money.begin(money.project("b"), 4 * DOLLAR)
    assert second.share.ceiling == 1 * DOLLAR
    assert sum(r.reserve(DOLLAR) for r in (first, second) for _ in range(6)) == 5
    first.end()
    second.end()
    assert money.left == 0


def test_a_run_that_ends_while_somebody_adds_up_is_not_missed(money, monkeypatch):
    money.limit(5)
    run = money.begin(money.project("a"), 4 * DOLLAR)
    assert run.reserve(DOLLAR)
    read = spending.ledger_runs

    def slowly(home, since=""):
        found = read(home, since)
        if not run.share.lock._fd:
            return found
        assert run.reserve(2 * DOLLAR)
        run.share.lock.free()
        return found

    monkeypatch.setattr(spending, "ledger_runs", slowly)
    assert money.left == 1 * DOLLAR
    assert money.left == 2 * DOLLAR
    run.end()


def test_what_a_run_did_not_need_comes_back(money):
    money.limit(5)
    run = money.begin(money.project(), 4 * DOLLAR)
    assert money.left == 1 * DOLLAR
    assert run.reserve(DOLLAR)
    run.end()
    assert money.left == 4 * DOLLAR


def test_a_run_goes_on_with_what_another_gave_back(money):
    money.limit(5)
    first = money.begin(money.project("a"), 4 * DOLLAR)
    second = money.begin(money.project("b"), 4 * DOLLAR)
    assert second.reserve(DOLLAR)
    assert not second.reserve(DOLLAR)
    first.end()
    assert [second.reserve(DOLLAR) for _ in range(5)] == [True] * 4 + [False]
    second.end()
    assert money.left == 0


def test_an_answer_that_cost_more_than_it_could_does_not_stop_a_run_that_has_room(money):
    money.limit(9)
    run = money.begin(money.project(), 2 * DOLLAR)
    assert run.reserve(DOLLAR)
    (attempt,) = run.book.ledger.connection.execute("SELECT attempt FROM attempt").fetchone()
    run.book.end(attempt, Ending("refused", "yes", 3 * DOLLAR, 3 * DOLLAR))
    assert run.reserve(DOLLAR)
    assert money.left == 5 * DOLLAR
    run.end()
    assert money.left == 5 * DOLLAR


def test_no_run_grows_beyond_what_was_allowed_for_it(money):
    money.limit(9)
    run = money.begin(money.project(), 4 * DOLLAR, 2 * DOLLAR)
    assert [run.reserve(DOLLAR) for _ in range(3)] == [True, True, False]
    run.end()
    assert money.left == 7 * DOLLAR


def test_the_ceiling_of_a_run_is_the_lowest_of_all(money):
    assert money.begin(money.project(), 4 * DOLLAR, 2 * DOLLAR).share.ceiling == 2 * DOLLAR
    assert money.begin(money.project(), 4 * DOLLAR).share.ceiling is None
    money.limit(100)
    assert money.begin(money.project(), 4 * DOLLAR, 2 * DOLLAR).share.ceiling == 2 * DOLLAR
    assert money.begin(money.project(), 4 * DOLLAR).share.ceiling == 4 * DOLLAR
    assert money.begin(money.project(), None, None).share.ceiling == 100 * DOLLAR - 12 * DOLLAR


def test_a_limit_that_is_set_in_the_middle_of_the_month_counts_what_was_spent(money):
    money.spend(money.project("a"), 3 * DOLLAR)
    money.limit(5)
    assert money.left == 2 * DOLLAR


def test_another_month_begins_anew_and_a_clock_that_was_set_back_does_not(money):
    money.limit(5)
    money.spend(money.project(), 3 * DOLLAR)
    money.now = "2026-12-01T00:00:01+00:00"
    assert money.left == 5 * DOLLAR
    money.now = "2026-10-30T00:00:01+00:00"
    assert money.left == 2 * DOLLAR
    assert money.begin(money.project(), 4 * DOLLAR).share.ceiling == 2 * DOLLAR


KILLED = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from tests.account.money import DOLLAR, Money
money = Money(Path({folder!r}))
run = money.begin(money.project("a"), 4 * DOLLAR)
for _ in range({sent}):
    assert run.reserve(DOLLAR)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("sent", [0, 3])
def test_a_killed_run_holds_what_it_had_sent(money, sent):
    money.limit(5)
    script = KILLED.format(tests=str(Path(__file__).parents[2]), folder=str(money.folder), sent=sent)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline() == "ready\n"
        assert money.left == 1 * DOLLAR
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert money.left == (5 - sent) * DOLLAR
    assert money.begin(money.project("b"), 9 * DOLLAR).share.ceiling == (5 - sent) * DOLLAR


def test_a_project_that_is_gone_counts_as_it_was_known_last(money):
    money.limit(5)
    project = money.project("a")
    money.spend(project, 3 * DOLLAR)
    shutil.rmtree(project.root)
    assert money.left == 2 * DOLLAR
    (known,) = known_roots("2026-11")
    assert (known.root, known.spent, known.month, known.here) == (project.root, 3 * DOLLAR, 3 * DOLLAR, False)


@pytest.mark.parametrize("begun", [True, False])
def test_a_ledger_that_is_gone_with_its_run_counts_as_much_as_was_set_aside(money, begun):
    """A run that could not even open its ledger has sent nothing."""
    money.limit(5)
    share = take_share(money.project("a"), "board.bnn", 4 * DOLLAR, None, clock=money.clock)
    if begun:
        share.begin()
    share.end()
    assert money.left == (1 if begun else 5) * DOLLAR
    run = money.begin(money.project("a"), DOLLAR)  # the ledger is there now, and knows nothing of that run
    run.end()
    assert money.left == 5 * DOLLAR


def test_what_is_settled_leaves_no_files(money):
    money.limit(5)
    share = take_share(money.project("a"), "board.bnn", DOLLAR, None, clock=money.clock)
    share.lock.free()  # as a kill does
    money.spend(money.project("b"), DOLLAR)
    assert sorted((money.folder / "data/runs").iterdir()) == []


def test_a_copied_project_does_not_count_twice(money):
    money.limit(9)
    project = money.project("a")
    money.spend(project, 3 * DOLLAR)
    shutil.copytree(project.root, money.folder / "b")
    money.spend(money.project("b"), 1 * DOLLAR)
    assert money.left == 5 * DOLLAR


def test_a_renamed_project_is_one_project(money):
    money.spend(money.project("a"), 3 * DOLLAR)
    (money.folder / "a").rename(money.folder / "b")
    money.spend(money.project("b"), 1 * DOLLAR)
    assert [(k.root.name, k.spent, k.here) for k in known_roots("2026-11")] == [("b", 4 * DOLLAR, True)]


def test_known_projects_tell_board_time_and_sums(money):
    money.now = "2026-10-02T12:00:00+00:00"
    money.spend(money.project("b"), 3 * DOLLAR)
    money.now = "2026-11-02T12:00:00+00:00"
    money.spend(money.project("b"), 1 * DOLLAR)
    money.spend(money.project("a"), 1 * DOLLAR)
    a, b = known_roots("2026-11")
    assert (a.root.name, a.spent, a.month, a.board, a.last) == ("a", DOLLAR, DOLLAR, "board.bnn", money.now)
    assert (b.root.name, b.spent, b.month, b.here) == ("b", 4 * DOLLAR, DOLLAR, True)


def test_what_is_pretended_has_a_book_of_its_own(money):
    money.limit(5)
    project = type(money.project())(money.project().root, realm="rehearsal")
    money.spend(project, 5 * DOLLAR)
    assert money.left == 5 * DOLLAR
    assert month_now("rehearsal", money.clock).left == 0
    assert known_roots("2026-11") == ()


@pytest.mark.parametrize("spent", ["'many'", "-9000000000000", "x'00'", "NULL", "1.5"])
def test_a_ledger_that_was_forged_is_not_believed_and_does_no_harm(money, spent):
    money.limit(5)
    project = money.project()
    money.spend(project, 2 * DOLLAR)
    import sqlite3

    with sqlite3.connect(project.home / "ledger.sqlite") as db:
        db.execute("PRAGMA ignore_check_constraints=ON")
        row = f"'x', 'b', 'run', '1', 'h', 1, NULL, {spent}, '2026-11-01', NULL"
        with contextlib.suppress(sqlite3.IntegrityError):
            db.execute(f"INSERT INTO run VALUES({row})")
    db.close()
    assert money.left == 3 * DOLLAR
    (project.home / "ledger.sqlite").write_bytes(b"no database")
    assert money.left == 3 * DOLLAR


@pytest.mark.parametrize("damage", ["text", "other", "trigger", "newer"])
def test_a_book_that_is_not_ours_stops_what_costs_money(money, damage):
    import sqlite3

    money.limit(5)
    money.spend(money.project(), DOLLAR)
    book = money.folder / "data/account.sqlite"
    if damage == "text":
        book.write_bytes(b"SQLite format 3\0" + b"x" * 4000)
    else:
        statement = {
            "other": "PRAGMA application_id = 7",
            "newer": "PRAGMA user_version = 9",
            "trigger": "CREATE TRIGGER t AFTER INSERT ON run BEGIN UPDATE run SET spent = 0; END",
        }
        db = sqlite3.connect(book)
        db.execute(statement[damage])
        db.commit()
        db.close()
    with pytest.raises(Misconfigured, match="BNN665"):
        take_share(money.project(), "b", DOLLAR, None)
    with pytest.raises(Misconfigured, match="BNN665"):
        month_now()


@pytest.mark.skipif(os.name == "nt", reason="a file in the way is told as another fault there")
def test_a_folder_that_can_not_be_written_stops_only_where_a_limit_is_set(money):
    (money.folder / "data").write_text("a file")
    assert take_share(money.project(), "b", DOLLAR, None).ceiling is None
    money.limit(5)
    with pytest.raises(Misconfigured, match="BNN665"):
        take_share(money.project(), "b", DOLLAR, None)


def test_what_is_said_before_a_run(money):
    money.limit(5)
    month = month_now(clock=money.clock)
    assert month_told(None, DOLLAR, None) is None
    assert month_told(month, DOLLAR, 5 * DOLLAR) is None
    assert month_told(month, DOLLAR, None).code == "BNN667"
    assert month_told(month, DOLLAR, 6 * DOLLAR).code == "BNN669"
    assert month_told(month, 6 * DOLLAR, 12 * DOLLAR).code == "BNN666"
