"""Builds what a text with Jinja2 in it plays, and the macros of a library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

from .names import Names, nfc
from .problem import Problem
from .reading import inside, read
from .statement import Statements

if TYPE_CHECKING:
    from .hole import Hole
    from .lookup import Free
    from .play import Piece


@dataclass(frozen=True, slots=True)
class Built:
    """The pieces of a text, with its mentions and its free names in the order of the text."""

    pieces: tuple[Piece, ...]
    holes: tuple[Hole, ...]
    free: tuple[Free, ...]


def build(text: str) -> Built:
    """Read the text and build it. Raises Problem."""
    reading = read(text)
    names = Names(macro_names(reading.tree))
    builder = Statements(reading, names)
    try:
        pieces = builder.body(reading.tree.body)
    except RecursionError:
        raise Problem("BNN414", {}, *reading.word(len(text))) from None
    free = tuple(sorted(names.free, key=lambda f: f.start))
    return Built(pieces, tuple(sorted(builder.holes, key=lambda h: h.start)), free)


def macro_names(tree: nodes.Template) -> set[str]:
    """Every macro of the text; they may call each other whatever their order."""
    return {nfc(node.name) for node in inside(tree) if isinstance(node, nodes.Macro)}
