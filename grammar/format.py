"""Writes a board in its one canonical form: comments and blank lines stay, and the tree says what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from .lexer import lex
from .parser import parse
from .text import block_lines

if TYPE_CHECKING:
    from .source import Source
    from .tokens import Tokens

INDENT = 2

# A block that was written on one line stays there as long as that line has no more characters than this.
MAX_INLINE = 100

_EDGES = frozenset({"SEP", "LBRACE", "RBRACE"})
_TIGHT_BEFORE = frozenset({"RPAR", "RSQB", "COMMA", "COLON", "LPAR"})
_TIGHT_AFTER = frozenset({"LPAR", "LSQB"})


def format_source(source: Source) -> str | None:
    """The canonical text of a source, None where it has errors of syntax, since then what was meant is only guessed."""
    if parse(source).diagnostics:
        return None
    return Writer(source, lex(source)).run()


class Line(Struct):
    """One line of the result; `column` is where its comment stood in the source."""

    code: str
    comment: str = ""
    column: int = 0


class Gap(Struct, frozen=True):
    """What stands between two tokens besides spaces: a comment on the first one's line, and lines of their own."""

    comment: str
    column: int
    lines: tuple[str, ...]
    breaks: bool


class Writer(Struct):
    """One walk over the tokens of a file."""

    source: Source
    tokens: Tokens
    lines: list[Line] = field(default_factory=list)
    depth: int = 0
    at: int = 0

    def run(self) -> str:
        """The whole text."""
        end = len(self.tokens.types) - 1
        while self.at < end:
            self._statement()
        self._comments(self._gap(end), last=True)
        _align(self.lines)
        return "".join(f"{(line.code + line.comment).rstrip()}\n" for line in self.lines)

    # ---- statements

    def _statement(self) -> None:
        """What stands between two separators, with its block."""
        types = self.tokens.types
        if types[self.at] == "RBRACE":
            self._comments(self._gap(self.at), last=True)
            self.depth -= 1
            self._new_line("}")
            self.at += 2  # its separator too
            return
        self._comments(self._gap(self.at), last=False)
        self._new_line("")
        self._head()

    def _head(self) -> None:
        """A statement up to its separator, or up to and with the brace that opens its block."""
        types, first, brackets = self.tokens.types, self.at, 0
        while types[self.at] not in ("SEP", "LBRACE"):
            i = self.at
            brackets -= types[i] in ("RPAR", "RSQB")
            if i > first:
                self._between(i, first, brackets)
            self.lines[-1].code += self._token(i)
            brackets += types[i] in ("LPAR", "LSQB")
            self.at += 1
        if types[self.at] == "LBRACE":
            self._block()
        self.at += 1

    def _block(self) -> None:
        """The block that opens here: all of it if it stays on one line, else its brace."""
        end = self._whole(self.at)
        gap = self._gap(self.at)
        inline = " " + self._inline(self.at, end)
        line = self.lines[-1].code.rsplit("\n", 1)[-1]
        if not gap.comment and "\n" not in self._written(self.at, end) and len(line + inline) <= MAX_INLINE:
            self.lines[-1].code += inline
            self.at = end - 1
            return
        self.lines[-1].code += " {"
        self.depth += 1
        self._comments(Gap(gap.comment, gap.column, tuple(x for x in gap.lines if x), False), last=False)

    def _between(self, i: int, first: int, brackets: int) -> None:
        """What goes between a token and the one before it: nothing, a space, or a line's end that was written there."""
        gap = self._gap(i)
        before, here = self.tokens.types[i - 1], self.tokens.types[i]
        closes = here in ("RPAR", "RSQB")
        wanted = before in ("COMMA", "LPAR", "LSQB") or closes
        if gap.comment or any(gap.lines) or (gap.breaks and wanted):
            self._trailing(gap)
            margin = " " * INDENT * (self.depth + (brackets if closes else max(1, brackets)))
            self.lines += [Line(margin + comment) for comment in gap.lines if comment]
            self.lines.append(Line(margin))
        else:
            self.lines[-1].code += self._space(i, first)

    # ---- on one line

    def _whole(self, i: int) -> int:
        """Where the block that opens at token `i` ends, with its separator."""
        types, depth = self.tokens.types, 0
        while True:
            depth += (types[i] == "LBRACE") - (types[i] == "RBRACE")
            if types[i] == "SEP" and depth == 0:
                return i + 1
            i += 1

    def _written(self, i: int, end: int) -> str:
        """The source of the tokens from `i` up to the separator at `end - 1`."""
        return self.source.text[self.tokens.starts[i] : self.tokens.ends[end - 2]]

    def _inline(self, i: int, end: int) -> str:
        """These tokens on one line."""
        types, said, first = self.tokens.types, "", i
        for k in range(i, end - 1):
            if types[k] == "SEP":
                said += "" if types[k + 1] == "RBRACE" else ";"
                continue
            if types[k - 1] in _EDGES:
                first = k
            said += ("" if k == i else self._space(k, first)) + self._token(k)
        return said

    def _space(self, i: int, first: int) -> str:
        """What stands between token `i` and the one before it on the same line."""
        types = self.tokens.types
        before, here = types[i - 1], types[i]
        if here in _TIGHT_BEFORE or before in _TIGHT_AFTER:
            return ""
        if here == "LSQB" and before in ("MENTION", "NAME", "DOTTED"):
            return ""
        if "EQ" in (here, before):
            return " " if types[first] == "PARAM" and i - first < 4 else ""
        return " "

    def _token(self, i: int) -> str:
        kind, start, end = self.tokens.types[i], self.tokens.starts[i], self.tokens.ends[i]
        written = self.source.text[start:end]
        if kind == "KEY":
            return written[:-1].rstrip() + ":"
        if kind == "TEXT" and "\n" in written:
            return self._block_text(start, end)
        return written

    def _block_text(self, start: int, end: int) -> str:
        """A text of several lines, moved to where its statement stands now."""
        opens, lines, closes = block_lines(self.source.text, start, end)
        margin = " " * INDENT * (self.depth + 1)
        moved = [margin + line if line else "" for line in lines[0 if opens else 1 :]]
        first = "" if opens or not lines else lines[0]
        last = "\n" + " " * INDENT * self.depth if closes else ""
        return '"""' + "\n".join([first, *moved]) + last + '"""'

    # ---- comments and blank lines

    def _gap(self, i: int) -> Gap:
        """What stands before token `i`."""
        start = self.tokens.ends[i - 1] if i else 0
        here, *rest = self.source.text[start : self.tokens.starts[i]].split("\n")
        if not i:
            here, rest = "", [here, *rest]
        lines = [_comment(line) for line in rest]
        if lines and not lines[-1]:
            lines.pop()  # the start of the token's own line
        column = self.source.position(start + here.find("#")).column if "#" in here else 0
        return Gap(_comment(here), column, tuple(lines), bool(rest))

    def _trailing(self, gap: Gap) -> None:
        """The comment behind the line that has just been written."""
        if not gap.comment:
            return
        if self.lines and not self.lines[-1].comment and not self.lines[-1].code.lstrip().startswith("#"):
            self.lines[-1].comment = gap.comment
            self.lines[-1].column = gap.column
        else:
            self.lines.append(Line(" " * INDENT * self.depth + gap.comment))

    def _comments(self, gap: Gap, *, last: bool) -> None:
        """Comments and blank lines before a statement, or (`last`) before what ends a block or the file."""
        self._trailing(gap)
        blank = False
        for comment in gap.lines:
            if comment and blank:
                self._blank()
            if comment:
                self._new_line(comment)
            blank = not comment
        if blank and not last:
            self._blank()

    def _blank(self) -> None:
        """A blank line, but for the start of a file or a block, where it says nothing."""
        before = self.lines[-1].code if self.lines else "{"
        if not before.endswith("{") or before.lstrip().startswith("#"):
            self.lines.append(Line(""))

    def _new_line(self, code: str) -> None:
        self.lines.append(Line(" " * INDENT * self.depth + code))


def _comment(line: str) -> str:
    at = line.find("#")
    return line[at:].rstrip() if at >= 0 else ""


def _align(lines: list[Line]) -> None:
    """Puts two spaces before a comment behind code; comments that stood in one column still do, up to a blank line."""
    columns: dict[int, list[Line]] = {}
    for line in [*lines, Line("")]:
        if line.comment:
            columns.setdefault(line.column, []).append(line)
        elif not line.code:
            for together in columns.values():
                width = max(_last_width(line.code) for line in together)
                for each in together:
                    each.comment = " " * (width - _last_width(each.code) + 2) + each.comment
            columns.clear()


def _last_width(code: str) -> int:
    return len(code) - code.rfind("\n") - 1
