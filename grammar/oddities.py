"""The rare half of the lexer: odd characters, quotes, numbers and brackets, each slip with the token that was meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import category

from . import numbers
from .braces import Action
from .diagnostic import Diagnostic, Fix, Related
from .nodes import Mention, Name, Number, Text
from .source import Place
from .text import CLOSERS, bad_escapes, bounds, value_of
from .tokens import KEYWORDS, SIGNS, THIRD, Tokens
from .words import DOTTED, REST, WORD, identifier_end, misspelt, name_of, path_of

if TYPE_CHECKING:
    from .braces import Edits
    from .source import Source

# How deep braces and brackets may stand in each other; no board needs more than six.
MAX_DEPTH = 20

_LINE_TEXT = re.compile(r'"(?:[^"\\\n]++|\\[^\n])*+"')
_BLOCK_TEXT = re.compile(r'"""(?:[^"\\]++|\\.|"(?!"")|"(?="""))*+"""', re.DOTALL)
_FOREIGN = re.compile(DOTTED)
_COLON = re.compile(r"[ \t]*+:")
_HYPHENED = re.compile(rf"{WORD}(?:-{REST}++)++")
_KEY = re.compile(rf"{REST}++(?:-{REST}++)*+")
_REST_OF_LINE = re.compile(r"[^\n]*+")
_AFTER_BLOCK = re.compile(r"[ \t]*+(?:[\n;}#]|\Z)")
_STARTS_STATEMENT = re.compile(
    rf"""\s*+(?:\}} | {WORD}[ \t]*+: | (?:{"|".join(KEYWORDS)})(?:[ \t]++(?:["\{{@]|{WORD})|[ \t]*+$))""",
    re.VERBOSE | re.MULTILINE,
)
_TAIL = re.compile(r"[ \t]*+(?:(?<!\{)\{(?!\{)(?:[^{}]*\}(?!\}))?+[ \t]*+;?|;)[ \t]*+\Z")
_TAIL_INSIDE = re.compile(r"[ \t]+\}(?!\})[ \t;}]*+\Z|[ \t]*+;[ \t]*+\Z")
_NEXT_BEGINS = re.compile(rf"[ \t]*+(?:;[ \t]*+{WORD}[ \t]*+:|,)[ \t]*+\Z")
_OPENERS = {")": "(", "]": "["}
_CLOSING = {"(": ")", "[": "]"}
_WIDE = str.maketrans("：；，｛｝（）［］＝＠", ":;,{}()[]=@")


class Oddities:
    """The state of the lexer and its slow ways."""

    def __init__(self, source: Source, edits: Edits | None = None) -> None:
        self.source = source
        self.text = source.text
        self.out = Tokens()
        self.first = 0  # index of the token that the statement begins with
        self.open: list[tuple[str, int]] = []  # brackets that wait for their end
        self.braces: list[tuple[bool, int]] = []  # blocks that wait for their end: the values of a variant? where?
        self.in_entries = False
        self.edits = edits  # braces to be put right, once they are known not to balance
        self.balanced = True
        self.suspects = 0  # what stands only on top of a file, at the start of a line, and yet in a block
        self.too_deep = False
        self.deep_at = len(self.text) + 1

    # ---- words

    def odd_word(self, start: int, end: int) -> int:
        """A word that is not plain ASCII in the middle of a statement."""
        text, out = self.text, self.out
        if text[start] > "\x7f" or not text[start:end].isascii():
            end = identifier_end(text, start, end)
            if end == start:
                return self.odd(start)
        if self._is_key(start):
            end = _KEY.match(text, start).end()  # type: ignore[union-attr]  # a word is there
            out.add("NAME", name_of(text[start:end], start), start, end)
            return end
        if (hyphened := _HYPHENED.match(text, start)) is not None and hyphened.end() > end:
            return self._hyphened(start, hyphened.end())
        colon = _COLON.match(text, end)
        word = text[start:end]
        if colon is not None and "." not in word:
            return self.odd_key(word, start)
        self._spelling(word, start)
        if "." in word:
            out.add("DOTTED", path_of(word, start), start, end)
        else:
            self._word(word, start, end)
        return end

    def _word(self, word: str, start: int, end: int) -> None:
        """A keyword where one may stand, else a name."""
        out = self.out
        place = len(out.types) - self.first
        if place == 0 and word in KEYWORDS and not self.in_entries:
            out.add(KEYWORDS[word], Name(word, start, end) if KEYWORDS[word] == "KIND" else start, start, end)
        elif self.is_third(word):
            out.add(THIRD[out.types[-2], word], start, start, end)
        else:
            out.add("NAME", name_of(word, start), start, end)

    def is_third(self, word: str) -> bool:
        """Whether a word is a keyword because it comes third: `edit calm of close`."""
        types = self.out.types
        return len(types) - self.first == 2 and types[-1] != "KEY" and (types[-2], word) in THIRD

    def _is_key(self, start: int) -> bool:
        """Whether a variant's key is due, in which hyphens and digits may stand: `[light=ink-wash]`."""
        types = self.out.types
        if not types or types[-1] != "EQ":
            return False
        return types[self.first] == "EXCEPT" or bool(self.open and self.open[-1][0] == "[") and start > 0

    def _hyphened(self, start: int, end: int) -> int:
        written = self.text[start:end]
        right = written.replace("-", "_")
        self.problem("BNN112", start, end, fix=right, written=written, right=right)
        colon = _COLON.match(self.text, end)
        type_ = "NAME" if colon is None else "KEY"
        done = end if colon is None else colon.end()
        self.out.add(type_, Name(right, start, end), start, done)
        return done

    def odd_key(self, word: str, start: int) -> int:
        """A word with its colon that is dotted or not ASCII."""
        end = start + len(word)
        kept = identifier_end(self.text, start, end)
        if kept < end or "." in word:
            return self._without_colon(start, kept)
        self._spelling(word, start)
        colon = _COLON.match(self.text, end)
        done = colon.end() if colon else end
        self.out.add("KEY", name_of(word, start), start, done)
        return done

    def _without_colon(self, start: int, end: int) -> int:
        if end == start:
            return self.odd(start)
        word = self.text[start:end]
        self._spelling(word, start)
        if "." in word:
            self.out.add("DOTTED", path_of(word, start), start, end)
        else:
            self._word(word, start, end)
        return end

    def odd_mention(self, start: int, end: int) -> int:
        """A mention that is not plain ASCII."""
        text = self.text
        end = identifier_end(text, start + 1, end)
        if end == start + 1:
            return self.odd(start)
        word = text[start + 1 : end]
        hyphened = _HYPHENED.match(text, start + 1)
        if hyphened is not None and hyphened.end() > end and "." not in word:
            end = hyphened.end()
            right = hyphened[0].replace("-", "_")
            self.problem("BNN112", start + 1, end, fix=right, written=hyphened[0], right=right)
            self.out.add("MENTION", Mention((Name(right, start + 1, end),), (), start, end), start, end)
            return end
        self._spelling(word, start + 1)
        self.out.add("MENTION", Mention(path_of(word, start + 1), (), start, end), start, end)
        return end

    def _spelling(self, dotted: str, start: int) -> None:
        """A name that looks like another one is refused, with the plain spelling."""
        if dotted.isascii():
            return
        for word in dotted.split("."):
            if misspelt(word):
                plain = name_of(word, start).text
                self.problem("BNN113", start, start + len(word), fix=plain, written=word, right=plain)
            start += len(word) + 1

    # ---- everything that is one character to the pattern

    def odd(self, pos: int) -> int:
        """The character at `pos`, which begins nothing that the pattern knows."""
        char = self.text[pos]
        if char in CLOSERS:
            return self.quoted(pos)
        if char == ";":
            return self._semicolon(pos)
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
        opener = next(o for o in ("//", "/*", "<!--") if self.text.startswith(o, pos))
        closer = {"/*": "*/", "<!--": "-->"}.get(opener)
        line_end = _REST_OF_LINE.match(self.text, pos).end()  # type: ignore[union-attr]
        at = self.text.find(closer, pos + 2) if closer else -1
        end = at + len(closer) if closer and at >= 0 else line_end
        self.problem("BNN109", pos, pos + len(opener), fix="#" if opener == "//" else None, written=opener)
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
            return self.odd_mention(pos, match.end()) if match else pos + 1
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
        if self._is_key(pos) and (key := _KEY.match(self.text, pos)) and "-" in key[0]:
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

    # ---- texts

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
        line_end = _REST_OF_LINE.match(text, start).end()  # type: ignore[union-attr]
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
        line_end = _REST_OF_LINE.match(text, start).end()  # type: ignore[union-attr]
        typographic = next((i + 1 for i in range(line_end - 1, start, -1) if text[i] in "“”"), None)
        if typographic is not None:
            self.problem("BNN107", typographic - 1, typographic, fix='"', opener='"', closer=text[typographic - 1])
            return self._text(start, typographic, block=False)
        end = self._several_lines(start, line_end)
        if end is not None:
            self.problem("BNN106", start, end)
            return self._text(start, end, block=True)
        return self._cut(start, line_end)

    def _unclosed_block(self, start: int) -> int:
        """Three quotes that are never closed: the text ends before the next line that begins a statement."""
        end = self.text.find("\n", start)
        while 0 <= end and _STARTS_STATEMENT.match(self.text, end) is None:
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
        if self.text[start - 1 : start].isalnum() and (again := self._earlier(start)) is not None:
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
        return match.start() if match else line_end

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

    # ---- signs

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
            if action is Action.OPEN:
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
            related = (Related(self._place(at, at + 1), "opened"),)
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

    def separate(self) -> None:
        """The end of a statement."""
        end = self.out.ends[-1]
        self.out.add("SEP", end, end, end)
        self.first = len(self.out.types)

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

    # ---- problems

    def _place(self, start: int, end: int) -> Place:
        return Place(self.source, start, end)

    def problem(
        self,
        code: str,
        start: int,
        end: int,
        *,
        fix: str | None = None,
        fix_at: int | None = None,
        related: tuple[Related, ...] = (),
        **args: Any,
    ) -> None:
        """Notes what is wrong at a place; `fix` replaces it, or is put in at `fix_at`."""
        where = self._place(start, end) if fix_at is None else self._place(fix_at, fix_at)
        repair = None if fix is None else Fix(where, fix)
        self.out.problems.append(Diagnostic(code, self._place(start, end), args, related, repair))


_ONE = Decimal(1)
_NAMES = ("MENTION", "NAME", "DOTTED")
_NAMING = frozenset({"KIND", "SCENE", "SHOT", "EDIT", "VIEW", "LOOK", "PROMPT", "PARAM", "VARIANT", "REFERENCE"})
