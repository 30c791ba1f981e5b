"""Notebooks made into pages by nbconvert: `%%banana` cells have the colours of boards."""

from __future__ import annotations

import json

import nbformat
import pygments.lexers
import pytest
from bananaboard.magics.writing import to_notebook
from pygments.util import ClassNotFound
from traitlets.config import Config

nbconvert = pytest.importorskip("nbconvert", reason="pip install 'bananaboard[lab]'")

BOARD = 'character mara "a keeper"\nshot one "@mara <at> sea"\n'
COLOURED = '<span class="kd">character</span><span class="w"> </span><span class="nc">mara</span>'
CONFIG = {"HighlightMagicsPreprocessor": {"languages": {"%%banana": "bananaboard"}}}


def page(text: str, **options: object) -> str:
    return nbconvert.HTMLExporter(**options).from_notebook_node(nbformat.reads(text, 4))[0]


def test_an_exported_notebook_is_coloured() -> None:
    assert COLOURED in page(to_notebook(BOARD, "story"))


def test_any_other_notebook_is_with_a_line_of_configuration() -> None:
    plain = json.loads(to_notebook(BOARD, "story"))
    for cell in plain["cells"]:
        cell["metadata"] = {}
        if cell["source"][0] == "%%banana\n":
            cell["source"][0] = "%%banana keeper --plan\n"
    text = json.dumps(plain)
    assert COLOURED not in page(text)
    assert COLOURED in page(text, config=Config(CONFIG))


def test_where_bananaboard_is_not_installed_a_cell_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, **_: object) -> object:
        raise ClassNotFound(name)

    monkeypatch.setattr(pygments.lexers, "get_lexer_by_name", missing)
    with pytest.warns(UserWarning, match="Treating as plain text"):
        found = page(to_notebook(BOARD, "story"))
    assert '%%banana\ncharacter mara "a keeper"' in found
