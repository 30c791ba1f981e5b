from __future__ import annotations

import pytest

from .studio import Studio


@pytest.fixture
def studio(tmp_path):
    """The board of `studio.py` in an empty folder."""
    return Studio(tmp_path)
