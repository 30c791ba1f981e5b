"""A notebook's file as a board of a project: it is there, is looked at again, and nothing of it is cleared away."""

from __future__ import annotations

import asyncio
import json

import pytest
from bananaboard.magics.writing import to_notebook
from bananaboard.runtime.engines import SKETCH
from bananaboard.runtime.root import has_file

import bananaboard
from bananaboard.cli.door import enter
from bananaboard.script import script_at


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kite.ipynb").write_text(to_notebook('shot one "A kite"\n', "kite"), encoding="utf-8")
    return tmp_path


def test_a_notebook_stands_for_its_board(project):
    assert has_file(project, "kite.bnn")
    assert not has_file(project, "other.bnn")


def test_its_pictures_are_not_cleared_away(project, capsys):
    assert enter(["run", "kite.ipynb"]) == 0
    capsys.readouterr()
    assert enter(["gc", "--gone", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["pictures"], found["young"]) == ([], 0)
    (project / "kite.ipynb").unlink()
    assert enter(["gc", "--gone", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["young"] == 1


def test_a_copy_inherits_nothing_from_a_notebook_that_is_there(project, capsys):
    assert enter(["run", "kite.ipynb"]) == 0
    (project / "copy.ipynb").write_bytes((project / "kite.ipynb").read_bytes())
    assert enter(["plan", "copy.ipynb"]) == 0
    assert "is called" not in capsys.readouterr().err


def test_whoever_watches_sees_it_change(project):
    from bananaboard.vigil import keep

    seen = []

    class Onlooker:
        def planned(self, plan, files):
            seen.append([c.address for c in plan.compiled.calls])
            assert files == 1
            if len(seen) == 2:
                raise asyncio.CancelledError
            text = to_notebook('shot one "A kite"\nshot two "A hill"\n', "kite")
            (project / "kite.ipynb").write_text(text, encoding="utf-8")

    engine = SKETCH.__class__("sketch", "sketch", False)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(asyncio.wait_for(keep(script_at(project / "kite.ipynb"), engine, Onlooker()), 60))
    assert seen == [["one"], ["one", "two"]]


def test_python_loads_it_too(project):
    board = bananaboard.load("kite.ipynb")
    assert (board.addresses, board.path.name) == (("one",), "kite.bnn")
    (project / "kite.ipynb").write_text("{}}")
    with pytest.raises(bananaboard.BoardError, match="BNN695"):
        bananaboard.load("kite.ipynb")


def test_what_its_cells_set_counts_and_the_command_line_is_stronger(project, capsys):
    source = '%%banana x --set coat=red --quiet\nparam coat = "blue"\nshot one "A {{ coat }} coat"'
    cells = [{"cell_type": "code", "source": source}, {"cell_type": "code", "source": "%%banana --sets\n"}]
    (project / "kite.ipynb").write_text(json.dumps({"cells": cells}))
    assert bananaboard.load("kite.ipynb").params == {"coat": "red"}
    assert bananaboard.load("kite.ipynb", coat="green").params == {"coat": "green"}
    assert enter(["export", "kite.ipynb", "--to", "bnn"]) == 0
    assert "--set coat=..." in capsys.readouterr().out
