"""Names as characters: where one ends, how it is normalised, and the pattern that finds what may be one."""

from __future__ import annotations

from unicodedata import normalize

from .nodes import Name

# Any run that could be a word, all of Unicode beyond ASCII included; what is no identifier is sorted out afterwards.
# (`\w` misses thousands of identifier characters, and classes with ranges above U+00FF are slow to compile.)
FIRST = r"[^\x00-\x40\x5b-\x5e\x60\x7b-\x7f]"
REST = r"[^\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]"
# The bound keeps a heap of signs, which is tried again from each of them, from taking forever.
WORD = rf"{FIRST}{REST}{{0,1000}}+"
DOTTED = rf"{WORD}(?:\.{WORD})*+"
# Behind a shot's name: one of its panels, `strip.2`.
PANEL = r"(?:\.[0-9]++(?![\w.]))?+"


def identifier_end(text: str, start: int, end: int) -> int:
    """How far `text[start:end]` is a name, or names with dots between them; `start` where it is none at all."""
    begins, at = True, start
    while at < end:
        char = text[at]
        if char == "." and not begins:
            begins = True
        elif char.isidentifier() if begins else ("a" + char).isidentifier():
            begins = False
        else:
            break
        at += 1
    return at - 1 if begins and at > start else at


def path_of(dotted: str, start: int) -> tuple[Name, ...]:
    """`a.b` as names, in NFC, each with its place."""
    if "." not in dotted:
        return (name_of(dotted, start),)
    names = []
    for word in dotted.split("."):
        names.append(name_of(word, start))
        start += len(word) + 1
    return tuple(names)


def name_of(word: str, start: int) -> Name:
    """One name; where NFKC would make another of it, the plain spelling, which is what the error about it proposes."""
    return Name(word if word.isascii() else normalize("NFKC", word), start, start + len(word))


def misspelt(word: str) -> bool:
    """Whether a name is written with characters that only look different, such as `ﬁ` for `fi`."""
    return not word.isascii() and normalize("NFKC", word) != normalize("NFC", word)
