"""What happens in an editor: documents and notebooks are opened, changed, saved, closed; and what is wrong is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from .notebooks import changed_cells, sheet_of
from .paths import path_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from .server import Server

CELLS = lsp.NotebookDocumentSyncOptions(
    [
        lsp.NotebookDocumentFilterWithCells(
            [lsp.NotebookCellLanguage("python")],
            lsp.NotebookDocumentFilterNotebookType("jupyter-notebook", scheme="file"),
        )
    ],
    save=True,
)  # fmt: skip


def follow(server: Server) -> None:
    """Let a server follow all of it."""
    for method, happened in HAPPENED.items():
        server.feature(method)(happened)


async def _opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    _take(ls, params.text_document.uri)
    await ls.tell({params.text_document.uri})


async def _changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    _take(ls, params.text_document.uri)
    await _typed(ls, {params.text_document.uri})


async def _closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    _drop(ls, params.text_document.uri)
    await _gone(ls, [params.text_document])


async def _notebook_opened(ls: Server, params: lsp.DidOpenNotebookDocumentParams) -> None:
    _take_notebook(ls, params.notebook_document.uri)
    await ls.tell({d.uri for d in params.cell_text_documents})


async def _notebook_changed(ls: Server, params: lsp.DidChangeNotebookDocumentParams) -> None:
    opened, closed = changed_cells(params.change)
    _take_notebook(ls, params.notebook_document.uri)
    for uri in closed:
        ls.clear(uri)
    await _typed(ls, opened)


async def _notebook_closed(ls: Server, params: lsp.DidCloseNotebookDocumentParams) -> None:
    _drop(ls, params.notebook_document.uri)
    await _gone(ls, params.cell_text_documents)


async def _saved(ls: Server, _: object) -> None:
    ls.desk.forget()
    await ls.tell()


async def _typed(ls: Server, uris: set[str]) -> None:
    stamp = ls.typed = ls.desk.stamp
    await ls.pause()
    if ls.desk.stamp == stamp:
        await ls.tell(uris)


async def _gone(ls: Server, documents: Iterable[lsp.TextDocumentIdentifier]) -> None:
    for document in documents:
        ls.clear(document.uri)
    await ls.tell()


def _take(ls: Server, uri: str) -> None:
    path = path_of(uri)
    if path is not None:
        ls.desk.put(path, ls.workspace.get_text_document(uri).source)


def _take_notebook(ls: Server, uri: str) -> None:
    path, notebook = path_of(uri), ls.workspace.get_notebook_document(notebook_uri=uri)
    if path is not None and notebook is not None:
        ls.desk.put(path, sheet_of(path.name, notebook, ls.workspace))


def _drop(ls: Server, uri: str) -> None:
    path = path_of(uri)
    if path is not None:
        ls.desk.drop(path)


HAPPENED: dict[str, Callable[[Server, Any], Awaitable[None]]] = {
    lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _changed,
    lsp.TEXT_DOCUMENT_DID_SAVE: _saved,
    lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.NOTEBOOK_DOCUMENT_DID_OPEN: _notebook_opened,
    lsp.NOTEBOOK_DOCUMENT_DID_CHANGE: _notebook_changed,
    lsp.NOTEBOOK_DOCUMENT_DID_SAVE: _saved,
    lsp.NOTEBOOK_DOCUMENT_DID_CLOSE: _notebook_closed,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _saved,
}
