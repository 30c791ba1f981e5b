"""`bnn export` as somebody types it, and exporters of other packages."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from importlib.metadata import EntryPoint

import pytest
from bananaboard.runtime.export import exporters
from bananaboard.runtime.export.exporter import Written
from click.testing import CliRunner
from PIL import Image, PngImagePlugin

from bananaboard.cli.commands import bnn

from .boards import KEEPER, Board


@pytest.fixture
def board(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("BNN_ENGINE", "BNN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return Board(tmp_path, KEEPER)


def typed(*words):
    return CliRunner().invoke(bnn, ["export", "board.bnn", *words])


def test_it_goes_beside_the_board(board):
    said = typed("--to", "comic")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("board-comic.pdf   5 pictures\n")
    assert "Each is marked: Sketch." in said.stdout
    assert (board.root / "board-comic.pdf").read_bytes().startswith(b"%PDF")


def test_it_is_written_again_and_never_over_something_else(board):
    assert typed("--to", "csv").exit_code == 0
    assert typed("--to", "csv").exit_code == 0
    (board.root / "board.csv").write_text("mine")
    said = typed("--to", "csv")
    assert said.exit_code == 2
    assert "--force" in said.output
    assert typed("--to", "csv", "--force").exit_code == 0


def test_what_is_not_made_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Board(tmp_path, KEEPER, draw=False)
    assert "5 pictures of the board are not made yet." in typed("--to", "html").stdout
    said = typed("--to", "zip")
    assert (said.exit_code, "Nothing of this board" in said.output) == (2, True)


@pytest.mark.parametrize(
    "words", [("--to", "docx"), ("--to", "pdf", "--folder"), ("--to", "pdf", "--font", "none.ttf")]
)
def test_what_can_not_be_is_a_sentence(board, words):
    said = typed(*words)
    assert said.exit_code == 2
    assert "Traceback" not in said.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--to", "csv", "--columns", "3"), "`--columns` goes with `--to pdf`, `--to comic` or `--to png`."),
        (("--to", "html", "--fps", "24"), "`--fps` goes with `--to mp4`, `--to gif` or `--to otio`."),
        (("--to", "bnn", "--captions"), "`--captions` goes with `--to mp4` or `--to gif`."),
        (("--to", "gif", "--seconds", "nan"), "is no number"),
    ],
)
def test_no_option_is_passed_over(board, words, told):
    before = sorted(board.root.iterdir())
    said = typed(*words)
    assert (said.exit_code, told in said.output) == (2, True), said.output
    assert sorted(board.root.iterdir()) == before


def test_a_board_with_errors_is_not_exported(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "board.bnn").write_text("shot a")
    said = typed("--to", "html")
    assert said.exit_code == 1
    assert not (tmp_path / "board.html").exists()


def credentialed():
    """A PNG with a chunk in which content credentials stand."""
    file, info = io.BytesIO(), PngImagePlugin.PngInfo()
    info.add(b"caBX", b"jumb")
    Image.new("RGB", (64, 36), "#345").save(file, "PNG", pnginfo=info)
    return file.getvalue()


def test_lost_content_credentials_are_told(board):
    """By the engine that has them: a picture brought in by hand counts for it."""
    (board.root / "mine.png").write_bytes(credentialed())
    picked = CliRunner().invoke(bnn, ["pick", "board.bnn", "night.wide", "mine.png", "--engine", "gemini"])
    assert picked.exit_code == 0, picked.output
    lost = typed("--to", "pdf", "--engine", "gemini")
    assert "content credentials are not in it" in lost.stdout
    assert "Sketch" not in lost.stdout
    kept = typed("--to", "zip", "--engine", "gemini")
    assert "content credentials" not in kept.stdout
    with zipfile.ZipFile(board.root / "board.zip") as archive:
        (entry,) = json.loads(archive.read("provenance.json"))["pictures"]
        assert (entry["content_credentials"], entry["by_hand"]) == (True, True)
        assert archive.read(entry["file"]) == credentialed()


@pytest.mark.parametrize(
    ("form", "module", "extra"),
    [("pdf", "uharfbuzz", "[pdf]"), ("comic", "fpdf", "[pdf]"), ("otio", "opentimelineio", "[otio]"),
     ("mp4", "imageio_ffmpeg", "[reel]")],
)  # fmt: skip
def test_what_is_not_installed_is_named(board, monkeypatch, form, module, extra):
    import importlib.util
    import shutil

    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else find(name))
    said = typed("--to", form)
    assert said.exit_code == 2
    assert f"pip install 'bananaboard{extra}'" in said.output


class Titles:
    about, ending, credentials = "the title", "txt", True

    def write(self, material, to, wishes):
        to.write_text(material.board.title)
        return Written(0, ("Only the title.",))


def test_a_package_adds_a_format(board, monkeypatch):
    point = EntryPoint("titles", f"{__name__}:Titles", exporters.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda self: Titles)
    monkeypatch.setattr(exporters, "_plugged", lambda: {"titles": point})
    said = typed("--to", "titles")
    assert said.stdout == "board-titles.txt   0 pictures\nOnly the title.\n"
    assert (board.root / "board-titles.txt").read_text() == "The Keeper"


def test_a_package_that_is_broken_is_named(board, monkeypatch):
    monkeypatch.setattr(exporters, "_plugged", lambda: {"lost": EntryPoint("lost", "nowhere:Lost", exporters.GROUP)})
    said = typed("--to", "lost")
    assert said.exit_code == 2
    assert "`lost` can't be loaded" in said.output
