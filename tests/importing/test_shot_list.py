"""Shot lists: those of spreadsheets, and the ones that are exported here."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from bananaboard.runtime.importing.columns import MEANINGS, meanings
from bananaboard.runtime.importing.lengths import read_length
from bananaboard.runtime.importing.shot_list import read_shot_list
from bananaboard.runtime.importing.story import NotImportable
from bananaboard.runtime.importing.writing import write_story
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bananaboard.cli.commands import bnn
from bananaboard.script import script_at

from .boards import Board, rows, written

HARBOUR = """"Production: The Harbour";;;;;;;;;;;;
;;;;;;;;;;;;
Scene;Shot;Shot Size;Angle;Movement;Description;Characters;Dialogue;Time;Location;INT/EXT;Props;Reference
1;1A;WS;low;static;"The harbour at dawn; boats {{ rock }}";;;3 sec;Harbour;EXT;boats;refs/mara.png
1;1B;CU;;dolly in;Mara lights a match;Mara, Tom O'Brien;"MARA: ""Who's there?""
TOM (O.S.): Me @home.";0:02.5;;EXT;;../../etc/passwd
;1C;MS;;;Tom O'Brien waves;Tom O'Brien;;quick;;;;
SCENE 2 - INT. LAMP ROOM - NIGHT;;;;;;;;;;;;
2;2A;;;;;;;;;;;
2;2B;ECU;;;;Mara;I know.;1m;;;;
"""


@pytest.fixture
def harbour(project):
    (project / "refs").mkdir()
    Image.new("RGB", (40, 30)).save(project / "refs" / "mara.png")
    return Board(written(project / "harbour.csv", HARBOUR))


def test_rows_are_shots(harbour):
    assert harbour.addresses == ["scene_1.shot_1a", "scene_1.shot_1b", "scene_1.shot_1c", "lamp_room_night.shot_2b"]
    assert "Camera: WS, low, static" in harbour.words("scene_1.shot_1a")
    assert "boats {{ rock }}" in harbour.words("scene_1.shot_1a")
    assert "Place: Harbour: Harbour, exterior" in harbour.words("scene_1.shot_1c")
    said = harbour.about("scene_1.shot_1b")
    assert said.dialogue == ('MARA: "Who\'s there?"', "TOM (O.S.): Me @home.")
    assert (said.duration, harbour.about("scene_1.shot_1a").duration) == (Decimal("2.5"), Decimal(3))
    assert 'reference "refs/mara.png"' in harbour.text
    assert "cast: @tom_obrien" in harbour.text  # Mara is in the words already


def test_columns_and_cells_that_are_left_are_told(harbour):
    assert harbour.left == [
        ("Props", 0), ("../../etc/passwd", 5), ("quick", 7), ("2 | 2A", 9),
    ]  # fmt: skip
    assert harbour.found.read["Shot Size"] == "camera"
    assert harbour.found.read["Time"] == "seconds"


def test_a_list_that_was_exported_comes_back(project):
    """All but the drawing: who is who, and how variants are written, are not in such a list."""
    Image.new("RGB", (40, 30)).save(project / "mara.png")
    text = """
    storyboard "The Keeper" { aspect: 16:9; chain: previous }
    character mara "a keeper" { name: "Mara Voss"; reference "mara.png" }
    shot cover "the tower {{ '{{' }} alone }}" { title: "+Cover"; caption: "=SUM(A1)", "-2" }
    scene night "Night, the storm" {
      variant light { dawn: "soft dawn"; storm: "blue storm" }
      shot wide "@mara on the stairs" { duration: 3s; caption: "She is back."; camera: "24 mm"; transition: "dissolve" }
      shot strip "@mara runs; then falls" { panels: 2; sound: "STEP", "CRASH"; duration: 1s; dialogue: "MARA: Oh!" }
      edit calm of wide "make it calm" { caption: "Calm." }
      shot close "@mara, {{ light }}" { action: "She \\"looks\\" up." }
    }
    """
    board = written(project / "keeper.bnn", text)
    assert CliRunner().invoke(bnn, ["run", str(board)]).exit_code == 0
    assert CliRunner().invoke(bnn, ["export", str(board), "--to", "csv"]).exit_code == 0
    again = Board(project / "keeper.csv", project / "again.bnn")
    written(project / "again.bnn", again.text)
    assert CliRunner().invoke(bnn, ["run", "again.bnn"]).exit_code == 0
    assert CliRunner().invoke(bnn, ["export", "again.bnn", "--to", "csv"]).exit_code == 0
    kept = (
        "scene",
        "panel",
        "shot",
        "camera",
        "seconds",
        "action",
        "dialogue",
        "caption",
        "sound",
        "transition",
        "note",
    )
    before, after = rows(project / "keeper.csv"), rows(project / "again.csv")
    assert [[r[k] for k in kept] for r in after] == [[r[k] for k in kept] for r in before]
    assert [r["address"] for r in after] == [
        "cover", "night.wide", "night.calm", "night.strip", "night.strip",
        "night.close_light_dawn", "night.close_light_storm",
    ]  # fmt: skip
    assert "edit calm of wide" in again.text
    assert again.left == [("review, status, picture, kind", 0)]


def test_an_edit_of_a_variant_is_made_from_that_variant(project):
    text = """
    scene night {
      variant light { dawn: "soft dawn"; storm: "blue storm" }
      shot close "the tower, {{ light }}"
      edit warm of close "make it warm"
    }
    """
    board = written(project / "keeper.bnn", text)
    assert CliRunner().invoke(bnn, ["export", str(board), "--to", "csv"]).exit_code == 0
    again = Board(project / "keeper.csv", project / "again.bnn")
    assert "edit warm_light_dawn of close_light_dawn" in again.text
    assert "edit warm_light_storm of close_light_storm" in again.text


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_columns_are_parted_by_any_sign(project, separator):
    lines = (["Nr.", "Visual", "Sec"], ["1", "a, b; c", "2,5"], ["2", "d\te|f", "1"])
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(lines)
    board = Board(written(project / "list.tsv", out.getvalue()))
    assert board.addresses == ["shots.shot_1", "shots.shot_2"]
    assert board.about("shots.shot_1").duration == Decimal("2.5")


@pytest.mark.parametrize(
    ("heads", "meant"),
    [
        (["Shot", "Description"], ["number", "words"]),
        (["#", "Shot", "Description"], ["", "number", "words"]),
        (["Number", "Shot"], ["number", "words"]),
        (["Scene", "Action"], ["scene", "words"]),
        (["Action", "Description"], ["action", "words"]),
        (["Status", "Kind", "Description"], ["", "", "words"]),
        (["Scene", "Scene No.", "Visual"], ["scene", "", "words"]),
    ],
)
def test_what_a_heading_means(heads, meant):
    assert meanings(heads, [["1A"] * len(heads)]) == meant


def test_no_heading_means_two_things():
    all_of_them = [heading for headings in MEANINGS.values() for heading in headings]
    assert len(all_of_them) == len(set(all_of_them))


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("3", "3"), ("3.50 s", "3.5"), ("2,5", "2.5"), ("~4 sec.", "4"), ("2 min", "120"), ("0:03", "3"),
        ("00:00:03:12", "3.5"), ("01:02:03", "3723"), ("12f", "0.5"), ("800ms", "0.8"), ("4″", "4"),
        ("", None), ("0", None), ("-3", None), ("5-7 s", None), ("three", None), ("9" * 50, None), ("1e9", None),
        ("99:99:99:99", None), ("٣", "3"), ("²", None),
    ],
)  # fmt: skip
def test_lengths(told, seconds):
    assert read_length(told) == (Decimal(seconds) if seconds else None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\nc,d\n", "no line in it has headings"),
        ("Scene,Description\n,\n", "nothing in it that could become a shot"),
        ("Description\n" + "x\n" * 10_001, "more than 10,000 shots"),
        (f'Scene,Description\n1,"{"x" * 200_000}"\n', "no table that can be read"),
    ],
)
def test_what_is_no_shot_list_is_told(text, why):
    with pytest.raises(NotImportable, match=why):
        write_story(read_shot_list(text, "T", lambda _: None))


CELL = st.sampled_from(
    ('"', "{{", "@mara", "@", "\\", "\n", "'=1", "=1", "INT. A - NIGHT", "MARA: hi", "1A", "Mara, Tom", "3s")
)
ROW = st.lists(st.lists(CELL | st.text(max_size=5), max_size=4).map("".join), min_size=1, max_size=18)
HEADS = (
    *("Scene", "Shot", "Description", "Cast", "Location", "Int/Ext", "Time of day", "Duration", "Dialogue", "Notes"),
    *("address", "variant", "panel", "status", "kind", "picture", "camera", "title"),
)


@given(st.lists(st.sampled_from(HEADS), min_size=2, max_size=18, unique=True), st.lists(ROW, max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_table_becomes_a_board_or_a_sentence(tmp_path_factory, heads, table):
    out = io.StringIO()
    csv.writer(out).writerows([heads, *table])
    try:
        made = write_story(read_shot_list(out.getvalue(), "T", lambda _: None))
    except NotImportable:
        return
    found = script_at(tmp_path_factory.getbasetemp() / "any.bnn", made).compiled()
    assert [(d.code, d.message) for d in found.diagnostics if d.severity == "error"] == []
