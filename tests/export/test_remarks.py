"""Open notes of a review go with the pictures that they are about."""

from __future__ import annotations

import csv
import json
import zipfile

import opentimelineio as otio
import pypdfium2
import pytest
from click.testing import CliRunner

from bananaboard.cli.commands import bnn

from .boards import Board

NOTES = """
[[note]]
address = "a"
date = 2026-11-20
text = "The <b>hands</b> are wrong."
[[note]]
address = "a"
take = 2
picture = "{other}"
text = "Better sky."
[[note]]
address = "b"
text = "=SUM(A1)"
[[note]]
address = "b"
done = true
text = "Brighter."
[[note]]
address = "gone"
text = "Of a picture that is no more."
"""


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    made = Board(tmp_path_factory.mktemp("remarks"), 'shot a "a hill"\nshot b "a sea"')
    made.root.joinpath("board.notes.toml").write_text(NOTES.format(other="0" * 64))
    return made


SAID = ("hands", "Better sky. (of take 2)", "=SUM(A1)")
SILENT = ("Brighter", "no more")


def test_they_are_on_the_page(board):
    text = board.export("html", "board.html")[0].read_text("utf-8")
    assert "The &lt;b&gt;hands" in text
    assert [t in text for t in (*SAID, *SILENT)] == [True] * 3 + [False] * 2


def test_they_are_on_paper(board):
    with pypdfium2.PdfDocument(board.export("pdf", "board.pdf")[0]) as document:
        text = document[0].get_textpage().get_text_range()
    assert [t in text for t in (*SAID, *SILENT)] == [True] * 3 + [False] * 2


def test_they_are_cells_and_never_formulas(board):
    with board.export("csv", "board.csv")[0].open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["review"].splitlines() == ["The <b>hands</b> are wrong.", "Better sky. (of take 2)"]
    assert second["review"] == "'=SUM(A1)"


def test_they_are_markers_of_an_edit(board):
    made = otio.adapters.read_from_file(str(board.export("otio", "edit")[0] / "board.otio"))
    assert {m.name for c in made.find_clips() for m in c.markers} >= {"Review: =SUM(A1)"}


def test_a_bundle_has_all_of_them(board):
    with zipfile.ZipFile(board.export("zip", "board.zip")[0]) as archive:
        told = json.loads(archive.read("provenance.json"))["notes"]
    assert [(n["address"], n["take"], n["date"], n["done"]) for n in told] == [
        ("a", None, "2026-11-20", False), ("a", 2, None, False), ("b", None, None, False), ("b", None, None, True),
        ("gone", None, None, False),
    ]  # fmt: skip


def test_clients_do_not_see_them(board):
    to = board.root / "clients.html"
    said = CliRunner().invoke(bnn, ["export", str(board.file), "--to", "html", "--for-clients", "-o", str(to)])
    assert said.exit_code == 0, said.output
    assert not [t for t in SAID if t in to.read_text("utf-8")]


def test_a_file_that_can_not_be_read_is_told(tmp_path):
    board = Board(tmp_path, 'shot a "a hill"', draw=False)
    (tmp_path / "board.notes.toml").write_text("[[note")
    said = CliRunner().invoke(bnn, ["export", str(board.file), "--to", "csv"])
    assert (said.exit_code, "board.notes.toml" in said.stderr) == (0, True)
