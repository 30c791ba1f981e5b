"""A disk that is full, at every place where something is written: nothing that was paid for is lost, or it is named."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from bananaboard.runtime import engines, ledger, spool
from bananaboard.runtime.plan import make_plan
from bananaboard.runtime.recovery import settle_dead
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.spool import MIB, FileSpool, NoRoom, read_sealed, refuge, room_for
from bananaboard.runtime.store import Store

from .boards import TODAY, Item, board
from .dying import INFO, Mail, run

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
SIX = [Item(f"a.n{n}", f"shot {n}", takes=1) for n in range(6)]


class Post(Mail):
    """Each answer is another picture; `weight` bytes of padding go before it."""

    weight = 0

    async def make(self, request, spool):
        self.asked += 1
        raw = b"drawn %d" % (self.asked + hash(id(self)) % 100_000 * 10)
        spool.write(bytes(self.weight))
        spool.write(raw)
        spool.seal()
        return self.read(raw)

    def read(self, raw):
        return super().read(raw.lstrip(b"\0"))


@pytest.fixture(autouse=True)
def installed(monkeypatch, tmp_path):
    """The engine is installed, and the user's cache is in a folder of the test."""
    monkeypatch.setattr(engines, "_plugged", lambda: {"mail": SimpleNamespace(load=lambda: Post, dist=None)})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def root(tmp_path):
    made = tmp_path / "project"
    made.mkdir()
    return made


def states(root):
    with closing(sqlite3.connect(root / ".bananaboard/ledger.sqlite")) as db:
        return [s for (s,) in db.execute("SELECT state FROM attempt ORDER BY seq")]


class Disk:
    """Counts what is written below a folder, and takes nothing from the n-th write on, `for_` writes long."""

    def __init__(self, monkeypatch, folder, first=None, for_=10**9):
        self.folder, self.first, self.for_ = str(folder), first, for_
        self.writes = 0
        self.full = True
        real_put, real_write, real_fsync = FileSpool._put, Store.write, os.fsync
        real_writing = ledger.Ledger.writing

        def put(own, data):
            self._one(own.path)
            return real_put(own, data)

        def write(own, path, data, **how):
            self._one(path)
            return real_write(own, path, data, **how)

        def fsync(fd):
            self._one(Path(f"/proc/self/fd/{fd}").readlink())
            return real_fsync(fd)

        @contextmanager
        def writing(own):
            with real_writing(own) as db:
                yield db
                try:
                    self._one(own.folder)
                except OSError as fault:
                    raise sqlite3.OperationalError("database or disk is full") from fault

        monkeypatch.setattr(FileSpool, "_put", put)
        monkeypatch.setattr(Store, "write", write)
        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(ledger.Ledger, "writing", writing)

    def _one(self, path):
        if not self.full or not str(path).startswith(self.folder):
            return
        self.writes += 1
        if self.first is not None and self.first <= self.writes < self.first + self.for_:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def counted(tmp_path, monkeypatch):
    """How many writes a run of one picture has, after its beginning."""
    with monkeypatch.context() as patch:
        disk = Disk(patch, tmp_path / "counted")
        (tmp_path / "counted").mkdir()
        run(tmp_path / "counted", Post(), SIX[:1])
        return disk.writes


@pytest.mark.parametrize("for_", [1, 10**9], ids=["once", "for good"])
@pytest.mark.parametrize("nth", range(1, 17))
def test_a_write_that_fails(root, tmp_path, monkeypatch, nth, for_):
    """Whatever it is: no exception but at the very beginning, and each answer is kept or filed by the next start."""
    assert counted(tmp_path, monkeypatch) <= 16
    engine = Post()
    with monkeypatch.context() as patch:
        Disk(patch, root, nth, for_)
        try:
            run(root, engine, SIX[:2], jobs=1)
        except OSError:
            assert engine.asked == 0  # the run could not even begin
    settle_dead(Workspace(root), INFO)
    found = states(root) if (root / ".bananaboard/ledger.sqlite").exists() else []
    assert found.count("kept") == engine.asked
    assert set(found) <= {"kept", "lost", "failed"}
    assert found.count("lost") <= 1  # one that was reserved and never sent, where not even that could be written
    assert list((root / ".bananaboard").glob("inbox/*")) == []
    assert list(refuge().glob("*")) == []
    again = Post()
    run(root, again, SIX[:2])
    assert again.asked == 2 - found.count("kept")
    assert states(root).count("kept") == 2


