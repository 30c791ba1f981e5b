from __future__ import annotations

from types import SimpleNamespace

import pytest
from bananaboard.runtime import engines

from bananaboard.cli.door import enter

from .boards import Camera, Project, png
from .films import Film


@pytest.fixture
def project(tmp_path):
    """An empty folder with an engine that costs money."""
    return Project(tmp_path)


@pytest.fixture
def sketching(tmp_path):
    """An empty folder with a free engine."""
    return Project(tmp_path, Camera("sketch", free=True))


@pytest.fixture
def film(tmp_path):
    """The board of the walk-throughs, with nothing made yet."""
    return Film(tmp_path)


@pytest.fixture
def storm(film):
    """The same, all of it made: five calls, two takes each."""
    assert (film.run().made, film.plan().totals.make) == (10, 0)
    return film


@pytest.fixture
def drawn():
    """Writes a small picture that somebody made."""

    def write(path, shade):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(shade))
        return path

    return write


@pytest.fixture
def bnn(film, monkeypatch, capsys):
    """Calls a command in the film's folder, where its engine is installed as `paid`: exit code, and what it said."""
    made = type("Installed", (), {"maker": "paid", "free": False, "__new__": lambda _: film.camera})
    point = SimpleNamespace(load=lambda: made, dist=None)
    monkeypatch.setattr(engines, "_plugged", lambda: {"paid": point})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(film.root / "config"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(film.root)

    def call(*args):
        code = enter(list(args))
        said = capsys.readouterr()
        return int(code), said.out + said.err

    return call
