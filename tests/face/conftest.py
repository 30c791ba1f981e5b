"""A folder that is the current one, and a board in it."""

import pytest

KITE = """\
param coat = "a red coat"
storyboard "The Kite" {}
character ana "a girl in {{ coat }}"
scene hill "On the hill" {
  variant light { dawn: "soft dawn"; noon: "hard noon light" }
  shot wide "@ana with a kite" { takes: 2 }
  shot close "@ana laughs, {{ light }}"
}
"""


@pytest.fixture
def kite(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("BNN_ENGINE", raising=False)
    path = tmp_path / "kite.bnn"
    path.write_text(KITE)
    return path
