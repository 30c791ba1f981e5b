"""The ledger forgets nothing, is opened with care, and survives an end at any moment."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import sqlite3

import pytest
from bananaboard.runtime.book import Book
from bananaboard.runtime.execute import execute
from bananaboard.runtime.ledger import Unopenable, open_ledger, read_ledger
from bananaboard.runtime.lock import Lock, is_held
from bananaboard.runtime.rebuild import rebuild
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.sending import Sender
from bananaboard.runtime.shown import shown
from bananaboard.runtime.spool import FileSpool
from bananaboard.runtime.store import Store
from bananaboard.runtime.ulid import ulid
from msgspec.structs import replace

from .boards import Camera, Item, Project, board

ONE = Item("a.b", "words")


def sql(project, statement, *values):
    with sqlite3.connect(project.root / ".bananaboard/ledger.sqlite", isolation_level=None) as db:
        rows = db.execute(statement, values).fetchall()
    db.close()
    return rows


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM attempt", "forgets nothing"),
        ("DELETE FROM made", "forgets nothing"),
        ("DELETE FROM placed", "forgets nothing"),
        ("UPDATE attempt SET said = 'x'", "stays what it was"),
        ("UPDATE attempt SET most = 1", "stays what it was"),
        ("UPDATE attempt SET state = 'failed'", "ends once"),
        ("UPDATE attempt SET ended_at = NULL", "CHECK"),
    ],
)
def test_the_schema_holds(project, statement, says):
    project.run(board(ONE))
    with pytest.raises(sqlite3.IntegrityError, match=says):
        sql(project, statement)


def test_the_ledger_names_itself(project):
    project.run(board(ONE))
    assert sql(project, "PRAGMA application_id") == [(0x626E6E31,)]
    assert sql(project, "PRAGMA user_version") == [(1,)]


def test_running_totals_are_the_sums(project):
    project.camera.refuse = {"a.c"}
    project.run(board(ONE, Item("a.c", "other")))
    (held,) = sql(project, "SELECT SUM(holds) FROM attempt")[0]
    assert held == 4 * 39_100_000  # no usage was told: each counts at its most
    assert sql(project, "SELECT spent FROM board") == [(held,)]
    assert sql(project, "SELECT spent FROM run WHERE command='run'") == [(held,)]


def test_a_newer_ledger_is_only_read(project):
    project.run(board(ONE))
    path = project.root / ".bananaboard/ledger.sqlite"
    sql(project, "PRAGMA user_version = 9")
    before = path.read_bytes()
    assert project.status(board(ONE)) == {"a.b": "cached"}
    with pytest.raises(Unopenable) as caught:
        project.run(board(ONE))
    assert (caught.value.code, caught.value.words) == ("BNN602", {"version": 9, "known": 1})
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 2000])
def test_what_is_no_ledger_stops_the_plan_and_stays(project, content):
    path = project.root / ".bananaboard/ledger.sqlite"
    path.parent.mkdir()
    path.write_bytes(content)
    plan = project.plan(board(ONE))
    assert [d.code for d in plan.diagnostics] == ["BNN601"]
    assert plan.stopped
    with pytest.raises(Unopenable):
        open_ledger(path.parent)
    assert path.read_bytes() == content


def test_a_ledger_with_a_trigger_of_somebody_else(project):
    project.run(board(ONE))
    sql(project, "CREATE TRIGGER evil AFTER INSERT ON attempt BEGIN UPDATE board SET spent = 0; END")
    assert [d.code for d in project.plan(board(ONE)).diagnostics] == ["BNN601"]


def test_a_ledger_that_is_damaged_inside(project):
    project.run(board(*(Item(f"s.{n}", f"shot {n}") for n in range(20))))
    path = project.root / ".bananaboard/ledger.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))
    compiled = board(Item("s.0", "shot 0"))
    plan = project.plan(compiled)
    assert [d.code for d in plan.diagnostics] == ["BNN601"]
    (message,) = (d.message for d in plan.diagnostics)
    assert message.startswith("The list of what was made, `.bananaboard/ledger.sqlite`, can't be used: it is damaged (")
    assert "***" not in message
    assert "\n" not in message
    assert shown(compiled, project.root, project.camera.info).diagnostics


@pytest.mark.parametrize("name", ["ledger.sqlite", "ledger.lock", "ledger.stamp", "README.txt", "store", "inbox", ""])
def test_a_link_where_pictures_are_kept(project, tmp_path, name):
    """What came with somebody's project may not lead what is written there to a file of the user's."""
    project.run(board(ONE))
    place, target = project.root / ".bananaboard" / name, tmp_path / "elsewhere"
    place.rename(target)
    place.symlink_to(target)
    before = {p: p.read_bytes() for p in (target, *target.rglob("*")) if p.is_file()}
    assert [d.code for d in project.plan(board(ONE)).diagnostics] == ["BNN636"]
    for opens in (
        read_ledger,
        open_ledger,
        lambda home: rebuild(home, lambda: "now"),
        lambda home: Store(home).prepare(),
    ):
        with pytest.raises(Unopenable, match="BNN636"):
            opens(project.root / ".bananaboard")
    assert {p: p.read_bytes() for p in (target, *target.rglob("*")) if p.is_file()} == before


def test_what_is_pretended_lies_behind_no_link_either(tmp_path):
    (tmp_path / "elsewhere/rehearsal").mkdir(parents=True)
    (tmp_path / ".bananaboard").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unopenable) as found:
        open_ledger(tmp_path / ".bananaboard/rehearsal")
    assert found.value.words == {"link": ".bananaboard"}


def test_what_is_wrong_names_the_very_file(tmp_path):
    for home in (tmp_path / "p/.bananaboard/rehearsal", tmp_path / "stores/kite-0123abcd"):
        home.mkdir(parents=True)
        (home / "ledger.sqlite").write_bytes(b"")
        for opens in (open_ledger, read_ledger):
            with pytest.raises(Unopenable) as found:
                opens(home)
            shown_as = (
                ".bananaboard/rehearsal/ledger.sqlite" if home.name == "rehearsal" else str(home / "ledger.sqlite")
            )
            assert found.value.words == {"ledger": shown_as, "reason": "it is empty"}


def test_no_ledger_is_made_by_reading(tmp_path):
    assert read_ledger(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_store_is_read_only_and_says_what_it_is(project):
    project.run(board(ONE))
    home = project.root / ".bananaboard"
    pictures = list((home / "store").rglob("*.png"))
    assert len(pictures) == 2
    assert {p.stat().st_mode & 0o777 for p in pictures} == {0o444}
    assert {p.parent.name for p in pictures} == {p.name[:2] for p in pictures}
    assert (home / ".gitignore").read_text() == "*\n"
    assert "Paid pictures" in (home / "README.txt").read_text()
    receipts = list((home / "store").rglob("*.json"))
    assert len(receipts) == 2
    assert '"address": "a.b"' in receipts[0].read_text()
    assert list((home / "inbox").iterdir()) == []
    assert list((home / "runs").iterdir()) == []


class Killed(BaseException):
    """The process is gone."""


STEPS = [
    (Book, "reserve", 0),
    (Sender, "reading", 1),
    (FileSpool, "seal", 1),
    (Store, "keep", 1),
    (Store, "receipt", 1),
    (Book, "keep", 1),
    (FileSpool, "drop", 1),
]


# A killed process leaves its spool open, and so does this one.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("owner", "method", "rows"), STEPS, ids=[m for _, m, _ in STEPS])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_an_end_at_any_step(project, monkeypatch, owner, method, rows, after):
    """The next run knows what was sent: what was kept is not asked again, and what was sent is not forgotten."""
    real = getattr(owner, method)

    def dies(*args, **kwargs):
        if after:
            real(*args, **kwargs)
        raise Killed

    one = Item("a.b", "words", takes=1)
    with monkeypatch.context() as patch:
        patch.setattr(owner, method, dies)
        patch.setattr(Book, "close", lambda book: (book.ledger.close(), book._lock.free()))
        with pytest.raises(Killed):
            project.run(board(one))
    gc.collect()  # here, where its open spool may be complained of
    sent = len(project.camera.asked)
    recorded = sql(project, "SELECT state, holds FROM attempt")
    assert len(recorded) >= max(sent, rows)
    kept = [state for state, _ in recorded if state == "kept"]
    asked = project.asked(board(one))
    assert len(asked) == 1 - len(kept)
    lost = sql(project, "SELECT state, billed, holds FROM attempt WHERE state = 'lost'")
    assert lost == [("lost", "unknown", 39_100_000)] * (len(recorded) - len(kept))
    assert project.asked(board(one)) == []


def test_a_run_of_another_process_is_waited_for(project):
    """While the lock of its run is held, what it asked for is pending; then it is lost, and asked again."""
    compiled = board(Item("a.b", "words", takes=1))
    project.run(compiled)
    sql(
        project,
        "INSERT INTO attempt(attempt, seq, run, board, address, take, maker, model, said, seen, sent, state, most,"
        " holds, sent_at)"
        " SELECT 'OTHER', 99, run, board, 'a.b', 9, maker, model, said, seen, sent, 'sending', 5, 5, '' FROM attempt",
    )
    (run,) = sql(project, "SELECT run FROM attempt WHERE attempt = 'OTHER'")[0]
    two = board(Item("a.b", "words", takes=2))
    lock = Lock(project.root / ".bananaboard/runs" / f"{run}.lock")
    lock.take(wait=True)
    assert project.plan(two).totals.make == 0
    lock.free()
    assert project.plan(two).totals.make == 1
    assert project.asked(two) == ["a.b"]


def test_a_budget_and_a_ceiling_stop_before_the_request(project):
    shots = [Item(f"s.{n}", f"shot {n}", takes=1) for n in range(5)]
    record = project.run(board(*shots, budget=100_000_000))
    assert (record.made, record.stopped_by, len(record.skipped)) == (2, "budget", 3)
    record = project.run(board(*shots), max_cost=50_000_000)
    assert (record.made, record.stopped_by) == (1, "budget")


def test_an_unknown_price_fits_no_limit(project):
    compiled = board(ONE)
    unknown = replace(compiled.calls[0].cost, expected=None, most=None)
    compiled = replace(compiled, calls=(replace(compiled.calls[0], cost=unknown),))
    record = project.run(compiled, max_cost=50_000_000)
    assert (record.made, record.stopped_by) == (0, "budget")
    assert project.run(compiled).made == 2


def test_two_runs_at_once_make_each_picture_once(project):
    compiled = board(*(Item(f"s.{n}", f"shot {n}", takes=1) for n in range(4)))
    plan = project.plan(compiled)

    async def both():
        other = Project(project.root, Camera())
        runs = (execute(plan, p.camera, workspace=Workspace(project.root), jobs=1) for p in (project, other))
        return await asyncio.gather(*runs), other.camera.asked

    (one, two), asked = asyncio.run(both())
    assert one.made + two.made == 4
    assert len(project.camera.asked) + len(asked) == 4
    assert project.asked(compiled) == []


def test_names_sort_by_time():
    names = [ulid(n, bytes(10)) for n in (1, 2, 40_000, 2**47)]
    assert names == sorted(names)
    assert {len(n) for n in names} == {26}
    assert ulid(2**48 - 1, b"\xff" * 10) == "7" + "Z" * 25


@pytest.mark.skipif(os.name == "nt", reason="flock is of Unix")
def test_a_lock_is_held_by_one(tmp_path):
    one, two = Lock(tmp_path / "l"), Lock(tmp_path / "l")
    assert one.take(wait=False)
    assert not two.take(wait=False)
    one.free()
    assert two.take(wait=False)
    two.free()


@pytest.mark.skipif(os.name == "nt", reason="flock is of Unix")
def test_whether_a_lock_is_held_is_seen_on_a_disk_that_is_only_read(tmp_path, monkeypatch):
    lock, opened = Lock(tmp_path / "l"), os.open

    def read_only(path, flags, *more):
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, flags, *more)

    lock.take(wait=False)
    monkeypatch.setattr(os, "open", read_only)
    assert is_held(lock.path)
    lock.free()
    assert not is_held(lock.path)
