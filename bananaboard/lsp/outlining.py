"""The shape of a board: its statements as an outline, and what can be folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..dsl.standing import keyword
from ..grammar import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .page import Page

KINDS = {
    "storyboard": lsp.SymbolKind.File, "character": lsp.SymbolKind.Class, "location": lsp.SymbolKind.Class,
    "prop": lsp.SymbolKind.Class, "style": lsp.SymbolKind.Class, "reference": lsp.SymbolKind.File,
    "view": lsp.SymbolKind.Property, "look": lsp.SymbolKind.Struct, "prompt": lsp.SymbolKind.Function,
    "scene": lsp.SymbolKind.Namespace, "shot": lsp.SymbolKind.Method, "edit": lsp.SymbolKind.Method,
    "variant": lsp.SymbolKind.Enum, "param": lsp.SymbolKind.Variable, "final": lsp.SymbolKind.Event,
}  # fmt: skip
SHORT = 80


def symbols(page: Page) -> list[lsp.DocumentSymbol]:
    """The outline of a document."""
    return list(_symbols(page, _statements(page)))


def _statements(page: Page) -> Iterator[nodes.Statement]:
    board = page.opened.board
    return (s for s in (board.document.statements if board is not None else ()) if page.holds(s.start))


def _symbols(page: Page, statements: Iterable[nodes.Statement]) -> Iterator[lsp.DocumentSymbol]:
    for node in statements:
        if isinstance(node, nodes.Setting | nodes.Broken | nodes.Except | nodes.Import | nodes.FromImport):
            continue
        name = getattr(node, "name", None)
        word = keyword(node)
        block = getattr(node, "block", None)
        start, end = (name.start, name.end) if isinstance(name, nodes.Name) else (node.start, node.start + len(word))
        yield lsp.DocumentSymbol(
            name.text if isinstance(name, nodes.Name) else word,
            KINDS.get(word, lsp.SymbolKind.Object),
            page.range(node.start, node.end),
            page.range(start, end),
            detail=_detail(node, word),
            children=list(_symbols(page, block.statements)) if block is not None else None,
        )


def _detail(node: nodes.Statement, word: str) -> str:
    text = next(
        (t for t in (getattr(node, n, None) for n in ("title", "description", "prompt")) if isinstance(t, nodes.Text)),
        None,
    )
    said = f"{word}: {text.value}" if text is not None else word
    said = " ".join(said.split())
    return said if len(said) <= SHORT else said[: SHORT - 1] + "…"


def folds(page: Page) -> list[lsp.FoldingRange]:
    """Blocks and texts of several lines, and runs of comments."""
    found = [*_blocks(page, _statements(page)), *_comments(page)]
    return sorted(found, key=lambda f: (f.start_line, -f.end_line))


def _blocks(page: Page, statements: Iterable[nodes.Statement]) -> Iterator[lsp.FoldingRange]:
    for node in statements:
        where = page.range(node.start, node.end)
        first, last = where.start.line, where.end.line
        block = getattr(node, "block", None)
        if last > first:
            yield lsp.FoldingRange(first, last - 1 if block is not None and last - first > 1 else last)
        if block is not None:
            yield from _blocks(page, block.statements)


def _comments(page: Page) -> Iterator[lsp.FoldingRange]:
    top, first = page.range(page.first, page.first).start.line, None
    for number, line in enumerate([*page.text.split("\n"), ""], top):
        if line.lstrip().startswith("#"):
            first = number if first is None else first
        elif first is not None:
            if number - first > 1:
                yield lsp.FoldingRange(first, number - 1, kind=lsp.FoldingRangeKind.Comment)
            first = None
