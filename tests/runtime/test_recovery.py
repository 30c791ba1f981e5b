"""A process is killed at every step of a request; the next start files what had arrived and names what had not."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from bananaboard.runtime import engines
from bananaboard.runtime.lock import Lock
from bananaboard.runtime.plan import make_plan
from bananaboard.runtime.recovery import settle_dead
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.spool import FileSpool, read_sealed

from .boards import TODAY, Item, board
from .dying import INFO, ONE, STEPS, Mail, run

REPOSITORY = Path(__file__).parents[2]
COST = 100 * 250 + 1120 * 30_000
MOST = 39_100_000


@pytest.fixture(autouse=True)
def installed(monkeypatch, tmp_path):
    """The engine `mail` is installed, and nobody's cache is used."""
    monkeypatch.setattr(engines, "_plugged", lambda: {"mail": SimpleNamespace(load=lambda: Mail, dist=None)})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def root(tmp_path):
    made = tmp_path / "project"
    made.mkdir()
    return made


def killed(root, step, when, *more):
    """Run a board of one request in a process of its own, which is killed at that step."""
    command = [sys.executable, "-m", "tests.runtime.dying", str(root), step, when, *more]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def sql(root, query):
    db = sqlite3.connect(root / ".bananaboard/ledger.sqlite")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def inbox(root):
    return sorted(p.name for p in (root / ".bananaboard/inbox").iterdir())


def settle(root, engine=INFO):
    return settle_dead(Workspace(root), engine)


def make(root):
    return make_plan(board(ONE), engine=INFO, root=root, today=TODAY).totals.make


ARRIVED = {("seal", "after"), *((s, w) for s in ("store", "receipt", "settle", "within") for w in ("before", "after"))}
DONE = {("settle", "after"), *((s, w) for s in ("unlink", "close") for w in ("before", "after"))}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_every_step(root, step, when):
    """What arrived is kept at its cost; what did not is named and held at its most; nothing is asked twice."""
    killed(root, step, when)
    found = settle(root)
    states = sql(root, "SELECT state, billed, cost, holds FROM attempt")
    if (step, when) == ("reserve", "before"):
        assert (found, states, make(root)) == (None, [], 1)
    elif (step, when) in DONE:
        assert (states, make(root)) == ([("kept", "yes", COST, COST)], 0)
        assert found is None
    elif (step, when) in ARRIVED:
        assert (states, make(root)) == ([("kept", "yes", COST, COST)], 0)
        assert [(e.address, e.take, e.cost) for e in found.filed] == [("a.b", 1, COST)]
        assert not found.unknown
    else:
        assert (states, make(root)) == ([("lost", "unknown", None, MOST)], 1)
        assert [(e.address, e.take, e.holds) for e in found.unknown] == [("a.b", 1, MOST)]
    assert sql(root, "SELECT SUM(spent) FROM board") == [(sum(s[3] for s in states) if states else 0,)]
    assert inbox(root) == []
    assert settle(root) is None
    asked = Mail(says=b"drawn 8")
    assert run(root, asked).made == asked.asked == (0 if states and states[0][0] == "kept" else 1)


def test_copies_that_a_killed_run_was_writing_go(root):
    """Those of other processes stay, and so does whatever only looks like one."""
    killed(root, "unlink", "before")
    ((board_file, pid),) = sql(root, "SELECT board, pid FROM run")
    out, listed = Workspace(root).out(board_file), root / ".bananaboard/out"
    (out / "a").mkdir(parents=True, exist_ok=True)
    listed.mkdir(exist_ok=True)
    left = [out / f".index.html.{pid}.7.new", out / f"a/.b--1.png.{pid}.7.new", listed / f".x.json.{pid}.7.new"]
    others = [out / f"a/.b--1.png.{pid}1.7.new", out / f"a/b.{pid}.7.new", out / "a/.b.new", root / f".k.{pid}.7.new"]
    for path in (*left, *others):
        path.write_bytes(b"half")
    settle(root)
    assert [p.exists() for p in left] == [False] * 3
    assert [p.exists() for p in others] == [True] * 4


