"""Picks are text that people edit, and a stranger's file may hold anything."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace as with_

import pytest
from bananaboard.runtime.picking import pick, picked_addresses
from bananaboard.runtime.picks import Picks, add_picks, read_picks
from bananaboard.runtime.shelf import Pick
from hypothesis import given
from hypothesis import strategies as st

from .boards import Item, board

DIGEST = "sha256:" + "a" * 64
ONE = Pick("a.b", DIGEST, DIGEST, "b" * 64, 2)


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "board.picks.toml"
    picks = [ONE, with_(ONE, address='a."c"\n\x7f', seen=None, take=None), with_(ONE, said="sha256:" + "c" * 64)]
    assert add_picks(path, path.name, "paid", picks) == ()
    assert read_picks(path, path.name).of("paid") == picks
    assert read_picks(path, path.name).of("other") == []


def test_a_pick_takes_the_place_of_the_one_for_the_same_words(tmp_path):
    path = tmp_path / "board.picks.toml"
    other = with_(ONE, said="sha256:" + "c" * 64)
    add_picks(path, path.name, "paid", [ONE, other])
    add_picks(path, path.name, "paid", [with_(ONE, take=3)])
    assert read_picks(path, path.name).of("paid") == [other, with_(ONE, take=3)]


def test_the_file_is_for_people(project):
    compiled = board(Item("a.b", "words"))
    project.run(compiled)
    pick(compiled, project.root, project.camera.info, "a.b", 2)
    text = (project.root / "board.picks.toml").read_text()
    assert text.startswith("# Which take of each picture counts.")
    (entry,) = tomllib.loads(text)["pick"]
    assert (entry["address"], entry["take"], entry["maker"]) == ("a.b", 2, "paid")
    assert picked_addresses("board.bnn", project.root, project.camera.info) == {"a.b"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[pick", "BNN610"),
        ("pick = 1", "BNN610"),
        ("\udcff", "BNN610"),
        ("x = " + "[" * 100_000, "BNN610"),
        ("pick = [1]", "BNN611"),
        ("[[pick]]\naddress = 'a'", "BNN611"),
        (f"[[pick]]\naddress = 'a'\nsaid = '{DIGEST}'\nsha256 = '../../etc/passwd'", "BNN611"),
        (f"[[pick]]\naddress = 'a'\nsaid = '{DIGEST}'\nsha256 = '{'b' * 64}'\ntake = 'two'", "BNN611"),
        (f"[[pick]]\naddress = 3\nsaid = '{DIGEST}'\nsha256 = '{'b' * 64}'", "BNN611"),
    ],
)
def test_a_file_that_is_wrong_stops_the_plan(project, text, code):
    path = project.root / "board.picks.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    plan = project.plan(board(Item("a.b", "words")))
    assert [d.code for d in plan.diagnostics] == [code]
    assert plan.stopped
    assert plan.diagnostics[0].message
    before = path.read_bytes()
    assert add_picks(path, path.name, "paid", [ONE])
    assert path.read_bytes() == before


@given(st.binary(max_size=200))
def test_any_bytes(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("picks") / "board.picks.toml"
    path.write_bytes(data)
    assert isinstance(read_picks(path, path.name), Picks)


@pytest.mark.parametrize(
    ("address", "choice", "keep", "code"),
    [
        ("a.x", 1, False, "BNN606"),
        ("a.b", None, False, "BNN613"),
        ("a.*", 1, False, "BNN614"),
        ("a.b", 7, False, "BNN615"),
        ("a.b", "abcdef", False, "BNN615"),
        ("a.b#9", None, False, "BNN615"),
    ],
)
def test_what_can_not_be_picked(project, address, choice, keep, code):
    compiled = board(Item("a.b", "words"), Item("a.c", "more"))
    project.run(compiled)
    outcome = pick(compiled, project.root, project.camera.info, address, choice, keep=keep)
    assert [d.code for d in outcome.diagnostics] == [code]
    assert outcome.diagnostics[0].message
    assert not (project.root / "board.picks.toml").exists()


def test_what_is_no_picture_is_not_taken_in(project, tmp_path):
    compiled = board(Item("a.b", "words"))
    project.run(compiled)
    wrong = {tmp_path / "none.png": "BNN629", tmp_path: "BNN619", project.root / ".bananaboard/README.txt": "BNN619"}
    for path, code in wrong.items():
        outcome = pick(compiled, project.root, project.camera.info, "a.b", path)
        assert [d.code for d in outcome.diagnostics] == [code]


def test_older_words_need_keep(project):
    old, new = board(Item("a.b", "old")), board(Item("a.b", "new"))
    project.run(old)
    sha256 = project.plan(old).steps[0].counts
    outcome = pick(new, project.root, project.camera.info, "a.b", sha256[:10])
    assert [d.code for d in outcome.diagnostics] == ["BNN616"]
    outcome = pick(new, project.root, project.camera.info, "a.b", sha256[:10], keep=True)
    assert outcome.picked[0].sha256 == sha256
    assert project.asked(new) == []


def test_a_take_in_the_address(project):
    compiled = board(Item("a.b[x=1]", "words"))
    project.run(compiled)
    outcome = pick(compiled, project.root, project.camera.info, "a.b:x=1:2")
    assert [p.take for p in outcome.picked] == [2]


def test_keep_of_what_is_up_to_date_does_nothing(project):
    compiled = board(Item("a.b", "words"))
    project.run(compiled)
    outcome = pick(compiled, project.root, project.camera.info, "a.b", keep=True)
    assert (outcome.picked, outcome.skipped) == ((), ("a.b",))


def test_a_sketch_is_picked_out_of_sight(sketching):
    compiled = board(Item("a.b", "words"))
    sketching.run(compiled)
    outcome = pick(compiled, sketching.root, sketching.camera.info, "a.b", 2)
    assert outcome.picked[0].file.is_relative_to(sketching.root / ".bananaboard")
    assert sketching.plan(compiled).steps[0].picked


@pytest.mark.parametrize("gone", ["ledger.sqlite", "store", "ledger.sqlite store"])
def test_a_picked_sketch_that_is_lost_is_drawn_again(sketching, gone):
    chained = board(Item("a.b", "words", takes=2), Item("a.c", "more", takes=1, needs=("a.b",)))
    sketching.run(chained)
    pick(chained, sketching.root, sketching.camera.info, "a.b", 2)
    for name in gone.split():
        path = sketching.root / ".bananaboard" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    plan = sketching.plan(chained)
    assert not plan.stopped
    assert {s.call.address: s.make for s in plan.steps} == {"a.b": 2, "a.c": 1}
    assert plan.steps[0].why == "its picture is not there any more; it is drawn again"
    sketching.run(chained)
    assert sketching.plan(chained).totals.make == 0
