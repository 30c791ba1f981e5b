"""`bnn watch`, in a real process, while files are really saved."""

from __future__ import annotations

import os
import sys

import pytest
from click.testing import CliRunner
from PIL import Image

from bananaboard.cli.commands import bnn

from .terminal import in_a_window, watching

BOARD = """import "people.bnn" as people
storyboard "Tram" { budget: $1.00 }
scene ride {
  variant stop from "stops.csv"
  shot wide "@people.ana waits"
  shot sign "The sign says {{ stop.name }}"
}
"""
PEOPLE = 'character ana "a tall driver" { reference "refs/ana.png" }\n'
END = "Ctrl-C ends it."

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent to a process there")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "refs").mkdir()
    Image.new("RGB", (64, 64), "red").save(tmp_path / "refs" / "ana.png")
    (tmp_path / "people.bnn").write_text(PEOPLE)
    (tmp_path / "stops.csv").write_text("key,name\nquay,The quay\nmill,The mill\n")
    (tmp_path / "tram.bnn").write_text(BOARD)
    return tmp_path


def change(path, before, after):
    """As editors save: another file in the place of the old one."""
    text = path.read_text("utf-8")
    assert before in text
    beside = path.with_name(path.name + "~")
    beside.write_text(text.replace(before, after), "utf-8")
    beside.replace(path)


def test_each_kind_of_file_is_waited_for(project):
    with watching(project, "tram.bnn") as terminal:
        first = terminal.until("drawn", "ride.sign[stop=mill]", "never made", "Watching 4 files", END)
        assert "3 pictures" in first
        assert (project / "out" / "tram" / "index.html").is_file()
        change(project / "tram.bnn", "waits", "waits in the rain")
        assert "ride.sign" not in terminal.until("drawn", "ride.wide", "in the rain", END)
        change(project / "people.bnn", "tall", "small")
        terminal.until("drawn", "ride.wide", END)
        change(project / "stops.csv", "The mill", "The old mill")
        assert "quay" not in terminal.until("drawn", "ride.sign[stop=mill]", END)
        Image.new("RGB", (64, 64), "blue").save(project / "refs" / "ana.png")
        terminal.until("1 picture was made from a picture that is another now", END)
        assert terminal.end()[0] == 0


def test_a_mistake_is_shown_and_goes_away_and_the_pictures_stay(project):
    with watching(project, "tram.bnn") as terminal:
        terminal.until("drawn", END)
        drawn = sorted((project / "out").rglob("*.png"))
        change(project / "tram.bnn", "@people.ana", "@people.anna")
        told = terminal.until("1 error", "tram.bnn:5:", "BNN", END)
        assert "BNN622" not in told
        assert sorted((project / "out").rglob("*.png")) == drawn
        change(project / "tram.bnn", "@people.anna", "@people.ana")
        assert "drawn" not in terminal.until("3 pictures", END)


def test_what_is_not_there_yet_is_waited_for(project):
    (project / "refs" / "ana.png").rename(project / "ana.png")
    with watching(project, "tram.bnn") as terminal:
        terminal.until("BNN240", "refs/ana.png", END)
        (project / "ana.png").rename(project / "refs" / "ana.png")
        terminal.until("drawn", "ride.wide", END)


def test_a_board_that_goes_away_may_come_back(project):
    with watching(project, "tram.bnn") as terminal:
        terminal.until("drawn", END)
        (project / "tram.bnn").rename(project / "elsewhere")
        terminal.until("1 error", END)
        (project / "elsewhere").rename(project / "tram.bnn")
        terminal.until("3 pictures", END)


def test_a_pick_elsewhere_is_seen(project):
    change(project / "tram.bnn", "waits", "waits, twice")
    change(project / "tram.bnn", 'shot wide "@people.ana waits, twice"', 'shot wide "@people.ana waits" { takes: 2 }')
    change(project / "tram.bnn", "  shot sign", '  edit calm of wide "Calm"\n  shot sign')
    with watching(project, "tram.bnn", "--stale") as terminal:
        terminal.until("drawn", "ride.calm", END)
        os.chdir(project)
        assert CliRunner().invoke(bnn, ["pick", "tram.bnn", "ride.wide", "2"]).exit_code == 0
        terminal.until("drawn", "ride.calm", END)


def test_where_it_costs_money_nothing_is_sent(project):
    """The rehearsal is a paid engine that is only pretended: whoever asks it leaves a ledger."""
    with watching(project, "tram.bnn", "--engine", "rehearsal") as terminal:
        told = terminal.until(
            "ride.wide", "On rehearsal: about $", "Nothing is spent from here", "--engine rehearsal", END
        )
        assert "drawn" not in told
        change(project / "tram.bnn", "waits", "waits in the rain")
        terminal.until("ride.wide", END)
        assert terminal.end()[0] == 0
    assert not (project / "out").exists()
    assert not (project / ".bananaboard").exists()


def test_a_window_is_given_back_with_what_it_showed(project):
    with in_a_window(project, "tram.bnn") as terminal:
        terminal.until("\x1b[?1049h", "drawn", "The page:", END)
        change(project / "tram.bnn", "@people.ana", "@people.anna")
        terminal.until("1 error", END)
        change(project / "tram.bnn", "@people.anna", "@people.ana")
        terminal.until("3 pictures", END)
        code, rest = terminal.end()
    assert code == 0
    left = rest.rpartition("\x1b[?1049l")[2]
    assert "3 pictures" in left
    assert END in left
    assert "Traceback" not in rest


def test_a_low_window_has_the_head_and_the_foot(project):
    text = (project / "tram.bnn").read_text()
    (project / "tram.bnn").write_text(text + "".join(f'shot s{i} "@nobody{i}"\n' for i in range(30)))
    with in_a_window(project, "tram.bnn", rows=16) as terminal:
        seen = terminal.until("30 errors", "`bnn check tram.bnn` shows the rest.", END)
    assert seen.count("\n") < 40


def test_a_window_may_be_made_another_size(project):
    with in_a_window(project, "tram.bnn", rows=40) as terminal:
        terminal.until("drawn", "The page:", END)
        terminal.resize(40, 50)
        terminal.until("\x1b[1mits own for character", END)  # here a line of 50 columns begins
        assert terminal.end()[0] == 0


@pytest.mark.parametrize(("file", "told"), [("-", "name one"), ("a.ipynb", "for boards"), ("none.bnn", "no file")])
def test_what_can_not_be_watched_is_said(file, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.ipynb").write_text("{}")
    found = CliRunner().invoke(bnn, ["watch", file])
    assert found.exit_code == 2
    assert told in found.output
