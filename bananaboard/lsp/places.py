"""Places: offsets in a source into lines and columns as an editor counts them, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

if TYPE_CHECKING:
    from pygls.workspace import PositionCodec

    from ..grammar.source import Source


class Places:
    """Counts columns in the units that the client and the server agreed on."""

    def __init__(self, codec: PositionCodec) -> None:
        self.codec = codec

    def units(self, text: str) -> int:
        """How long a text is for the client."""
        return len(text) if text.isascii() else self.codec.client_num_units(text)

    def position(self, source: Source, offset: int) -> lsp.Position:
        """Where an offset is."""
        at = source.position(offset)
        return lsp.Position(at.line - 1, self.units(source.line(at.line)[: at.column - 1]))

    def range(self, source: Source, start: int, end: int) -> lsp.Range:
        """Where a stretch is."""
        return lsp.Range(self.position(source, start), self.position(source, end))

    def offset(self, source: Source, position: lsp.Position) -> int:
        """The offset of a position; past the end of a line or of the file, that end."""
        if position.line >= len(source.starts):
            return len(source.text)
        line = source.line(position.line + 1)
        if line.isascii():
            return source.starts[position.line] + min(position.character, len(line))
        units, at = 0, 0
        while at < len(line) and units < position.character:
            units += self.codec.client_num_units(line[at])
            at += 1
        return source.starts[position.line] + at
