"""`restore`: what was paid for comes back from copies, bundles and other stores, and nothing else gets in."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing, nullcontext

import pytest
from bananaboard.runtime.clock import wall_clock
from bananaboard.runtime.offers import LIST, NoOffer, Offered
from bananaboard.runtime.picking import pick
from bananaboard.runtime.restore import restore
from bananaboard.runtime.root import Workspace

from .boards import Camera, Item, Project, board, png

ITEMS = (Item("mara.profile", "Mara"), Item("a.wide", "wide", needs=("mara.profile",)), Item("a.sea", "the sea"))
PRICE = 39_100_000


@pytest.fixture
def made(project):
    """Six paid pictures, and take 2 of one picked."""
    project.run(board(*ITEMS))
    pick(board(*ITEMS), project.root, project.camera.info, "a.sea", 2)
    return project


@pytest.fixture
def clone(made, tmp_path):
    """The same project on another computer: boards and picks are committed, the store is not."""
    root = tmp_path / "clone"
    root.mkdir()
    shutil.copy(made.root / "board.picks.toml", root)
    return Project(root, made.camera)


def home(project):
    return project.root / ".bananaboard"


def brought(project, source, named="board.bnn"):
    return restore(Workspace(project.root), source, wall_clock, named)


def bundle(project, path):
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted((home(project) / "store").rglob("*.*")):
            archive.write(file, file.relative_to(home(project)))
    return path


def spent(project):
    with closing(sqlite3.connect(home(project) / "ledger.sqlite")) as db:
        return db.execute("SELECT board, spent FROM board").fetchall()


def counts(project):
    return {s.call.address: (s.status.value, s.counts) for s in project.plan(board(*ITEMS)).steps}


def test_13_the_folder_was_deleted_and_out_brings_all_of_it_back(made):
    """Bytes, words, costs and the choice: the plan is as it was."""
    before = counts(made)
    shutil.rmtree(home(made))
    assert [d.code for d in made.plan(board(*ITEMS)).diagnostics] == ["BNN605"]
    found = brought(made, made.root / "out/board")
    assert (found.pictures, found.entered.answers, found.missing) == (6, 6, [])
    assert counts(made) == before
    assert spent(made) == [("board.bnn", 6 * PRICE)]
    assert made.asked(board(*ITEMS)) == []


@pytest.mark.parametrize("source", ["bundle", "store", "home", "project"])
def test_17_a_fresh_clone_gets_what_its_picks_name(made, clone, tmp_path, source):
    plan = clone.plan(board(*ITEMS))
    assert plan.stopped
    places = {"store": home(made) / "store", "home": home(made), "project": made.root}
    found = brought(clone, bundle(made, tmp_path / "b.zip") if source == "bundle" else places[source])
    assert (found.pictures, found.entered.answers, found.missing) == (6, 6, [])
    assert counts(clone) == counts(made)
    assert clone.asked(board(*ITEMS)) == []


def test_one_picture_that_is_missing(made):
    path = sorted((home(made) / "store").rglob("*.png"))[2]
    path.unlink()
    assert made.asked(board(*ITEMS)) == []
    found = brought(made, made.root / "out/board")
    assert (found.pictures, found.there, found.missing) == (1, 5, [])
    assert path.exists()
    assert spent(made) == [("board.bnn", 6 * PRICE)]


def test_an_altered_picture_is_healed(made):
    path = sorted((home(made) / "store").rglob("*.png"))[0]
    good = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(good[:-5] + b"xxxxx")
    found = brought(made, made.root / "out/board")
    assert (found.pictures, found.there) == (1, 5)
    assert path.read_bytes() == good


def test_what_is_still_missing_is_named(made, tmp_path):
    for path in (home(made) / "store").rglob("*.png"):
        path.unlink()
    folder = tmp_path / "some"
    folder.mkdir()
    shutil.copy(made.root / "out/board/a/wide--1.png", folder / "any name.PNG")
    found = brought(made, folder)
    assert found.pictures == 1
    assert sorted(a for a, _ in found.missing) == ["a.sea", "a.sea", "a.wide", "mara.profile", "mara.profile"]
    assert made.asked(board(*ITEMS)) == []


def test_twice_is_once(made):
    shutil.rmtree(home(made))
    brought(made, made.root / "out/board")
    found = brought(made, made.root / "out/board")
    assert (found.pictures, found.there, found.entered.answers) == (0, 6, 0)
    assert spent(made) == [("board.bnn", 6 * PRICE)]


def test_picks_alone_bring_back_their_pictures(made, clone):
    """Copies without a list of receipts: what was picked counts, the rest is nothing that could be placed."""
    (made.root / "out/board" / LIST).unlink()
    found = brought(clone, made.root / "out/board")
    assert (found.pictures, found.strangers) == (1, 5)
    steps = {s.call.address: s.status.value for s in clone.plan(board(*ITEMS)).steps}
    assert steps == {"mara.profile": "new", "a.wide": "new", "a.sea": "cached"}


def test_two_computers_made_the_same_take(made, tmp_path):
    """Both are kept: the one that comes gets the next number."""
    other = Project(tmp_path / "other", made.camera)
    other.root.mkdir()
    other.run(board(*ITEMS))
    found = brought(made, home(other))
    assert found.pictures == 6
    assert spent(made) == [("board.bnn", 12 * PRICE)]
    takes = {t.address for t in made.run(board(*ITEMS)).takes if t.take == 4}
    assert takes == {"mara.profile", "a.wide", "a.sea"} - {"a.wide"}  # it was made from another view


def evil(name, data=b"x"):
    def write(archive, made):
        archive.writestr(name, data)

    return write


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.png", "/etc/x.png", "C:\\x.png", "store/ab/" + "a" * 64 + ".png", "a" * 64 + ".exe",
        "x" * 300 + ".png",
    ],
)  # fmt: skip
def test_strange_names_in_a_bundle(made, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(name, png(5))
    before = sorted(p for p in tmp_path.rglob("*") if "ledger" not in p.name and p.suffix != ".lock")
    assert brought(made, tmp_path / "b.zip").pictures == 0
    assert sorted(p for p in tmp_path.rglob("*") if "ledger" not in p.name and p.suffix != ".lock") == before


def test_bytes_that_are_not_what_their_name_says(made, tmp_path):
    victim = sorted((home(made) / "store").rglob("*.png"))[0]
    victim.unlink()
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(victim.name, png(5))
    found = brought(made, tmp_path / "b.zip")
    assert (found.pictures, found.damaged, len(found.missing)) == (0, 1, 1)


def test_a_bundle_that_swells(made, tmp_path):
    victim = sorted((home(made) / "store").rglob("*.png"))[0]
    victim.unlink()
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(victim.name, bytes(70_000_000))
    assert (tmp_path / "b.zip").stat().st_size < 200_000
    assert brought(made, tmp_path / "b.zip").damaged == 1


@pytest.mark.parametrize(
    "change",
    [
        ('"cost_nano": null', '"cost_nano": -5'), ('"take": ', '"take": -'), ('"format": "', '"format": "x'),
        ('"said": "sha256:', '"said": "sha256:0'), ('"address": "', '"address": "\\u0007'),
        ('"take": ', '"take": 1.5, "x": '),
        ('"said_json": "', '"said_json": "x'), ("{", "["), ('"seq": ', '"seq": 99999999999999999999'),
    ],
)  # fmt: skip
def test_receipts_that_cannot_be(made, clone, change):
    """The pictures of the picks come back; no row is made of a receipt that was tampered with."""
    for path in (home(made) / "store").rglob("*.json"):
        text = path.read_text()
        assert change[0] in text
        path.chmod(0o644)
        path.write_text(text.replace(change[0], change[1], 1))
    found = brought(clone, home(made))
    assert (found.entered.answers, found.entered.pictures) == (0, 0)


def test_links_are_not_followed(made, tmp_path):
    folder = tmp_path / "links"
    folder.mkdir()
    victim = sorted((home(made) / "store").rglob("*.png"))[0]
    kept = shutil.copy(victim, tmp_path / "kept.png")
    victim.unlink()
    (folder / "a.png").symlink_to(kept)
    (folder / "b").symlink_to(tmp_path)
    assert brought(made, folder).pictures == 0


@pytest.mark.parametrize("content", [None, b"", b"PK\x05\x06" + bytes(18), b"PK\x03\x04rubbish", b"no bundle"])
def test_what_is_no_offer(made, tmp_path, content):
    path = tmp_path / "b.zip"
    if content is not None:
        path.write_bytes(content)
    if content is not None and content.startswith(b"PK\x05"):
        assert brought(made, path).pictures == 0
    else:
        with pytest.raises(NoOffer):
            brought(made, path)


def test_the_list_beside_the_copies_is_written_when_something_changes(made):
    path = made.root / "out/board" / LIST
    first = path.read_bytes()
    when = path.stat().st_mtime_ns
    made.run(board(*ITEMS))
    assert path.stat().st_mtime_ns == when
    made.run(board(*ITEMS), reroll=("a.sea",))
    assert len(path.read_bytes()) > len(first)
    assert str(made.root) not in path.read_text()


def test_a_list_of_somebody_else_stays(made):
    path = made.root / "out/board" / LIST
    path.write_text("my receipts")
    made.run(board(*ITEMS), reroll=("a.sea",))
    assert path.read_text() == "my receipts"


def test_sketches_have_no_list(sketching):
    sketching.run(board(*ITEMS))
    assert not (sketching.root / "out/board" / LIST).exists()


def test_what_was_pretended_stays_apart(tmp_path):
    """A rehearsal's pictures and costs never come into the ledger of what was paid for."""
    camera = Camera("rehearsal")
    one = Project(tmp_path / "one", camera)
    one.root.mkdir()
    one.run(board(*ITEMS))
    (tmp_path / "two").mkdir()
    for realm, count in (("", 0), ("rehearsal", 6)):
        space = Workspace(tmp_path / "two", realm=realm)
        found = restore(space, home(one), wall_clock)
        assert (found.pictures, found.entered.answers) == (count, count)
        assert found.apart == ([] if realm else ["rehearsal"])


def test_a_file_that_is_too_large_is_not_even_unpacked():
    unpacked = []
    assert Offered("a.png", 11, lambda: unpacked.append(1) or b"").read(10) is None
    assert unpacked == []
    assert Offered("a.png", 1, lambda: b"x" * 11).read(10) is None  # one that lies about its size
    assert Offered("a.png", 10, lambda: b"x" * 10).read(10) == b"x" * 10


@pytest.mark.parametrize(("fault", "ours"), [(zlib.error("torn"), False), (AssertionError("a fault of ours"), True)])
def test_what_unpacking_raises_is_no_fault_of_ours(fault, ours):
    def torn():
        raise fault

    with pytest.raises(AssertionError) if ours else nullcontext():
        assert Offered("a.png", 1, torn).read(10) is None
