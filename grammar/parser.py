"""Text into a tree: Lark's LALR tables, run over the lexer's tokens. It never raises on any text."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .diagnostic import Diagnostic
from .lexer import lex
from .nodes import Document
from .source import Place
from .tables import ACTIONS, GOTO, RULES
from .tree import maker

if TYPE_CHECKING:
    from collections.abc import Callable

    from .source import Source
    from .tokens import Tokens


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's tree, and everything that was wrong with its text, in the order of the text."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]


# For each rule: the function that makes its node, how many it takes, and what it makes.
_REDUCTIONS: list[tuple[Callable[..., Any], int, str]] = [(maker(name), size, makes) for makes, name, size in RULES]


def parse(source: Source) -> Parsed:
    """The tree of a source and its errors; the collector is off meanwhile, since nothing here is circular."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        tokens = lex(source)
        machine = Machine(source, tokens)
        document = machine.run()
    finally:
        if collecting:
            gc.enable()
    return Parsed(document, tuple(sorted(tokens.problems, key=_position)))


def _position(diagnostic: Diagnostic) -> tuple[int, int]:
    assert diagnostic.place is not None  # every error of syntax has one
    return diagnostic.place.start, diagnostic.place.end


class Machine:
    """The stacks of one parse."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self.source = source
        self.tokens = tokens
        self.states = [0]
        self.values: list[Any] = []

    def run(self) -> Document:
        """The document."""
        types, values = self.tokens.types, self.tokens.values
        at = 0
        while (at := self.feed(types, values, at)) < len(types):
            at = self.recover(at)
        document: Document = self.values[0]
        return document

    def feed(self, types: list[str], values: list[Any], at: int) -> int:
        """Takes tokens from `at` on; returns the index of the one that does not fit, or how many there are."""
        states, stack = self.states, self.values
        for i in range(at, len(types)):
            type_ = types[i]
            while (act := ACTIONS[states[-1]].get(type_)) is not None and act < 0:
                make, size, makes = _REDUCTIONS[~act]
                if size:
                    value = make(*stack[-size:])
                    del stack[-size:], states[-size:]
                else:
                    value = make()
                stack.append(value)
                states.append(GOTO[states[-1]][makes])
            if act is None:
                return len(types) if type_ == "$END" and states[-1] == _DONE else i
            states.append(act)
            stack.append(values[i])
        return len(types)


    def recover(self, at: int) -> int:
        """Puts the statement right whose token `at` does not fit, or gives it up; returns where to go on."""
        types = self.tokens.types
        first, last = at, at
        while first > 0 and types[first - 1] not in _EDGES:
            first -= 1
        while types[last] not in _EDGES:
            last += 1
        self._back()
        starts, ends = self.tokens.starts, self.tokens.ends
        span = (starts[first], max(starts[first], ends[last - 1]))
        place = Place(self.source, starts[at], ends[at])
        self.tokens.problems.append(Diagnostic("BNN143", place))
        self.feed(["ERROR"], [span], 0)
        return last

    def _back(self) -> None:
        """Forgets what was read of the statement."""
        depth = len(self.states)
        while not _HOLDS_STATEMENTS[self.states[depth - 1]]:
            depth -= 1
        del self.states[depth:], self.values[depth - 1 :]


_EDGES = frozenset({"SEP", "LBRACE", "RBRACE", "$END"})
_HOLDS_STATEMENTS = ["statement" in row or "entry" in row for row in GOTO]
_DONE = GOTO[0]["document"]
