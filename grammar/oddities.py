"""Characters that begin nothing that the lexer's pattern knows: each slip with the token that was meant."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import category

from . import numbers
from .blocks import Blocks
from .nodes import Name, Number
from .odd_words import KEY, OddWords
from .quotes import Quotes
from .text import CLOSERS
from .words import DOTTED

_FOREIGN = re.compile(DOTTED)
_WIDE = str.maketrans("：；，｛｝（）［］＝＠", ":;,{}()[]=@")
_ONE = Decimal(1)
_NAMES = ("MENTION", "NAME", "DOTTED")
_NAMING = frozenset({"KIND", "SCENE", "SHOT", "EDIT", "VIEW", "LOOK", "PROMPT", "PARAM", "VARIANT", "REFERENCE"})


class Oddities(OddWords, Quotes, Blocks):
    """The slow ways of the lexer."""

    def word(self, start: int, end: int) -> int:
        """What looks like a word from `start` to `end`."""
        done = self.odd_word(start, end)
        return done if done > start else self.odd(start)

    def key(self, word: str, start: int) -> int:
        """What looks like a word with its colon."""
        done = self.odd_key(word, start)
        return done if done > start else self.odd(start)

    def mention(self, start: int, end: int) -> int:
        """What looks like a mention from its `@` on."""
        done = self.odd_mention(start, end)
        return done if done > start else self.odd(start)

    def odd(self, pos: int) -> int:
        """The character at `pos`, which begins nothing that the pattern knows."""
        char = self.text[pos]
        if char in CLOSERS:
            return self.quoted(pos)
        if char == ";":
            return self._semicolon(pos)
        if self.text.startswith("--", pos):
            return self._comment(pos)
        if char.isdigit() or char in "$-+€£" or (char == "." and self.text[pos + 1 : pos + 2].isdigit()):
            return self._number(pos)
        if char in "/<" and self.text.startswith(("//", "/*", "<!--"), pos):
            return self._comment(pos)
        if char.translate(_WIDE) != char:
            return self._wide(pos)
        if char.isspace():
            return pos + 1
        return self._stray(pos)

    def _semicolon(self, pos: int) -> int:
        if (again := self.resumed(pos)) is not None:
            return again
        if len(self.out.types) > self.first:
            self.separate()
        return pos + 1

    def _comment(self, pos: int) -> int:
        """A comment of another language."""
        opener = next(o for o in ("//", "--", "/*", "<!--") if self.text.startswith(o, pos))
        closer = {"/*": "*/", "<!--": "-->"}.get(opener)
        line_end = self.line_end(pos)
        at = self.text.find(closer, pos + 2) if closer else -1
        end = at + len(closer) if closer and at >= 0 else line_end
        self.problem("BNN109", pos, pos + len(opener), fix="#" if opener in ("//", "--") else None, written=opener)
        return end

    def _wide(self, pos: int) -> int:
        """A sign from an East Asian keyboard."""
        written = self.text[pos]
        right = written.translate(_WIDE)
        self.problem("BNN111", pos, pos + 1, fix=right, written=written, right=right)
        if right == ";":
            return self._semicolon(pos)
        if right == "@":
            match = _FOREIGN.match(self.text, pos + 1)
            return self.mention(pos, match.end()) if match else pos + 1
        if right == ":" and self.out.types and self.out.types[-1] == "NAME" and self.out.ends[-1] == pos:
            self.out.types[-1] = "KEY"
            return pos + 1
        return self.sign(right, pos + 1)

    def _stray(self, pos: int) -> int:
        """A character without a meaning; a run of the same ones is one mistake."""
        char = self.text[pos]
        end = pos + 1
        while self.text.startswith(char, end):
            end += 1
        if char == "." and self.out.ends and self.out.ends[-1] == pos and self.out.types[-1] in _NAMES:
            after = self.text[self.out.starts[-1] : end]
            self.problem("BNN115", pos, end, after=after, example=after.rstrip(".") + ".storm")
        elif char == "@":
            self.problem("BNN115", pos, end, after="@", example="@mara")
        elif category(char) == "Cf":
            self.problem("BNN102", pos, end, fix="", point=f"U+{ord(char):04X}", kind="an invisible character")
        else:
            self.problem("BNN110", pos, end, written=self.text[pos:end])
        return end

    def _number(self, pos: int) -> int:
        types = self.out.types
        if self.key_is_due() and (key := KEY.match(self.text, pos)) and "-" in key[0]:
            self.out.add("NAME", Name(key[0], pos, key.end()), pos, key.end())
            return key.end()
        inside = len(types) > self.first and types[-1] != "MENTION"
        found = numbers.read(self.text, pos, inside=inside)
        if found is None:
            return self._no_number(pos)
        if found.fix is not None:
            written = self.text[pos : found.end]
            self.problem("BNN116", pos, found.end, fix=found.fix, written=written, right=found.fix)
        self.out.add(found.type, found.value, pos, found.end)
        return found.end

    def _no_number(self, pos: int) -> int:
        if not (self.text[pos].isdigit() or self.text[pos + 1 : pos + 2].isdigit()):
            return self._stray(pos)
        end = numbers.junk_end(self.text, pos)
        written = self.text[pos:end]
        if len(self.out.types) - self.first == 1 and self.out.types[self.first] in _NAMING:
            self.problem("BNN114", pos, end, written=written)
            self.out.add("NAME", Name("_" + written, pos, end), pos, end)
        else:
            self.problem("BNN117", pos, end, written=written)
            self.out.add("NUMBER", Number(_ONE, pos, end), pos, end)
        return end