def test_a_kill_within_a_transaction(root):
    """Pages were half written: the journal puts them back, and the answer is still there."""
    killed(root, "commit", "before")
    assert (root / ".bananaboard/ledger.sqlite-journal").stat().st_size > 0
    assert len(settle(root).filed) == 1
    assert sql(root, "SELECT COUNT(*) FROM manifest") == [(3,)]
    assert not settle(root)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["store", "receipt", "settle", "unlink", "tidy"])
def test_a_kill_while_an_answer_is_filed_again(root, step, when):
    killed(root, "seal", "after")
    killed(root, step, when, "recovery")
    settle(root)
    assert sql(root, "SELECT state, cost, holds FROM attempt") == [("kept", COST, COST)]
    assert sql(root, "SELECT COUNT(*) FROM made") == [(1,)]
    assert (inbox(root), make(root), settle(root)) == ([], 0, None)
    assert list((root / ".bananaboard/tmp").iterdir()) == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["lost", "unlink", "tidy"])
def test_a_kill_while_a_request_is_ended(root, step, when):
    killed(root, "write", "after")
    killed(root, step, when, "recovery")
    settle(root)
    assert sql(root, "SELECT state, holds FROM attempt") == [("lost", MOST)]
    assert (inbox(root), make(root), settle(root)) == ([], 1, None)


def test_a_plan_alone_never_pays_for_what_has_arrived(root):
    """Without recovery a plan asks again only for what is lost; with it, for nothing."""
    killed(root, "seal", "after")
    settle(root)
    assert make(root) == 0


def test_without_the_engine_the_answer_waits_for_it(root, monkeypatch):
    killed(root, "seal", "after")
    monkeypatch.setattr(engines, "_plugged", dict)
    found = settle(root, None)
    assert [e.state for e in found.ended] == ["lost"]
    assert [(maker, p.name) for maker, p in found.waiting] == [("mail", n) for n in inbox(root)]
    assert settle(root, None).ended == ()
    monkeypatch.undo()
    monkeypatch.setattr(engines, "_plugged", lambda: {"mail": SimpleNamespace(load=lambda: Mail, dist=None)})
    assert [e.state for e in settle(root).ended] == ["kept"]
    assert sql(root, "SELECT state, holds FROM attempt") == [("kept", COST)]
    assert inbox(root) == []


def test_an_answer_without_a_picture_is_a_refusal(root):
    spooled(root, b"refused")
    found = settle(root)
    assert [(e.state, e.cost) for e in found.refused] == [("refused", COST)]
    assert make(root) == 0


def test_an_answer_that_its_engine_cannot_read_stays(root):
    spooled(root, b"nonsense x")
    found = settle(root)
    assert (len(found.unknown), len(found.waiting)) == (1, 1)


def test_several_pictures_in_one_answer(root):
    spooled(root, b"drawn 1,2,3")
    (filed,) = settle(root).filed
    assert filed.pictures == 3
    assert sql(root, "SELECT COUNT(*) FROM made") == [(3,)]
    receipts = list((root / ".bananaboard/store").rglob("*.json"))
    assert len(receipts) == 3


@pytest.mark.parametrize("harm", ["cut", "flip", "grow", "empty"])
def test_a_torn_answer_is_lost(root, harm):
    path = spooled(root, b"drawn 1")
    data = path.read_bytes()
    torn = {"cut": data[:-1], "flip": b"X" + data[1:], "grow": data + b"\0", "empty": b""}[harm]
    path.write_bytes(torn)
    assert len(settle(root).unknown) == 1
    assert inbox(root) == []


def spooled(root, raw):
    """The inbox of a run that was killed with this answer sealed."""
    killed(root, "seal", "after")
    (path,) = (root / ".bananaboard/inbox").iterdir()
    path.unlink()
    spool = FileSpool(path)
    spool.write(raw)
    spool.seal()
    return path


