"""A board as a notebook, and back."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from bananaboard.magics.reading import NotebookError, notebook_in
from bananaboard.magics.writing import groups, to_notebook
from hypothesis import given, settings
from hypothesis import strategies as st

from bananaboard.cli.door import enter

BOARDS = sorted(Path(__file__).parents[2].glob("examples/*/*.bnn"))
assert BOARDS


def back(text: str) -> str:
    return notebook_in(to_notebook(text, "board").encode(), "board.ipynb").text


@pytest.mark.parametrize("path", BOARDS, ids=lambda p: p.stem)
def test_every_example_comes_back_letter_for_letter(path):
    text = path.read_text(encoding="utf-8")
    assert back(text) == text
    notebook = nbformat.reads(to_notebook(text, path.stem), as_version=4)
    nbformat.validate(notebook, relax_add_props=False)
    ids = [c["id"] for c in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 64


def test_the_same_board_is_the_same_bytes():
    text = BOARDS[0].read_text(encoding="utf-8")
    assert to_notebook(text, "a") == to_notebook(text, "a")


PIECES = st.sampled_from(
    [
        'shot a "x"',
        'shot b "y" { size: 1K }',
        "# a comment",
        "",
        "param p = 1; param q = 2",
        "scene s {",
        "}",
        "  ",
        '"""',
        "%%banana",
        'import "a.bnn"',
    ]
)


@given(st.lists(PIECES, max_size=12))
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_whatever_the_text(lines):
    text = "\n".join(lines)
    assert "".join(g.text for g in groups(text)) == text
    assert back(text).rstrip() == text.rstrip()


def test_statements_that_belong_together_share_a_cell():
    text = (
        'param a = 1\nparam b = 2\n# who\ncharacter m "x"\nprop l "y"\n'
        'scene s { shot a "@m" }\nscene t { shot a "@l" }\n'
    )
    assert [g.name for g in groups(text)] == ["param-a", "subject-m", "scene-s", "scene-t"]
    assert groups(text)[1].text.startswith("# who\n")


def test_a_title_is_no_markdown():
    cells = json.loads(to_notebook('shot a "x"', "board", "<b>*x*</b>\n# y"))["cells"]
    assert cells[0]["source"][0] == "# \\<b\\>\\*x\\*\\</b\\> \\# y\n"


@pytest.mark.parametrize(
    "data",
    [
        b'{"nbformat": 99, "cells": []}',
        b"",
        b"[]",
        b"{",
        b'{"cells": 3}',
        b'{"cells": [{"source": 1}]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_notebook_is_told(data):
    with pytest.raises(NotebookError) as wrong:
        notebook_in(data, "x.ipynb")
    assert wrong.value.diagnostics[0].code == "BNN695"
    assert "x.ipynb" in wrong.value.diagnostics[0].message


OLD = """
{"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"metadata": {}, "cells": [
  {"cell_type": "heading", "level": 1, "metadata": {}, "source": ["Old"]},
  {"cell_type": "code", "collapsed": false, "input": ["%%banana\\n", "shot a \\"x\\""], "language": "python",
   "metadata": {}, "outputs": []}]}]}
"""


def test_a_notebook_of_years_ago_is_read():
    assert notebook_in(OLD.encode(), "old.ipynb").text.strip() == 'shot a "x"'


@pytest.mark.parametrize("data", ['{"nbformat": 3}', '{"nbformat": 3, "worksheets": 7}', '{"nbformat": -1}'])
def test_an_old_notebook_that_is_broken_is_told(data):
    with pytest.raises(NotebookError):
        notebook_in(data.encode(), "x.ipynb")


FORWARD = """\
storyboard "T" { style: @ink }
shot one "@mara in {{ coat }}"
character mara "x"
style ink "i"
param coat = "red"
scene b { shot two "@mara" }
"""


def test_a_cell_goes_as_far_as_what_it_names(tmp_path, monkeypatch):
    """Cells are run from above, and what a cell names has to be there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kite.bnn").write_text(FORWARD)
    assert enter(["export", "kite.bnn", "--to", "ipynb"]) == 0
    data = (tmp_path / "kite.ipynb").read_bytes()
    found = notebook_in(data, "kite.ipynb")
    assert [c.text.split()[0] for c in found.cells] == ["storyboard", "scene"]
    assert found.text.strip() == FORWARD.strip()
