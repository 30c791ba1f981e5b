"""Builds what a text with Jinja2 in it plays, and the macros of a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.compiler import find_undeclared
from msgspec import Struct

from .builder import Builder
from .expression import STEPS
from .library import LibraryMacro
from .names import Names, nfc
from .problem import Problem
from .reading import inside, read
from .statement import ACTS

if TYPE_CHECKING:
    from .hole import Hole
    from .lookup import Free
    from .play import Piece
    from .reading import Reading


class Built(Struct, frozen=True):
    """The pieces of a text, with its mentions and its free names in the order of the text."""

    pieces: tuple[Piece, ...]
    holes: tuple[Hole, ...]
    free: tuple[Free, ...]


def build(text: str) -> Built:
    """Read the text and build it. Raises Problem."""
    reading = read(text)
    names = Names(macro_names(reading.tree))
    builder = Builder(reading, names, STEPS, ACTS)
    try:
        pieces = builder.body(reading.tree.body)
    except RecursionError:
        raise Problem("BNN414", {}, *reading.word(len(text))) from None
    free = tuple(sorted(names.free, key=lambda f: f.start))
    return Built(pieces, tuple(sorted(builder.holes, key=lambda h: h.start)), free)


def macro_names(tree: nodes.Template) -> set[str]:
    """Every macro of the text; they may call each other whatever their order."""
    return {nfc(node.name) for node in inside(tree) if isinstance(node, nodes.Macro)}


def build_library(text: str) -> dict[str, LibraryMacro]:
    """Read the text and build its macros. Raises Problem."""
    reading = read(text)
    try:
        return _macros(reading)
    except RecursionError:
        raise Problem("BNN414", {}, *reading.word(len(text))) from None


def _macros(reading: Reading) -> dict[str, LibraryMacro]:
    names = Names(macro_names(reading.tree))
    builder = Builder(reading, names, STEPS, ACTS)
    setup: list[Piece] = []
    own: dict[str, tuple[nodes.Macro, tuple[Free, ...], tuple[Hole, ...]]] = {}
    shared: list[Free] = []
    for node in reading.tree.body:
        if isinstance(node, nodes.Output):
            continue  # what a file writes outside its macros goes nowhere
        names.free, builder.holes = [], []
        setup += builder.body([node])
        if isinstance(node, nodes.Macro):
            own[nfc(node.name)] = (node, tuple(names.free), tuple(builder.holes))
        else:
            shared += names.free
    return {name: _macro(reading, *found, tuple(shared), tuple(setup)) for name, found in own.items()}


def _macro(
    reading: Reading,
    node: nodes.Macro,
    free: tuple[Free, ...],
    holes: tuple[Hole, ...],
    shared: tuple[Free, ...],
    setup: tuple[Piece, ...],
) -> LibraryMacro:
    at = reading.text.find(node.name, reading.word(node.lineno)[1])
    first = len(node.args) - len(node.defaults)
    return LibraryMacro(
        name=nfc(node.name),
        parameters=tuple((nfc(arg.name), i >= first) for i, arg in enumerate(node.args)),
        free=tuple(sorted({*free, *shared}, key=lambda f: f.start)),
        holes=tuple(sorted(holes, key=lambda h: h.start)),
        start=at,
        end=at + len(node.name),
        open_ended=bool(find_undeclared(node.body, ("varargs", "kwargs"))),
        setup=setup,
    )
