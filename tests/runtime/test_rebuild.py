"""`recover`: a ledger that is damaged, empty or gone is never begun anew, and comes back from its receipts."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing, suppress

import pytest
from bananaboard.runtime.check import STAMP
from bananaboard.runtime.clock import wall_clock
from bananaboard.runtime.ledger import NAME, Unopenable, open_ledger, read_ledger
from bananaboard.runtime.lock import Lock
from bananaboard.runtime.picking import pick
from bananaboard.runtime.rebuild import rebuild
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.store import Store

from .boards import Item, Project, board

ITEMS = (Item("mara.profile", "Mara"), Item("a.wide", "wide", needs=("mara.profile",)), Item("a.sea", "the sea"))
PRICE = 39_100_000


@pytest.fixture
def made(project):
    """A project with six paid pictures, one refusal and one pick."""
    project.camera.refuse = {"a.no"}
    project.run(board(*ITEMS, Item("a.no", "never", takes=1)))
    pick(board(*ITEMS), project.root, project.camera.info, "a.wide", 2)
    return project


def home(project):
    return project.root / ".bananaboard"


def sql(project, query):
    with closing(sqlite3.connect(home(project) / NAME)) as db:
        return db.execute(query).fetchall()


def recovered(project):
    return rebuild(home(project), wall_clock)


def counted(project):
    return sql(project, "SELECT address, take, state, cost, holds, said, seen FROM attempt ORDER BY seq")


def spent(project):
    return sql(project, "SELECT board, spent FROM board ORDER BY board")


def harmed(project, harm):
    path = home(project) / NAME
    data = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {"empty": b"", "cut": data[: len(data) // 3], "zeros": bytes(len(data)), "text": b"hello"}[harm]
        )


HARMS = ("gone", "empty", "cut", "zeros", "text")


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_ledger_stops_everything_and_stays(made, harm):
    harmed(made, harm)
    before = {p: p.read_bytes() for p in home(made).glob("ledger.sqlite*")}
    plan = made.plan(board(*ITEMS))
    assert plan.stopped
    assert [d.code for d in plan.diagnostics if d.severity == "error"] == ["BNN632" if harm == "gone" else "BNN601"]
    assert all("bnn recover" in (d.hint or "") for d in plan.diagnostics)
    with pytest.raises(Unopenable):
        open_ledger(home(made))
    assert {p: p.read_bytes() for p in home(made).glob("ledger.sqlite*")} == before


@pytest.mark.parametrize("harm", HARMS)
def test_a_ledger_comes_back_from_its_receipts(made, harm):
    rows, placed = counted(made), sql(made, "SELECT board, address, take, sha256, attempt FROM placed ORDER BY 1, 2, 3")
    harmed(made, harm)
    found = recovered(made)
    assert counted(made) == [r for r in rows if r[2] == "kept"]
    assert sql(made, "SELECT board, address, take, sha256, attempt FROM placed ORDER BY 1, 2, 3") == placed
    assert spent(made) == [("board.bnn", 6 * PRICE)]
    assert (found.entered.pictures, found.entered.answers, found.salvaged) == (6, 6, 0)
    assert (found.aside is None) == (harm == "gone")
    assert made.asked(board(*ITEMS)) == []
    assert recovered(made) is None


def test_what_the_old_ledger_still_shows_is_entered_too(made):
    """A trigger of somebody else makes it unusable; every row of it can be read."""
    rows = counted(made)
    with closing(sqlite3.connect(home(made) / NAME)) as db:
        db.execute("CREATE TRIGGER evil AFTER INSERT ON attempt BEGIN UPDATE board SET spent = 0; END")
    found = recovered(made)
    assert (counted(made), found.salvaged) == (rows, 1)
    assert spent(made) == [("board.bnn", 7 * PRICE)]
    assert sql(made, "SELECT name FROM sqlite_master WHERE name='evil'") == []
    assert made.asked(board(*ITEMS, Item("a.no", "never", takes=1))) == []


def test_lines_of_a_batch_keep_their_job(made):
    """And one whose job is lost, or what it was to repeat, is entered all the same: it holds money."""
    with closing(sqlite3.connect(home(made) / NAME)) as db:
        db.execute(
            "INSERT INTO job SELECT 'J', run, 'paid', '', 'board 1', 'open', 'batches/1', NULL, NULL FROM run LIMIT 1"
        )
        copy = (
            "INSERT INTO attempt(attempt, seq, run, board, address, take, maker, model, said, seen, sent, job,"
            " retry_of, state, most, holds, sent_at) SELECT ?, ?, run, board, address, 9, maker, model, said, seen,"
            " sent, ?, ?, 'sending', 5, 5, '' FROM attempt LIMIT 1"
        )
        db.execute(copy, ("LINE", 98, "J", None))
        db.execute(copy, ("OTHER", 99, "gone", "gone too"))
        db.execute("CREATE TABLE evil(x)")
        db.commit()
    assert recovered(made).unsettled == 2
    rows = sql(made, "SELECT attempt, job, retry_of, state FROM attempt WHERE seq > 90 ORDER BY seq")
    assert rows == [("LINE", "J", None, "sending"), ("OTHER", None, None, "sending")]


def test_sums_that_do_not_add_up(made):
    with closing(sqlite3.connect(home(made) / NAME)) as db:
        db.execute("UPDATE board SET spent = 0")
        db.commit()
    assert [d.args["reason"] for d in made.plan(board(*ITEMS)).diagnostics] == ["what was spent does not add up"]
    recovered(made)
    assert spent(made) == [("board.bnn", 7 * PRICE)]


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("DELETE FROM picture WHERE sha256 = (SELECT sha256 FROM made)", "an entry refers to one that is not there"),
        (
            "UPDATE manifest SET json = CAST('[]' AS BLOB) WHERE digest = (SELECT said FROM attempt)",
            "the words of a request are not what they were",
        ),
    ],
)
def test_a_ledger_in_which_only_the_meaning_is_broken(made, harm, reason):
    """SQLite itself finds nothing wrong in it."""
    with closing(sqlite3.connect(home(made) / NAME)) as db:
        assert db.execute(harm).rowcount == 1
        db.commit()
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert [d.args["reason"] for d in made.plan(board(*ITEMS)).diagnostics] == [reason]
    recovered(made)
    assert spent(made) == [("board.bnn", 7 * PRICE)]


def test_the_old_ledger_is_kept_each_time(made):
    for n in (1, 2):
        harmed(made, "text")
        assert recovered(made).aside.name == f"ledger-damaged-{n}.sqlite"
    assert (home(made) / "ledger-damaged-1.sqlite").read_bytes() == b"hello"


def test_a_ledger_that_is_whole_stays(made):
    before = (home(made) / NAME).read_bytes()
    assert recovered(made) is None
    assert (home(made) / NAME).read_bytes() == before


def test_a_newer_ledger_is_not_damaged(made):
    with closing(sqlite3.connect(home(made) / NAME)) as db:
        db.execute("PRAGMA user_version = 9")
    with pytest.raises(Unopenable) as caught:
        recovered(made)
    assert caught.value.code == "BNN602"


def test_not_while_a_run_is_under_way(made):
    harmed(made, "text")
    lock = Lock(home(made) / "runs" / "other.lock")
    assert lock.take(wait=False)
    with pytest.raises(Unopenable) as caught:
        recovered(made)
    assert caught.value.code == "BNN635"
    lock.free()
    assert recovered(made) is not None


def test_pictures_by_hand_come_back(made, tmp_path, drawn):
    path = drawn(tmp_path / "retouched.png", 77)
    pick(board(*ITEMS), made.root, made.camera.info, "a.sea", path)
    harmed(made, "gone")
    found = recovered(made)
    assert (found.entered.pictures, found.entered.answers) == (7, 6)
    assert sql(made, "SELECT take FROM placed WHERE attempt IS NULL") == [(3,)]


def test_panels_keep_their_order(project):
    project.run(board(Item("a.strip", "four", takes=1, panels=4)))
    rows = sql(project, "SELECT part, sha256 FROM made ORDER BY part")
    harmed(project, "gone")
    recovered(project)
    assert sql(project, "SELECT part, sha256 FROM made ORDER BY part") == rows


def test_a_picture_that_is_not_what_its_name_says(made):
    path = next((home(made) / "store").rglob("*.png"))
    path.chmod(0o644)
    path.write_bytes(b"altered")
    harmed(made, "gone")
    found = recovered(made)
    assert [p.name for p in found.damaged] == [path.name + ".damaged"]
    assert path.stem not in Store(home(made)).present
    assert sql(made, "SELECT COUNT(*) FROM made") == [(6,)]
    assert made.asked(board(*ITEMS)) == []


def test_older_receipts_are_no_rows(made):
    """Those of before had no manifests: the picture stays, and its words are not guessed."""
    for path in (home(made) / "store").rglob("*.json"):
        text = path.read_text()
        path.chmod(0o644)
        path.write_text(text.replace('"said_json": "', '"was_json": "'))
    harmed(made, "gone")
    assert recovered(made).entered.wordless == 6


@pytest.mark.parametrize("seed", range(24))
def test_overwritten_at_a_random_place(made, seed):
    """Never a traceback, never an empty ledger in its place, never paid for again; then `recover` works."""
    chance, path = random.Random(seed), home(made) / NAME
    data = bytearray(path.read_bytes())
    if seed % 4 == 0:
        del data[chance.randrange(len(data)) :]
    else:
        at = chance.randrange(100 if seed % 4 == 1 else len(data))
        size = chance.choice((1, 4, 64, 4096))
        data[at : at + size] = chance.randbytes(min(size, len(data) - at))
    path.write_bytes(data)
    made.camera.asked.clear()
    plan = made.plan(board(*ITEMS))
    if not plan.stopped:
        made.make(plan)
    assert made.camera.asked == []
    if plan.stopped:
        assert path.read_bytes() == data
        assert {d.code for d in plan.diagnostics} <= {"BNN601", "BNN602"}
    if "BNN602" in {d.code for d in plan.diagnostics}:  # the byte that was hit is the version
        return
    recovered(made)
    assert made.asked(board(*ITEMS)) == []


@pytest.mark.parametrize("seed", range(10))
def test_overwritten_where_nobody_notices(made, seed):
    """Even a time and a size that are as before, as a bad disk leaves them, bring about no traceback."""
    chance, path = random.Random(seed), home(made) / NAME
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    data[at : at + 64] = chance.randbytes(min(64, len(data) - at))
    path.write_bytes(data)
    found = path.stat()
    (home(made) / STAMP).write_text(f"{found.st_size} {found.st_mtime_ns} {found.st_ino}\n")
    plan = made.plan(board(*ITEMS))
    if not plan.stopped:
        with suppress(Unopenable):
            made.make(plan)


def test_a_clock_that_was_set_back(project, monkeypatch):
    """Order is that of `seq`: what was made later counts as later, whatever its stamp says."""
    one = Item("a.b", "words", takes=1)
    with monkeypatch.context() as patch:
        patch.setattr("bananaboard.runtime.ulid.time.time_ns", lambda: 4_070_908_800 * 10**9)  # 2099
        project.make(project.plan(board(one)), wall=lambda: 4_070_908_800.0)
    project.make(project.plan(board(one), reroll=("a.b",)), wall=lambda: 946_684_800.0)  # 2000
    rows = sql(project, "SELECT take, seq FROM attempt ORDER BY seq")
    names = sql(project, "SELECT attempt, sent_at FROM attempt ORDER BY seq")
    assert names == sorted(names, reverse=True)
    shutil.rmtree(home(project) / "out")
    harmed(project, "gone")
    recovered(project)
    assert sql(project, "SELECT take, seq FROM attempt ORDER BY seq") == rows == [(1, 1), (2, 2)]


def test_a_store_of_sketches_needs_no_ledger(sketching):
    """They are drawn again, for nothing: a ledger that is gone stops nobody."""
    sketching.run(board(*ITEMS))
    (sketching.root / ".bananaboard" / NAME).unlink()
    assert read_ledger(home(sketching)) is None
    assert len(sketching.asked(board(*ITEMS))) == 6


def test_two_boards_come_back(project):
    project.run(board(Item("a.b", "one", takes=1), path="one.bnn", budget=100_000_000))
    project.run(board(Item("a.b", "two", takes=1), path="two.bnn"))
    harmed(project, "gone")
    assert recovered(project).entered.boards == {"one.bnn", "two.bnn"}
    assert spent(project) == [("one.bnn", PRICE), ("two.bnn", PRICE)]
    record = Project(project.root, project.camera).run(
        board(Item("a.c", "three", takes=2), path="one.bnn", budget=100_000_000)
    )
    assert (record.made, record.stopped_by) == (1, "budget")


def test_nothing_here_is_nothing_to_do(tmp_path):
    assert rebuild(Workspace(tmp_path).home, wall_clock) is None


def test_a_ledger_that_is_older_than_its_store(made):
    """A backup of the list alone was put back: what was made since is not paid for again."""
    backup = (home(made) / NAME).read_bytes()
    made.camera.refuse.clear()
    made.run(board(*ITEMS, Item("a.later", "later", takes=2)))
    rows = [r for r in counted(made) if r[2] == "kept"]
    (home(made) / NAME).write_bytes(backup)
    plan = made.plan(board(*ITEMS))
    assert [d.code for d in plan.diagnostics] == ["BNN601"]
    assert "older than the store, which holds 2 paid pictures more" in plan.diagnostics[0].message
    assert recovered(made).salvaged == 1  # the refusal
    assert [r for r in counted(made) if r[2] == "kept"] == rows
    assert made.asked(board(*ITEMS, Item("a.later", "later", takes=2))) == []
