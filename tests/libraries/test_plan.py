"""A plan says with which version of a library it was made."""

import json

import pytest

from .conftest import SHOTS, release

BOARD = 'import "pkg:harbour/shots.bnn"\nshot one shots.near("Ana")\n'


@pytest.fixture
def board(here, harbour):
    path = here / "pier.bnn"
    path.write_text(BOARD)
    return path


def test_versions_are_noted(bnn, board):
    done = bnn("plan", board, "--json")
    own, library = json.loads(done.stdout)["sources"]
    assert set(own) == {"path", "sha256"}
    assert (library["path"], library["package"], library["version"]) == ("pkg:harbour/shots.bnn", "bnn-harbour", "1.0")
    assert bnn("plan", board).stdout.endswith("\nLibrary: harbour (bnn-harbour 1.0).\n")


def test_a_board_without_libraries_has_no_such_line(bnn, here):
    (here / "plain.bnn").write_text('shot one "A pier"\n')
    assert "Librar" not in bnn("plan", "plain.bnn").stdout


def test_a_newer_version_that_says_the_same_makes_the_same_plan(bnn, board, tmp_path):
    assert bnn("plan", board, "-o", "plan.json").exit_code == 0
    release(tmp_path / "site", "1.1")
    assert bnn("run", "plan.json").exit_code == 0


def test_a_newer_version_that_says_something_else_is_named(bnn, board, harbour, tmp_path):
    assert bnn("plan", board, "-o", "plan.json").exit_code == 0
    release(tmp_path / "site", "1.1")
    (harbour / "shots.bnn").write_text(SHOTS.replace("close-up", "portrait"))
    done = bnn("run", "plan.json")
    assert done.exit_code == 1
    assert "pkg:harbour/shots.bnn was of version 1.0, is of 1.1" in done.stderr
