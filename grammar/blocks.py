"""Braces and brackets: what they open, what they close, and what is missing between them."""

from __future__ import annotations

import re
from bisect import bisect_right

from .braces import Action
from .cursor import Cursor
from .diagnostic import Related
from .tokens import SIGNS

# How deep braces and brackets may stand in each other; no board needs more than six.
MAX_DEPTH = 20

_AFTER_BLOCK = re.compile(r"[ \t]*+(?:[\n;}#]|\Z)")
_OPENERS = {")": "(", "]": "["}
_CLOSING = {"(": ")", "[": "]"}


class Blocks(Cursor):
    """Each takes a sign that ends at an offset and gives back where lexing goes on."""

    def sign(self, char: str, end: int) -> int:
        """One of `{ } ( ) [ ] , : =` that ends at `end`."""
        if char == "{":
            return self._left_brace(end)
        if char == "}":
            return self._right_brace(end)
        if char in "([":
            return self._opened(char, end)
        if char in ")]":
            return self._closed(char, end)
        self.out.add(SIGNS[char], end - 1, end - 1, end)
        return end

    def _left_brace(self, end: int) -> int:
        if (again := self.resumed(end)) is not None:
            return again
        if len(self.braces) >= MAX_DEPTH:
            return self._too_deep(end)
        self._begin_block(end - 1, end)
        return end

    def _begin_block(self, start: int, end: int) -> None:
        types = self.out.types
        self.in_entries = len(types) > self.first and types[self.first] == "VARIANT"
        self.braces.append((self.in_entries, start))
        self.out.add("LBRACE", start, start, end)
        self.first = len(types)

    def _right_brace(self, end: int) -> int:
        if (again := self.resumed(end)) is not None:
            return again
        if len(self.out.types) > self.first:
            self.separate()
        if self.edits and any(e.action is Action.DROP for e in self.edits.get(end - 1, ())):
            self.out.problems += [e.diagnostic for e in self.edits[end - 1] if e.action is Action.DROP]
            return end
        if not self.braces:
            self.balanced = False
            if self.edits is not None:
                self.problem("BNN122", end - 1, end, fix="")
                return end
        self._end_block(end - 1, end)
        if _AFTER_BLOCK.match(self.text, end) is None:
            self.problem("BNN127", end - 1, end, fix="; ", fix_at=end)
        return end

    def _end_block(self, start: int, end: int) -> None:
        if self.braces:
            self.braces.pop()
        self.in_entries = bool(self.braces and self.braces[-1][0])
        self.out.add("RBRACE", end, start, end)
        self.separate()

    def edit(self, after: int) -> None:
        """Puts in the braces that are missing before the statement at `after`."""
        for action, diagnostic in (self.edits or {}).get(after, ()):
            end = self.out.ends[-1] if self.out.ends else 0
            if action is Action.DROP:
                continue
            self.out.problems.append(diagnostic)
            if action in (Action.OPEN, Action.OPEN_WITHIN):
                self._begin_block(end, end)
            else:
                if len(self.out.types) > self.first:
                    self.separate()
                self._end_block(end, end)

    def _opened(self, char: str, end: int) -> int:
        if len(self.open) >= MAX_DEPTH:
            return self._too_deep(end)
        self.open.append((char, end - 1))
        self.out.add(SIGNS[char], end - 1, end - 1, end)
        return end

    def _closed(self, char: str, end: int) -> int:
        if not self.open:
            self.problem("BNN125", end - 1, end, written=char)
            return end
        opener, at = self.open.pop()
        if opener != _OPENERS[char]:
            right = _CLOSING[opener]
            related = (Related(self.place(at, at + 1), "opened"),)
            self.problem("BNN124", end - 1, end, fix=right, related=related, opener=opener, written=char, right=right)
            char = right
        self.out.add(SIGNS[char], end, end - 1, end)
        return end

    def resumed(self, pos: int) -> int | None:
        """Ends brackets that are still open at `pos`, where something begins that can't stand in them.

        They end with the line that holds them, or the first one after it that does not go on with a comma. Where that
        is an earlier line, its end is given back: lexing goes on there.
        """
        if not self.open:
            return None
        keep, end = self._line_of_bracket(self.open[0][1])
        self.out.cut(keep, end)
        self.too_deep = self.too_deep and self.deep_at <= end
        while self.open:
            opener, at = self.open.pop()
            if at < end:
                self._close(opener, at)
        if "\n" not in self.text[end:pos]:
            return None
        self.too_deep, self.deep_at = False, len(self.text) + 1
        self.separate()
        return end

    def _close(self, opener: str, at: int) -> None:
        right, last = _CLOSING[opener], self.out.ends[-1]
        if not self.too_deep:
            self.problem("BNN123", at, at + 1, fix=right, fix_at=last, written=opener, right=right)
        self.out.add(SIGNS[right], last, last, last)

    def _line_of_bracket(self, at: int) -> tuple[int, int]:
        """How many tokens stand up to the end of the line where a bracket should have ended, and that line's end."""
        types, starts, ends = self.out.types, self.out.starts, self.out.ends
        keep = bisect_right(starts, at)
        while keep < len(types):
            end = self.text.find("\n", ends[keep - 1], starts[keep])
            if end >= 0 and types[keep - 1] not in ("COMMA", "LPAR", "LSQB", "KEY", "EQ"):
                return keep, end
            keep += 1
        end = self.text.find("\n", ends[-1])
        return keep, end if end >= 0 else len(self.text)

    def _too_deep(self, end: int) -> int:
        """Reads no further: what is nested so deep is no board."""
        self.too_deep = True
        self.deep_at = min(self.deep_at, end)
        self.problem("BNN126", end - 1, end, most=MAX_DEPTH)
        return len(self.text)

    def finish(self) -> None:
        """The end of the file."""
        if len(self.out.types) > self.first:
            self.separate()
        end = len(self.text)
        self.balanced = (self.balanced and not self.braces) or self.too_deep
        while self.braces and (self.too_deep or self.edits is not None):
            at = self.braces[-1][1]
            if not self.too_deep:
                self.problem("BNN120", at, at + 1)
            self._end_block(end, end)
        self.out.add("$END", end, end, end)
