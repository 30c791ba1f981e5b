"""Every example is run on the built-in engine, as a user's first try is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import bananaboard as bb

EXAMPLES = Path(__file__).parents[2] / "examples"
BOARDS = sorted(p for p in EXAMPLES.glob("*/*.bnn") if p.stem != "cast")


@pytest.fixture
def copy(tmp_path):
    def make(board: Path) -> Path:
        folder = tmp_path / board.parent.name
        shutil.copytree(board.parent, folder, ignore=shutil.ignore_patterns("out", ".bananaboard", "*.picks.toml"))
        return folder / board.name

    return make


@pytest.mark.parametrize("board", BOARDS, ids=lambda p: p.stem)
def test_a_run_makes_everything_once(board, copy):
    path = copy(board)
    plan = bb.load(path).plan()
    run = plan.run()
    assert not run.failed
    assert run.made >= sum(c.make for c in plan.calls)
    assert all(take.path.is_file() for take in run.takes)
    assert run.page is not None
    assert run.page.stat().st_size > 5_000
    again = bb.load(path).plan()
    assert sum(c.make for c in again.calls) == 0
    assert again.run().made == 0


def test_another_coat_makes_only_what_shows_the_coat(copy):
    """In the storm she wears a cape: no picture of the board shows the coat, so nothing is made again."""
    path = copy(EXAMPLES / "lighthouse" / "lighthouse.bnn")
    bb.load(path).plan().run()
    assert sum(c.make for c in bb.load(path, coat="red parka").plan().calls) == 0


def test_the_second_episode_makes_no_view_again(copy):
    pilot = copy(EXAMPLES / "episodes" / "pilot.bnn")
    bb.load(pilot).plan().run()
    run = bb.load(pilot.with_name("homecoming.bnn")).plan().run()
    assert (run.made, run.reused) == (3, 2)


def test_the_address_of_a_panel_names_its_picture(copy):
    run = bb.load(copy(EXAMPLES / "comic" / "comic.bnn")).plan(only=["page_one.chase"]).run()
    assert run["page_one.chase.3"].path != run["page_one.chase.1"].path
