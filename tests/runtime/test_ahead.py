"""Copies that are written while a run goes on: only where nothing lies."""

from __future__ import annotations

import asyncio

import pytest
from bananaboard.runtime.ahead import Ahead
from bananaboard.runtime.root import Workspace

from .boards import Item, board, png


@pytest.fixture
def ahead(tmp_path):
    """Copies of two shots, and two whose names only differ in case."""
    (tmp_path / "store.png").write_bytes(png(1))
    return Ahead(Workspace(tmp_path), "board.bnn", ("a.x", "a.y", "b.Z", "b.z"))


def found(tmp_path):
    return sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file())


def test_a_copy_lies_where_the_run_will_look_for_it(ahead, tmp_path):
    picture = tmp_path / "store.png"
    ahead.copy("a.x", 2, (picture,))
    ahead.copy("a.y", 1, (picture, picture))
    assert found(tmp_path) == ["board/a/x--2.png", "board/a/y--1--panel-1.png", "board/a/y--1--panel-2.png"]
    copy = tmp_path / "out/board/a/x--2.png"
    assert copy.read_bytes() == png(1)
    assert copy.stat().st_nlink == 1


def test_nothing_is_ever_replaced(ahead, tmp_path):
    (tmp_path / "out/board/a").mkdir(parents=True)
    mine = tmp_path / "out/board/a/x--1.png"
    mine.write_bytes(b"retouched")
    ahead.copy("a.x", 1, (tmp_path / "store.png",))
    assert mine.read_bytes() == b"retouched"
    assert found(tmp_path) == ["board/a/x--1.png"]


def test_names_that_may_become_others_are_left_to_the_end(ahead, tmp_path):
    ahead.copy("b.z", 1, (tmp_path / "store.png",))
    ahead.copy("c.unknown", 1, (tmp_path / "store.png",))
    assert not (tmp_path / "out").exists()


def test_a_link_out_of_the_project_is_not_followed(tmp_path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (tmp_path / "store.png").write_bytes(png(1))
    (tmp_path / "out/board").mkdir(parents=True)
    (tmp_path / "out/board/a").symlink_to(outside)
    Ahead(Workspace(tmp_path), "board.bnn", ("a.x",)).copy("a.x", 1, (tmp_path / "store.png",))
    assert list(outside.iterdir()) == []


def test_a_picture_that_is_gone_is_nobody_s_trouble(ahead, tmp_path):
    ahead.copy("a.x", 1, (tmp_path / "nowhere.png",))
    assert found(tmp_path) == []


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
