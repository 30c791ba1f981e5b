"""A text with its holes, ready to be filled: plain, with insertions only, or with the whole of Jinja2's language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from .budget import SIZE, Budget, width
from .frame import Run
from .hole import Hole, split
from .library import Library, LibraryMacro
from .loading import compile_library
from .lookup import Free, Lookup
from .play import play
from .problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .frame import Act
    from .play import Piece

__all__ = ["Free", "Hole", "Library", "LibraryMacro", "Problem", "Template", "compile_library", "compile_text"]

_OPENING = re.compile(r"\{[{%#]")
_INSERTION = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)\s*\}\}")
_NAME = re.compile(r"[A-Za-z0-9_]+")
# Words that Jinja's grammar reads otherwise than as a name.
_RESERVED = frozenset(("true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else"))
_CACHED = 4_096  # texts that are remembered, and the longest of them in characters


class Template(Struct, frozen=True):
    """A text that was understood. `holes` and `free` are all that stand in it, whether or not a render reaches them."""

    holes: tuple[Hole, ...]
    free: tuple[Free, ...]
    plain: bool
    pieces: tuple[Piece, ...]

    def render(self, scope: Mapping[str, object], mention: Callable[[Hole], str]) -> str:
        """The text with its values in place. `mention` gives what stands for a hole. Raises Problem."""
        return play(self.pieces, scope, mention)


class Quick(Template, frozen=True):
    """A template of nothing but words, holes and insertions, which is filled without further ado."""

    def render(self, scope: Mapping[str, object], mention: Callable[[Hole], str]) -> str:
        """The same as the slow way, in a microsecond. Raises Problem."""
        run = Run(scope, mention, Budget())
        said: list[str] = []
        size = 0
        for piece in self.pieces:
            words = piece if isinstance(piece, str) else _words(piece, run)
            size += width(words)
            if size > SIZE:
                place = (0, 0) if isinstance(piece, str) else _place(piece)
                raise Problem("BNN411", {"size": "64 KiB"}, *place)
            said.append(words)
        return "".join(said)


def _words(piece: Hole | Act, run: Run) -> str:
    return run.mention(piece) if isinstance(piece, Hole) else cast("Lookup", piece).words(run)


def _place(piece: Hole | Act) -> tuple[int, int]:
    found = piece if isinstance(piece, Hole) else cast("Lookup", piece)
    return found.start, found.end


def compile_text(text: str) -> Template:
    """Read a text. Offsets count in it with every line end a plain newline. Raises Problem."""
    if len(text) > SIZE or width(text) > SIZE:
        raise Problem("BNN413", {"size": "64 KiB"}, 0, 0)
    return _remembered(text) if len(text) <= _CACHED else _compiled(text)


def _compiled(text: str) -> Template:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _OPENING.search(text):
        pieces = tuple(split(text, 0, len(text)))
        return Quick(tuple(p for p in pieces if isinstance(p, Hole)), (), True, pieces)
    return _insertions(text) or _whole(text)


_remembered = lru_cache(_CACHED)(_compiled)


def _insertions(text: str) -> Template | None:
    """The template, if all that it has of Jinja is plain insertions."""
    pieces: list[Piece] = []
    free: list[Free] = []
    done = 0
    while opening := _OPENING.search(text, done):
        found = _INSERTION.match(text, opening.start())
        if found is None:
            return None
        names = [(name[0], name.start(), name.end()) for name in _NAME.finditer(text, found.start(1), found.end(1))]
        path = tuple(name for name, _, _ in names)
        if path[0] in _RESERVED:
            return None
        pieces += split(text, done, found.start())
        pieces.append(Lookup(path, tuple((start, end) for _, start, end in names)))
        free.append(Free(path[0], names[0][1], names[0][2], path[1:]))
        done = found.end()
    pieces += split(text, done, len(text))
    return Quick(tuple(p for p in pieces if isinstance(p, Hole)), tuple(free), False, tuple(pieces))


def _whole(text: str) -> Template:
    """The template, read with Jinja's grammar, which is imported only here."""
    from .build import build

    built = build(text)
    return Template(built.holes, built.free, False, built.pieces)
