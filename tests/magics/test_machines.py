"""Notebooks that machines run: nbconvert and papermill end as failed where a cell failed."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

GOOD = '%%banana --quiet\nshot one "A hill"'
WRONG = '%%banana\nshot one "@marra"'
REFUSED = '%%banana --engine rehearsal --yes\nshot one "A hill"'
UNASKED = '%%banana --engine rehearsal\nstoryboard { budget: $1.00 }\nshot one "A hill"'
TOOLS = {
    "nbconvert": ["nbconvert", "--to", "notebook", "--execute", "--output", "done.ipynb", "story.ipynb"],
    "papermill": ["papermill", "--no-progress-bar", "story.ipynb", "done.ipynb"],
}
# What these tools say of their own and of Python's future is theirs.
QUIET = {"PYTHONWARNINGS": "ignore", "BNN_REHEARSAL": "latency=0s refuse=100% plain=20kB"}


def execute(tool, *sources):
    """The tool's result of a notebook with these cells behind the one that loads."""
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool}: pip install 'bananaboard[lab]'")
    cells = [new_code_cell(s) for s in ("%load_ext bananaboard", *sources)]
    kernel = {"kernelspec": {"name": "bananas", "display_name": "B", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), "story.ipynb")
    command = [sys.executable, "-m", *TOOLS[tool]]
    return subprocess.run(command, env=os.environ | QUIET, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("tool", "source", "said"),
    [
        ("nbconvert", WRONG, "BNN450"),
        ("papermill", WRONG, "BNN450"),
        ("papermill", REFUSED, "one:"),
        ("nbconvert", UNASKED, "Nobody is here to agree"),
    ],
    ids=["wrong-nbconvert", "wrong-papermill", "refused", "unasked"],
)
def test_a_failed_cell_is_a_failed_notebook(home, tool, source, said):
    done = execute(tool, source, "open('reached', 'w')")
    assert done.returncode != 0
    assert said in done.stderr
    assert not (home / "reached").exists()


def test_a_good_notebook_is_a_good_one(home):
    done = execute("papermill", GOOD)
    assert done.returncode == 0, done.stderr
    notebook = nbformat.read("done.ipynb", as_version=4)
    assert not [o for c in notebook.cells for o in c.outputs if o.output_type == "error"]
    assert len(list((home / "out").rglob("*.png"))) == 1
