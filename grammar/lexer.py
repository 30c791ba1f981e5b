"""Cuts a source into tokens in one pass of one pattern; it knows where statements start, and it never fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .braces import Action, balance
from .nodes import Mention, Name, Text
from .oddities import Oddities
from .tokens import KEYWORDS, THIRD, THIRD_WORDS, TOP_ONLY, Tokens
from .words import DOTTED, PANEL, WORD, path_of

if TYPE_CHECKING:
    from .source import Source

_TOKEN = re.compile(
    rf"""[ \t]*+(?:
      ({DOTTED}{PANEL})(?:[ \t]*+(:))?+   # 1 a word, 2 with its colon
    | "([^"\\\n]++)"                # 3 a plain text
    | (\n)(?:[ \t]*+(?:\#[^\n]*+)?\n)*+[ \t]*+   # 4 with all blank lines and comments behind it
    | ([{{}}()\[\],:=])             # 5
    | @({DOTTED}{PANEL})            # 6
    | (\#)[^\n]*+                   # 7
    | ([^\n])                       # 8 everything that takes a closer look
    )""",
    re.VERBOSE,
)
_BLANK = re.compile(r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+[ \t]*+", re.VERBOSE)
WORD_OR_COLON, COLON, TEXT, NEWLINE, SIGN, MENTION, COMMENT = 1, 2, 3, 4, 5, 6, 7

# What a line begins with that belongs to no list above it: a brace or a declaration, or something with a colon.
_DECLARES = re.compile(rf"""[{{}}]|(?:{"|".join(KEYWORDS)})[ \t]++(?:["{{@]|{WORD})""")
_SETS = re.compile(rf"""(?:{WORD}[ \t]*+:|(?:\d[\w.:]*+|"[^"\n]*+")[ \t]*+:[ \t])""")


class Lexer(Oddities):
    """One pass over one source. `Oddities` holds what is rare."""

    def run(self) -> Tokens:
        """The tokens, the last of which is always `$END`."""
        self.scan_all(_BLANK.match(self.text).end())  # type: ignore[union-attr]  # it matches the empty text too
        while (again := self.resumed(len(self.text))) is not None:
            self.scan_all(again)
        self.finish()
        return self.out

    def scan_all(self, pos: int) -> None:
        """Cuts the text from `pos` on, and puts in what is known to be missing in the middle of lines."""
        within = {at for at, edits in (self.edits or {}).items() if edits[0].action is Action.OPEN_WITHIN}
        for start in sorted(within.union(self.forced or ())):
            if start >= pos:
                self.scan(pos, start)
                pos = start
                self.edit(start)
                if self.forced and start in self.forced:
                    pos = self.unopened_text(start, self.forced[start])
        self.scan(pos, len(self.text))

    def scan(self, pos: int, stop: int) -> None:  # noqa: C901 - one long loop, since a call a token would double its time
        """Cuts the text from `pos` to `stop`."""
        text, out, match = self.text, self.out, _TOKEN.match
        types, values, starts, ends = out.types, out.values, out.starts, out.ends
        while (m := match(text, pos, stop)) is not None:
            group = m.lastindex
            pos = m.end()
            if group == WORD_OR_COLON:
                word = m[1]
                start = pos - len(word)
                if len(types) == self.first:
                    keyword = KEYWORDS.get(word)
                    if keyword is None or (self.braces and (self.in_entries or keyword in TOP_ONLY)):
                        pos = self.begin(word, start, pos)
                        continue
                    types.append(keyword)
                    values.append(Name(word, start, pos) if keyword == "KIND" else start)
                elif not word.isascii() or text.startswith("-", pos):
                    pos = self.word(start, pos)
                    continue
                elif word in THIRD_WORDS and self.is_third(word):
                    types.append(THIRD[types[-2], word])
                    values.append(start)
                elif "." in word:
                    types.append("DOTTED")
                    values.append(path_of(word, start))
                else:
                    types.append("NAME")
                    values.append(Name(word, start, pos))
            elif group == COLON:
                word = m[1]
                start = m.start(1)
                if "." in word or not word.isascii():
                    pos = self.key(word, start)
                    continue
                types.append("KEY")
                values.append(Name(word, start, start + len(word)))
            elif group == TEXT:
                start = m.start(3) - 1
                types.append("TEXT")
                values.append(Text(m[3], False, start, pos))
            elif group == NEWLINE:
                if (
                    self.open
                    or self.edits
                    or len(types) == self.first
                    or types[-1] == "COMMA"
                    or text.startswith("{", pos)
                ):
                    pos = self.newline(pos)
                    continue
                types.append("SEP")
                self.first = len(types)
                end = ends[-1]
                values.append(end)
                starts.append(end)
                ends.append(end)
                continue
            elif group == SIGN:
                if m[5] != ",":
                    pos = self.sign(m[5], pos)
                    continue
                start = pos - 1
                types.append("COMMA")
                values.append(start)
            elif group == MENTION:
                start = m.start(6) - 1
                if not m[6].isascii() or text.startswith("-", pos):
                    pos = self.mention(start, pos)
                    continue
                types.append("MENTION")
                values.append(Mention(path_of(m[6], start + 1), (), start, pos))
            elif group == COMMENT:
                continue
            else:
                pos = self.odd(pos - 1)
                continue
            starts.append(start)
            ends.append(pos)

    def begin(self, word: str, start: int, end: int) -> int:
        """The word that a statement begins with."""
        if word in KEYWORDS and not self.in_entries:
            value = Name(word, start, end) if KEYWORDS[word] == "KIND" else start
            self.out.add(KEYWORDS[word], value, start, end)
            if self.braces and KEYWORDS[word] in TOP_ONLY and self.text.startswith("\n", start - 1):
                self.suspects += 1
            return end
        return self.word(start, end)

    def newline(self, after: int) -> int:
        """A line's end: does it end the statement? `after` is where the next line that says something begins."""
        if len(self.out.types) == self.first:
            self.edit(after)
            return after
        if self.edits and after in self.edits and (self.open or self.out.types[-1] != "COMMA"):
            if (again := self.resumed(after)) is not None:
                return again
            opens = any(e.action is Action.OPEN for e in self.edits[after])
            if not opens:
                self.separate()
            self.edit(after)
            return after
        begins = _DECLARES.match(self.text, after) is not None
        if self.open and (begins or after == len(self.text)) and (again := self.resumed(after)) is not None:
            return again
        if self.open or self.text.startswith("{", after):
            return after
        if self.out.types[-1] != "COMMA" or begins or after == len(self.text) or _SETS.match(self.text, after):
            self.separate()
        return after


def lex(source: Source) -> Tokens:
    """The tokens of a source, with as many `{` as `}`."""
    lexer = Lexer(source)
    tokens = lexer.run()
    forced = lexer.unopened
    if forced:
        lexer = Lexer(source, None, forced)
        tokens = lexer.run()
    if lexer.too_deep or (lexer.balanced and not lexer.suspects):
        return tokens
    edits = balance(source, tokens, lexer.suspects if lexer.balanced else 0)
    return tokens if lexer.balanced and not edits else Lexer(source, edits, forced).run()
