"""Files of the store that are deleted or altered: told, and never paid for again unasked."""

from __future__ import annotations

import json
import random
import shutil

import pytest
from bananaboard.runtime.clock import wall_clock
from bananaboard.runtime.picking import pick
from bananaboard.runtime.restore import restore
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.store import Damaged, Store

from ..png import png
from .boards import Item, board

ITEMS = (
    Item("mara.profile", "Mara", takes=1),
    Item("a.wide", "wide", takes=1, needs=("mara.profile",)),
    Item("a.sea", "the sea", takes=1),
)


@pytest.fixture
def made(project):
    project.run(board(*ITEMS))
    return project


def stored(project, address):
    found = {t.address: t for t in project.run(board(*ITEMS)).takes}
    return Store(project.root / ".bananaboard").path(found[address].sha256)


def altered(path, how):
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes({"cut": data[:20], "empty": b"", "flip": data[:-3] + b"abc", "grown": data + b"x"}[how])


def statuses(project, items=ITEMS):
    return project.status(board(*items))


def test_a_deleted_picture_is_missing(made):
    stored(made, "mara.profile").unlink()
    assert statuses(made)["mara.profile"] == "missing"
    assert made.asked(board(*ITEMS)) == []
    more = (*ITEMS, Item("a.new", "new", takes=1, needs=("mara.profile",)))
    plan = made.plan(board(*more))
    assert [d.code for d in plan.diagnostics] == ["BNN604", "BNN653"]
    assert plan.stopped


@pytest.mark.parametrize("how", ["cut", "empty", "flip", "grown"])
def test_an_altered_picture_is_never_sent(made, how):
    """It is found when it is needed: nothing goes out, the file is put aside, and from then on it is missing."""
    path = stored(made, "mara.profile")
    altered(path, how)
    more = (*ITEMS, Item("a.new", "new", takes=1, needs=("mara.profile",)))
    record = made.run(board(*more))
    assert [f.address for f in record.failed] == ["a.new"]
    assert "bnn restore" in record.failed[0].message
    assert path.with_name(path.name + ".damaged").exists()
    assert statuses(made)["mara.profile"] == "missing"
    assert made.asked(board(*ITEMS)) == []


def test_an_altered_picture_is_never_copied(made):
    path = stored(made, "a.sea")
    altered(path, "flip")
    shutil.rmtree(made.root / "out")
    record = made.run(board(*ITEMS))
    assert "damaged" in record.uncopied
    assert not (made.root / "out/board/a/sea--1.png").exists()
    assert (made.root / "out/board/a/wide--1.png").exists()
    assert statuses(made)["a.sea"] == "missing"
    assert made.asked(board(*ITEMS)) == []


def test_the_copy_heals_the_store(made):
    path = stored(made, "a.sea")
    good = path.read_bytes()
    altered(path, "flip")
    restore(Workspace(made.root), made.root / "out/board", wall_clock, "board.bnn")
    assert path.read_bytes() == good
    assert set(statuses(made).values()) == {"cached"}


def test_a_damaged_sketch_is_drawn_again(sketching):
    sketching.run(board(*ITEMS))
    altered(stored(sketching, "mara.profile"), "cut")
    more = (*ITEMS, Item("a.new", "new", takes=1, needs=("mara.profile",)))
    sketching.run(board(*more))
    assert len(sketching.asked(board(*more))) >= 1
    assert set(statuses(sketching, more).values()) == {"cached"}


@pytest.mark.parametrize("seed", range(15))
def test_any_harm_to_the_store(made, seed):
    """Whatever happens to its files: no traceback, and nothing is asked for again."""
    chance = random.Random(seed)
    for path in sorted((made.root / ".bananaboard/store").rglob("*.*")):
        way = chance.choice(["stay", "delete", "cut", "flip", "link", "folder"])
        if way in ("cut", "flip"):
            altered(path, way)
        elif way != "stay":
            path.unlink()
            if way == "link":
                path.symlink_to("/nowhere")
            elif way == "folder":
                path.mkdir()
    if chance.random() < 0.5:
        shutil.rmtree(made.root / "out")
    made.camera.asked.clear()
    made.run(board(*ITEMS))
    json.loads(made.plan(board(*ITEMS)).to_json())
    assert made.camera.asked == []


def test_a_digest_tells(tmp_path):
    store = Store(tmp_path)
    store.prepare()
    name = store.keep(b"bytes", "image/png")
    assert store.sound(name)
    altered(store.path(name), "flip")
    with pytest.raises(Damaged):
        store.read(name)
    assert not store.sound(name)
    store.keep(b"bytes", "image/png")
    assert store.sound(name)


def test_what_is_put_aside_is_missing_until_it_comes_again(tmp_path):
    store = Store(tmp_path)
    store.prepare()
    sha256 = store.keep(png(1), "image/png")
    assert store.path(sha256) is not None
    aside = [store.set_aside(sha256)]
    assert store.path(sha256) is None
    assert store.keep(png(1), "image/png") == sha256
    assert store.read(sha256) == png(1)
    aside.append(store.set_aside(sha256))
    assert [p.name.partition(".png")[2] for p in aside] == [".damaged", ".damaged2"]


def test_an_older_picture_is_named_where_the_one_of_now_is_missing(project):
    """What the hint says works as it stands."""
    old, new = Item("a.b", "old words", takes=1), Item("a.b", "new words", takes=1)
    follower = Item("a.new", "new", takes=1, needs=("a.b",))
    (before,) = project.run(board(old)).takes
    (after,) = project.run(board(new)).takes
    Store(project.root / ".bananaboard").path(after.sha256).unlink()
    compiled = board(new, follower)
    (missing,) = [d for d in project.plan(compiled).diagnostics if d.code == "BNN604"]
    assert missing.args["older"] == before.sha256[:10]
    assert f"`bnn pick board.bnn --engine paid a.b {before.sha256[:10]} --keep`" in (missing.hint or "")
    pick(compiled, project.root, project.camera.info, "a.b", missing.args["older"], keep=True)
    assert project.asked(compiled) == ["a.new"]


def test_where_no_older_picture_is_there_none_is_named(made):
    stored(made, "mara.profile").unlink()
    plan = made.plan(board(*ITEMS, Item("a.new", "new", takes=1, needs=("mara.profile",))))
    (missing,) = [d for d in plan.diagnostics if d.code == "BNN604"]
    assert "bnn pick" not in missing.hint
    assert "--reroll mara.profile" in missing.hint
