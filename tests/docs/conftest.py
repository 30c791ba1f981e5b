"""The engine on the page of engines, as if it had been installed."""

from __future__ import annotations

import importlib
import sys
import tomllib

import pytest
from bananaboard.runtime import engines

from .pages import DOCS, blocks


@pytest.fixture
def flat(tmp_path, monkeypatch):
    """The page's package, as if it had been installed; the folder of a board."""
    shown = {b.language: b.text for b in blocks(DOCS / "engines.md") if b.marks.startswith("file=")}
    named = {b.marks.removeprefix("file="): b.language for b in blocks(DOCS / "engines.md") if b.marks}
    site, work = tmp_path / "site", tmp_path / "work"
    info = site / "flat_engine-1.0.dist-info"
    info.mkdir(parents=True)
    work.mkdir()
    (site / "flat_engine.py").write_text(shown[named["flat_engine.py"]], "utf-8")
    points = tomllib.loads(shown[named["pyproject.toml"]])["project"]["entry-points"]
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in names.items()) for group, names in points.items()]
    (info / "entry_points.txt").write_text("\n".join(lines))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: flat-engine\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(site)
    monkeypatch.chdir(work)
    importlib.invalidate_caches()
    engines._plugged.cache_clear()
    yield work
    engines._plugged.cache_clear()
    sys.modules.pop("flat_engine", None)
