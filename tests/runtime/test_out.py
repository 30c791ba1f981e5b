"""Readable copies: names that every system takes, and nothing of a person's is ever touched."""

from __future__ import annotations

import os
from dataclasses import replace as with_

import pytest
from bananaboard.runtime.out_names import LONGEST, RESERVED, apart, out_name, safe
from bananaboard.runtime.root import Workspace, find_root, stem
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .boards import Camera, Item, Project, board, png

ONE = Item("a.b", "words", takes=1)


def copy(project, name="a/b--1.png"):
    return project.root / "out/board" / name


@pytest.mark.parametrize(
    ("address", "take", "part", "name"),
    [
        ("arrival.close[light=dawn]", 1, None, "arrival/close--light=dawn--1"),
        ("arrival.close[light=dawn,pose=a]", 2, None, "arrival/close--light=dawn--pose=a--2"),
        ("mara.profile", 1, None, "mara/profile--1"),
        ("mara.storm.back", 1, None, "mara/storm/back--1"),
        ("cover", 1, None, "cover--1"),
        ("arrival.close.final[light=dawn]", 1, None, "arrival/close--final--light=dawn--1"),
        ("arrival.strip", 1, 3, "arrival/strip--1--panel-3"),
        ("con.aux", 1, None, "con-/aux---1"),
        ("真理.走る", 1, None, "真理/走る--1"),
    ],
)
def test_names(address, take, part, name):
    assert out_name(address, take, part) == name


@given(st.text(min_size=1, max_size=300))
def test_any_name_is_safe(name):
    plain = safe(name)
    assert 0 < len(plain.encode("utf-8", "surrogatepass")) <= LONGEST
    assert not set(plain) & set('<>:"/\\|?*\0\n')
    assert plain[-1] not in ". "
    assert plain.split(".")[0].casefold() not in RESERVED


def test_names_that_differ_in_case_only():
    names = apart({"x": "a/B--1", "y": "a/b--1", "z": "c--1"})
    assert names["z"] == "c--1"
    assert len({n.casefold() for n in names.values()}) == 3


def test_copies_are_copies(project):
    project.run(board(ONE))
    stored = next((project.root / ".bananaboard/store").rglob("*.png"))
    assert copy(project).read_bytes() == stored.read_bytes()
    assert copy(project).stat().st_ino != stored.stat().st_ino
    assert copy(project).stat().st_mode & 0o200


def test_a_retouched_copy_is_left(project):
    project.run(board(ONE))
    copy(project).write_bytes(png(9))
    record = project.run(board(ONE))
    assert copy(project).read_bytes() == png(9)
    assert record.kept_aside == (copy(project),)
    assert record.takes[0].path != copy(project)
    assert record.takes[0].path.exists()


def test_a_file_of_a_person_is_left(project):
    project.run(board(Item("a.c", "more")))
    copy(project).write_bytes(b"mine")
    assert project.run(board(ONE)).kept_aside == (copy(project),)
    assert copy(project).read_bytes() == b"mine"


@pytest.mark.parametrize("where", ["out", "out/board", "out/board/a"])
def test_a_folder_that_leads_elsewhere(project, tmp_path_factory, where):
    outside = tmp_path_factory.mktemp("outside")
    link = project.root / where
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside)
    record = project.run(board(ONE))
    assert record.made == 1
    assert list(outside.iterdir()) == []
    assert record.takes[0].path.is_relative_to(project.root / ".bananaboard")


def test_a_copy_that_is_a_link(project, tmp_path):
    project.run(board(ONE))
    target = tmp_path / "precious.png"
    target.write_bytes(copy(project).read_bytes())
    copy(project).unlink()
    copy(project).symlink_to(target)
    project.run(board(replace(ONE, text="other")))
    assert copy(project).is_symlink()
    assert target.exists()


def test_what_is_no_longer_shown_goes_and_comes_back(project):
    two = Item("a.c", "more", takes=1)
    project.run(board(ONE, two))
    project.run(board(ONE))
    assert not copy(project, "a/c--1.png").exists()
    assert project.run(board(ONE, two)).made == 0
    assert copy(project, "a/c--1.png").exists()


def test_a_retouched_copy_stays_when_its_shot_goes(project):
    project.run(board(ONE, Item("a.c", "more", takes=1)))
    copy(project, "a/c--1.png").write_bytes(png(9))
    project.run(board(ONE))
    assert copy(project, "a/c--1.png").read_bytes() == png(9)


