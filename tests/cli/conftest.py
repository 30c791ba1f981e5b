"""Boards in folders of their own, and three ways of calling `bnn`."""

import asyncio
import os
import subprocess
import sys

import pytest
from bananaboard.runtime import engines
from bananaboard.runtime.engine import Answer, Drawn, Failed, Refused, Usage
from bananaboard.runtime.sketch.engine import Sketch

from ..door import call

KITE = """\
storyboard "The Kite" { aspect: 16:9 }
character ana "a girl in a red coat" { name: "Ana" }
scene hill "On the hill" {
  chain: previous
  variant light { dawn: "soft dawn"; noon: "hard noon light" }
  shot wide "@ana with a kite" { takes: 2; caption: "Wind at last." }
  shot close "@ana laughs, {{ light }}"
  edit calm of close "Make it calm"
}
final { model: pro; size: 2K }
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder that is the current one, and nobody's configuration."""
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("bananaboard.runtime.retry.FIRST", 0.0)  # tests wait for nothing
    for name in ("BNN_ENGINE", "BNN_DEBUG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def kite(here):
    path = here / "kite.bnn"
    path.write_text(KITE)
    return path


@pytest.fixture
def bnn(here):
    """Calls a command in this process, through the door of the process; what it wrote and its exit code."""
    return call


@pytest.fixture
def process(here):
    """Calls a command as a process of its own."""

    def call(*args, env=None, **more):
        command = [sys.executable, "-m", "bananaboard", *map(str, args)]
        more = {"stdin": subprocess.DEVNULL, **more} if "input" not in more else more
        environment = {**os.environ, "PYTHONWARNINGS": "error", **(env or {})}
        return subprocess.run(command, capture_output=True, cwd=here, env=environment, check=False, **more)

    return call


class Paid(Sketch):
    """An engine that costs money and draws sketches. Its class can be told what to answer instead."""

    name = maker = "paid"
    free = False
    answers = None

    async def make(self, request, spool):
        if self.answers is not None:
            await asyncio.sleep(0)
            return self.answers(request)
        drawn = await super().make(request, spool)
        return Answer(drawn.pictures, "", Usage(100, 0, 1120, 0))


class Point:
    """What an installed package says of its engine."""

    dist = None

    def __init__(self, made):
        self.made = made

    def load(self):
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


@pytest.fixture
def install(monkeypatch):
    """Makes an engine be installed under a name."""

    def put(name, made):
        monkeypatch.setattr(engines, "_plugged", lambda: {name: Point(made)})
        return made

    return put


@pytest.fixture
def paid(install):
    return install("paid", type("Paid", (Paid,), {}))


@pytest.fixture
def outcomes():
    """Kinds of answers, for engines of the tests."""
    return {
        "picture": lambda data: Answer((Drawn(data, "image/png"),), "", None),
        "refused": lambda _: Refused("blocked by safety", "I can't draw that.", None, billed=False),
        "failed": lambda _: Failed("the service is busy", "503", retryable=True),
    }
