"""Texts that are not plain: with escapes, of several lines, in other quotes, or without an end."""

from __future__ import annotations

import re

from .cursor import Cursor
from .nodes import Text
from .text import CLOSERS, bad_escapes, bounds, value_of
from .tokens import KEYWORDS
from .unopened import closes, unopened
from .words import WORD

_LINE_TEXT = re.compile(r'"(?:[^"\\\n]++|\\[^\n])*+"')
_BLOCK_TEXT = re.compile(r'"""(?:[^"\\]++|\\.|"(?!"")|"(?="""))*+"""', re.DOTALL)
_REST_OF_LINE = re.compile(r"[^\n]*+")
_STARTS_STATEMENT = re.compile(
    rf"""\s*+(?:\}} | {WORD}[ \t]*+: | (?:{"|".join(KEYWORDS)})(?:[ \t]++(?:["\{{@]|{WORD})|[ \t]*+$))""",
    re.VERBOSE | re.MULTILINE,
)
_TAIL = re.compile(r"[ \t]*+(?:(?<!\{)\{(?!\{)(?:[^{}]*\}(?!\}))?+[ \t]*+;?|;)[ \t]*+\Z")
_TAIL_INSIDE = re.compile(r"[ \t]+\}(?!\})[ \t;}]*+\Z|[ \t]*+;[ \t]*+\Z")
_CLOSERS = re.compile(r"[ \t]*+[)\]]++[ \t]*+\Z")
_NEXT_BEGINS = re.compile(rf"[ \t]*+(?:;[ \t]*+{WORD}[ \t]*+:|,)[ \t]*+\Z")


class Quotes(Cursor):
    """Each takes a text that begins at an offset and gives back where it ended."""

    def quoted(self, start: int) -> int:
        """A text that is not plain: with escapes, of several lines, with other quotes, or without an end."""
        text = self.text
        block = text.startswith('"""', start)
        match = (_BLOCK_TEXT if block else _LINE_TEXT).match(text, start)
        if match is None:
            return self._other_quotes(start) if text[start] != '"' else self._unclosed(start, block=block)
        return self._text(start, match.end(), block=block)

    def _text(self, start: int, end: int, *, block: bool) -> int:
        first, last = bounds(self.text, start, end)
        for at in bad_escapes(self.text, first, last):
            written = self.text[at : at + 2]
            fix = "\\\\" + written[1:]
            self.problem("BNN108", at, at + 2, fix=fix, written=written)
        value = value_of(self.text, start, end, block=block)
        self.out.add("TEXT", Text(value, block, start, end), start, end)
        return end

    def _other_quotes(self, start: int) -> int:
        """A text in quotes of another kind."""
        text = self.text
        line_end = self.line_end(start)
        closers = CLOSERS[text[start]]
        end = next((i + 1 for i in range(start + 1, line_end) if text[i] in closers), None)
        if end is None:
            return self._cut(start, line_end)
        inner = text[start + 1 : end - 1].replace('"', '\\"')
        self.problem("BNN107", start, end, fix=f'"{inner}"', opener=text[start], closer=text[end - 1])
        return self._text(start, end, block=False)

    def _unclosed(self, start: int, *, block: bool) -> int:
        text = self.text
        if block:
            return self._unclosed_block(start)
        line_end = self.line_end(start)
        found = unopened(text, text.rfind("\n", 0, start) + 1, line_end) if self.forced is None else None
        if found is not None:
            self.unopened[found[0]] = found[1]
        typographic = next((i + 1 for i in range(start + 1, line_end) if text[i] in "“”„"), None)
        if typographic is not None and text[typographic - 1] != "„" and closes(text, typographic - 1):
            self.problem("BNN107", typographic - 1, typographic, fix='"', opener='"', closer=text[typographic - 1])
            return self._text(start, typographic, block=False)
        end = self._several_lines(start, line_end)
        if end is not None:
            self.problem("BNN106", start, end)
            return self._text(start, end, block=True)
        return self._cut(start, line_end)

    def unopened_text(self, start: int, end: int) -> int:
        """A text whose opening quote is missing."""
        self.problem("BNN154", start, end, fix='"', fix_at=start)
        return self._text(start, end, block=False)

    def _unclosed_block(self, start: int) -> int:
        """Three quotes that are never closed: the text ends before the next line that begins a statement."""
        end = self.text.find("\n", start)
        while end >= 0 and _STARTS_STATEMENT.match(self.text, end) is None:
            end = self.text.find("\n", end + 1)
        end = len(self.text) if end < 0 else end
        self.problem("BNN105", start, start + 3, quotes='"""')
        return self._text(start, end, block=True)

    def _several_lines(self, start: int, line_end: int) -> int | None:
        """The end of a text that goes on over line ends though it begins with one quote, None where none closes it."""
        del start
        at = line_end
        for _ in range(40):
            if at >= len(self.text) or _STARTS_STATEMENT.match(self.text, at):
                return None
            line = _REST_OF_LINE.match(self.text, at + 1)
            quotes = line[0].count('"') if line else 0
            if quotes:
                return at + 1 + (line[0].index('"') if line else 0) + 1 if quotes % 2 else None
            at = line.end() if line else len(self.text)
        return None

    def _cut(self, start: int, line_end: int) -> int:
        """A text without an end: it goes to the line's end, but for a block or a separator behind it."""
        if closes(self.text, start) and (again := self._earlier(start)) is not None:
            return again
        tail = self._tail(start, line_end)
        end = tail if tail > start + 1 else line_end
        quote = self.text[start]
        self.problem("BNN105", start, end, quotes=quote, fix='"', fix_at=end)
        return self._text(start, end, block=False)

    def _tail(self, start: int, line_end: int) -> int:
        """Where the text before a block, ` }` or `;` at the line's end stops."""
        opened = "{" in self.text[self.text.rfind("\n", 0, start) + 1 : start]
        match = (_TAIL_INSIDE if opened else _TAIL).search(self.text, start, line_end)
        end = match.start() if match else line_end
        if not self.open:
            return end
        brackets = _CLOSERS.search(self.text, start, end)
        return max(brackets.start(), end - len(self.open)) if brackets else end

    def _earlier(self, start: int) -> int | None:
        """Puts right that a text before this quote had no end, so that it ended where the next one begins.

        `rules: "no text, "no borders"`: the quote before `no` begins a text, the one at the end of the line ends it.
        Returns where that text should have ended.
        """
        out, line = self.out, self.text.rfind("\n", 0, start)
        for k in range(len(out.types) - 2, self.first - 1, -1):
            if out.types[k] != "TEXT" or out.ends[k] != out.starts[k + 1] or out.starts[k] < line:
                continue
            tail = _NEXT_BEGINS.search(self.text, out.starts[k], out.ends[k] - 1)
            if tail is not None:
                begin = out.starts[k]
                out.cut(k, begin)
                self.problem("BNN105", begin, tail.start(), quotes='"', fix='"', fix_at=tail.start())
                return self._text(begin, tail.start(), block=False)
        return None
