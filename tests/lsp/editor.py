"""An editor for tests: a real client library that talks to a real `bnn lsp` in a process of its own."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path


class Editor:
    """One open project. Places are named by a piece of text and how far into it."""

    def __init__(self, client: LanguageClient, can: lsp.ServerCapabilities, root: Path) -> None:
        self.client, self.can, self.root = client, can, root
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        self.news = asyncio.Event()
        self.messages: list[str] = []

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    async def open(self, name: str, text: str | None = None) -> list[lsp.Diagnostic]:
        """Open a file; what is wrong with it."""
        self.texts[name] = (self.root / name).read_text("utf-8") if text is None else text
        self.versions[name] = 1
        item = lsp.TextDocumentItem(self.uri(name), "bananaboard", 1, self.texts[name])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.diagnostics(name)

    async def diagnostics(self, name: str) -> list[lsp.Diagnostic]:
        """What is wrong with a file as it is known next."""
        while self.uri(name) not in self.told:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 60)
        return self.told[self.uri(name)]

    async def write(self, name: str, text: str) -> list[lsp.Diagnostic]:
        """Exchange the whole text; what is wrong with it then."""
        self.told.pop(self.uri(name), None)
        self.change(name, [lsp.TextDocumentContentChangeWholeDocument(text)])
        self.texts[name] = text
        return await self.diagnostics(name)

    def change(self, name: str, changes: list[object]) -> None:
        self.versions[name] += 1
        at = lsp.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(at, changes))

    def at(self, name: str, piece: str, into: int = 0) -> lsp.Position:
        """The position of a piece of text, in UTF-16 units as an editor counts."""
        return position_in(self.texts[name], self.texts[name].index(piece) + into)

    def on(self, name: str, piece: str, into: int = 0) -> dict[str, object]:
        return {"text_document": lsp.TextDocumentIdentifier(self.uri(name)), "position": self.at(name, piece, into)}

    def applied(self, edit: lsp.WorkspaceEdit) -> dict[str, str]:
        """The texts after an edit of several files."""
        found = {}
        for uri, edits in (edit.changes or {}).items():
            name = uri.removeprefix(self.root.as_uri() + "/")
            text = self.texts.get(name) or (self.root / name).read_text("utf-8")
            found[name] = edited(text, edits)
        return found


def position_in(text: str, offset: int) -> lsp.Position:
    """The position of an offset, in UTF-16 units."""
    start = text.rfind("\n", 0, offset) + 1
    return lsp.Position(text.count("\n", 0, offset), len(text[start:offset].encode("utf-16-le")) // 2)


def edited(text: str, edits: list[lsp.TextEdit]) -> str:
    """The text after an edit of several places."""
    for one in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        start, end = (offset_in(text, p) for p in (one.range.start, one.range.end))
        text = text[:start] + one.new_text + text[end:]
    return text


def offset_in(text: str, position: lsp.Position) -> int:
    """The offset of a position, in UTF-16 units."""
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: position.line])
    line = lines[position.line].encode("utf-16-le")[: position.character * 2].decode("utf-16-le")
    return before + len(line)


class Connection:
    """One `bnn lsp` for many tests: each has an editor of its own, in a project of its own."""

    def __init__(self) -> None:
        self.client = LanguageClient("tests", "1")
        self.editor: Editor | None = None
        self.can: lsp.ServerCapabilities | None = None

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(_: LanguageClient, params: lsp.PublishDiagnosticsParams) -> None:
            if self.editor is not None:
                self.editor.told[params.uri] = list(params.diagnostics)
                self.editor.news.set()

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def shown(_: LanguageClient, params: lsp.ShowMessageParams) -> None:
            if self.editor is not None:
                self.editor.messages.append(params.message)

    async def begin(self) -> None:
        await self.client.start_io(sys.executable, "-m", "bananaboard", "lsp")
        notebooks = lsp.NotebookDocumentClientCapabilities(lsp.NotebookDocumentSyncClientCapabilities())
        can = lsp.ClientCapabilities(notebook_document=notebooks)
        self.can = (await self.client.initialize_async(lsp.InitializeParams(capabilities=can))).capabilities
        self.client.initialized(lsp.InitializedParams())

    async def end(self) -> None:
        try:
            await self.client.shutdown_async(None)
            self.client.exit(None)
        finally:
            await asyncio.wait_for(self.client.stop(), 60)

    async def run(self, root: Path, story: Callable[[Editor], Awaitable[None]]) -> None:
        """One editor from its opening to its end, when it closes what it has open."""
        self.editor = Editor(self.client, self.can, root)
        try:
            await story(self.editor)
        finally:
            for name in self.editor.texts:
                at = lsp.TextDocumentIdentifier(self.editor.uri(name))
                self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(at))
            self.editor = None
