"""Who is on stage: finds the people of a story in its words, and writes them as mentions."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .names import spoken
from .quoting import sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .story import Person

_WORD = re.compile(r"[^\W_]+")
_NO_MENTION = re.compile(r"[A-Za-z0-9._@-]")  # behind these an `@` mentions nobody
MOST = 8  # people of one text; more are words only


class Stage:
    """Knows people by what they are called. A name counts in capitals or as people write it, never in small letters."""

    def __init__(self, people: dict[str, Person]) -> None:
        self._names: dict[str, list[tuple[str, str]]] = {}  # by first word: the whole, and who it is
        self._wide: dict[str, list[tuple[str, str]]] = {}  # by first character, in scripts without spaces
        for name, person in people.items():
            for said in sorted({person.called, spoken(person.called), person.name, person.name.upper()}):
                self._learn(said, name)
        for known in (*self._names.values(), *self._wide.values()):
            known.sort(key=lambda pair: (-len(pair[0]), pair))

    def mentioned(self, text: str) -> str:
        """The text as it stands between quotes, with mentions in place of names."""
        parts: list[str] = []
        done, seen = 0, set[str]()
        for start, end, name in self._found(text):
            if start < done or (name not in seen and len(seen) >= MOST):
                continue
            seen.add(name)
            parts += [sent(text[done:start]), _mention(name, text[end : end + 2])]
            done = end
        return "".join((*parts, sent(text[done:])))

    def _learn(self, said: str, name: str) -> None:
        first = _WORD.match(said)
        if _is_wide(said) and len(said) > 1:
            self._wide.setdefault(said[0], []).append((said, name))
        elif first is not None and not said.islower():
            self._names.setdefault(first[0], []).append((said, name))

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """From left to right, the longest first."""
        for word in _WORD.finditer(text):
            start = word.start()
            if start and (text[start - 1] == "_" or _NO_MENTION.match(text[start - 1])):
                continue
            for said, name in self._names.get(word[0], ()):
                end = start + len(said)
                if text.startswith(said, start) and not (end < len(text) and (text[end].isalnum() or text[end] == "_")):
                    yield start, end, name
                    break
            else:
                yield from self._inside(text, word.start(), word.end())

    def _inside(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Names in a run of letters that no space divides."""
        if not self._wide:
            return
        for at in range(start, end):
            for said, name in self._wide.get(text[at], ()):
                if text.startswith(said, at) and not (at and _NO_MENTION.match(text[at - 1])):
                    yield at, at + len(said), name
                    break


def _mention(name: str, after: str) -> str:
    """Set off where what follows would be read with it."""
    bare = not after or after[0].isspace() or after[0] in ",;:!?'’\"”)…" or (after[0] == "." and not after[1:].strip())
    return f"@{name}" if bare else f"@{{{name}}}"


def _is_wide(said: str) -> bool:
    return all(unicodedata.east_asian_width(c) in "WF" for c in said)
