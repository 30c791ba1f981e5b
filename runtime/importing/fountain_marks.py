"""Takes out of a Fountain script what is not for the reader: the boneyard, and notes, which keep their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .story import Left

MARK = "\x00"  # a note in the text is its number between two of these
NOTE = re.compile(f"{MARK}(\\d+){MARK}")
_TOKEN = re.compile(r"/\*|\*/|\[\[|\]\]|\n[ \t]?\n|\n")


@dataclass(slots=True)
class Marked:
    """The text without them, and the notes by their numbers."""

    text: str
    notes: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


class _Walk:
    """One walk over the text: plain, in the boneyard, or in a note that may turn out to be none."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.held: list[str] = []
        self.state = ""
        self.line = self.since = 1
        self.found = Marked("")

    def run(self, text: str) -> Marked:
        """The whole of it."""
        done = 0
        for token in _TOKEN.finditer(text):
            self._put(text[done : token.start()])
            self._mark(token[0])
            self.line += token[0].count("\n")
            done = token.end()
        self._put(text[done:])
        if self.state == "/*":
            self._bury("a part that is commented out and never ends (`/*` without `*/`)")
        self.out += self.held
        self.found.text = "".join(self.out)
        return self.found

    def _put(self, text: str) -> None:
        (self.held if self.state else self.out).append(text)

    def _mark(self, mark: str) -> None:
        if not self.state and mark in ("/*", "[["):
            self.state, self.since, self.held = mark, self.line, [mark]
        elif self.state == "/*" and mark == "*/":
            self._bury("a part that is commented out (`/* */`)")
        elif self.state == "[[" and mark == "]]":
            self.out.append(f"{MARK}{len(self.found.notes)}{MARK}")
            self.found.notes.append("".join(self.held[1:]))
            self.state, self.held = "", []
        elif self.state == "[[" and mark.count("\n") > 1:  # a note has no empty line in it: these were brackets
            self.out += [*self.held, mark]
            self.state, self.held = "", []
        else:
            self._put(mark)

    def _bury(self, what: str) -> None:
        self.found.left.append(Left(what, "it is not part of the story", self.since))
        self.state, self.held = "", []


def take_marks(text: str) -> Marked:
    """The script without its boneyard, with notes numbered."""
    return _Walk().run(text)
