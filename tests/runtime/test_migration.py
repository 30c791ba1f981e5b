"""Ledgers of older versions: the first one opens as it is, and each later version is reached whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from bananaboard.runtime import ledger
from bananaboard.runtime.check import STAMP
from bananaboard.runtime.clock import wall_clock
from bananaboard.runtime.ledger import NAME, Unopenable, open_ledger, read_ledger
from bananaboard.runtime.rebuild import rebuild
from bananaboard.runtime.shape import schema

from .boards import Item, Kind, board

FIRST = Path(__file__).parent / "ledgers" / "version-1.sql"
ITEMS = (
    Item("mara.profile", "left profile of Mara", Kind.VIEW, takes=1),
    Item("a.wide", "Mara walks", takes=2, needs=("mara.profile",)),
    Item("a.no", "never", takes=1),
)
ADDED = """
ALTER TABLE run ADD COLUMN mood TEXT;   -- a ';' in a remark
CREATE TABLE note(attempt TEXT NOT NULL REFERENCES attempt, says TEXT NOT NULL);
CREATE TRIGGER note_stays BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;
UPDATE run SET mood = 'calm';
"""


@pytest.fixture
def old(project):
    """A project whose ledger the first version wrote."""
    home = project.root / ".bananaboard"
    home.mkdir()
    with closing(sqlite3.connect(home / NAME)) as db:
        db.executescript(FIRST.read_text("utf-8"))
    return project


@pytest.fixture
def later(monkeypatch):
    """A program that knows version 3, with a step to each."""

    def know(steps):
        with closing(sqlite3.connect(":memory:")) as db:
            db.executescript(schema())
            for step in steps.values():
                db.executescript(step)
            rows = db.execute("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master").fetchall()
        shape = frozenset(tuple(" ".join(str(v).split()) for v in row) for row in rows)
        monkeypatch.setattr(ledger, "VERSION", 1 + len(steps))
        monkeypatch.setattr(ledger, "STEPS", steps)
        monkeypatch.setattr(ledger, "expected", lambda: shape)

    return know


def home(project):
    return project.root / ".bananaboard"


def sql(project, query):
    with closing(sqlite3.connect(home(project) / NAME)) as db:
        return db.execute(query).fetchall()


def test_the_first_ledger_opens(old):
    """What it holds is still known: money, refusals, words."""
    opened = open_ledger(home(old))
    opened.close()
    assert sql(old, "SELECT spent, budget FROM board") == [(4 * 39_100_000, 2_000_000_000)]
    assert sql(old, "SELECT address, take, state FROM attempt ORDER BY seq") == [
        ("mara.profile", 1, "kept"),
        ("a.no", 1, "refused"),
        ("a.wide", 1, "kept"),
        ("a.wide", 2, "kept"),
    ]
    assert old.status(board(*ITEMS)) == {"mara.profile": "missing", "a.wide": "missing", "a.no": "refused"}
    assert old.asked(board(*ITEMS)) == []


def test_its_digests_are_those_of_now(old):
    """Else everything that was ever made would be made again."""
    compiled = board(*ITEMS)
    assert {c.said for c in compiled.calls} == {s for (s,) in sql(old, "SELECT DISTINCT said FROM attempt")}


def test_each_step_is_taken(old, later):
    later({1: ADDED, 2: "CREATE TABLE more(x TEXT);"})
    rows = sql(old, "SELECT * FROM attempt ORDER BY seq")
    open_ledger(home(old)).close()
    assert sql(old, "PRAGMA user_version") == [(3,)]
    assert sql(old, "SELECT * FROM attempt ORDER BY seq") == rows
    assert sql(old, "SELECT mood FROM run") == [("calm",)]
    with closing(sqlite3.connect(home(old) / "ledger-version-1.sqlite")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT * FROM attempt ORDER BY seq").fetchall() == rows
    open_ledger(home(old)).close()
    assert not (home(old) / "ledger-version-1-2.sqlite").exists()


@pytest.mark.parametrize(
    "steps",
    [
        {1: ADDED + "SELECT * FROM nothing;"},
        {1: ADDED + "UPDATE board SET spent = 1;"},
        {1: ADDED + "PRAGMA foreign_keys = OFF;\nINSERT INTO note VALUES('nobody', 'x');"},
        {2: ADDED},
    ],
    ids=["an error", "sums", "a reference", "no step"],
)
def test_a_step_that_fails_leaves_all_as_it_was(old, later, monkeypatch, steps):
    later({1: ADDED})
    monkeypatch.setattr(ledger, "STEPS", steps)
    before = sql(old, "SELECT * FROM sqlite_master")
    with pytest.raises(Unopenable) as caught:
        open_ledger(home(old))
    assert caught.value.code == "BNN633"
    assert caught.value.words["version"] == 1
    assert sql(old, "PRAGMA user_version") == [(1,)]
    assert sql(old, "SELECT * FROM sqlite_master") == before


def test_who_only_reads_changes_nothing(old, later):
    """A plan sees the older ledger as it will be."""
    later({1: ADDED})
    before = (home(old) / NAME).read_bytes()
    opened = read_ledger(home(old))
    assert opened.connection.execute("SELECT mood FROM run").fetchone() == ("calm",)
    opened.close()
    assert old.plan(board(*ITEMS)).totals.make == 0
    assert (home(old) / NAME).read_bytes() == before
    assert [p.name for p in home(old).iterdir()] == [NAME]


def test_a_step_that_cannot_be_taken_stops_a_plan_too(old, later, monkeypatch):
    later({1: ADDED})
    monkeypatch.setattr(ledger, "STEPS", {1: "nonsense;"})
    assert [d.code for d in old.plan(board(*ITEMS)).diagnostics] == ["BNN633"]


def test_the_stamp_is_a_hint_and_no_more(old):
    """One that is lost or wrong has the ledger checked once more, and that is all."""
    open_ledger(home(old)).close()
    for text in (None, "", "x", "1 2 3\n"):
        (home(old) / STAMP).unlink(missing_ok=True)
        if text is not None:
            (home(old) / STAMP).write_text(text)
        assert old.plan(board(*ITEMS)).totals.make == 0
        open_ledger(home(old)).close()
    assert rebuild(home(old), wall_clock) is None
