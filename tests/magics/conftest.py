"""A fresh IPython shell for each test, with the extension loaded, in a folder of its own."""

from __future__ import annotations

import json
import sys

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


@pytest.fixture
def latency():
    """How long a pretended request takes; a test that stops cells asks for more."""
    return "0s"


@pytest.fixture
def home(tmp_path, monkeypatch, latency):
    """A project, and Jupyter's own folders beside it."""
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / "jupyter" / name))
    spec = tmp_path / "jupyter" / "JUPYTER_DATA_DIR" / "kernels" / "bananas"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "B", "language": "python"}))
    monkeypatch.setenv("BNN_REHEARSAL", f"latency={latency} spread=0 plain=20kB")
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    return project
