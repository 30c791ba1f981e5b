"""Reads a text with Jinja2's own lexer and parser, so that every node knows the offset at which it stands."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NoReturn

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import Lexer, TokenStream
from jinja2.parser import Parser
from msgspec import Struct, field

from . import complaint
from .problem import Problem, Wrong
from .value import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)
_LEXER = Lexer(_ENVIRONMENT)
_LONGEST = 40  # digits of a number
_OPEN, _CLOSE = ("(", "[", "{"), (")", "]", "}")
_OPENERS = {
    "variable_begin": "variable_end",
    "block_begin": "block_end",
    "comment_begin": "comment_end",
    "raw_begin": "raw_end",
}


class Reading(Struct):
    """A text, its tree and its tokens. In the tree `lineno` is an offset."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    opened: int = -1  # where the `{{` or `{%` stands that is not yet closed
    tree: nodes.Template = field(default_factory=lambda: nodes.Template([]))

    def tokens(self) -> Iterator[tuple[int, str, str]]:
        """Jinja's tokens, each with its offset where Jinja gives a line. Raises Problem."""
        at = 0
        try:
            for _, token, piece in _LEXER.tokeniter(self.text, None):
                start = self.text.find(piece, at)
                at = start + len(piece)
                self._note(token, piece, start, at)
                yield start, token, piece
        except TemplateSyntaxError as error:
            raise complaint.lexed(error, self, at) from None

    def _note(self, sort: str, piece: str, start: int, end: int) -> None:
        if sort in _OPENERS:
            self.opened = start
        elif sort in _OPENERS.values():
            self.opened = -1
        elif sort in ("integer", "float") and len(piece) > _LONGEST:
            raise Problem("BNN412", {}, start, end)
        if sort != "whitespace":
            self.starts.append(start)
            self.ends.append(start + len(piece.rstrip()))

    def span(self, node: nodes.Node) -> tuple[int, int]:
        """Where the node begins and ends, with the brackets that belong to it."""
        # Of a comparison Jinja keeps the token behind it, and behind an `in` none: what is compared has its own.
        offsets = [n.lineno for n in inside(node) if n.lineno is not None and not isinstance(n, nodes.Compare)]
        first, last = bisect_left(self.starts, min(offsets)), bisect_left(self.starts, max(offsets))
        last, missing = self._closed(first, min(last, len(self.starts) - 1))
        while missing and first:
            first -= 1
            piece = self._piece(first)
            missing += (piece in _CLOSE) - (piece in _OPEN)
        return self.starts[first], self.ends[last]

    def _piece(self, at: int) -> str:
        return self.text[self.starts[at] : self.ends[at]]

    def _closed(self, first: int, last: int) -> tuple[int, int]:
        """The token with which what was opened since `first` is closed, and how many brackets open before `first`."""
        level = missing = 0
        for at in range(first, len(self.starts)):
            piece = self._piece(at)
            level += (piece in _OPEN) - (piece in _CLOSE)
            if level < 0:
                level, missing = 0, missing + 1
            if at >= last and not level and piece not in (".", "|", "is"):
                return at, missing
        return last, missing

    def after(self, offset: int) -> tuple[int, int]:
        """The token behind the one that begins at an offset."""
        at = min(bisect_left(self.starts, offset) + 1, len(self.starts) - 1)
        return self.starts[at], self.ends[at]

    def word(self, offset: int) -> tuple[int, int]:
        """The token that begins at an offset, or the last one before."""
        at = min(bisect_left(self.starts, offset), len(self.starts) - 1)
        return (self.starts[at], self.ends[at]) if at >= 0 else (0, 0)

    def problem(self, wrong: Wrong, node: nodes.Node) -> Problem:
        """The problem at its place."""
        return wrong.at(*self.span(node))


def inside(node: nodes.Node) -> Iterator[nodes.Node]:
    """The node and all that is in it, however deep, without recursion."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(one.iter_child_nodes())


class _Placed(Parser):
    """Jinja's parser on tokens that know their places; its complaints are ours."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(_ENVIRONMENT, "")
        self.reading = reading
        self.open: list[tuple[str, int]] = []  # the tags that are under way, and where they stand
        self.stream = TokenStream(_LEXER.wrap(reading.tokens()), None, None)

    def parse_statement(self) -> nodes.Node | list[nodes.Node]:
        """One tag; those that reach for files or other templates are refused by name."""
        token = self.stream.current
        if token.type == "name" and token.value in complaint.REFUSED:
            raise Problem("BNN407", {"tag": token.value}, *self.reading.word(token.lineno))
        self.open.append((token.value, token.lineno))
        found = super().parse_statement()
        self.open.pop()
        return found

    def fail_unknown_tag(self, name: str, lineno: int | None = None) -> NoReturn:  # noqa: ARG002 - Jinja's signature
        """A tag that is none, or that ends what was not begun. Raises Problem."""
        ends = [token for stack in self._end_token_stack for token in stack]
        raise complaint.tag(name, self.open[:-1], ends, self.reading.word(self.stream.current.lineno))

    def fail_eof(self, *_: object, **__: object) -> NoReturn:
        """The text ends in the middle of a block. Raises Problem."""
        raise complaint.unended(self.open, self.reading)


def read(text: str) -> Reading:
    """Lex and parse. Raises Problem for whatever Jinja refuses."""
    reading = Reading(text)
    try:
        reading.tree = _Placed(reading).parse()
    except TemplateSyntaxError as error:
        raise complaint.parsed(error, reading) from None
    except (RecursionError, MemoryError):
        raise Problem("BNN414", {}, *reading.word(len(text))) from None
    except (ValueError, OverflowError, SyntaxError):
        raise Problem("BNN412", {}, *reading.word(len(text))) from None
    _refuse_markers(reading)
    return reading


def _refuse_markers(reading: Reading) -> None:
    for node in inside(reading.tree):
        text = getattr(node, "value" if isinstance(node, nodes.Const) else "data", None)
        if isinstance(text, str) and (OPEN in text or CLOSE in text):
            raise Problem("BNN423", {}, *reading.word(node.lineno))
