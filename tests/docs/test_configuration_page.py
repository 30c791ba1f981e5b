"""What the page on the configuration promises: its file is right, its commands keep and bring back every picture."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bananaboard.runtime.config_keys import KEYS
from bananaboard.runtime.configuration import read_configuration

import bananaboard as bb

from .pages import DOCS, blocks

SHOWN = {b.marks or b.language: b.text for b in blocks(DOCS / "configuration.md")}


def test_the_file_on_the_page_says_everything_that_can_be_said():
    found = read_configuration(Path("config.toml"), SHOWN["toml"].encode())
    assert found.written == {k.name for k in KEYS}
    assert (found.engine, found.tier, found.month) == ("sketch", 1, 50_000_000_000)


@pytest.fixture
def home(flat, monkeypatch):
    """A home with a project in it, whose pictures were made by an engine that can't make them again alike."""
    home = flat / "me"
    project = home / "kite"
    project.mkdir(parents=True)
    (project / "kite.bnn").write_text('shot a "a door"\nshot b "a hand; the light of @a"')
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("BNN_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("BNN_DATA", str(home / "data"))
    (home / "config.toml").touch()
    return home


def plan(home):
    return bb.load(home / "kite/kite.bnn").plan(engine="flat")


def shell(script, folder):
    subprocess.run(["bash", "-ec", script], cwd=folder, check=True, env={**os.environ, "HOME": os.environ["HOME"]})


needs_bash = pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")


@needs_bash
def test_a_backup_brings_everything_back(home):
    assert plan(home).run().made == 2
    before = plan(home).to_json()
    shell(SHOWN["backup"], home / "kite")
    shutil.rmtree(home / "kite/.bananaboard")
    assert sum(c.make for c in plan(home).calls) == 2
    shell(SHOWN["restore"], home / "kite")
    assert plan(home).to_json() == before
    assert plan(home).run().made == 0


@needs_bash
def test_a_backup_of_all_stores_brings_everything_back(home):
    (home / "config.toml").write_text('[store]\nfolder = "~/Bananaboard"\n')
    assert plan(home).run().made == 2
    shell(SHOWN["backup-all"], home)
    shutil.rmtree(home / "Bananaboard")
    shell("tar -xzf bananaboard-backup.tgz -C ~", home)
    assert plan(home).run().made == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
@pytest.mark.parametrize("elsewhere", [True, False])
def test_git_clean_deletes_what_lies_in_the_project_and_nothing_else(home, elsewhere):
    if elsewhere:
        (home / "config.toml").write_text('[store]\nfolder = "~/Bananaboard"\n')
    assert plan(home).run().made == 2
    subprocess.run(["git", "init", "-q"], cwd=home / "kite", check=True)
    subprocess.run(["git", "clean", "-qfdX"], cwd=home / "kite", check=True)
    assert not any((home / "kite/.bananaboard").glob("*"))
    assert sum(c.make for c in plan(home).calls) == (0 if elsewhere else 2)
