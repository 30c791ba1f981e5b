"""What an editor asks about a document, and what answers each question. Where there is no board, nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from ..grammar.format import format_source
from ..grammar.source import Source
from . import hovering, tinting
from .completing import complete
from .faults import repairs
from .lenses import lenses
from .magic_line import on_line
from .navigating import Unnameable, definition, rename, renameable, told, uses
from .outlining import folds, symbols

if TYPE_CHECKING:
    from collections.abc import Callable

    from .offer import Offer
    from .page import Page
    from .server import Server

SIGNS = ["@", ".", "{", ":", '"', "/", "[", "=", "("]


def answer(server: Server) -> None:
    """Let a server answer all of them."""
    for method, options, found in ANSWERS:
        _answered(server, method, options, found)
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=SIGNS))(completion)


def _answered(server: Server, method: str, options: object, found: Callable[[Server, Page, Any], object]) -> None:
    async def asked(ls: Server, params: Any) -> object:
        page = await ls.page(params.text_document.uri)
        return found(ls, page, params) if page is not None else None

    server.feature(method, options)(asked)


def _at(found: Callable[[Server, Page, int, Any], object]) -> Callable[[Server, Page, Any], object]:
    """An answer about the place where the cursor is."""

    def asked(ls: Server, page: Page, params: Any) -> object:
        offset = page.offset(params.position)
        return found(ls, page, offset, params) if offset is not None else None

    return asked


def completion(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList:
    """Never waits for a compiler: the text is as it is now, its names as they were when it was compiled last."""
    page = ls.page_now(params.text_document.uri)
    if page is None:
        return lsp.CompletionList(False, [])
    offset = page.offset(params.position)
    offers = complete(page.opened, page.source, offset) if offset is not None else on_line(page, params.position)
    return lsp.CompletionList(False, [_item(page, params.position, n, o) for n, o in enumerate(offers)])


def _item(page: Page, at: lsp.Position, number: int, offer: Offer) -> lsp.CompletionItem:
    text = offer.insert if offer.insert is not None else offer.label
    return lsp.CompletionItem(
        offer.label,
        kind=lsp.CompletionItemKind(offer.kind),
        detail=offer.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, offer.about) if offer.about else None,
        sort_text=f"{offer.rank}{number:05}",
        insert_text_format=lsp.InsertTextFormat.Snippet if offer.snippet else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(page.before(at, offer.replaced), text),
    )


def _hover(ls: Server, page: Page, offset: int, _: lsp.HoverParams) -> lsp.Hover | None:
    return hovering.hover(ls.desk, page, offset)


def _definition(ls: Server, page: Page, offset: int, _: lsp.DefinitionParams) -> lsp.Location | None:
    spot = definition(page.opened, offset)
    return ls.location(spot) if spot is not None else None


def _references(ls: Server, page: Page, offset: int, params: lsp.ReferenceParams) -> list[lsp.Location]:
    spots = uses(ls.desk, page.opened.path, offset, declaration=params.context.include_declaration)
    return [ls.location(s) for s in spots]


def _renameable(_: Server, page: Page, offset: int, __: lsp.PrepareRenameParams) -> lsp.Range | None:
    link = renameable(page.opened, offset)
    return page.range(link.start, link.end) if link is not None else None


def _renamed(ls: Server, page: Page, offset: int, params: lsp.RenameParams) -> lsp.WorkspaceEdit:
    """Raises JsonRpcInvalidParams, in words, where the name can't be."""
    path = page.opened.path
    cost = told(ls.desk, path, offset)
    try:
        spots, written = rename(ls.desk, path, offset, params.new_name)
    except Unnameable as fault:
        raise JsonRpcInvalidParams(str(fault)) from None
    changes: dict[str, list[lsp.TextEdit]] = {}
    for where in (ls.location(s) for s in spots):
        changes.setdefault(where.uri, []).append(lsp.TextEdit(where.range, written))
    if cost:
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, cost))
    return lsp.WorkspaceEdit(changes=changes)


def _formatted(_: Server, page: Page, __: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
    text = format_source(Source(page.opened.key, page.text))
    if text is None:
        return None
    if page.leaf is not None:
        text = text.removesuffix("\n")  # Jupyter keeps no newline at the end of a cell
    return [lsp.TextEdit(page.range(page.first, page.last), text)] if text != page.written else []


ANSWERS: tuple[tuple[str, object, Callable[[Server, Page, Any], object]], ...] = (
    (lsp.TEXT_DOCUMENT_HOVER, None, _at(_hover)),
    (lsp.TEXT_DOCUMENT_DEFINITION, None, _at(_definition)),
    (lsp.TEXT_DOCUMENT_REFERENCES, None, _at(_references)),
    (lsp.TEXT_DOCUMENT_PREPARE_RENAME, None, _at(_renameable)),
    (lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True), _at(_renamed)),
    (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, lambda _, page, __: symbols(page)),
    (lsp.TEXT_DOCUMENT_FOLDING_RANGE, None, lambda _, page, __: folds(page)),
    (
        lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        lsp.SemanticTokensLegend(list(tinting.TYPES), list(tinting.MODIFIERS)),
        lambda _, page, __: lsp.SemanticTokens(tinting.tints(page)),
    ),
    (lsp.TEXT_DOCUMENT_FORMATTING, None, _formatted),
    (
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.RefactorRewrite]),
        lambda ls, page, params: list(repairs(page, ls.location, params.range)),
    ),
    (lsp.TEXT_DOCUMENT_CODE_LENS, None, lambda _, page, __: lenses(page)),
)
