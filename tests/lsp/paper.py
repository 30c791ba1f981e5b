"""A notebook in an editor for tests: its cells are documents of their own, as VS Code has them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from .editor import edited, position_in

if TYPE_CHECKING:
    from .editor import Editor

KIND = "jupyter-notebook"


class Paper:
    """One open notebook. Cells are named by a key each, which stays with them; places by a piece of their text."""

    def __init__(self, editor: Editor, name: str = "a story.ipynb") -> None:
        self.editor, self.name, self.client = editor, name, editor.client
        self.texts: dict[int, str] = {}
        self.order: list[int] = []
        self.version = 1

    def uri(self, key: int) -> str:
        """As VS Code names a cell: with a fragment, and signs that are escaped."""
        address = (self.editor.root / self.name).as_uri().replace("file:", "vscode-notebook-cell:")
        return f"{address}#W{key}sZmlsZQ%3D%3D"

    def open(self, *cells: str) -> None:
        """Open it with these cells, none of which has an error told yet."""
        self.texts = dict(enumerate(cells))
        self.order = list(self.texts)
        notebook = lsp.NotebookDocument(self.editor.uri(self.name), KIND, 1, [self._cell(k) for k in self.order])
        documents = [self._document(k) for k in self.order]
        self.client.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(notebook, documents))

    def _cell(self, key: int) -> lsp.NotebookCell:
        return lsp.NotebookCell(lsp.NotebookCellKind.Code, self.uri(key))

    def _document(self, key: int) -> lsp.TextDocumentItem:
        return lsp.TextDocumentItem(self.uri(key), "python", 1, self.texts[key])

    async def told(self, key: int) -> list[lsp.Diagnostic]:
        """What is wrong with a cell, as it is told next."""
        while self.uri(key) not in self.editor.told:
            self.editor.news.clear()
            await asyncio.wait_for(self.editor.news.wait(), 60)
        return self.editor.told[self.uri(key)]

    async def write(self, key: int, text: str) -> list[lsp.Diagnostic]:
        """Exchange the text of a cell; what is wrong with it then."""
        self.editor.told.pop(self.uri(key), None)
        self.change(key, text)
        return await self.told(key)

    def change(self, key: int, text: str) -> None:
        """Exchange the text of a cell."""
        self.texts[key] = text
        at = lsp.VersionedTextDocumentIdentifier(self.version + 1, self.uri(key))
        whole = [lsp.TextDocumentContentChangeWholeDocument(text)]
        content = [lsp.NotebookDocumentCellContentChanges(at, whole)]
        self._change(lsp.NotebookDocumentCellChanges(text_content=content))

    def put(self, at: int, gone: int, new: dict[int, str]) -> None:
        """Take cells out of their order, and put others in their place; those that are known are only moved."""
        taken, self.order[at : at + gone] = self.order[at : at + gone], list(new)
        opened = [k for k in new if k not in self.texts]
        self.texts.update(new)
        closed = [k for k in taken if k not in new]
        array = lsp.NotebookCellArrayChange(at, gone, [self._cell(k) for k in new])
        documents = [self._document(k) for k in opened]
        gone_ones = [lsp.TextDocumentIdentifier(self.uri(k)) for k in closed]
        structure = lsp.NotebookDocumentCellChangeStructure(array, documents, gone_ones)
        self._change(lsp.NotebookDocumentCellChanges(structure=structure))

    def _change(self, cells: lsp.NotebookDocumentCellChanges) -> None:
        self.version += 1
        at = lsp.VersionedNotebookDocumentIdentifier(self.version, self.editor.uri(self.name))
        change = lsp.NotebookDocumentChangeEvent(cells=cells)
        self.client.notebook_document_did_change(lsp.DidChangeNotebookDocumentParams(at, change))

    def close(self) -> None:
        """Close it, if it is open."""
        if not self.order:
            return
        cells = [lsp.TextDocumentIdentifier(self.uri(k)) for k in self.order]
        notebook = lsp.NotebookDocumentIdentifier(self.editor.uri(self.name))
        self.client.notebook_document_did_close(lsp.DidCloseNotebookDocumentParams(notebook, cells))
        self.order = []

    def at(self, key: int, piece: str, into: int = 0) -> lsp.Position:
        """The position of a piece of a cell's text; of the last such piece, since prompts repeat names."""
        return position_in(self.texts[key], self.texts[key].rindex(piece) + into)

    def on(self, key: int, piece: str, into: int = 0) -> dict[str, object]:
        """The same as what a request says."""
        return {"text_document": lsp.TextDocumentIdentifier(self.uri(key)), "position": self.at(key, piece, into)}

    def key(self, uri: str) -> int | str:
        """The cell with an address; the address itself where it is none of this notebook."""
        return next((k for k in self.texts if self.uri(k) == uri), uri)

    def applied(self, edit: lsp.WorkspaceEdit) -> dict[int | str, str]:
        """The texts after an edit of several cells and files."""
        found: dict[int | str, str] = {}
        for uri, edits in (edit.changes or {}).items():
            key = self.key(uri)
            name = uri.removeprefix(self.editor.root.as_uri() + "/")
            text = self.texts[key] if isinstance(key, int) else (self.editor.root / name).read_text("utf-8")
            found[key if isinstance(key, int) else name] = edited(text, edits)
        return found
