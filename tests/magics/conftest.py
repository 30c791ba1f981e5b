"""A fresh IPython shell for each test, with the extension loaded, in a folder of its own."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell


@pytest.fixture
def shell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    found = InteractiveShell.instance()
    found.history_manager.enabled = False
    found.run_line_magic("load_ext", "bananaboard")
    yield found
    found.run_line_magic("unload_ext", "bananaboard")
    found.history_manager.end_session()
    InteractiveShell.clear_instance()


@pytest.fixture
def cell(shell, capsys):
    """Runs a cell, and gives what it printed; `fails` wants it to fail."""

    def run(text, *, cell_id=None, fails=False):
        result = shell.run_cell(text, store_history=True, cell_id=cell_id)
        said = capsys.readouterr()
        assert result.success is not fails, said.out + said.err
        assert "Traceback" not in said.out
        return said.out

    return run