def test_a_retouch_is_seen_by_its_bytes_and_not_by_its_time(project):
    """A picture of the same size and the same time stamp is still somebody's work."""
    project.run(board(ONE, Item("a.c", "more", takes=1)))
    there = copy(project, "a/c--1.png")
    before = there.stat()
    mine = png(9)[: before.st_size].ljust(before.st_size, b"x")
    there.write_bytes(mine)
    os.utime(there, ns=(before.st_atime_ns, before.st_mtime_ns))
    project.run(board(ONE))
    assert there.read_bytes() == mine


def test_the_last_copy_of_a_picture_is_left(project):
    project.run(board(ONE, Item("a.c", "more", takes=1)))
    last = {name: copy(project, name).read_bytes() for name in ("a/b--1.png", "a/c--1.png")}
    for stored in (project.root / ".bananaboard/store").rglob("*.png"):
        stored.unlink()
    project.run(board(replace(ONE, text="other")))
    assert {name: copy(project, name).read_bytes() for name in last} == last


def test_new_words_replace_the_copy(project):
    project.run(board(ONE))
    before = copy(project).read_bytes()
    project.run(board(replace(ONE, text="other")))
    assert copy(project).read_bytes() != before


def test_paid_pictures_take_the_place_of_sketches(project):
    sketching = Project(project.root, Camera("sketch", free=True))
    sketching.run(board(ONE))
    sketch = copy(project).read_bytes()
    project.run(board(ONE))
    assert copy(project).read_bytes() != sketch


def test_sketches_never_take_the_place_of_paid_pictures(project):
    project.run(board(ONE))
    paid = copy(project).read_bytes()
    Project(project.root, Camera("sketch", free=True)).run(board(ONE))
    assert copy(project).read_bytes() == paid
    assert [p.name for p in copy(project).parent.iterdir() if p.read_bytes() != paid]  # the sketch lies beside it


def test_a_folder_in_the_place_of_a_copy(project):
    (copy(project) / "mine").mkdir(parents=True)
    record = project.run(board(ONE, Item("a.c", "more", takes=1)))
    assert record.kept_aside == (copy(project),)
    assert copy(project).is_dir()
    assert copy(project, "a/c--1.png").is_file()
    assert record.takes[0].path.parent == copy(project).parent


def test_another_folder_for_the_copies(project, tmp_path):
    plan = project.plan(board(ONE))
    workspace = Workspace(project.root, tmp_path / "elsewhere")
    import asyncio

    from bananaboard.runtime.execute import execute

    record = asyncio.run(execute(plan, project.camera, workspace=workspace))
    assert record.takes[0].path == tmp_path / "elsewhere/a/b--1.png"


def test_a_damaged_index_is_no_trouble(project):
    project.run(board(ONE))
    (index,) = (project.root / ".bananaboard/out").iterdir()
    for text in ("", "[]", '{"a": 1}', "[" * 100_000, '{"../../x": ["", 0, 0, "paid"]}'):
        index.write_text(text)
        assert project.run(board(ONE)).made == 0
        assert copy(project).exists()


def test_the_root(tmp_path):
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    script = inner / "x.bnn"
    (inner / ".git").mkdir()
    assert find_root(script) == inner
    (tmp_path / ".bananaboard").mkdir()
    assert find_root(script) == tmp_path


def test_files_of_a_board(tmp_path):
    workspace = Workspace(tmp_path)
    assert workspace.out("films/one.bnn") == tmp_path / "films/out/one"
    paid = {"free": False, "maker": "gemini"}
    assert workspace.picks("films/one.bnn", "films/one.bnn", **paid) == tmp_path / "films/one.picks.toml"
    assert workspace.picks("films/one.bnn", "cast.bnn", **paid) == tmp_path / "cast.picks.toml"
    assert workspace.picks("films/one.bnn", "pkg:x/cast.bnn", **paid) == tmp_path / "films/one.picks.toml"
    sketches = workspace.picks("films/one.bnn", "films/one.bnn", free=True, maker="sketch")
    assert sketches.is_relative_to(tmp_path / ".bananaboard")
    assert stem("<stdin>") == "board"
    assert with_(workspace, root=tmp_path / "x").home == tmp_path / "x/.bananaboard"
