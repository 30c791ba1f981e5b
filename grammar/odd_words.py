"""Words that are not plain: beyond ASCII, with hyphens, or spelt so that they look like others."""

from __future__ import annotations

import re

from .cursor import Cursor
from .nodes import Mention, Name
from .tokens import KEYWORDS, THIRD
from .words import REST, WORD, identifier_end, misspelt, name_of, path_of

_COLON = re.compile(r"[ \t]*+:")
_HYPHENED = re.compile(rf"{WORD}(?:-{REST}++)++")
KEY = re.compile(rf"{REST}++(?:-{REST}++)*+")


class OddWords(Cursor):
    """Each takes the word at an offset and gives back where it ended, the same offset where there is none."""

    def odd_word(self, start: int, end: int) -> int:
        """A word that is not plain ASCII in the middle of a statement."""
        text, out = self.text, self.out
        if text[start] > "\x7f" or not text[start:end].isascii():
            end = identifier_end(text, start, end)
            if end == start:
                return start
        if self.key_is_due():
            end = KEY.match(text, start).end()  # type: ignore[union-attr]  # a word is there
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
            return start
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
            return start
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
