"""The shot list, and the bundle that `restore` reads."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile

import pytest
from bananaboard.runtime.clock import wall_clock
from bananaboard.runtime.export.exporter import Unexportable, Wishes
from bananaboard.runtime.export.exporters import open_exporter
from bananaboard.runtime.export.put import put_export
from bananaboard.runtime.restore import restore
from bananaboard.runtime.root import Workspace
from PIL import Image

from .boards import KEEPER, Board


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_line_a_picture(keeper):
    to, _ = keeper.export("csv", "shots.csv")
    found = rows(to)
    assert [(r["number"], r["variant"], r["panel"]) for r in found] == [
        ("1A", "", ""), ("1B", "light dawn", ""), ("1B", "light storm", ""), ("1C", "", "1"), ("1C", "", "2"),
        ("2A", "", ""),
    ]  # fmt: skip
    assert (found[0]["seconds"], found[0]["caption"], found[0]["kind"]) == ("3", "She is back.", "sketch")
    assert [found[3]["sound"], found[4]["sound"]] == ["STEP", "CRASH"]


def test_no_cell_is_a_formula(hostile):
    to, _ = hostile.export("csv", "shots.csv")
    cells = [c for row in rows(to) for c in row.values()]
    assert "'＝SUM(A1)" in cells  # wide signs begin formulas in some spreadsheets
    assert not [c for c in cells if c.lstrip().startswith(("=", "+", "-", "@"))]
    assert "\x1b" not in to.read_text("utf-8-sig")


def test_a_bundle_brings_everything_back(tmp_path):
    board = Board(tmp_path, KEEPER)
    to, written = board.export("zip", "board.zip")
    shutil.rmtree(tmp_path / ".bananaboard")
    shutil.rmtree(tmp_path / "out")
    assert board.material.board.made == 0
    found = restore(Workspace(tmp_path), to, wall_clock, "board.bnn")
    assert found.pictures >= written.pictures
    assert found.damaged == 0
    assert board.material.board.made == 5


def test_a_bundle_says_where_pictures_come_from_and_no_more(keeper):
    to, _ = keeper.export("zip", "board.zip")
    with zipfile.ZipFile(to) as archive:
        told = json.loads(archive.read("provenance.json"))
        whole = b"".join(archive.read(n) for n in archive.namelist() if not n.endswith(".png"))
        names = archive.namelist()
    assert told["format"] == "bananaboard.bundle/1"
    assert told["sources"][0]["path"] == "board.bnn"
    assert len(told["pictures"]) == 6
    assert all(p["file"] in names for p in told["pictures"])
    assert str(keeper.root).encode() not in whole
    assert not [n for n in names if n.startswith("/") or ".." in n]


def test_a_bundle_is_the_same_again(keeper):
    first = keeper.export("zip", "one.zip")[0].read_bytes()
    assert keeper.export("zip", "one.zip")[0].read_bytes() == first


def test_hostile_words_do_not_break_a_bundle(hostile):
    to, _ = hostile.export("zip", "board.zip")
    with zipfile.ZipFile(to) as archive:
        assert archive.testzip() is None
        assert "<script>" in json.loads(archive.read("provenance.json"))["board"]


def test_everything_that_the_board_names_is_in_its_bundle_and_safe(tmp_path):
    """Tables, texts and documents too, and what no shot of it uses."""
    (tmp_path / "mugs.csv").write_text("id,glaze\nred,coral\nblue,cobalt\n", "utf-8")
    (tmp_path / "words.txt").write_text("Mugs are round.", "utf-8")
    Image.new("RGB", (9, 9)).save(tmp_path / "pose.png")
    board = Board(tmp_path, """
    reference sheet "words.txt"
    reference pose "pose.png"
    style ink "ink" { reference "words.txt" }
    scene s {
      variant mug from "mugs.csv"
      shot a "A {{ mug.glaze }} mug"
    }
    """)  # fmt: skip
    to, _ = board.export("zip", "board.zip")
    with zipfile.ZipFile(to) as archive:
        inside = {n for n in archive.namelist() if n.startswith("sources/")}
        told = json.loads(archive.read("provenance.json"))["sources"]
        assert archive.read("sources/mugs.csv") == (tmp_path / "mugs.csv").read_bytes()
    assert inside == {"sources/board.bnn", "sources/mugs.csv", "sources/pose.png", "sources/words.txt"}
    assert {s["path"] for s in told} == {"board.bnn", "mugs.csv", "pose.png", "words.txt"}
    found = restore(Workspace(tmp_path), to, wall_clock, "board.bnn")
    assert (found.strangers, found.damaged) == (0, 0)
    for name in ("mugs.csv", "words.txt"):
        with pytest.raises(Unexportable, match="made of"):
            put_export(open_exporter("csv"), board.material, tmp_path / name, Wishes(), force=True)
