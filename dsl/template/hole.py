"""Mentions in a text: where an `@` stands and what follows it, before anybody asks what it names."""

from __future__ import annotations

import re

from msgspec import Struct

from .problem import Problem

_ASCII = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_LISTED = re.compile(r"\[\s*[^\W\d]\w*\s*=")
_PAIR = re.compile(r'\s*([^\s=\[\],"]+)\s*=\s*(?:"([^"\n]*)"|([^=\[\],"\n]*[^=\[\],"\s]))\s*(,|\])')
_GLUE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


class Hole(Struct, frozen=True):
    """A possible mention in a text: `@` and what follows.

    path: the longest run of identifier characters and inner dots, or exactly what stands in `@{ }`.
    choices: (axis, key) as written, quotes taken off.
    start, end: offsets in the text's value, from the `@` to the end of the choices.
    glued: it follows an ASCII letter, digit, `.`, `_` or `-`, so it is no mention, and its own text stands for it.
    """

    path: str
    choices: tuple[tuple[str, str], ...]
    braced: bool
    start: int
    end: int
    glued: bool


def split(text: str, start: int, end: int) -> list[str | Hole]:
    """The pieces of `text[start:end]`: plain words and holes in turn; `@@` has become `@`. Raises Problem."""
    pieces: list[str | Hole] = []
    words: list[str] = []
    done = start
    at = text.find("@", start, end)
    while at >= 0:
        words.append(text[done:at])
        hole = None
        if text.startswith("@", at + 1, end):
            words.append("@")
            done = at + 2
        elif (hole := _hole(text, at, end)) is None:
            words.append("@")
            done = at + 1
        else:
            pieces += [*_joined(words), hole]
            words = []
            done = hole.end
        at = text.find("@", done, end)
    words.append(text[done:end])
    return [*pieces, *_joined(words)]


def _joined(words: list[str]) -> list[str]:
    whole = "".join(words)
    return [whole] if whole else []


def _hole(text: str, at: int, end: int) -> Hole | None:
    glued = at > 0 and text[at - 1] in _GLUE
    if text.startswith("{", at + 1, end):
        return _braced(text, at, end, glued=glued)
    stop = _run(text, at + 1, end)
    if stop == at + 1:
        return None
    choices, after = _choices(text, stop, end) if not glued else ((), stop)
    return Hole(text[at + 1 : stop], choices, False, at, after, glued)


def _braced(text: str, at: int, end: int, *, glued: bool) -> Hole | None:
    close = text.find("}", at, end)
    inside = text[at + 2 : close]
    if glued:
        return Hole(inside, (), True, at, close + 1, True) if close > at + 2 and "\n" not in inside else None
    if close < 0 or "\n" in inside:
        raise Problem("BNN427", {}, at, at + 2)
    if not inside.strip():
        raise Problem("BNN428", {}, at, close + 1)
    choices, after = _choices(text, close + 1, end)
    return Hole(inside, choices, True, at, after, False)


def _run(text: str, at: int, end: int) -> int:
    """Where the identifiers and inner dots that begin at `at` end."""
    found = _ASCII.match(text, at, end)
    stop = found.end() if found else at
    if stop < end and (text[stop] == "." or not text[stop].isascii()):
        return _slow_run(text, at, end)
    return stop


def _slow_run(text: str, at: int, end: int) -> int:
    stop = at
    while stop < end:
        char = text[stop]
        if char == "." and stop > at:
            if stop + 1 >= end or not _continues(text[stop + 1]):
                break
        elif not (char.isidentifier() if stop == at else _continues(char)):
            break
        stop += 1
    return stop


def _continues(char: str) -> bool:
    return ("a" + char).isidentifier()


def _choices(text: str, at: int, end: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """The choices of `[light=dawn]` and where they end; square brackets that hold something else are plain text."""
    if not text.startswith("[", at, end) or not _LISTED.match(text, at, end):
        return (), at
    found: list[tuple[str, str]] = []
    place = at + 1
    while True:
        pair = _PAIR.match(text, place, end)
        if pair is None:
            raise Problem("BNN429", {}, at, min(max(place, at + 1), end))
        axis, quoted, bare, mark = pair.groups()
        found.append((axis, bare if quoted is None else quoted))
        place = pair.end()
        if mark == "]":
            return tuple(found), place
