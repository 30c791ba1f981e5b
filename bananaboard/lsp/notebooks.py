"""Notebooks that are open: their `%%banana` cells as one board, as the commands read it from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..magics.cells import unix_lines
from ..magics.reading import board_of
from .desk import Sheet
from .page import Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.workspace import Workspace

    from ..magics.cells import Cell


def sheet_of(name: str, notebook: lsp.NotebookDocument, workspace: Workspace) -> Sheet:
    """The board in a notebook called `name`."""
    texts = {c.document: _text(c, workspace) for c in notebook.cells}
    found = board_of(name, texts.values())
    return Sheet(found.text, found.params, tuple(_leaves(list(texts.items()), found.cells)))


def _text(cell: lsp.NotebookCell, workspace: Workspace) -> str | None:
    code = cell.kind == lsp.NotebookCellKind.Code
    return unix_lines(workspace.get_text_document(cell.document).source) if code else None


def _leaves(texts: list[tuple[str, str | None]], cells: tuple[Cell, ...]) -> Iterator[Leaf]:
    first = 0
    for cell in cells:
        uri, text = texts[int(cell.id) - 1]
        leaf = Leaf(uri, cell, first, len(text or ""))
        yield leaf
        first = leaf.last


def changed_cells(change: lsp.NotebookDocumentChangeEvent) -> tuple[set[str], set[str]]:
    """The cells that are new or have another text, and those that are gone."""
    cells = change.cells
    written = {t.document.uri for t in (cells.text_content if cells is not None else None) or ()}
    structure = cells.structure if cells is not None else None
    if structure is None:
        return written, set()
    return written | {d.uri for d in structure.did_open or ()}, {d.uri for d in structure.did_close or ()}
