"""`bnn review` from a terminal."""

from __future__ import annotations

import os
import signal
import socket
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
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        address, _, token = process.stdout.readline().strip().partition("#")
        assert address.startswith("http://127.0.0.1:")
        assert len(token) >= 40
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert b"<dialog" in answer.read()
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(address + "api/board", timeout=60)
        process.send_signal(signal.SIGINT)
        _, aside = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
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


@pytest.mark.skipif(os.name == "nt", reason="a browser that can be told is a script")
def test_it_opens_the_browser_and_tells_nobody_else_the_token(once, tmp_path):
    """Every user of a computer can read command lines, so the token stands in none."""
    seen, browser = tmp_path / "seen", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.new; cat "${{1#file://}}" >> {seen}.new; mv {seen}.new {seen}\n')
    browser.chmod(0o755)
    command = (*COMMAND, str(once / "tide.bnn"), "--open")
    env = os.environ | {"BROWSER": f"{browser} %s"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        address = process.stdout.readline().strip()
        while "Ctrl-C" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    asked, page = seen.read_text("utf-8").split("\n", 1)
    token = address.partition("#")[2]
    assert token not in asked
    assert address in page
    assert not os.path.exists(asked.removeprefix("file://"))  # noqa: PTH110 - the name as the browser got it


def test_a_port_that_can_not_be_had_is_a_mistake(once):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = said(str(once / "tide.bnn"), "--port", str(port))
    assert (found.returncode, found.stdout) == (2, "")
    assert f"can't be served on port {port}" in found.stderr