def test_a_lock_file_that_is_gone(root):
    killed(root, "seal", "after")
    for lock in (root / ".bananaboard/runs").iterdir():
        lock.unlink()
    assert len(settle(root).filed) == 1


def test_the_next_run_settles_what_nobody_did(root):
    """Also where no lock and no spool is left as a sign."""
    killed(root, "read", "after")
    for path in (*(root / ".bananaboard/runs").iterdir(), *(root / ".bananaboard/inbox").iterdir()):
        path.unlink()
    assert settle(root) is None
    assert run(root, Mail()).made == 1
    assert sql(root, "SELECT state FROM attempt ORDER BY seq") == [("lost",), ("kept",)]


def test_a_run_that_lives_is_left_alone(root):
    killed(root, "seal", "after")
    (path,) = (root / ".bananaboard/runs").iterdir()
    lock = Lock(path)
    assert lock.take(wait=False)
    assert settle(root) is None
    assert len(inbox(root)) == 1
    lock.free()
    assert len(settle(root).filed) == 1


def test_two_at_once_settle_it_once(root):
    killed(root, "seal", "after")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: settle(root), range(4)))
    assert sum(len(f.filed) for f in found if f is not None) == 1
    assert sql(root, "SELECT COUNT(*), SUM(spent) FROM attempt, board") == [(1, COST)]


def test_orphans_of_the_inbox_go_and_strangers_stay(root):
    run(root, Mail())
    (attempt,) = sql(root, "SELECT attempt FROM attempt")[0]
    folder = root / ".bananaboard/inbox"
    (folder / f"{attempt}.part").write_bytes(b"of a settled request")
    (folder / "notes.txt").write_bytes(b"of somebody")
    (folder / f"{'0' * 26}.part").write_bytes(b"of a request that is not in the ledger")
    assert settle(root) is None
    assert inbox(root) == [f"{'0' * 26}.part", "notes.txt"]


def test_a_free_engine_is_not_billed(tmp_path, sketching):
    compiled = board(Item("a.b", "words", takes=1))
    sketching.run(compiled)
    path = sketching.root / ".bananaboard/ledger.sqlite"
    db = sqlite3.connect(path)
    db.execute(
        "INSERT INTO attempt(attempt, seq, run, board, address, take, maker, model, said, seen, sent, state, most,"
        " holds, sent_at) SELECT 'OTHER', 99, run, board, 'a.b', 9, maker, model, said, seen, sent, 'sending', 0, 0, ''"
        " FROM attempt"
    )
    db.commit()
    db.close()
    (run_,) = sql(sketching.root, "SELECT run FROM attempt WHERE attempt='OTHER'")[0]
    (sketching.root / f".bananaboard/runs/{run_}.lock").touch()
    found = settle(sketching.root, sketching.camera.info)
    assert [(e.state, e.holds) for e in found.ended] == [("failed", 0)]
    assert (found.filed, found.unknown, found.diagnostics) == ((), (), ())


def test_nothing_to_settle_touches_nothing(root):
    assert settle(root) is None
    assert list(root.iterdir()) == []
    run(root, Mail())
    before = {p: p.stat().st_mtime_ns for p in (root / ".bananaboard").rglob("*")}
    assert settle(root) is None
    assert {p: p.stat().st_mtime_ns for p in (root / ".bananaboard").rglob("*")} == before


def test_a_project_that_is_only_read(root, monkeypatch):
    killed(root, "seal", "after")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert settle(root) is None
    assert len(inbox(root)) == 1


def test_a_seal_says_whether_it_is_whole(tmp_path):
    spool = FileSpool(tmp_path / "a.part")
    assert read_sealed(spool.path) is None
    spool.write(b"one")
    spool.write(b"two")
    assert read_sealed(spool.path) is None
    spool.seal()
    assert read_sealed(spool.path) == b"onetwo"
    assert read_sealed(tmp_path / "none.part") is None
