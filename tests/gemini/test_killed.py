"""A run by this engine that is killed while the service works: nothing is lost that had arrived, nothing paid twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from .asked import KEY

BOARD = 'storyboard "x" { model: lite }\n' + "".join(f'shot s{n} "hill number {n}"\n' for n in range(6))


@pytest.fixture
def project(tmp_path, service):
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "a.bnn").write_text(BOARD)
    return tmp_path


def start(project):
    command = [sys.executable, "-m", "bananaboard", "run", "a.bnn", "--engine", "gemini", "--yes", "--jobs", "3"]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=project, env=dict(os.environ), **streams)


def ended(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def rows(project):
    """How many attempts are in each state, and what all of them hold."""
    with sqlite3.connect(project / ".bananaboard" / "ledger.sqlite") as db:
        states = dict(db.execute("SELECT state, COUNT(*) FROM attempt GROUP BY state"))
        held = db.execute("SELECT SUM(holds) FROM attempt").fetchone()[0]
        spent = db.execute("SELECT SUM(spent) FROM board").fetchone()[0]
    db.close()
    assert held == spent
    return states, held


def test_what_was_on_its_way_is_named_and_the_rest_is_made(service, project):
    """Two answers arrive, three requests are held; then the process is killed."""
    service.act({}, {}, *[{"hold": "gate"}] * 3)
    process = start(project)
    service.control("until", held={"gate": 3}, bills=2)
    process.send_signal(signal.SIGKILL)
    ended(process)
    service.control("open", gate="gate")
    service.settled()
    code, out, err = ended(start(project))
    states, held = rows(project)
    assert code == 0, out + err
    assert "3 requests" in err + out
    assert states == {"kept": 6, "lost": 3}
    assert held >= service.billed
    assert len(service.lines("bill")) == 9
    code, out, err = ended(start(project))
    assert (code, len(service.lines("bill"))) == (0, 9)


def test_two_interrupts_name_what_is_unknown(service, project):
    service.act(*[{"hold": "gate"}] * 3)
    process = start(project)
    service.control("until", held={"gate": 3})
    process.send_signal(signal.SIGINT)
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process)
    assert "Ctrl-C again" in first
    assert code == 130, out + err
    service.control("open", gate="gate")
    states, _ = rows(project)
    assert states.get("lost", 0) + states.get("kept", 0) == 3
    assert KEY not in out + err