def test_a_full_ledger(root, monkeypatch):
    """SQLite itself says that the disk is full: nothing is sent that can't be written down."""
    run(root, Post(), SIX[:1])
    real = ledger.open_ledger

    def small(folder, **how):
        opened = real(folder, **how)
        opened.connection.execute("PRAGMA max_page_count=1")  # as many as there are
        return opened

    engine = Post()
    with monkeypatch.context() as patch:
        patch.setattr("bananaboard.runtime.book.open_ledger", small)
        try:
            record = run(root, engine, SIX)
        except OSError as fault:
            record = fault
    assert engine.asked == states(root).count("kept") - 1 + (record is None)
    run(root, Post(), SIX)
    assert states(root).count("kept") == 6


@contextmanager
def small_disk(folder, mib):
    """A disk of so many MiB in memory."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={mib}m", "none", folder], capture_output=True, check=False
    )  # fmt: skip
    if done.returncode:
        pytest.skip("a disk can't be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_no_room_for_an_answer_sends_nothing(tmp_path):
    with small_disk(tmp_path / "disk", 6) as root:
        engine = Post()
        record = run(root, engine, SIX)
        assert (engine.asked, record.made) == (0, 0)
        assert record.failed[0].reason == "the disk is full"
        assert set(states(root)) == {"failed"}
        assert len(record.failed) < 6 or len(record.skipped) == 0
        assert {s.because for s in record.skipped} <= {"the disk is full"}


def test_an_answer_larger_than_its_room(tmp_path):
    """It does not fit while it is spooled: it goes to the cache folder, the run stops, the next start files it."""
    with small_disk(tmp_path / "disk", 12) as root:
        engine = Post()
        engine.weight = 13 * MIB
        record = run(root, engine, SIX, jobs=1)
        assert engine.asked == 1
        assert record.made + len(record.failed) == 1
        assert {s.because for s in record.skipped} == {record.ended} == {"the disk is full"}
        assert states(root).count("kept") + len(list(refuge().glob("*.part"))) == 1
        settle_dead(Workspace(root), INFO)
        assert states(root) == ["kept"]
        assert list(refuge().glob("*")) == []


def test_an_answer_that_fits_nowhere_is_named(tmp_path, monkeypatch):
    """Not even the cache folder: then the store, where it fits, or else it is lost and said to be."""
    (tmp_path / "nowhere").write_bytes(b"a file, no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "nowhere"))
    with small_disk(tmp_path / "disk", 12) as root:
        engine = Post()
        engine.weight = 13 * MIB
        run(root, engine, SIX[:1])
        settle_dead(Workspace(root), INFO)
        assert states(root) in (["kept"], ["lost"])


@pytest.mark.parametrize("held", [1, 6, 100], ids=["each", "some", "all"])
def test_a_spool_raises_nothing(tmp_path, monkeypatch, held):
    """Whether the disk is full when an answer comes, or only found to be when it is sealed."""
    monkeypatch.setattr(spool, "HELD", held)
    made = FileSpool(tmp_path / "a.part")
    made.write(b"one ")
    with monkeypatch.context() as patch:
        patch.setattr(FileSpool, "_put", lambda *_: (_ for _ in ()).throw(FULL))
        made.write(b"two ")
        made.write(b"three")
        made.seal()
    assert made.sealed
    assert made.place == refuge() / "a.part"
    assert read_sealed(made.place) == b"one two three"
    assert made.trouble == f"the disk is full; the answer is kept in {made.place}"
    made.drop()
    assert not made.place.exists()
    assert not made.path.exists()


def test_room_is_reserved_and_given_back(tmp_path):
    made = FileSpool(tmp_path / "a.part", room=room_for("1K", 1))
    assert made.path.stat().st_size == 8 * MIB
    made.write(b"answer")
    made.seal()
    assert made.path.stat().st_size == 6 + 40
    assert read_sealed(made.path) == b"answer"
    assert room_for("4K", 4) == 4 * 64 * MIB == 4 * room_for("some size of tomorrow", 1)


@pytest.mark.parametrize("free", [100 * MIB, 700 * MIB])
def test_without_reservations_the_free_space_is_looked_at(tmp_path, monkeypatch, free):
    monkeypatch.delattr(os, "posix_fallocate")
    monkeypatch.setattr(spool.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    if free < 512 * MIB:
        with pytest.raises(NoRoom):
            FileSpool(tmp_path / "a.part", room=1)
        assert list(tmp_path.iterdir()) == []
    else:
        FileSpool(tmp_path / "a.part", room=1).drop()


def test_answers_that_cannot_be_filed_stop_the_next_plan(root, monkeypatch):
    """Nothing is asked again while its answer waits."""
    engine = Post()
    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", lambda *_, **__: (_ for _ in ()).throw(FULL))
        run(root, engine, SIX[:1])
        found = settle_dead(Workspace(root), INFO)
        assert [d.code for d in found.problems] == ["BNN631"]
    assert len(settle_dead(Workspace(root), INFO).filed) == 1
    assert make_plan(board(SIX[0]), engine=INFO, root=Path(root), today=TODAY).totals.make == 0
