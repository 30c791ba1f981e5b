"""The server: each request of an editor handed to what answers it, over standard input and output."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from ..grammar.format import format_source
from ..grammar.source import Source
from . import described, tinting
from .completing import complete
from .desk import Desk
from .faults import diagnostics, repairs
from .lenses import lenses
from .navigating import Spot, Unnameable, definition, link_at, rename, renameable, told, uses
from .offer import Offer
from .outlining import folds, symbols
from .places import Places

if TYPE_CHECKING:
    from .desk import Opened

QUIET = 0.05  # seconds without a keystroke before a board is compiled again
SIGNS = ["@", ".", "{", ":", '"', "/", "[", "=", "("]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("bananaboard")
    except PackageNotFoundError:
        return "unknown"


class Server(LanguageServer):
    """What is open, and the places as this client counts them."""

    def __init__(self) -> None:
        super().__init__("bananaboard", _version())
        self.desk = Desk()
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        self.typed = -1  # the desk's stamp at the last keystroke
        self.compiling = asyncio.Lock()

    @property
    def places(self) -> Places:
        """Counts columns as the client does."""
        return Places(self.workspace.position_codec)

    async def opened(self, uri: str) -> Opened | None:
        """A board as the editor has it, None where its address is no file.

        It is compiled aside, one board at a time, and not before the typing has paused.
        """
        path = path_of(uri)
        while path is not None:
            found = self.desk.known(path)
            if found is not None:
                return found
            await self.pause()
            async with self.compiling:
                if self.desk.known(path) is None:
                    await asyncio.to_thread(self.desk.board, path)
        return None

    async def pause(self) -> None:
        """Wait until nobody has typed for a moment."""
        stamp = -1
        while stamp != self.desk.stamp:
            stamp = self.desk.stamp
            if self.typed != stamp:
                return  # a file was opened, saved or closed: there is nothing to wait for
            await asyncio.sleep(QUIET)

    async def tell(self, changed: str = "") -> None:
        """Send what is wrong with what has changed, and with all else that is open where it is news."""
        for uri in sorted(self.workspace.text_documents, key=lambda u: u != changed):
            path = path_of(uri)
            if path is None or path.suffix != ".bnn":
                continue
            opened = await self.opened(uri)
            if opened is None or uri not in self.workspace.text_documents:
                continue
            found = diagnostics(opened, self.places)
            if uri == changed or self.told.get(uri) != found:
                self.told[uri] = found
                version = self.workspace.get_text_document(uri).version
                self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def take(self, uri: str) -> None:
        """The text of a document has changed."""
        path = path_of(uri)
        if path is not None:
            self.desk.put(path, self.workspace.get_text_document(uri).source)


def path_of(uri: str) -> Path | None:
    """The file behind an address."""
    found = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(found) if found else None


def _location(server: Server, spot: Spot) -> lsp.Location:
    return lsp.Location(spot.path.as_uri(), server.places.range(spot.source, spot.start, spot.end))


def serve() -> None:
    """Talk to an editor until it goes."""
    make_server().start_io()


def make_server() -> Server:  # noqa: C901 - a table of answers, not a branch among them
    """A server with every request that it answers."""
    server = Server()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        ls.take(params.text_document.uri)
        await ls.tell(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        ls.take(uri)
        stamp = ls.typed = ls.desk.stamp
        await ls.pause()
        if ls.desk.stamp == stamp:
            await ls.tell(uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: Server, _: lsp.DidSaveTextDocumentParams) -> None:
        ls.desk.forget()
        await ls.tell()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        path = path_of(uri)
        if path is not None:
            ls.desk.drop(path)
        ls.told.pop(uri, None)
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
        await ls.tell()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(ls: Server, _: lsp.DidChangeWatchedFilesParams) -> None:
        ls.desk.forget()
        await ls.tell()

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=SIGNS))
    def completion(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList:
        path = path_of(params.text_document.uri)
        text = ls.desk.text(path) if path is not None else None
        if path is None or text is None:
            return lsp.CompletionList(False, [])
        source = Source(path.name, text.replace("\r\n", "\n"))
        offset = ls.places.offset(source, params.position)
        offers = complete(ls.desk.lately(path), source, offset)
        return lsp.CompletionList(False, [_item(ls, source, offset, n, o) for n, o in enumerate(offers)])

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        found = await ls.opened(params.text_document.uri)
        if found is None or found.source is None:
            return None
        return _hover(ls, found, found.source, ls.places.offset(found.source, params.position))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def goto(ls: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
        found = await ls.opened(params.text_document.uri)
        if found is None or found.source is None:
            return None
        spot = definition(found, ls.places.offset(found.source, params.position))
        return _location(ls, spot) if spot is not None else None

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def references(ls: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
        found = await ls.opened(params.text_document.uri)
        if found is None or found.source is None:
            return []
        offset = ls.places.offset(found.source, params.position)
        spots = uses(ls.desk, found.path, offset, declaration=params.context.include_declaration)
        return [_location(ls, s) for s in spots]

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(ls: Server, params: lsp.PrepareRenameParams) -> lsp.Range | None:
        found = await ls.opened(params.text_document.uri)
        if found is None or found.source is None:
            return None
        link = renameable(found, ls.places.offset(found.source, params.position))
        return ls.places.range(found.source, link.start, link.end) if link is not None else None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def renamed(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        found = await ls.opened(params.text_document.uri)
        if found is None or found.source is None:
            return None
        return _renamed(ls, found, ls.places.offset(found.source, params.position), params.new_name)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(ls: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        found = await ls.opened(params.text_document.uri)
        return symbols(found, ls.places) if found is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folding(ls: Server, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        found = await ls.opened(params.text_document.uri)
        return folds(found) if found is not None else []

    @server.feature(
        lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        lsp.SemanticTokensLegend(list(tinting.TYPES), list(tinting.MODIFIERS)),
    )
    async def tokens(ls: Server, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        found = await ls.opened(params.text_document.uri)
        return lsp.SemanticTokens(tinting.tints(found, ls.places) if found is not None else [])

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    async def formatting(ls: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        found = await ls.opened(params.text_document.uri)
        if found is None or found.source is None:
            return None
        text = format_source(Source(found.key, found.source.text))
        if text is None or text == ls.workspace.get_text_document(params.text_document.uri).source:
            return []
        return [lsp.TextEdit(ls.places.range(found.source, 0, len(found.source.text)), text)]

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.RefactorRewrite]),
    )
    async def actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        found = await ls.opened(params.text_document.uri)
        return list(repairs(found, ls.places, params.range)) if found is not None else []

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    async def prices(ls: Server, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        found = await ls.opened(params.text_document.uri)
        return lenses(found, ls.places) if found is not None else []

    return server


def _item(ls: Server, source: Source, offset: int, number: int, offer: Offer) -> lsp.CompletionItem:
    text = offer.insert if offer.insert is not None else offer.label
    start = offset - offer.replaced
    snippet = offer.snippet and ls.client_capabilities.text_document is not None
    return lsp.CompletionItem(
        offer.label,
        kind=offer.kind,
        detail=offer.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, offer.about) if offer.about else None,
        sort_text=f"{offer.rank}{number:05}",
        insert_text_format=lsp.InsertTextFormat.Snippet if snippet else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(ls.places.range(source, start, offset), text),
    )


def _hover(ls: Server, found: Opened, source: Source, offset: int) -> lsp.Hover | None:
    link = link_at(found, offset)
    if link is not None:
        about, start, end = described.thing(found, link.thing), link.start, link.end
        if link.declares and (more := told(ls.desk, found.path, offset)):
            about += "\n\n" + more
    else:
        word, start, end = _word(source, offset)
        about = described.setting(word) or described.model(word) or ""
    if not about:
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, about), ls.places.range(source, start, end))


def _word(source: Source, offset: int) -> tuple[str, int, int]:
    text = source.text
    start = end = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-."):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "_-."):
        end += 1
    return text[start:end].strip("."), start, end


def _renamed(ls: Server, found: Opened, offset: int, name: str) -> lsp.WorkspaceEdit:
    cost = told(ls.desk, found.path, offset)
    try:
        spots, written = rename(ls.desk, found.path, offset, name)
    except Unnameable as fault:
        raise JsonRpcInvalidParams(str(fault)) from None
    changes: dict[str, list[lsp.TextEdit]] = {}
    for spot in spots:
        edit = lsp.TextEdit(ls.places.range(spot.source, spot.start, spot.end), written)
        changes.setdefault(spot.path.as_uri(), []).append(edit)
    if cost:
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, cost))
    return lsp.WorkspaceEdit(changes=changes)
