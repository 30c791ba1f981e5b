"""`recover`, `restore`, and what an earlier run left: the words that people read."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from bananaboard.runtime.filing import Filing
from bananaboard.runtime.recovered import Ended, Recovered
from bananaboard.runtime.spool import FileSpool

from bananaboard.cli.earlier import told

BOARD = """\
storyboard "Two" { model: lite }
scene arrival {
  shot wide "A tower at dawn" { takes: 2 }
  shot sea "The sea"
}
"""


@pytest.fixture
def two(here, monkeypatch, utc):
    """A board of three requests, and a clock in UTC."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    path = here / "two.bnn"
    path.write_text(BOARD)
    return path


@pytest.fixture
def made(two, bnn, paid):
    assert bnn("run", two, "--engine", "paid", "--yes").exit_code == 0
    return two


def ledger(here):
    return here / ".bananaboard/ledger.sqlite"


def left_open(here, takes=(1, 2), address="arrival.wide", spooled=()):
    """Requests that a dead run left: for each take whether its answer had arrived."""
    with closing(sqlite3.connect(ledger(here))) as db:
        for n, take in enumerate(takes):
            name = f"{address[-4:].upper()}{take:022d}".replace(".", "0").replace("U", "V")[:26]
            db.execute(
                "INSERT INTO attempt(attempt, seq, run, board, address, take, maker, model, said, seen, sent, state,"
                " most, holds, sent_at) SELECT ?, (SELECT MAX(seq) + 1 FROM attempt), run, board, ?, ?, maker, model,"
                " said, seen, sent, 'sending', 39100000, 39100000, sent_at FROM attempt WHERE address='arrival.wide'"
                " LIMIT 1",
                (name, address, take),
            )
            (run,) = db.execute("SELECT run FROM attempt WHERE attempt=?", (name,)).fetchone()
            if n in spooled:
                spool = FileSpool(here / f".bananaboard/inbox/{name}.part")
                spool.write(b"raw")
                spool.seal()
        db.execute("UPDATE run SET started='2026-11-21T14:03:59+00:00'")
        db.commit()
    (here / f".bananaboard/runs/{run}.lock").touch()


def test_what_an_earlier_run_left_is_told_before_the_plan(here, made, bnn):
    left_open(here)
    done = bnn("plan", made, "--engine", "paid")
    assert done.exit_code == 0
    assert done.stderr.startswith(
        "An earlier run (21 Nov 14:03) ended without finishing:\n"
        "  2 requests got no answer and may have been billed, at most $0.0782, counted as spent:\n"
        "    arrival.wide#1, #2\n"
        "  They are in the plan below again.\n"
    )
    again = bnn("plan", made, "--engine", "paid")
    assert "earlier run" not in again.stderr


@pytest.mark.parametrize("command", ["status", "run"])
def test_every_command_that_looks_tells_of_it(here, made, bnn, command):
    left_open(here, takes=(3,))
    more = ("--yes",) if command == "run" else ()
    assert "1 request got no answer" in bnn(command, made, "--engine", "paid", *more).stderr


def test_a_pick_tells_of_it_too(here, made, bnn):
    left_open(here, takes=(3,))
    assert "1 request got no answer" in bnn("pick", made, "arrival.wide", "2", "--engine", "paid").stderr


def test_json_stays_json(here, made, bnn):
    left_open(here)
    assert bnn("plan", made, "--engine", "paid", "--json").stdout.startswith("{")


def ended(address, take, state="kept", cost=34_200_000, board="two.bnn"):
    return Ended(board, address, take, state, cost if state == "kept" else None, 39_100_000, "")


def test_the_words_of_the_specification():
    found = Recovered(
        ("2026-11-21T14:03:00",),
        (
            ended("arrival.wide[light=dawn]", 2),
            ended("arrival.sea", 1),
            ended("arrival.close[light=dawn]", 1, "lost"),
            ended("arrival.close[light=dawn]", 2, "lost"),
            ended("arrival.calm", 1, "lost"),
        ),
    )
    assert told(found, "two.bnn", planned=True) == (
        "An earlier run (21 Nov 14:03) ended without finishing:\n"
        "  2 pictures whose answers had arrived were filed: arrival.wide[light=dawn]#2, arrival.sea#1   $0.0684\n"
        "  3 requests got no answer and may have been billed, at most $0.1173, counted as spent:\n"
        "    arrival.close[light=dawn]#1, #2, arrival.calm#1\n"
        "  They are in the plan below again.\n\n"
    )


def test_one_of_each_and_of_another_board():
    found = Recovered(
        ("2026-11-21T14:03:00", "nonsense"),
        (ended("a.b", 1, cost=None), ended("a.c", 1, "refused"), ended("a.d", 1, "lost", board="ep/other.bnn")),
        (("mail", Path("inbox/x.part")),),
    )
    assert told(found, "two.bnn", planned=True) == (
        "2 earlier runs (21 Nov 14:03, some time ago) ended without finishing:\n"
        "  1 picture whose answer had arrived was filed: a.b#1   cost unknown\n"
        "  1 answer that had arrived was a refusal: a.c#1\n"
        "  1 request got no answer and may have been billed, at most $0.0391, counted as spent:\n"
        "    ep/other.bnn: a.d#1\n"
        "  An answer of mail waits to be read: inbox/x.part\n"
        "    Name its engine to have it filed, such as `--engine mail`.\n\n"
    )


