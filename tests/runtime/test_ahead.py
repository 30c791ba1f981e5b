"""Copies that are written while a run goes on: only where nothing lies."""

from __future__ import annotations

import asyncio

import pytest
from bananaboard.runtime.ahead import Ahead
from bananaboard.runtime.entries import Filed
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.store import Store

from .boards import Item, board, png


@pytest.fixture
def ahead(tmp_path):
    """Copies of two shots, and two whose names only differ in case."""
    return Ahead(Workspace(tmp_path), "board.bnn", ("a.x", "a.y", "b.Z", "b.z"))


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / ".bananaboard")
    made.prepare()
    return made


@pytest.fixture
def one(store):
    """A picture in the store."""
    return (Filed(store.keep(png(1), "image/png"), "image/png", len(png(1)), 8, 8),)


def found(tmp_path):
    return sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file())


def test_a_copy_lies_where_the_run_will_look_for_it(ahead, store, one, tmp_path):
    ahead.copy(store, "a.x", 2, one)
    ahead.copy(store, "a.y", 1, one * 2)
    assert found(tmp_path) == ["board/a/x--2.png", "board/a/y--1--panel-1.png", "board/a/y--1--panel-2.png"]
    copy = tmp_path / "out/board/a/x--2.png"
    assert copy.read_bytes() == png(1)
    assert copy.stat().st_nlink == 1
    assert ahead.written["a/x--2.png"] == (one[0].sha256, len(png(1)), copy.stat().st_mtime_ns)


def test_nothing_is_ever_replaced(ahead, store, one, tmp_path):
    (tmp_path / "out/board/a").mkdir(parents=True)
    mine = tmp_path / "out/board/a/x--1.png"
    mine.write_bytes(b"retouched")
    ahead.copy(store, "a.x", 1, one)
    assert mine.read_bytes() == b"retouched"
    assert found(tmp_path) == ["board/a/x--1.png"]


def test_names_that_may_become_others_are_left_to_the_end(ahead, store, one, tmp_path):
    ahead.copy(store, "b.z", 1, one)
    ahead.copy(store, "c.unknown", 1, one)
    assert not (tmp_path / "out").exists()


def test_a_link_out_of_the_project_is_not_followed(store, one, tmp_path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (tmp_path / "out/board").mkdir(parents=True)
    (tmp_path / "out/board/a").symlink_to(outside)
    Ahead(Workspace(tmp_path), "board.bnn", ("a.x",)).copy(store, "a.x", 1, one)
    assert list(outside.iterdir()) == []


def test_a_picture_that_is_gone_or_damaged_is_left_to_the_end(ahead, store, one, tmp_path):
    path = store.path(one[0].sha256, "image/png")
    path.unlink()
    ahead.copy(store, "a.x", 1, one)
    path.write_bytes(b"something else")
    ahead.copy(store, "a.x", 1, one)
    assert found(tmp_path) == []
    assert ahead.written == {}


def test_copies_are_there_before_the_run_is_over_and_are_no_strangers_then(project):
    first = project.root / "out/board/c/0--1.png"

    async def looking(request, spool):
        while request.call.address == "c.2" and not first.exists():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.01)
        return await real(request, spool)

    real, project.camera.make = project.camera.make, looking
    names = ["c.0", "c.1", "c.2"]
    chain = [Item(n, n, takes=1, chain=b) for n, b in zip(names, [None, *names], strict=False)]
    record = project.run(board(*chain))
    assert (record.kept_aside, record.uncopied) == ((), None)
    assert sorted(t.path.name for t in record.takes) == ["0--1.png", "1--1.png", "2--1.png"]
    changed = board(*(Item(n, n + "!", takes=1, chain=b) for n, b in zip(names, [None, *names], strict=False)))
    project.run(changed)
    assert len(list(project.root.rglob("out/**/*.png"))) == 3
