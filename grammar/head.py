"""A statement's head, up to its block or its end, as the repairs see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from .diagnostic import Diagnostic, Fix
from .source import Place
from .tables import ACTIONS, GOTO, RULES

if TYPE_CHECKING:
    from .source import Source

LONGEST_SHOWN = 30


class Token(NamedTuple):
    """One token."""

    type: str
    value: Any
    start: int
    end: int


class Mended(NamedTuple):
    """The tokens that were meant, and what is said about it."""

    tokens: list[Token]
    diagnostic: Diagnostic


class Head(Struct, frozen=True):
    """The tokens of a head, the one that does not fit, what ends it (`SEP`, `LBRACE`) and the stack before it."""

    source: Source
    tokens: list[Token]
    at: int
    tail: str
    states: list[int]

    @property
    def types(self) -> list[str]:
        """The types of the tokens."""
        return [t.type for t in self.tokens]

    @property
    def nested(self) -> bool:
        """Whether it stands in a block."""
        return len(self.states) > 2

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].end

    def fits(self, tokens: list[Token]) -> bool:
        """Whether these tokens, with the same tail, are a whole head."""
        return self.misfit(tokens) > len(tokens)

    def misfit(self, tokens: list[Token]) -> int:
        """The index of the first token that does not fit; their number if that is the tail, one more if all do."""
        return misfit(self.states, [*(t.type for t in tokens), self.tail])

    @property
    def in_entries(self) -> bool:
        """Whether it stands among the values of a variant."""
        return not GOTO[self.states[-1]].keys().isdisjoint(("entry", "entries"))

    def written(self, token: Token) -> str:
        """A token as it is in the file."""
        return self.text(token.start, token.end)

    def text(self, start: int, end: int) -> str:
        """A piece of the file on one line, shortened where it is long."""
        piece = self.source.text[start:end].split("\n", 1)[0]
        return piece if len(piece) <= LONGEST_SHOWN else piece[: LONGEST_SHOWN - 3] + "..."

    def place(self, start: int, end: int) -> Place:
        """A place in the file."""
        return Place(self.source, start, end)

    def problem(
        self, code: str, start: int, end: int, fix: tuple[int, int, str] | None = None, **args: Any
    ) -> Diagnostic:
        """What is wrong; `fix` is where the right text goes, and that text."""
        repair = None if fix is None else Fix(self.place(fix[0], fix[1]), fix[2])
        return Diagnostic(code, self.place(start, end), args, (), repair)


def misfit(before: list[int], types: list[str]) -> int:
    """The index of the first token that the parser would not take in its state, else how many there are."""
    states = list(before)
    for i, type_ in enumerate(types):
        while (act := ACTIONS[states[-1]].get(type_)) is not None and act < 0:
            makes, _, size = RULES[~act]
            if size:
                del states[-size:]
            states.append(GOTO[states[-1]][makes])
        if act is None:
            return i
        states.append(act)
    return len(types)
