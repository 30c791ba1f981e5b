from __future__ import annotations

import pytest

from .boards import Camera, Project


@pytest.fixture
def project(tmp_path):
    """An empty folder with an engine that costs money."""
    return Project(tmp_path)


@pytest.fixture
def sketching(tmp_path):
    """An empty folder with a free engine."""
    return Project(tmp_path, Camera("sketch", free=True))
