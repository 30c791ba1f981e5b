"""The example notebook, as somebody runs it, as a command takes it, and as other programs show it."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLE = Path(__file__).parents[2] / "examples" / "notebook" / "moon.ipynb"
PATIENCE = 120  # seconds


@pytest.fixture
def done(home):
    notebook = nbformat.read(EXAMPLE, as_version=4)
    nbformat.validate(notebook, relax_add_props=False)
    (home / "pyproject.toml").touch()
    return NotebookClient(notebook, timeout=PATIENCE, kernel_name="bananas").execute()


def test_it_tells_its_story_to_the_end_and_stays_light(done, home):
    shown = {c.id: [o for o in c.outputs if o.output_type != "stream"] for c in done.cells if c.cell_type == "code"}
    slots = {i: [o.data["text/plain"] for o in found if pictured(o)] for i, found in shown.items()}
    assert slots["opening"] == ["tomo.front", "opening.wide"]
    assert slots["climb"] == ["climb.up"]
    assert slots["ending"] == ["ending.glue", "ending.shine", "ending.quiet"]
    assert "<Run: 6 pictures made, 0 there, 0 failed>" in [o.data.get("text/plain") for o in shown["finals"]]
    told = "".join(o.text for c in done.cells if c.cell_type == "code" for o in c.outputs if o.output_type == "stream")
    assert "13 of 13 have a picture." in told
    assert "a thousand tiny stars" not in told  # it is data of one cell, and of no file
    assert len(list((home / "out").rglob("*.png"))) == 15
    text = nbformat.writes(done)
    assert len(text) < 1_500_000
    assert "<script" not in text
    assert "<style" not in text


def pictured(output):
    return bool({"image/png", "image/jpeg"} & output.get("data", {}).keys())


def test_a_command_takes_it_as_a_file(tmp_path, monkeypatch, capsys):
    from bananaboard.cli.door import enter

    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLE, "moon.ipynb")
    for words, code, said in (
        (["check", "moon.ipynb"], 0, "moon.ipynb: 7 calls, 9 requests"),
        (["run", "moon.ipynb", "--only", "opening.wide"], 0, "out/moon"),
        (["status", "moon.ipynb"], 0, "opening.wide"),
        (["pick", "moon.ipynb", "opening.wide", "1"], 0, "take 1 counts"),
        (["plan", "moon.ipynb", "-o", "plan.json"], 0, "bnn run plan.json"),
        (["run", "plan.json"], 0, "out/moon"),
        (["log", "moon.ipynb"], 0, "moon.ipynb"),
        (["fmt", "--check", "moon.ipynb"], 0, ""),
        (["export", "moon.ipynb", "--to", "bnn"], 0, "moon.bnn"),
        (["export", "moon.ipynb", "--to", "bnn"], 2, "--force"),
        (["plan", "moon.bnn"], 0, "cached  opening.wide"),
        (["export", "moon.bnn", "--to", "ipynb", "-o", "again.ipynb"], 0, "again.ipynb"),
        (["export", "again.ipynb", "--to", "bnn"], 0, "again.bnn"),
    ):
        assert enter(words) == code, words
        found = capsys.readouterr()
        assert said in found.out + found.err, words
    assert Path("again.bnn").read_text() == Path("moon.bnn").read_text()


def test_fmt_changes_boards_and_nothing_else(tmp_path, monkeypatch, capsys):
    from bananaboard.cli.door import enter

    monkeypatch.chdir(tmp_path)
    notebook = nbformat.read(EXAMPLE, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("%%banana\nshot   last   'x'"))
    nbformat.write(notebook, "bad.ipynb")
    before = Path("bad.ipynb").read_bytes()
    assert enter(["fmt", "bad.ipynb"]) == 1
    assert "bad.ipynb, cell 19:" in capsys.readouterr().err
    assert Path("bad.ipynb").read_bytes() == before
    notebook.cells[-1].source = '%%banana  x\nshot   last   "x"   {size:1K}'
    nbformat.write(notebook, "bad.ipynb")
    assert enter(["fmt", "bad.ipynb"]) == 0
    after = nbformat.read("bad.ipynb", as_version=4)
    assert after.cells[-1].source == '%%banana  x\nshot last "x" { size: 1K }'
    assert after.cells[:-1] == notebook.cells[:-1]
