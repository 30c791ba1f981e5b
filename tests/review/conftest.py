from __future__ import annotations

import shutil

import pytest

from .desk import draw, served


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """A folder with the board of `desk.py`, drawn."""
    folder = tmp_path_factory.mktemp("drawn")
    draw(folder)
    return folder


@pytest.fixture
def page(tmp_path, once):
    """The page of a copy of it in `tmp_path`."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    with served(tmp_path / "tide.bnn") as client:
        yield client
