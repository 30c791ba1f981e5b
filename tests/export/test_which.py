"""Which pictures an export shows: the final, else the take that was picked, else the first; and how they are marked."""

from __future__ import annotations

import pytest
from bananaboard.runtime.engines import GEMINI, REHEARSAL, SKETCH
from bananaboard.runtime.export.material import Gallery, mark_of
from bananaboard.runtime.export.panels import panels, to_the_left
from bananaboard.runtime.shown import Shown
from click.testing import CliRunner

import bananaboard as bb
from bananaboard.cli.commands import bnn

from .boards import Board

HILLS = """
storyboard "Hills" { aspect: 16:9; model: pro }
shot a "a hill" { takes: 3 }
shot b "a sea" { takes: 3 }
final { size: 2K }
"""


@pytest.fixture
def hills(tmp_path):
    return Board(tmp_path, HILLS)


def names(board):
    return [(p.href, p.final) for p in panels(board.material)]


def test_the_first_take_then_the_picked_one_then_the_final(hills):
    assert names(hills) == [("pictures/a--1.png", False), ("pictures/b--1.png", False)]
    picked = CliRunner().invoke(bnn, ["pick", str(hills.file), "b", "2"])
    assert picked.exit_code == 0, picked.output
    assert names(hills) == [("pictures/a--1.png", False), ("pictures/b--2.png", False)]
    bb.load(str(hills.file)).plan(final=True).run()
    assert names(hills) == [("pictures/a--1.png", False), ("pictures/b--final--1.png", True)]


def test_a_folder_has_what_counts_and_no_more(hills):
    to, _ = hills.export("html", "site", folder=True)
    assert sorted(p.name for p in to.rglob("*.png")) == ["a--1.png", "b--1.png"]


def test_pictures_that_are_gone_are_not_shown(hills):
    for path in (hills.root / ".bananaboard" / "store").rglob("*.png"):
        path.unlink()
    assert [(p.path, p.missing) for p in panels(hills.material)] == [(None, "not drawn yet")] * 2


def test_only_real_pictures_have_no_mark():
    shown = [Shown(None, engine, (), (), ()) for engine in (SKETCH, REHEARSAL, GEMINI)]
    assert list(map(mark_of, shown)) == ["Sketch", "Rehearsal", ""]


def test_no_two_pictures_share_a_name_on_any_system(tmp_path):
    gallery = Gallery(tmp_path)
    found = {gallery._named(name, tmp_path / str(n)) for n, name in enumerate(["p/A.png", "p/a.png", "p/a.png"])}
    assert len({name.casefold() for name in found}) == 3


@pytest.mark.parametrize(
    ("text", "left"), [("abc", False), ("12 مارا", True), ("«שלום»", True), ("A: مارا", False), ("", False)]
)
def test_texts_know_their_direction(text, left):
    assert to_the_left(text) is left
