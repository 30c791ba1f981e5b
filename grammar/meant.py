"""What all guesses need: tokens made over into what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .head import Mended, Token
from .nodes import Name
from .tokens import KEYWORDS, THIRD

if TYPE_CHECKING:
    from .diagnostic import Diagnostic
    from .head import Head


def first_word(head: Head) -> str:
    """The first word of a head, as written."""
    return head.written(head.tokens[0])


def keyword(word: str, token: Token) -> Token:
    """The token of a keyword that was meant."""
    type_ = KEYWORDS[word]
    value = Name(word, token.start, token.end) if type_ == "KIND" else token.start
    return Token(type_, value, token.start, token.end)


def key_of(word: str, token: Token) -> Token:
    """The token of a setting's name that was meant."""
    return Token("KEY", Name(word, token.start, token.end), token.start, token.end)


def thirds(word: str, rest: list[Token]) -> list[Token]:
    """The rest of a statement with the keyword of its third place, which the lexer could not know."""
    if len(rest) < 2 or rest[1].type != "NAME":
        return rest
    type_ = THIRD.get((KEYWORDS[word], rest[1].value.text))
    third = rest[1] if type_ is None else Token(type_, rest[1].start, rest[1].start, rest[1].end)
    return [rest[0], third, *rest[2:]]


def near(word: str) -> str | None:
    """The keyword that is nearest to a word, None where none is near."""
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), KEYWORDS, 1, 0.7) if 2 < len(word) < 30 else []
    return found[0] if found else None


def broken(head: Head, problem: Diagnostic) -> Mended:
    """Nothing of the head is kept but its error; the block behind it is still read."""
    start = head.tokens[0].start
    return Mended([Token("ERROR", (start, head.end), start, head.end)], problem)
