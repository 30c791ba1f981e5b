"""`bnn pick` and `bnn status`."""

import json
import re
import shutil
from pathlib import Path

import pytest

import bananaboard as bb

from .conftest import KITE

SCREENS = Path(__file__).parent / "screens"


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    """A folder in which the board was run: each test has a copy of it."""
    folder = tmp_path_factory.mktemp("studio")
    (folder / "pyproject.toml").touch()
    (folder / "kite.bnn").write_text(KITE)
    bb.load(folder / "kite.bnn").plan(engine="sketch").run()
    return folder


@pytest.fixture
def made(bnn, kite, here, studio):
    for name in (".bananaboard", "out"):
        shutil.copytree(studio / name, here / name)
    return kite


def test_without_a_take_the_takes_are_shown(bnn, made, golden):
    shown = bnn("pick", "kite.bnn", "hill.wide").stdout
    golden(SCREENS / "takes.txt", re.sub("[0-9a-f]{12}", "<picture>   ", shown))


def test_a_take_by_number_in_the_address_and_by_digest(bnn, made):
    takes = {
        t["take"]: t for t in json.loads(bnn("pick", "kite.bnn", "hill.wide", "--json").stdout)["calls"][0]["takes"]
    }
    assert [t["counts"] for t in takes.values()] == [True, False]
    for choice in (("hill.wide", "2"), ("hill.wide:2",), ("hill.wide", takes[2]["sha256"][0][:10])):
        bnn("pick", "kite.bnn", "hill.wide", "1")
        done = bnn("pick", "kite.bnn", *choice)
        assert "hill.wide: take 2 counts from here on." in done.stdout
        assert counting(bnn) == 2


def counting(bnn):
    calls = json.loads(bnn("status", "kite.bnn", "--json").stdout)["calls"]
    (wide,) = [c for c in calls if c["address"] == "hill.wide"]
    return next(t["take"] for t in wide["takes"] if t["counts"])


def test_a_picture_retouched_by_hand_is_taken_in(bnn, made, here):
    done = bnn("pick", "kite.bnn", "hill.wide", "out/kite/hill/close--light=noon--1.png")
    assert done.exit_code == 0
    assert "hill.wide: take 3 counts" in done.stdout
    assert "made by hand" in bnn("pick", "kite.bnn", "hill.wide").stdout


def test_keep_says_that_the_pictures_are_right(bnn, made):
    made.write_text(made.read_text().replace("a red coat", "a red coat with buttons"))
    done = bnn("pick", "kite.bnn", "hill.*", "--keep")
    assert done.exit_code == 0
    assert "Nothing is to be made" in bnn("plan", "kite.bnn").stdout


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("hill.wied",), 2),
        (("hill.wied", "2"), 2),
        (("hill.wide", "7"), 2),
        (("hill.close", "1"), 2),
        (("hill.wide", "no/such.png"), 2),
        (("hill.wide", "kite.bnn"), 2),
        (("[[[", "1"), 2),
    ],
)
def test_what_can_not_be_picked(bnn, made, args, code):
    done = bnn("pick", "kite.bnn", *args)
    assert done.exit_code == code
    assert done.stderr


def test_a_pick_of_standard_input_has_no_place(bnn):
    assert bnn("pick", "-", "a", "1", input='shot a "A"\n').exit_code == 2


def test_picks_of_paid_pictures_lie_beside_the_board(bnn, kite, here, paid):
    bnn("run", "kite.bnn", "--engine", "paid", "--yes")
    done = bnn("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    assert "Written to kite.picks.toml." in done.stdout
    assert 'address = "hill.wide"' in (here / "kite.picks.toml").read_text()


def test_a_broken_file_of_picks_is_said(bnn, kite, here, paid):
    (here / "kite.picks.toml").write_text("[[pick]\n")
    done = bnn("plan", "kite.bnn", "--engine", "paid")
    assert done.exit_code == 1
    assert "BNN610" in done.stderr


def test_the_status(bnn, made, golden):
    bnn("pick", "kite.bnn", "hill.wide", "2")
    golden(SCREENS / "status.txt", bnn("status", "kite.bnn").stdout)


def test_the_status_before_anything_is_made(bnn, kite):
    done = bnn("status", "kite.bnn")
    assert "0 of 5 have a picture; a run would make 6 more." in done.stdout


def test_sketches_picks_stay_here_and_their_file_is_named_in_full(bnn, kite, here):
    bnn("run", "kite.bnn")
    told = bnn("pick", "kite.bnn", "hill.wide", "2").stdout
    assert "hill.close[light=dawn], hill.close[light=noon] were made from another take of hill.wide; " in told
    file = here / ".bananaboard/picks/sketch/kite.bnn.toml"
    assert file.read_text().startswith("# Which take of each sketch counts.")
    file.write_text(file.read_text() + "[[pick]]\n")
    assert "in .bananaboard/picks/sketch/kite.bnn.toml" in bnn("plan", "kite.bnn").stderr
    file.write_text("[")
    assert ".bananaboard/picks/sketch/kite.bnn.toml can't be read" in bnn("plan", "kite.bnn").stderr


def test_a_picture_that_is_not_there_is_told_so(made, bnn):
    done = bnn("pick", "kite.bnn", bb.load("kite.bnn").addresses[0], "./missing.png")
    assert done.exit_code == 2
    assert "There is no file at" in done.stderr
