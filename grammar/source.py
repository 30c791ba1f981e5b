"""One file's text, and the way from an offset to a line and a column."""

from __future__ import annotations

import hashlib
from bisect import bisect_right

from msgspec import Struct


class Position(Struct, frozen=True):
    """A place as people count it: line and column from 1, the column in Unicode code points."""

    line: int
    column: int


class Source(Struct, eq=False):
    r"""A file as the parser sees it: decoded, without a byte order mark, every line end a plain `\n`.

    `path` is how the file is named to people: relative to the project's root, with `/`, or `<stdin>`.
    """

    path: str
    text: str
    _starts: list[int] | None = None

    @property
    def sha256(self) -> str:
        """The digest of the normalised text, so that a checkout with other line ends is the same file."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        if self._starts is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> Position:
        """Line and column of an offset; one past the end is allowed."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


class Place(Struct, frozen=True):
    """A span in a source: what an error points at."""

    source: Source
    start: int
    end: int

    @property
    def first(self) -> Position:
        """Where it begins."""
        return self.source.position(self.start)

    @property
    def last(self) -> Position:
        """Where it ends, one past its last character."""
        return self.source.position(self.end)
