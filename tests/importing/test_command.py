"""`bnn import`: what it writes, what it says, and what it says of files that are no story."""

from __future__ import annotations

import json
import zipfile

import pytest
from click.testing import CliRunner

from bananaboard.cli.commands import bnn

from .boards import Board, written

SCRIPT = "INT. KÜCHE - NIGHT\n\nEin Topf überkocht.\n\nMARA\nNein…\n\n/* later */\n"


def said(*arguments):
    return CliRunner().invoke(bnn, [*map(str, arguments)])


def test_it_is_written_checked_formatted_and_run(project):
    written(project / "topf.fountain", SCRIPT)
    done = said("import", "topf.fountain")
    assert done.exit_code == 0, done.output
    assert "Wrote topf.bnn from a screenplay: 1 scene, 2 shots, 1 character, 1 location." in done.stdout
    assert "left out: line 8: a part that is commented out" in done.stdout
    assert said("fmt", "--check", "topf.bnn").exit_code == 0
    assert said("run", "topf.bnn").exit_code == 0
    before = (project / "topf.bnn").read_bytes()
    again = said("import", "topf.fountain")
    assert (again.exit_code, "stays as it is" in again.output) == (2, True)
    assert (project / "topf.bnn").read_bytes() == before


def test_programs_are_told_what_became_of_what(project):
    written(project / "shots.csv", "Scene,Description,Props\nOne,A pot,spoon\n")
    done = said("import", "shots.csv", "-o", "story", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["format"]) == (0, "bananaboard.import/1")
    assert (told["board"], told["kind"], told["made"]) == ("story.bnn", "shot list", {"scene": 1, "shot": 1})
    assert told["columns"] == {"Scene": "scene", "Description": "words"}
    assert told["left"] == [{"what": "Props", "why": "a column that a board has no place for", "line": None}]
    assert told["scenes"] == [{"name": "one", "title": "One", "shots": 1}]


def test_of_a_long_story_one_scene_is_drawn_first(project):
    written(project / "long.fountain", SCRIPT + "A step.\n\n" * 61)
    done = said("import", "long.fountain")
    assert 'bnn run long.bnn --only "küche_night.*"' in done.stdout
    assert said("plan", "long.bnn", "--only", "küche_night.*").exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(project, encoding):
    board = Board(written(project / "topf.fountain", SCRIPT.replace("\n", "\r\n"), encoding))
    assert "Ein Topf überkocht." in board.text
    assert not [h for h in board.found.hints if "1252" in h]


def test_an_old_encoding_is_guessed_and_told(project):
    written(project / "topf.fountain", SCRIPT, "cp1252")
    done = said("import", "topf.fountain")
    assert "read as Windows-1252" in done.stdout
    assert "überkocht" in (project / "topf.bnn").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("story.pdf", "Save it as Fountain"),
        ("story.docx", "Save it as Fountain"),
        ("shots.xlsx", "Save it as CSV"),
        ("mara.png", "Import the folder"),
        ("story.bnn", "It is a board already"),
        ("story.xyz", "What can be imported is"),
        ("story", "What can be imported is"),
        ("story.zip", "Unpack it"),
        ("empty.fountain", "it is empty"),
    ],
)
def test_what_to_do_instead(project, name, why):
    written(project / name, "" if name.startswith("empty") else "x")
    done = said("import", name)
    assert (done.exit_code, why in done.output) == (2, True), done.output


def test_a_folder_with_a_script_and_no_pictures_says_so(project):
    written(project / "film" / "keeper.fountain", SCRIPT)
    done = said("import", "film")
    assert (done.exit_code, "There is `keeper.fountain` in it" in done.output) == (2, True)


def test_a_text_is_a_script_or_a_table(project):
    table = Board(written(project / "a.txt", "Scene\tDescription\n1\tA pot\n", "utf-16"))
    assert table.addresses == ["scene_1.a_pot"]
    assert Board(written(project / "b.txt", SCRIPT)).found.made["shot"] == 2


def test_a_bundle_is_restored_not_imported(project):
    with zipfile.ZipFile(project / "kite.zip", "w") as archive:
        archive.writestr("provenance.json", "{}")
    done = said("import", "kite.zip")
    assert (done.exit_code, "`bnn restore`" in done.output) == (2, True)


@pytest.mark.parametrize("name", ["nothing.csv", "x" * 5_000])
def test_what_is_not_there_is_told(project, name):
    done = said("import", name)
    assert (done.exit_code, "There is no file or folder" in done.output) == (2, True)


def test_what_is_no_text_or_too_much_is_told(project):
    written(project / "a.fountain", "x\0y\n")
    written(project / "b.fountain", "x\n" * 100_001)
    assert "it is no text" in said("import", "a.fountain").output
    assert "more than 100,000 lines" in said("import", "b.fountain").output
    assert not list(project.glob("*.bnn"))


def test_names_of_files_that_are_no_names(project):
    written(project / "{{ 7*7 }} @x\x1b[31m.fountain", SCRIPT)
    done = said("import", "{{ 7*7 }} @x\x1b[31m.fountain", "-o", "plain")
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.stdout + (project / "plain.bnn").read_text("utf-8")
    assert said("run", "plain.bnn").exit_code == 0
