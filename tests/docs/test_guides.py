"""Whoever follows the tutorial or a guide, word by word, gets what it says."""

from __future__ import annotations

import asyncio
import io
from types import SimpleNamespace

import pytest
from bananaboard.dsl.models import pixels
from PIL import Image

from .guide import compare, exchanged, follow
from .pages import DOCS, GUIDES, blocks


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: p.relative_to(DOCS).as_posix())
def test_a_page_can_be_followed(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setenv("BNN_REHEARSAL", "latency=10ms")  # readers have luck or none; here nothing goes wrong by chance
    monkeypatch.setenv("GEMINI_API_KEY", "nobody's")  # plans of batches want to know who would be asked; nobody is
    (tmp_path / "pyproject.toml").write_text("")
    assert follow(page.read_text(encoding="utf-8"), tmp_path), "a page without a single command"


def test_a_statement_is_exchanged_whole():
    board = 'scene a {\n  shot wide "x" {\n    camera: "{y}"\n  }\n  shot close "z"\n}\n'
    assert exchanged(board, '  shot wide "new"\n') == 'scene a {\n  shot wide "new"\n  shot close "z"\n}\n'


def test_what_was_not_said_is_found():
    compare("one … three\n…\nfour\n", "one two three\nxx\nfour")
    with pytest.raises(AssertionError, match="is not in what was said"):
        compare("two\none\n", "one\ntwo\n")


def test_the_engine_of_the_guide_draws():
    """What surrounds an engine is tested with the one on the page of engines; this one is only asked."""
    (shown,) = [b.text for b in blocks(DOCS / "how-to" / "your-own-engine.md") if b.marks == "file=my_engine.py"]
    module: dict[str, object] = {"__name__": "my_engine"}
    exec(compile(shown, "my_engine.py", "exec"), module)
    spooled = io.BytesIO()
    call = SimpleNamespace(config=SimpleNamespace(aspect="16:9", size="1K"), brief=SimpleNamespace(text="A hill"))
    spool = SimpleNamespace(write=spooled.write, seal=lambda: None)
    answer = asyncio.run(module["Cards"]().make(SimpleNamespace(call=call, take=1), spool))
    assert answer.pictures[0].data == spooled.getvalue()
    assert Image.open(spooled).size == pixels("16:9", "1K")
