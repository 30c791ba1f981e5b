"""A user with a configuration of their own, and projects whose runs have cost something."""

from __future__ import annotations

import pytest

from .money import Money


@pytest.fixture
def money(tmp_path, monkeypatch):
    """A user's configuration and book in folders of the test."""
    monkeypatch.setenv("BNN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BNN_CONFIG", str(tmp_path / "config.toml"))
    found = Money(tmp_path)
    found.configure("")
    return found
