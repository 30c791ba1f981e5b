"""The server: what is open, compiled when the typing pauses, and told about, over standard input and output."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from ..grammar.source import Source
from .answering import answer
from .desk import NOTEBOOK, Desk
from .faults import diagnostics
from .following import CELLS, follow
from .page import Page
from .paths import path_of
from .places import Places

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from pygls.workspace import TextDocument

    from .desk import Opened, Sheet
    from .navigating import Spot
    from .page import Leaf

QUIET = 0.05  # seconds without a keystroke before a board is compiled again


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("bananaboard")
    except PackageNotFoundError:
        return "unknown"


class Server(LanguageServer):
    """What is open, and the places as this client counts them."""

    def __init__(self) -> None:
        super().__init__("bananaboard", _version(), notebook_document_sync=CELLS)
        self.desk = Desk()
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        self.typed = -1  # the desk's stamp at the last keystroke
        self.compiling = asyncio.Lock()

    @property
    def places(self) -> Places:
        """Counts columns as the client does."""
        return Places(self.workspace.position_codec)

    async def page(self, uri: str) -> Page | None:
        """A document as it is now, compiled; None where it is no board, nor a part of one."""
        path = self._board_path(uri)
        opened = await self._opened(path) if path is not None else None
        if path is None or opened is None or opened.source is None:
            return None
        return self._page(uri, path, opened, opened.source)

    def page_now(self, uri: str) -> Page | None:
        """A document as it is now, for who can't wait: its board is as it was compiled last."""
        path = self._board_path(uri)
        sheet = self.desk.sheet(path) if path is not None else None
        if path is None or sheet is None:
            return None
        source = Source(path.name, sheet.text.replace("\r\n", "\n"))
        return self._page(uri, path, self.desk.lately(path), source)

    def _page(self, uri: str, path: Path, opened: Opened, source: Source) -> Page | None:
        if path.suffix != NOTEBOOK:
            return Page(uri, opened, source, self.places)
        leaf = next((x for x in self._leaves(path) if unquote(x.uri) == unquote(uri)), None)
        return Page(uri, opened, source, self.places, leaf) if leaf is not None else None

    def _leaves(self, path: Path) -> tuple[Leaf, ...]:
        sheet: Sheet | None = self.desk.sheet(path)
        return sheet.leaves if sheet is not None else ()

    def _board_path(self, uri: str) -> Path | None:
        """The board that a document is, or that it is a cell of."""
        notebook = self.workspace.get_notebook_document(cell_uri=uri)
        path = path_of(notebook.uri if notebook is not None else uri)
        wanted = ".bnn" if notebook is None else NOTEBOOK
        return path if path is not None and path.suffix == wanted else None

    async def _opened(self, path: Path) -> Opened:
        """A board as the editor has it, compiled aside, one at a time, and not before the typing has paused."""
        while (found := self.desk.known(path)) is None:
            await self.pause()
            async with self.compiling:
                if self.desk.known(path) is None:
                    await asyncio.to_thread(self.desk.board, path)
        return found

    async def pause(self) -> None:
        """Wait until nobody has typed for a moment."""
        stamp = -1
        while stamp != self.desk.stamp:
            stamp = self.desk.stamp
            if self.typed != stamp:
                return  # a file was opened, saved or closed: there is nothing to wait for
            await asyncio.sleep(QUIET)

    def location(self, spot: Spot) -> lsp.Location:
        """Where a spot is for the editor: in a file, or in a cell of a notebook that is open."""
        leaf = next((x for x in self._leaves(spot.path) if x.first <= spot.start < x.last), None)
        if leaf is not None:
            return lsp.Location(leaf.uri, leaf.range(self.places, spot.start, spot.end))
        return lsp.Location(spot.path.as_uri(), self.places.range(spot.source, spot.start, spot.end))

    async def tell(self, changed: AbstractSet[str] = frozenset()) -> None:
        """Send what is wrong with what has changed, and with all else that is open where it is news."""
        for document in sorted(self.workspace.text_documents.values(), key=lambda d: d.uri not in changed):
            page = await self.page(document.uri)
            if self._is_open(document):
                self._tell(document, page, again=page is not None and document.uri in changed)

    def _is_open(self, document: TextDocument) -> bool:
        return self.workspace.text_documents.get(unquote(document.uri)) is document

    def _tell(self, document: TextDocument, page: Page | None, *, again: bool) -> None:
        found = diagnostics(page, self.location) if page is not None else []
        if again or self.told.get(document.uri, []) != found:
            self.told[document.uri] = found
            told = lsp.PublishDiagnosticsParams(document.uri, found, document.version)
            self.text_document_publish_diagnostics(told)

    def clear(self, uri: str) -> None:
        """A document is gone: nothing is wrong with it any more."""
        if self.told.pop(uri, None):
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def serve() -> None:
    """Talk to an editor until it goes."""
    make_server().start_io()


def make_server() -> Server:
    """A server that follows an editor, and answers every request of it."""
    server = Server()
    follow(server)
    answer(server)
    return server
