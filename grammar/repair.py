"""Puts a statement right that does not fit the grammar: finds what was meant, and says one thing about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .guesses import GUESSES
from .head import Head, Mended, Token
from .nodes import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .diagnostic import Diagnostic

# What is tried, in this order, before the token that does not fit; and the code and sign of the error that says so.
_SIGNS = {"EQ": "=", "COLON": ":", "OF": "of", "RPAR": ")", "RSQB": "]", "LPAR": "(", "LSQB": "["}

# A head of more tokens than this is no statement that somebody has mistyped; it is not worth a search.
LONGEST = 200
MOST_COMMAS = 20


def mend(head: Head, *, search: bool) -> Mended:
    """What was meant by a head, or one ERROR in its place, which is all there is without a search."""
    if not head.tokens:
        return _given_up(head, head.problem("BNN145", *_brace(head)))
    if search and len(head.tokens) <= LONGEST:
        for guess in (*GUESSES, _comma, _commas, _inserted, _without_text, _dropped, _cut_short):
            found = guess(head)
            if found is not None:
                return found
    return _given_up(head, _unreadable(head))


def _brace(head: Head) -> tuple[int, int]:
    return head.at, head.at + 1


def _given_up(head: Head, diagnostic: Diagnostic) -> Mended:
    start, end = (head.tokens[0].start, head.end) if head.tokens else _brace(head)
    return Mended([Token("ERROR", (start, end), start, end)], diagnostic)


def _found(head: Head) -> Token | None:
    return head.tokens[head.at] if head.at < len(head.tokens) else None


def _commas(head: Head) -> Mended | None:
    """Commas are missing; several are one mistake."""
    tokens, at = list(head.tokens), head.at
    for _ in range(MOST_COMMAS):
        if not 0 < at < len(tokens) or tokens[at - 1].type == "COMMA":
            return None
        end = tokens[at - 1].end
        tokens.insert(at, Token("COMMA", end, end, end))
        at = head.misfit(tokens)
        if at > len(tokens):
            found, before = head.tokens[head.at], head.tokens[head.at - 1].end
            fix = (before, before, ",") if len(tokens) == len(head.tokens) + 1 else None
            return Mended(tokens, head.problem("BNN138", found.start, found.end, fix, found=head.written(found)))
    return None


def _inserted(head: Head) -> Mended | None:
    """A sign is missing before the token that does not fit."""
    found = _found(head)
    for type_, sign in _SIGNS.items():
        at = head.tokens[head.at - 1].end if head.at else head.tokens[0].start
        tokens = [*head.tokens[: head.at], Token(type_, at, at, at), *head.tokens[head.at :]]
        if head.fits(tokens):
            return Mended(tokens, _missing(head, type_, sign, found, at))
    return None


def _missing(head: Head, type_: str, sign: str, found: Token | None, at: int) -> Diagnostic:
    start, end = (found.start, found.end) if found is not None else (at, at)
    spelt = f" {sign}" if type_ == "OF" else f" {sign} " if type_ == "EQ" and head.types[0] == "PARAM" else sign
    return head.problem("BNN141", start, end, (at, at, spelt), sign=sign)


def _without_text(head: Head) -> Mended | None:
    """The text is missing; the statement still declares what it names."""
    at = head.tokens[head.at - 1].end
    text = Token("TEXT", Text("", False, at, at), at, at)
    tokens = [*head.tokens[: head.at], text, *head.tokens[head.at :]]
    if not head.at or not head.fits(tokens):
        return None
    if head.tokens[head.at - 1].type in ("KEY", "COMMA", "EQ", "LPAR", "LSQB", "COLON"):
        return _without_value(head)
    start = head.tokens[0].start
    said = head.text(start, at)
    return Mended(tokens, head.problem("BNN136", at, at, what=f"`{said}`", example=f'{said} "..."'))


def _without_value(head: Head) -> Mended:
    last = head.tokens[head.at - 1]
    if last.type == "COMMA":
        return _given_up(head, head.problem("BNN139", last.start, last.end, (last.start, last.end, ""), where="after"))
    example = f"{head.written(last)} flash" if last.type == "KEY" and last.value.text == "model" else None
    return _given_up(head, head.problem("BNN137", last.end, last.end, after=head.written(last), example=example))


def _comma(head: Head) -> Mended | None:
    """A comma before which or after which nothing stands."""
    return _dropped(head) if head.types[head.at : head.at + 1] == ["COMMA"] else None


def _dropped(head: Head) -> Mended | None:
    """One token is too many."""
    found = _found(head)
    if found is None:
        return None
    for at in (head.at, head.at - 1):
        tokens = [*head.tokens[:at], *head.tokens[at + 1 :]]
        if at >= 0 and tokens and head.fits(tokens):
            return Mended(tokens, _too_many(head, head.tokens[at], at))
    return None


def _too_many(head: Head, token: Token, at: int) -> Diagnostic:
    start = head.tokens[at - 1].end if at else token.start
    if token.type == "COMMA":
        where = "after" if head.types[at + 1 : at + 2] in ([], ["RPAR"], ["RSQB"]) else "before"
        return head.problem("BNN139", token.start, token.end, (start, token.end, ""), where=where)
    if token.type == "COLON":
        return head.problem(
            "BNN134", token.start, token.end, (start, token.end, ""), right=head.text(head.tokens[0].start, start)
        )
    return head.problem("BNN142", token.start, token.end, found=head.written(token))


def _cut_short(head: Head) -> Mended | None:
    """From some token on nothing belongs here, but what stands before it is a whole statement."""
    for end in _shorter(head):
        if head.fits(head.tokens[:end]):
            return Mended(head.tokens[:end], _unreadable(head))
    return None


def _shorter(head: Head) -> Iterator[int]:
    yield from range(head.at, max(head.at - 4, 0), -1)


def _unreadable(head: Head) -> Diagnostic:
    found = _found(head)
    if found is not None:
        return head.problem("BNN143", found.start, found.end, found=head.written(found))
    return head.problem("BNN143", head.end, head.end, found=head.text(head.tokens[-1].start, head.end))
