"""`bnn import`: a folder of pictures as a board that compiles and runs."""

from __future__ import annotations

import pytest
from bananaboard.runtime.importing.folder import import_folder
from click.testing import CliRunner
from PIL import Image

from bananaboard.api import compile_file
from bananaboard.cli.commands import bnn


@pytest.fixture
def refs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    return tmp_path / "refs"


def pictures(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (40, 60), "#357").save(folder / name)


def imported(folder):
    found = import_folder(folder, folder / "board.bnn", "Refs")
    return found, {(s.kind, s.name): dict(s.pictures) for s in found.subjects}


def compiled(folder, text):
    path = folder / "board.bnn"
    path.write_text(text, encoding="utf-8")
    return [d.code for d in compile_file(path, root=folder.parent).diagnostics if d.severity == "error"]


def test_folders_say_what_pictures_are(refs):
    pictures(refs, "mara.png", "locations/lamp room.png", "props/lantern.jpg", "Styles/ink.webp", "poses/sit.png")
    pictures(refs, "references/layout.png")
    found, subjects = imported(refs)
    assert set(subjects) == {
        ("character", "mara"), ("location", "lamp_room"), ("prop", "lantern"), ("style", "ink"),
        ("reference", "sit"), ("reference", "layout"),
    }  # fmt: skip
    assert "@mara in @lamp_room" in found.text
    assert compiled(refs, found.text) == []


def test_what_no_board_may_read_is_left_out_and_named(refs, tmp_path_factory):
    """One such picture does not keep the others from a board."""
    pictures(refs, "mara.png", "con.png")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    pictures(elsewhere, "secret.png")
    (refs / "link.png").symlink_to(elsewhere / "secret.png")
    found, subjects = imported(refs)
    assert set(subjects) == {("character", "mara")}
    assert [(x.what, "link" in x.why) for x in found.left] == [("con.png", False), ("link.png", True)]
    assert compiled(refs, found.text) == []


def test_angles_and_numbers_belong_to_one(refs):
    pictures(refs, "mara-front.png", "mara_back.png", "tom.png", "tom 2.png", "tom10.png", "references/a.png")
    pictures(refs, "references/a2.png")
    found, subjects = imported(refs)
    assert subjects["character", "mara"] == {"front": "mara-front.png", "back": "mara_back.png"}
    assert set(subjects["character", "tom"].values()) == {"tom 2.png", "tom.png", "tom10.png"}
    assert ("reference", "a") in subjects
    assert ("reference", "a2") in subjects
    assert compiled(refs, found.text) == []


@pytest.mark.parametrize(
    "name",
    ["shot", "class", "3", "真理", "ﬁsh", "a@b", "x#y", "é", "one", "opening", "-", "%d", "مارا", "none", "a'b;c"],
)
def test_any_name_becomes_one_that_boards_have(refs, name):
    pictures(refs, f"{name}.png")
    found, subjects = imported(refs)
    assert len(subjects) == 1
    assert compiled(refs, found.text) == []


def test_names_that_would_be_code_are_left(refs):
    pictures(refs, "good.png", "{{ 7 * 7 }}.png", 'quo"te.png', "esc\x1b.png")
    found, subjects = imported(refs)
    assert list(subjects) == [("character", "good")]
    assert len(found.left) == 3
    assert "7 * 7" not in found.text


def test_what_is_no_picture_is_left(refs):
    pictures(refs, "good.png", ".hidden.png", "out/old.png")
    (refs / "text.png").write_text("hi")
    (refs / "cut.png").write_bytes((refs / "good.png").read_bytes()[:12])
    (refs / "notes.txt").write_text("hi")
    (refs / "link.png").symlink_to(refs / "nowhere.png")
    found, subjects = imported(refs)
    assert list(subjects) == [("character", "good")]
    assert {x.what for x in found.left} == {"text.png", "cut.png"}


def test_it_is_typed_checked_and_run(refs):
    pictures(refs, "mara.png", "places/room.png")
    said = CliRunner().invoke(bnn, ["import", "refs"])
    assert said.exit_code == 0, said.output
    assert "Wrote refs/refs.bnn from a folder of pictures: 1 character, 1 location, 2 pictures." in said.stdout
    assert CliRunner().invoke(bnn, ["fmt", "--check", "refs/refs.bnn"]).exit_code == 0
    assert CliRunner().invoke(bnn, ["run", "refs/refs.bnn"]).exit_code == 0
    again = CliRunner().invoke(bnn, ["import", "refs"])
    assert (again.exit_code, "stays as it is" in again.output) == (2, True)


def test_a_board_outside_of_the_project_is_not_written(refs, tmp_path_factory):
    pictures(refs, "mara.png")
    to = tmp_path_factory.mktemp("elsewhere") / "x.bnn"
    said = CliRunner().invoke(bnn, ["import", "refs", "-o", str(to)])
    assert said.exit_code == 2
    assert "BNN243" in said.output
    assert not to.exists()


def test_a_folder_without_pictures_is_told(refs):
    refs.mkdir()
    said = CliRunner().invoke(bnn, ["import", "refs"])
    assert (said.exit_code, "there are no pictures" in said.output) == (2, True)
