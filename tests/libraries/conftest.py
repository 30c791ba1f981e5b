"""A folder of one's own, a library that somebody has installed, and `bnn` in this process."""

import pytest

from ..door import call

TRAP = "raise SystemExit('a library was imported')\n"
SHOTS = """\
# Shots <for> harbours.

# Somebody, near.
prompt near(who, mood: "calm") "A close-up of {{ who }}, {{ mood }}."

prompt bare() "Nobody about."

# Fog and ropes.
style fog "thick fog"
"""
SAMPLES = """\
import "shots.bnn"
character ana "a girl in a red coat" { name: "Ana" }
scene shots {
  shot near shots.near(@ana, mood: "<b>angry</b>")
  shot fog "@ana waits" { style: @shots.fog }
}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty project that is the current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("BNN_ENGINE", "BNN_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def bnn(here):
    """Calls a command through the door of the process."""
    return call


@pytest.fixture
def harbour(tmp_path, monkeypatch):
    """The folder of a library `harbour`, installed with version 1.0; running it ends the tests."""
    package = tmp_path / "site" / "bnn_harbour"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(f'"""Ships and ropes.\n\nMore."""\n{TRAP}')
    (package / "shots.bnn").write_text(SHOTS)
    (package / "samples.bnn").write_text(SAMPLES)
    monkeypatch.syspath_prepend(tmp_path / "site")
    release(tmp_path / "site", "1.0")
    return package


def release(site, version):
    """Says that the library is of this version."""
    info = site / "bnn_harbour.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: bnn-harbour\nVersion: {version}\n")
    (info / "entry_points.txt").write_text("[bananaboard.libraries]\nharbour = bnn_harbour\nlost = bnn_lost\n")
