"""What is shown over a word: the thing that a name means, a setting, or a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from . import described
from .navigating import link_at, told

if TYPE_CHECKING:
    from ..dsl.links import Link
    from ..grammar.source import Source
    from .desk import Desk
    from .page import Page


def hover(desk: Desk, page: Page, offset: int) -> lsp.Hover | None:
    """About the word at an offset, None where there is nothing to say."""
    link = link_at(page.opened, offset)
    if link is not None:
        about, start, end = _meant(desk, page, link, offset), link.start, link.end
    else:
        word, start, end = _word(page.source, offset)
        about = described.setting(word) or described.model(word) or ""
    if not about:
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, about), page.range(start, end))


def _meant(desk: Desk, page: Page, link: Link, offset: int) -> str:
    """What a name means, and at its declaration, what another name would cost."""
    cost = told(desk, page.opened.path, offset) if link.declares else ""
    return "\n\n".join(said for said in (described.thing(page.opened, link.thing), cost) if said)


def _word(source: Source, offset: int) -> tuple[str, int, int]:
    text = source.text
    start = end = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-."):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "_-."):
        end += 1
    return text[start:end].strip("."), start, end
