"""`bnn export --json`: what is in an export, for programs; and exports for people who only are to see the pictures."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest
from click.testing import CliRunner
from PIL import Image

from bananaboard.cli.commands import bnn

from .boards import Board

TEXT = """
storyboard "Hills" { aspect: 16:9; model: pro; rules: "no zeppelins at all" }
character mara "a keeper with sea-grey eyes" { name: "Mara Voss" }
shot one "@mara on the stairs" { takes: 2; note: "Hold it." }
shot two "@mara at sea"
shot three "the moon"
final { size: 2K }
"""


def typed(*words):
    return CliRunner().invoke(bnn, list(words))


@pytest.fixture(scope="module")
def hills(tmp_path_factory):
    """`one` has a pick, `two` a final, `three` nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("BNN_ENGINE", raising=False)
        board = Board(tmp_path_factory.mktemp("hills"), TEXT, draw=False)
        file = str(board.file)
        for words in (("run", file, "--only", "one", "--only", "two"), ("pick", file, "one", "2"),
                      ("run", file, "--final", "--only", "two.final")):  # fmt: skip
            said = typed(*words)
            assert said.exit_code == 0, said.output
        yield board


def told(board, form, name, *words):
    said = typed("export", str(board.file), "--to", form, "-o", str(board.root / name), "--json", *words)
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)


def test_each_picture_says_what_it_is(hills):
    found = told(hills, "pdf", "board.pdf")
    assert (found["format"], found["to"], found["board"]) == ("bananaboard.export/1", "pdf", "Hills")
    assert (found["engine"], found["mark"], found["exact_bytes"]) == ("sketch", "sketch", False)
    assert [(p["address"], p["take"], p["which"]) for p in found["pictures"]] == [
        ("one", 2, "pick"), ("two.final", 1, "final"),
    ]  # fmt: skip
    assert found["missing"] == [{"address": "three", "status": "new"}]
    assert found["bytes"] == (hills.root / "board.pdf").stat().st_size
    assert found["warnings"] == ["1 picture of the board is not made yet.", "Each is marked: Sketch."]


def test_digests_are_of_the_bytes_that_are_kept(hills):
    found = told(hills, "zip", "board.zip")
    with zipfile.ZipFile(found["path"]) as archive:
        there = {hashlib.sha256(archive.read(n)).hexdigest() for n in archive.namelist() if n.endswith(".png")}
    assert {p["sha256"] for p in found["pictures"]} == there
    assert sorted(p["which"] for p in found["pictures"]) == ["final", "first", "pick"]
    assert found["exact_bytes"] is True


@pytest.mark.parametrize(("form", "count"), [("html", 3), ("comic", 2), ("continuity", 2), ("csv", 2), ("gif", 2)])
def test_only_what_is_in_it_is_listed(hills, form, count):
    """A page has the draft of a final among its takes."""
    found = told(hills, form, f"{form}.out")
    assert len(found["pictures"]) == count


@pytest.mark.parametrize("form", ["bnn", "ipynb"])
def test_the_own_text_of_a_board_has_no_pictures(hills, form):
    found = told(hills, form, f"copy.{form}")
    assert (found["pictures"], found["exact_bytes"]) == ([], None)
    assert found["bytes"] == (hills.root / f"copy.{form}").stat().st_size


SECRETS = ("zeppelins", "sea-grey", "gemini-3", "$0.", "board.bnn", "<details", "one--1", "take 1")


def test_clients_see_pictures_and_not_how_they_were_asked_for(hills):
    full = (told(hills, "html", "full.html"), (hills.root / "full.html").read_text("utf-8"))[1]
    assert not [s for s in SECRETS[:6] if s not in full]
    told(hills, "html", "client.html", "--for-clients")
    told(hills, "html", "client", "--for-clients", "--folder")
    for page in ("client.html", "client/index.html"):
        shown = (hills.root / page).read_text("utf-8")
        assert not [s for s in SECRETS if s in shown], page
        assert not [s for s in ("Hills", "on the stairs", "Mara Voss", "Hold it.", "final") if s not in shown]


def test_a_folder_for_clients_has_no_other_takes(hills):
    told(hills, "html", "lean", "--for-clients", "--folder")
    found = sorted((hills.root / "lean").rglob("*.png"))
    assert [p.name for p in found] == ["one--2.png", "two--final--1.png"]
    for path in found:
        with Image.open(path) as image:
            assert image.load()
            assert not image.info.get("bananaboard-sketch")
    told(hills, "html", "fat", "--folder")
    with Image.open(hills.root / "fat" / "pictures" / "one--2.png") as image:
        assert image.info["bananaboard-sketch"]


@pytest.mark.parametrize("form", ["zip", "bnn", "ipynb"])
def test_what_is_made_of_prompts_is_not_for_clients(hills, form):
    said = typed("export", str(hills.file), "--to", form, "--for-clients")
    assert said.exit_code == 2
    assert "--for-clients" in said.output


def test_a_board_is_not_written_over_itself(hills):
    before = hills.file.read_text()
    for words in (("--to", "bnn"), ("--to", "csv", "-o", str(hills.file))):
        assert typed("export", str(hills.file), *words, "--force").exit_code == 2
    assert hills.file.read_text() == before


def test_broadcasters_have_rates_of_their_own(hills):
    for rate in ("23.976", "29.97"):
        assert told(hills, "gif", "rate.gif", "--fps", rate)["pictures"]
    for rate in ("0", "61", "23.9", "1/0", "nan", "²"):
        assert typed("export", str(hills.file), "--to", "gif", "--fps", rate).exit_code == 2
