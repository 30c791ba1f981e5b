"""Each kind of board that `bnn new --from` begins: fine, canonical, and it runs as it is."""

import dataclasses
import datetime as dt

import msgspec
import pytest
from bananaboard.grammar.format import format_source
from bananaboard.grammar.source import Source
from bananaboard.runtime.sketch.draw import draw as drawing

from bananaboard.api import compile_file
from bananaboard.starters import HERE, KINDS, starter, starters


@pytest.fixture
def small(monkeypatch):
    """Sketches of 512 pixels: a tenth of the time, and nothing else is another."""

    def draw(request, mark="SKETCH"):
        config = msgspec.structs.replace(request.call.config, size="512")
        call = msgspec.structs.replace(request.call, config=config)
        return drawing(dataclasses.replace(request, call=call), mark)

    monkeypatch.setattr("bananaboard.runtime.sketch.engine.draw", draw)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_fine_canonical_and_runs(bnn, here, small, kind):
    assert f"bnn run {kind}.bnn" in bnn("new", "--from", kind).stdout
    text = (here / f"{kind}.bnn").read_text("utf-8")
    assert "FILE" not in text
    assert format_source(Source("x.bnn", text)) == text
    compiled = compile_file(here / f"{kind}.bnn", date=dt.date(2026, 11, 21))
    assert compiled.diagnostics == ()
    assert compiled.calls
    done = bnn("run", f"{kind}.bnn")
    assert (done.exit_code, done.stderr.count("✗")) == (0, 0)
    assert (here / "out" / kind / "index.html").exists()


def test_all_of_them_are_listed(bnn, here):
    told = bnn("new", "--list").stdout
    for kind, about in starters():
        assert f"  {kind} " in told
        assert about in told
        assert about
    assert [p.name for p in here.iterdir()] == ["pyproject.toml"]
    assert {p.stem for p in HERE.glob("*.bnn")} == set(KINDS)


def test_a_name_and_a_kind(bnn, here):
    bnn("new", "autumn", "--from", "picture-book")
    assert (here / "autumn.bnn").read_text("utf-8") == starter("picture_book").replace("FILE", "autumn.bnn")


@pytest.mark.parametrize(
    ("kind", "told"), [("comick", "`comic`"), ("zzz", "There are: story"), ("../story", "no starter")]
)
def test_a_kind_that_is_none(bnn, here, kind, told):
    done = bnn("new", "x", "--from", kind)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (here / "x.bnn").exists()
