"""Where a cursor stands: in which blocks, in which statement and how far into it, or inside which text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..grammar.lexer import lex
from ..grammar.nodes import Name, Text
from ..grammar.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

HOMES = {
    "STORYBOARD": "storyboard", "SCENE": "scene", "SHOT": "shot", "EDIT": "edit", "VIEW": "view", "KIND": "subject",
    "LOOK": "look", "FINAL": "final", "REFERENCE": "reference", "VARIANT": "variant",
}  # fmt: skip
SPLITS = "\n;"
WRITTEN = frozenset({"NAME", "DOTTED", "KEY", "MENTION"})


class Token(Struct, frozen=True):
    """One token before the cursor."""

    type: str
    value: Any
    start: int
    end: int


class Block(Struct, frozen=True):
    """A block around the cursor. `home`: what kind, as `dsl.standing` has them; `name`: of what it belongs to."""

    home: str
    name: str


class Cursor(Struct, frozen=True):
    """`before`: the tokens of the statement that the cursor is in, up to it; `word`: what of a word is written already.

    `text` is the token of the text that the cursor is inside of. `depth`: unclosed `(` and `[` of the statement.
    """

    offset: int
    blocks: tuple[Block, ...]
    before: tuple[Token, ...]
    word: str
    text: Token | None
    depth: tuple[str, ...]

    @property
    def home(self) -> str:
        """The kind of the innermost block."""
        return self.blocks[-1].home if self.blocks else "file"

    @property
    def head(self) -> Token | None:
        """What the statement begins with."""
        return self.before[0] if self.before else None

    def named(self, home: str) -> str | None:
        """The name of the innermost block of a kind."""
        return next((b.name for b in reversed(self.blocks) if b.home == home), None)


def cursor(source: Source, offset: int) -> Cursor:
    """Look at what stands before an offset."""
    prefix = source.text[:offset]
    tokens = list(_written(prefix))
    text = tokens[-1] if tokens and _inside(prefix, tokens[-1], offset) else None
    blocks, before = _nested(tokens, prefix)
    word = ""
    if text is None and before and before[-1].type in WRITTEN and before[-1].end == offset:
        word = prefix[before[-1].start :]
        before = before[:-1]
    return Cursor(offset, tuple(blocks), tuple(before), word, text, tuple(_open(before)))


def _written(prefix: str) -> Iterator[Token]:
    """The tokens without those that the lexer added at the end to make the text whole."""
    found = lex(Source("", prefix))
    last = len(found.types)
    while last and (found.types[last - 1] in ("$END", "SEP") or found.starts[last - 1] == found.ends[last - 1]):
        last -= 1
    for i in range(last):
        yield Token(found.types[i], found.values[i], found.starts[i], found.ends[i])


def _inside(prefix: str, token: Token, offset: int) -> bool:
    """Whether a text is still open: it ends where the cursor is, and not with a quote of its own."""
    if not isinstance(token.value, Text) or token.end != offset:
        return False
    written = prefix[token.start : token.end]
    quotes = '"""' if written.startswith('"""') else '"'
    if len(written) < 2 * len(quotes) or not written.endswith(quotes):
        return True
    backslashes = len(written[:-1]) - len(written[:-1].rstrip("\\"))
    return quotes == '"' and backslashes % 2 == 1


def _nested(tokens: list[Token], prefix: str) -> tuple[list[Block], list[Token]]:
    blocks: list[Block] = []
    statement: list[Token] = []
    for token in tokens:
        if token.type == "SEP":
            statement = []
        elif token.type == "LBRACE":
            blocks.append(_block(statement, blocks))
            statement = []
        elif token.type == "RBRACE":
            del blocks[-1:]
            statement = []
        else:
            statement.append(token)
    end = tokens[-1].end if tokens else 0
    if statement and statement[-1].type != "COMMA" and not list(_open(statement)) and _split(prefix[end:]):
        statement = []
    return blocks, statement


def _split(rest: str) -> bool:
    """Whether what follows the last token ends its statement."""
    return any(sign in rest.partition("#")[0] for sign in SPLITS) or "\n" in rest


def _block(statement: list[Token], blocks: list[Block]) -> Block:
    head = statement[0] if statement else None
    home = HOMES.get(head.type, "entry") if head is not None else "entry"
    if home == "entry" and not any(b.home == "variant" for b in blocks):
        home = "unknown"
    name = next((t.value.text for t in statement[1:] if isinstance(t.value, Name)), "")
    return Block(home, name)


def _open(statement: list[Token]) -> Iterator[str]:
    """The brackets that a statement has opened and not closed, outermost first."""
    found: list[str] = []
    for token in statement:
        if token.type in ("LPAR", "LSQB"):
            found.append("(" if token.type == "LPAR" else "[")
        elif token.type in ("RPAR", "RSQB"):
            del found[-1:]
    yield from found
