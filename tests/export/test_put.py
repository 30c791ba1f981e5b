"""Where exports go: never over what somebody else put there, whole or not at all."""

from __future__ import annotations

import os

import pytest
from bananaboard.runtime.export.exporter import Unexportable, Wishes
from bananaboard.runtime.export.exporters import exporter_names, open_exporter
from bananaboard.runtime.export.put import put_export


def test_what_was_changed_since_is_left(keeper):
    to, _ = keeper.export("csv", "mine.csv")
    to.write_text("my own")
    with pytest.raises(Unexportable, match="--force"):
        keeper.export("csv", "mine.csv")
    assert to.read_text() == "my own"
    put_export(open_exporter("csv"), keeper.material, to, Wishes(), force=True)
    assert to.read_text("utf-8-sig").startswith("scene,")


def test_a_folder_of_somebody_is_left(keeper):
    to = keeper.root / "theirs"
    to.mkdir()
    (to / "letter.txt").write_text("dear")
    with pytest.raises(Unexportable):
        keeper.export("html", "theirs", folder=True)
    assert (to / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize(
    "name",
    ["board.bnn", "board.picks.toml", "board.notes.toml", "board.ipynb", "mara.png", ".", "..", ".bananaboard",
     ".bananaboard/store", ".bananaboard/mine.csv"],
)  # fmt: skip
def test_what_the_board_is_made_of_is_never_replaced(keeper, name):
    """Whatever is asked for: a folder that is replaced is gone with all that is in it."""
    before = {p: p.read_bytes() for p in keeper.root.rglob("*") if p.is_file() and p.suffix in (".bnn", ".png")}
    with pytest.raises(Unexportable, match="made of"):
        put_export(open_exporter("csv"), keeper.material, keeper.root / name, Wishes(), force=True)
    assert {p: p.read_bytes() for p in before} == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_file_is_never_replaced(keeper):
    """A device or a pipe: what waits at its other end would get nothing."""
    to = keeper.root / "pipe.csv"
    os.mkfifo(to)
    with pytest.raises(Unexportable, match="neither a file nor a folder"):
        put_export(open_exporter("csv"), keeper.material, to, Wishes(), force=True)
    assert to.is_fifo()
    to.unlink()


def test_a_folder_with_other_files_is_never_replaced(keeper):
    to = keeper.root / "album"
    (to / "summer").mkdir(parents=True)
    (to / "summer" / "beach.png").write_text("dear")
    with pytest.raises(Unexportable, match="other files"):
        put_export(open_exporter("html"), keeper.material, to, Wishes(folder=True), force=True)
    assert (to / "summer" / "beach.png").read_text() == "dear"


def test_a_folder_that_was_exported_is_replaced_when_that_is_asked_for(keeper):
    to, _ = keeper.export("html", "pages", folder=True)
    (to / "more.txt").write_text("mine")
    with pytest.raises(Unexportable, match="--force"):
        keeper.export("html", "pages", folder=True)
    put_export(open_exporter("html"), keeper.material, to, Wishes(folder=True), force=True)
    assert not (to / "more.txt").exists()


def test_nothing_is_left_of_an_export_that_fails(keeper):
    class Failing:
        about, ending, credentials = "", "x", False

        def write(self, material, to, wishes):
            to.write_text("half")
            raise Unexportable("no")

    before = sorted(keeper.root.iterdir())
    with pytest.raises(Unexportable):
        put_export(Failing(), keeper.material, keeper.root / "never.x", Wishes())
    assert sorted(keeper.root.iterdir()) == before


def test_a_format_that_is_not_there_is_guessed():
    with pytest.raises(Unexportable, match="Did you mean `html`"):
        open_exporter("htlm")


@pytest.mark.parametrize("name", exporter_names())
def test_every_format_says_what_it_is(name):
    exporter = open_exporter(name)
    assert exporter.about
    assert isinstance(exporter.credentials, bool)
