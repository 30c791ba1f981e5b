from __future__ import annotations

import pytest

from .boards import ARABIC, EVIL, HOSTILE, JAPANESE, KEEPER, Board


@pytest.fixture(scope="session")
def keeper(tmp_path_factory):
    return Board(tmp_path_factory.mktemp("keeper"), KEEPER)


@pytest.fixture(scope="session")
def japanese(tmp_path_factory):
    return Board(tmp_path_factory.mktemp("japanese"), JAPANESE)


@pytest.fixture(scope="session")
def arabic(tmp_path_factory):
    return Board(tmp_path_factory.mktemp("arabic"), ARABIC)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    return Board(tmp_path_factory.mktemp("hostile"), HOSTILE, params={"evil": EVIL})
