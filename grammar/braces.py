"""Where braces do not balance, finds by indentation which one is missing or too many."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from .diagnostic import Diagnostic, Fix, Related
from .source import Place

if TYPE_CHECKING:
    from .source import Source
    from .tokens import Tokens


class Action(Enum):
    """What the lexer does at an offset: opens or closes a block before it, or passes over the brace there."""

    OPEN = "open"
    OPEN_WITHIN = "open within a line"
    CLOSE = "close"
    DROP = "drop"


class Edit(NamedTuple):
    """One brace put right, and the error that says so."""

    action: Action
    diagnostic: Diagnostic


Edits = dict[int, list[Edit]]


class Open(Struct):
    """A block that waits for its end."""

    brace: int
    indent: int
    inner: int | None = None  # how far its first line is indented; None where that is the brace's own line


class Head(Struct):
    """The last statement at an indentation."""

    end: int
    block: bool = False
    follower: tuple[int, int] | None = None  # where the statement after it starts, and how far that is indented


class Balance(Struct):
    """One walk over the tokens of a file whose braces do not balance."""

    source: Source
    tokens: Tokens
    edits: Edits = field(default_factory=dict)
    stack: list[Open] = field(default_factory=list)
    heads: dict[int, Head] = field(default_factory=dict)
    last: Head | None = None
    missing: int = 0
    extra: int = 0
    guessing: bool = False

    def run(self) -> Edits:
        """The edits, by the offset at which the lexer makes them."""
        self._count()
        first = True
        for i, type_ in enumerate(self.tokens.types):
            if type_ == "RBRACE":
                self._right(i)
            elif type_ == "LBRACE":
                self._left(i)
            elif first and type_ not in ("SEP", "$END"):
                self._statement(i)
            first = type_ in ("SEP", "LBRACE", "RBRACE")
        return self.edits

    def _count(self) -> None:
        depth = 0
        for type_ in self.tokens.types:
            if type_ == "LBRACE":
                depth += 1
            elif type_ == "RBRACE" and depth:
                depth -= 1
            elif type_ == "RBRACE":
                self.extra += 1
        self.missing += depth

    def _statement(self, i: int) -> None:
        start = self.tokens.starts[i]
        indent, begins = self._indent(start)
        if begins:
            while self.missing and self.stack and self._left_behind(self.stack[-1], indent):
                self._close(start)
            if self.last is not None and self.last.follower is None:
                self.last.follower = (start, indent)
        if self.stack and self.stack[-1].inner is None and begins:
            self.stack[-1].inner = indent
        # A setting has no block, so that none of its can be missing.
        self.last = Head(self._head_end(i), self.tokens.types[i] == "KEY")
        if begins:
            self.heads[indent] = self.last

    def _left_behind(self, block: Open, indent: int) -> bool:
        """Whether a line that is indented so far can't stand in the block."""
        inner = block.indent + (not self.guessing) if block.inner is None else block.inner
        return indent <= block.indent < inner

    def _left(self, i: int) -> None:
        head = self._first(i)
        indent, _ = self._indent(self.tokens.starts[head])
        if self.last is not None:
            self.last.block = True
        self.stack.append(Open(self.tokens.starts[i], indent))

    def _right(self, i: int) -> None:
        start = self.tokens.starts[i]
        indent, begins = self._indent(start)
        if begins:
            while self.missing and len(self.stack) > 1 and self.stack[-1].indent > indent:
                self._close(start)
        if self.extra and not begins and self._opened_before(start):
            self._within_line(i)
        elif self.extra and (not self.stack or (begins and self.stack[-1].indent < indent)):
            self._unmatched(start, indent, begins=begins)
        elif self.stack:
            self.stack.pop()

    def _unmatched(self, start: int, indent: int, *, begins: bool) -> None:
        """A closing brace for which none was opened: the opening one is missing, or this one is too many."""
        self.extra -= 1
        head = self.heads.get(indent) if begins else None
        inside = self.stack[-1].brace if self.stack else -1
        place = Place(self.source, start, start + 1)
        if head is None or head.block or head.follower is None or head.end < inside or head.follower[1] <= indent:
            self._note(start, Edit(Action.DROP, Diagnostic("BNN122", place, {}, (), Fix(place, ""))))
            return
        head.block = True
        end = Place(self.source, head.end, head.end)
        related = (Related(place, "closes"),)
        self._note(head.follower[0], Edit(Action.OPEN, Diagnostic("BNN121", end, {}, related, Fix(end, " {"))))

    def _opened_before(self, start: int) -> bool:
        """Whether the block that is open was opened on an earlier line, which a brace inside this one can't end."""
        return not self.stack or "\n" in self.source.text[self.stack[-1].brace : start]

    def _within_line(self, i: int) -> None:
        """A closing brace behind something on its line: `shot a "x"  camera: "y" }`."""
        types, starts = self.tokens.types, self.tokens.starts
        self.extra -= 1
        first = i
        while first > 0 and "\n" not in self.source.text[starts[first - 1] : starts[i]]:
            first -= 1
        place = Place(self.source, starts[i], starts[i] + 1)
        for k in range(first + 1, i):
            if types[k] == "KEY" and types[k - 1] in ("TEXT", "NAME", "RPAR"):
                end = Place(self.source, self.tokens.ends[k - 1], self.tokens.ends[k - 1])
                related = (Related(place, "closes"),)
                diagnostic = Diagnostic("BNN121", end, {}, related, Fix(end, " {"))
                self._note(starts[k], Edit(Action.OPEN_WITHIN, diagnostic))
                return
        self._note(starts[i], Edit(Action.DROP, Diagnostic("BNN122", place, {}, (), Fix(place, ""))))

    def _close(self, start: int) -> None:
        self.missing -= 1
        self.extra += self.guessing  # where the file balances, an end too few means one too many further down
        block = self.stack.pop()
        related = (Related(Place(self.source, start, start + 1), "before"),)
        brace = Place(self.source, block.brace, block.brace + 1)
        self._note(start, Edit(Action.CLOSE, Diagnostic("BNN120", brace, {}, related)))

    def _note(self, at: int, edit: Edit) -> None:
        self.edits.setdefault(at, []).append(edit)

    def _first(self, i: int) -> int:
        """The first token of the statement that holds token `i`."""
        types = self.tokens.types
        while i > 0 and types[i - 1] not in ("SEP", "LBRACE", "RBRACE"):
            i -= 1
        return i

    def _head_end(self, i: int) -> int:
        types = self.tokens.types
        while types[i + 1] not in ("SEP", "LBRACE", "RBRACE", "$END"):
            i += 1
        return self.tokens.ends[i]

    def _indent(self, offset: int) -> tuple[int, bool]:
        """How far the line of an offset is indented, and whether the offset is what the line begins with."""
        text = self.source.text
        start = text.rfind("\n", 0, offset) + 1
        end = start
        while end < len(text) and text[end] in " \t":
            end += 1
        return len(text[start:end].expandtabs()), end == offset


def balance(source: Source, tokens: Tokens, suspects: int) -> Edits:
    """What to put right in the braces of a file; `suspects` is how many blocks seem to lack their end all the same."""
    walk = Balance(source, tokens)
    walk.missing = suspects
    walk.guessing = suspects > 0
    edits = walk.run()
    # A guess counts only where each block that was closed early explains a brace further down.
    dropped = any(edit.action is Action.DROP for at in edits.values() for edit in at)
    return {} if walk.guessing and (dropped or walk.extra) else edits
