"""Packages that pages show, as if they had been installed."""

from __future__ import annotations

import contextlib
import importlib
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from bananaboard.runtime import engines
from bananaboard.runtime.export import exporters

from .pages import DOCS, blocks

if TYPE_CHECKING:
    from pathlib import Path


@contextlib.contextmanager
def installed(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The package whose module and `pyproject.toml` a page shows; the current folder is one for boards."""
    shown = {b.marks.removeprefix("file="): b.text for b in blocks(page) if b.marks.startswith("file=")}
    project = tomllib.loads(shown.pop("pyproject.toml"))["project"]
    ((module, text),) = shown.items()
    site, work = folder / "site", folder / "work"
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir(parents=True)
    work.mkdir()
    (site / module).write_text(text, "utf-8")
    lines = [f"[{g}]\n" + "".join(f"{k} = {v}\n" for k, v in n.items()) for g, n in project["entry-points"].items()]
    (info / "entry_points.txt").write_text("\n".join(lines))
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    monkeypatch.syspath_prepend(site)
    monkeypatch.chdir(work)
    importlib.invalidate_caches()
    _forget()
    yield work
    _forget()
    sys.modules.pop(module.removesuffix(".py"), None)


def _forget() -> None:
    engines._plugged.cache_clear()
    exporters._plugged.cache_clear()


@pytest.fixture
def flat(tmp_path, monkeypatch):
    """The engine of the page of engines, installed."""
    with installed(DOCS / "engines.md", tmp_path, monkeypatch) as work:
        yield work


@pytest.fixture
def wiki(tmp_path, monkeypatch):
    """The exporter of its guide, installed."""
    with installed(DOCS / "how-to" / "your-own-exporter.md", tmp_path, monkeypatch) as work:
        yield work
