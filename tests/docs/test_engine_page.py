"""The engine on the page of engines is installed as the page says, named, and runs a board."""

from __future__ import annotations

import importlib
import sys
import tomllib

import pytest
from bananaboard.runtime import engines

import bananaboard as bb

from .pages import DOCS, blocks


@pytest.fixture
def installed(tmp_path, monkeypatch):
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


def test_the_engine_of_the_page_draws_a_board(installed):
    (board,) = [b for b in blocks(DOCS / "engines.md") if b.language == "bnn"]
    (installed / "hill.bnn").write_text(board.text, "utf-8")
    plan = bb.load(installed / "hill.bnn").plan(engine="flat")
    run = plan.run()
    assert run.failed == ()
    assert [t.address for t in run] == list(bb.load("hill.bnn").addresses)
    assert run["hill.wide"].image.size == (1376, 768)
    assert run["hill.wide"].image.getpixel((5, 5)) != run["hill.close"].image.getpixel((5, 5))
    assert bb.load("hill.bnn").plan(engine="flat").run().made == 0


def test_the_page_shows_where_an_engine_comes_from(installed):
    assert ("flat", "flat-engine 1.0") in engines.engine_sources()


def test_what_it_is_asked_and_may_not_show_is_refused(installed):
    board = bb.loads('shot a "a knife fight"')
    run = board.plan(engine="flat").run()
    assert [(f.address, f.code) for f in run.failed] == [("a", "refused")]
    assert board.plan(engine="flat").calls[0].status == "refused"
