"""Text into a tree: Lark's LALR tables, run over the lexer's tokens. It never raises on any text."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .collector import collector_at_rest
from .lexer import lex
from .tables import ACTIONS, GOTO, RULES
from .tree import maker

if TYPE_CHECKING:
    from collections.abc import Callable

    from .diagnostic import Diagnostic
    from .head import Mended
    from .nodes import Document
    from .source import Source
    from .tokens import Tokens


class Parsed(Struct, frozen=True):
    """A file's tree, and everything that was wrong with its text, in the order of the text."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]


# A file with more broken statements than this is none that somebody has mistyped; the rest is not searched for sense.
MOST_GUESSES = 500

# For each rule: the function that makes its node, how many it takes, and what it makes.
_REDUCTIONS: list[tuple[Callable[..., Any], int, str]] = [(maker(name), size, makes) for makes, name, size in RULES]


def parse(source: Source) -> Parsed:
    """The tree of a source and its errors; the collector is off meanwhile, since nothing here is circular."""
    with collector_at_rest():
        tokens = lex(source)
        machine = Machine(source, tokens)
        document = machine.run()
    return Parsed(document, machine.diagnostics())


def _position(diagnostic: Diagnostic) -> tuple[int, int]:
    assert diagnostic.place is not None  # every error of syntax has one
    return diagnostic.place.start, diagnostic.place.end


def _within(inner: Diagnostic, outer: Diagnostic) -> bool:
    """Whether the one is about a part of what the other is about."""
    if inner.place is None or outer.place is None:
        return False
    return outer.place.start <= inner.place.start and inner.place.end <= outer.place.end


class Machine:
    """The stacks of one parse."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self.source = source
        self.tokens = tokens
        self.states = [0]
        self.values: list[Any] = []
        self.problems: list[Diagnostic] = []
        self.certain = sorted(tokens.problems, key=_position)
        self.places = [_position(p)[0] for p in self.certain]
        self.settled: set[int] = set()

    def run(self) -> Document:
        """The document."""
        types, values = self.tokens.types, self.tokens.values
        at = 0
        while (at := self.feed(types, values, at)) < len(types):
            at = self.recover(at)
        document: Document = self.values[0]
        return document

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was wrong, in the order of the text."""
        known = [p for p in self.certain if id(p) not in self.settled]
        return tuple(sorted([*known, *self.problems], key=_position))

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
                return i
            states.append(act)
            stack.append(values[i])
        return len(types)

    def _reduce(self, act: int) -> None:
        make, size, makes = _REDUCTIONS[~act]
        parts = self.values[len(self.values) - size :]
        del self.values[len(self.values) - size :], self.states[len(self.states) - size :]
        self.values.append(make(*parts))
        self.states.append(GOTO[self.states[-1]][makes])

    def recover(self, at: int) -> int:
        """Puts the statement right whose token `at` does not fit, or gives it up; returns where to go on."""
        types = self.tokens.types
        first, last = at, at
        while first > 0 and types[first - 1] not in _EDGES:
            first -= 1
        while types[last] not in _EDGES:
            last += 1
        self._end_last()
        self._back()
        tokens, diagnostic = self._mended(first, at, last)
        self._report(diagnostic, first, last)
        self.feed([t.type for t in tokens], [t.value for t in tokens], 0)
        return last

    def _mended(self, first: int, at: int, last: int) -> Mended:
        """What was meant by the tokens from `first` to `last`, of which `at` does not fit."""
        # Most files never come here.
        from .head import Head, Token
        from .repair import mend

        out = self.tokens
        part = slice(first, last)
        rows = zip(out.types[part], out.values[part], out.starts[part], out.ends[part], strict=True)
        tokens = [Token(*row) for row in rows]
        misfit = at - first if tokens else out.starts[at]
        head = Head(self.source, tokens, misfit, out.types[last], self.states)
        return mend(head, search=len(self.problems) < MOST_GUESSES)

    def _report(self, diagnostic: Diagnostic, first: int, last: int) -> None:
        """Says what was guessed, unless the statement holds characters that were in the way and have been reported."""
        starts = self.tokens.starts
        begin, end = starts[first], max(starts[min(last + 1, len(starts) - 1)], starts[first] + 1)
        known = self.certain[bisect_left(self.places, begin) : bisect_left(self.places, end)]
        if diagnostic.code == "BNN146":
            # Characters that mean nothing are fine once the text that they belong to has its quotes.
            self.settled |= {id(p) for p in known if _within(p, diagnostic)}
            known = [p for p in known if not _within(p, diagnostic)]
        if not any(p.code in _IN_THE_WAY for p in known):
            self.problems.append(diagnostic)

    def _end_last(self) -> None:
        """Adds the statement before to what is read: it is whole, but waits for a word that may follow it."""
        while (act := ACTIONS[self.states[-1]].get("RBRACE")) is not None and act < 0:
            self._reduce(act)

    def _back(self) -> None:
        """Forgets what was read of the statement."""
        depth = len(self.states)
        while not _HOLDS_STATEMENTS[self.states[depth - 1]]:
            depth -= 1
        del self.states[depth:], self.values[depth - 1 :]


# Slips of the lexer after which the rest of a statement may be unreadable; more would be said about the same mistake.
_IN_THE_WAY = frozenset(
    {"BNN102", "BNN105", "BNN106", "BNN109", "BNN110", "BNN115", "BNN117", "BNN123", "BNN125", "BNN126", "BNN154"}
)
_EDGES = frozenset({"SEP", "LBRACE", "RBRACE", "$END"})
_HOLDS_STATEMENTS = [not row.keys().isdisjoint(("statement", "statements", "entry", "entries")) for row in GOTO]