@pytest.mark.parametrize("command", ["status", "plan", "run"])
def test_answers_that_wait_and_can_not_be_filed_are_told_by_every_command(here, made, bnn, monkeypatch, command):
    left_open(here, takes=(3,))
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def settle(filing, attempt):
        raise full

    monkeypatch.setattr(Filing, "settle", settle)
    more = ("--yes",) if command == "run" else ()
    done = bnn(command, made, "--engine", "paid", *more)
    assert done.stderr.count("error BNN631: An earlier run left answers that can't be filed now") == 1
    assert done.exit_code == (1 if command == "run" else 0)
    assert ("Nothing was made." in done.stderr) == (command == "run")


def test_pictures_are_counted_and_not_answers():
    strip = Ended("two.bnn", "strip", 1, "kept", 34_200_000, 34_200_000, "", pictures=4)
    (_, line, *_) = told(Recovered(("2026-11-21T14:03:00",), (strip,)), "two.bnn", planned=True).splitlines()
    assert line == "  4 pictures whose answer had arrived were filed: strip#1   $0.0342"


def test_an_answer_that_nobody_reads_is_named(here, made, bnn):
    left_open(here, takes=(3,), spooled=(0,))
    assert "waits to be read" in bnn("plan", made, "--engine", "paid").stderr


def test_recover_makes_the_list_again(here, made, bnn):
    ledger(here).write_bytes(b"")
    done = bnn("plan", made, "--engine", "paid")
    assert done.exit_code == 1
    assert "bnn recover" in done.stderr
    done = bnn("recover", made)
    assert done.exit_code == 0
    assert "could not be used: it is empty.\n" in done.stdout
    assert "It is made again: 3 pictures of 1 board, $0.1009 spent in all.\n" in done.stdout
    assert "The old list is kept: .bananaboard/ledger-damaged-1.sqlite\n" in done.stdout
    done = bnn("recover")
    assert done.stdout == "The list of what was made in .bananaboard is whole: nothing to do.\n"


def test_recover_where_nothing_was_made(here, two, bnn):
    done = bnn("recover")
    assert (done.exit_code, done.stdout) == (0, "Nothing was ever made here: there is nothing to recover.\n")
    assert bnn("recover", "nowhere").exit_code == 2
    assert not (here / ".bananaboard").exists()


def test_restore_brings_back_what_was_deleted(here, made, bnn):
    shutil.rmtree(here / ".bananaboard")
    done = bnn("restore", "out/two", made)
    assert done.exit_code == 0
    assert done.stdout == "3 pictures came back.\n3 requests came with receipts: $0.1009 counts as spent.\n"
    assert "nothing" in bnn("run", made, "--engine", "paid").stdout.lower()


def test_restore_says_what_is_still_missing(here, made, bnn):
    for path in (here / ".bananaboard/store").rglob("*.png"):
        path.unlink()
    (here / "some").mkdir()
    shutil.copy(here / "out/two/arrival/sea--1.png", here / "some")
    done = bnn("restore", "some")
    assert done.exit_code == 3
    assert done.stdout.startswith("1 picture came back.\n2 pictures still missing:\n  arrival.wide (")


def test_restore_of_nothing(here, two, bnn):
    assert "there is nothing of that name" in bnn("restore", "nowhere.zip").stderr
    (here / "x.zip").write_bytes(b"no zip")
    assert "no bundle" in bnn("restore", "x.zip").stderr


def test_a_synced_folder_is_refused_for_money_only(here, bnn, paid):
    folder = here / "Dropbox"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    (folder / "two.bnn").write_text(BOARD)
    done = bnn("run", "Dropbox/two.bnn", "--engine", "paid", "--yes")
    assert done.exit_code == 1
    assert "lies on a folder that Dropbox copies" in done.stderr
    assert not (folder / ".bananaboard").exists()
    assert bnn("run", "Dropbox/two.bnn").exit_code == 0
    assert bnn("run", "Dropbox/two.bnn", "--engine", "paid", "--yes", "--anyway").exit_code == 0


def test_a_run_tells_of_a_damaged_picture(here, made, bnn):
    path = next((here / ".bananaboard/store").rglob("*.png"))
    path.chmod(0o644)
    path.write_bytes(b"altered")
    shutil.rmtree(here / "out")
    done = bnn("run", made, "--engine", "paid", "--yes")
    assert "Not every picture was copied: " in done.stdout
    assert "is damaged; `bnn restore` brings it back" in done.stdout


def test_a_full_disk_is_told_in_words(here, two, bnn, paid, monkeypatch):
    monkeypatch.setattr("bananaboard.runtime.spool._allocate", lambda *_: full())
    done = bnn("run", two, "--engine", "paid", "--yes")
    assert done.exit_code == 3
    assert "Nothing more was sent: the disk is full." in done.stdout
    monkeypatch.undo()


def full():
    raise OSError(28, "No space left on device")
