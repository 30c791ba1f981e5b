"""`bnn library new`: a package that can be installed as it is, with tests that pass."""

import os
import subprocess
import sys

import pytest
from bananaboard.grammar.format import format_source
from bananaboard.grammar.source import Source


def test_it_installs_and_its_tests_pass(bnn, here, tmp_path):
    told = bnn("library", "new", "old_town")
    assert "pip install -e bnn-old-town" in told.stdout
    site = tmp_path / "site"
    install = ("-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation", "--target", str(site))
    # Warnings of build tools are not what is tested.
    quiet = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [sys.executable, *install, "./bnn-old-town"], cwd=here, env=quiet, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    environment = quiet | {"PYTHONPATH": str(site)}
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "bnn-old-town/tests"]
    done = subprocess.run(tests, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "3 passed" in done.stdout


def test_its_boards_are_canonical(bnn, here):
    bnn("library", "new", "noir")
    boards = sorted((here / "bnn-noir").rglob("*.bnn"))
    assert [p.name for p in boards] == ["prompts.bnn", "samples.bnn"]
    for path in boards:
        text = path.read_text("utf-8")
        assert format_source(Source(path.name, text)) == text


def test_nothing_is_left_to_be_filled_in(bnn, here):
    bnn("library", "new", "noir")
    for path in (p for p in (here / "bnn-noir").rglob("*") if p.is_file()):
        assert "NAME" not in path.read_text("utf-8"), path
        assert "DASHED" not in path.read_text("utf-8"), path


def test_what_is_there_stays(bnn, here):
    (here / "bnn-noir").mkdir()
    (here / "bnn-noir" / "mine").touch()
    assert bnn("library", "new", "noir").exit_code == 2
    assert [p.name for p in (here / "bnn-noir").iterdir()] == ["mine"]


@pytest.mark.parametrize("name", ["", "9x", "a-b", "A", "../x", "class", "a b", "é", "x" * 41, 'x"\n'])
def test_names_that_can_not_be(bnn, here, name):
    assert bnn("library", "new", name).exit_code == 2
    assert [p.name for p in here.iterdir()] == ["pyproject.toml"]
