"""The line of a `%%banana` cell: its options, with the addresses and params of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..magics.next_words import next_words
from ..runtime.selections import typed
from .offer import Offer
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsprotocol import types as lsp

    from .page import Page

KINDS = {"option": Kind.KEYWORD, "address": Kind.METHOD, "param": Kind.VARIABLE, "engine": Kind.ENUM_MEMBER}


def on_line(page: Page, position: lsp.Position) -> Iterator[Offer]:
    """What could be written in the line of the magic; nothing in another line, or in the magic's own word."""
    before = page.leaf.line(page.places, position) if page.leaf is not None else ""
    if " " not in before:
        return
    compiled = page.opened.compiled
    known = {
        "address": lambda: [typed(c.address) for c in compiled.calls],
        "param": lambda: [name for name, _ in compiled.params],
    }
    for found in next_words(before, known):
        yield Offer(found.text, KINDS[found.kind], found.kind, found.about, replaced=len(found.written))
