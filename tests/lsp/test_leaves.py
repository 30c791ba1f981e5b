"""Places in the cells of a notebook and in its board are the same places, whatever the cells hold."""

from __future__ import annotations

import json

from bananaboard.magics.reading import notebook_in
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp
from pygls.workspace import PositionCodec, Workspace

from bananaboard.lsp.notebooks import sheet_of
from bananaboard.lsp.places import Places

PLACES = Places(PositionCodec())
HEADS = ("%%banana\n", "%%banana", "\n %%banana cast --plan\n", "%%banana x\r\n", "%%bananas\n", "x = 1\n", "")
CELLS = st.tuples(st.sampled_from(HEADS), st.text(alphabet='ab"@{}#🏔\n\r ', max_size=12)).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, max_size=5))
def test_every_place_leads_there_and_back(cells: list[str]) -> None:
    workspace = Workspace(None)
    uris = [f"cell:a#{n}" for n in range(len(cells))]
    for uri, text in zip(uris, cells, strict=True):
        workspace.put_text_document(lsp.TextDocumentItem(uri, "python", 1, text))
    notebook = lsp.NotebookDocument("file:///a.ipynb", "jupyter-notebook", 1, [lsp.NotebookCell(2, u) for u in uris])
    sheet = sheet_of("a.ipynb", notebook, workspace)
    file = {"cells": [{"cell_type": "code", "source": c} for c in cells]}
    assert sheet.text == notebook_in(json.dumps(file).encode(), "a.ipynb").text
    assert [x.first for x in sheet.leaves] == [0, *(x.last for x in sheet.leaves)][: len(sheet.leaves)]
    for leaf in sheet.leaves:
        written = cells[uris.index(leaf.uri)].replace("\r\n", "\n").replace("\r", "\n")
        for offset in range(leaf.first, leaf.last):
            at = offset - leaf.first + leaf.cell.start
            assert sheet.text[offset] == (written + "\n")[at]
            where = leaf.range(PLACES, offset, offset + 1)
            below = "\n" in written[:at].lstrip()
            assert leaf.offset(PLACES, where.start) == (offset if below else None)
            assert where.end.line <= written.count("\n")
