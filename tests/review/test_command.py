"""`bnn review` from a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from .desk import BOARD

COMMAND = (sys.executable, "-m", "bananaboard", "review")


def said(*arguments):
    return subprocess.run((*COMMAND, *arguments), capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_it_prints_an_address_serves_it_and_ends_with_ctrl_c(once):
    command = (*COMMAND, str(once / "tide.bnn"))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address, _, token = process.stdout.readline().strip().partition("#")
        assert address.startswith("http://127.0.0.1:")
        assert len(token) >= 40
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"<dialog" in answer.read()
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(address + "api/board", timeout=10)
        process.send_signal(signal.SIGINT)
        _, aside = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "The page is closed." in aside
    assert token not in aside


def test_a_board_with_a_mistake_is_told_and_not_served(tmp_path):
    (tmp_path / "wrong.bnn").write_text("scene {", encoding="utf-8")
    found = said(str(tmp_path / "wrong.bnn"))
    assert (found.returncode, found.stdout) == (1, "")
    assert "error" in found.stderr


def test_standard_input_is_not_reviewed():
    found = subprocess.run((*COMMAND, "-"), capture_output=True, text=True, check=False, timeout=60, input=BOARD)
    assert found.returncode == 2
    assert "Standard input can't be reviewed" in found.stderr
