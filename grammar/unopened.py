"""Finds where a text begins whose opening quote is missing: `prop lantern a dented lantern"`."""

from __future__ import annotations

import re

from .text import CLOSERS
from .words import DOTTED, WORD

# What stands before the text of a statement that declares something.
_DECLARED = re.compile(
    rf"""[\s;{{}}]*+(?:
      (?:storyboard|import|from|reference)[ \t]++
    | (?:character|location|prop|style|view|look|scene|shot)[ \t]++{WORD}[ \t]++
    | prompt[ \t]++{WORD}[ \t]*+(?:\([^)\n]*+\))?+[ \t]++
    | edit[ \t]++{WORD}[ \t]++of[ \t]++@?{DOTTED}(?:\[[^\]\n]*+\])?[ \t]++
    | param[ \t]++{WORD}[ \t]*+=[ \t]*+
    | variant[ \t]++{WORD}[ \t]++from[ \t]++
    )""",
    re.VERBOSE,
)
_SET = re.compile(rf"(?:\A|(?<=[\s;{{(,])){WORD}[ \t]*+:[ \t]++")
_ITEM = re.compile(rf"[(\[,][ \t]*+(?:{WORD}[ \t]*+:[ \t]*+)?+(?=[^(\[,]*\Z)")
_NEXT_ITEM = re.compile(r"[ \t]*+,[ \t]*+")

_CLOSING = re.compile(r'(?:[^"\\]++|\\.)*+"')

_OPENS_AFTER = " \t\n([{,:="
_CLOSES_BEFORE = " \t\n,;)]}{#"


def closes(text: str, quote: int) -> bool:
    """Whether a quote looks like the end of a text: something right before it, and nothing right behind."""
    before, behind = text[quote - 1 : quote], text[quote + 1 : quote + 2]
    return before not in _OPENS_AFTER and (not behind or behind in _CLOSES_BEFORE)


def unopened(text: str, line: int, end: int) -> tuple[int, int] | None:
    """Where a text of the line begins and ends that has no opening quote, None where no such text is clear."""
    piece, brackets, quote = line, 0, text.find('"', line, end)
    while quote >= 0:
        brackets += _depth(text[piece:quote])
        if text[quote - 1 : quote] not in _OPENS_AFTER:
            begin = _beginning(text, piece, quote, bracket=brackets > 0) if closes(text, quote) else None
            return None if begin is None else (begin, quote + 1)
        closing = _CLOSING.match(text, quote + 1, end)
        if closing is None:
            return None
        piece = closing.end()
        if text[piece : piece + 1] not in _CLOSES_BEFORE:
            return None  # that one does not close: it is the text before whose end is missing
        quote = text.find('"', piece, end)
    return None


def _depth(piece: str) -> int:
    return sum(piece.count(sign) for sign in "([") - sum(piece.count(sign) for sign in ")]")


def _beginning(text: str, start: int, quote: int, *, bracket: bool) -> int | None:
    """Where the text that ends with the quote should begin, between `start` and it."""
    piece = text[start:quote]
    plain = _DECLARED.match(piece) or _SET.search(piece) or _NEXT_ITEM.match(piece)
    match = _ITEM.search(piece) if bracket else plain
    if match is None or match.end() == len(piece) or piece[match.end()] in CLOSERS:
        return None
    return start + match.end()
