"""What is wrong with a template: a code, the words of its prose and a place in the text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Problem(Exception):
    """Something that the author of a text has to put right; `start` and `end` are offsets into the text's value."""

    def __init__(self, code: str, words: Mapping[str, object], start: int, end: int) -> None:
        super().__init__(code, dict(words), start, end)
        self.code = code
        self.words: dict[str, object] = dict(words)
        self.start = start
        self.end = end


class Wrong(Exception):
    """A problem raised where the place is not known; whoever evaluates the expression gives it one."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words

    def at(self, start: int, end: int) -> Problem:
        """The same, with its place."""
        return Problem(self.code, self.words, start, end)


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant, "" where none is near."""
    wanted = name[:64]
    near = sorted(n for n in names if isinstance(n, str) and abs(len(n) - len(wanted)) <= 8)[:2_000]
    found = get_close_matches(wanted, near, n=1, cutoff=0.6)
    return found[0] if found else ""
