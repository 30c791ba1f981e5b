"""The tools that read the code have nothing to say about it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def clean(*command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_ruff_has_no_complaint():
    clean("ruff", "check", "--no-cache", ".")


def test_everything_is_formatted():
    clean("ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.skipif(not (ROOT / "typings/bananaboard/dsl").exists(), reason="a checkout without links")
def test_the_types_hold(tmp_path):
    clean("mypy", "--cache-dir", str(tmp_path))


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_ci_runs_the_line_of_the_readme_word_for_word(tmp_path):
    """A README with another line runs that one; a README with two, or none, is refused."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    readme = tmp_path / "README.md"
    line = "python3 -m venv --help > /dev/null && echo pytest $PWD && exit 3"
    readme.write_text(f"Test it:\n\n    {line}\n")
    done = subprocess.run([tmp_path / ".ci/run"], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stdout.splitlines()[0] == f"$ {line}"
    assert str(tmp_path) not in done.stdout.splitlines()[1]
    for text in ("", f"{line}\n{line}\n"):
        readme.write_text(text)
        assert subprocess.run([tmp_path / ".ci/run"], capture_output=True, check=False).returncode == 1


def test_the_readme_has_one_line_for_the_tests():
    lines = [x for x in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if "pytest" in x and "venv" in x]
    assert len(lines) == 1
