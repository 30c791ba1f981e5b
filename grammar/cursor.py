"""Where the lexer is: its tokens so far, the blocks and brackets that are open, and how a problem is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .diagnostic import Diagnostic, Fix, Related
from .source import Place
from .tokens import THIRD, Tokens

if TYPE_CHECKING:
    from .braces import Edits
    from .source import Source


class Cursor:
    """The state that all parts of the lexer share."""

    def __init__(self, source: Source, edits: Edits | None = None, forced: dict[int, int] | None = None) -> None:
        self.source = source
        self.text = source.text
        self.out = Tokens()
        self.first = 0  # index of the token that the statement begins with
        self.open: list[tuple[str, int]] = []  # brackets that wait for their end
        self.braces: list[tuple[bool, int]] = []  # blocks that wait for their end: the values of a variant? where?
        self.in_entries = False
        self.edits = edits  # braces to be put right, once they are known not to balance
        self.forced = forced  # texts whose opening quote is missing, from where they begin to where they end
        self.unopened: dict[int, int] = {}  # such texts, as they are found
        self.balanced = True
        self.suspects = 0  # what stands only on top of a file, at the start of a line, and yet in a block
        self.too_deep = False
        self.deep_at = len(self.text) + 1

    def is_third(self, word: str) -> bool:
        """Whether a word is a keyword because it comes third: `edit calm of close`."""
        types = self.out.types
        return len(types) - self.first == 2 and types[-1] != "KEY" and (types[-2], word) in THIRD

    def key_is_due(self) -> bool:
        """Whether a variant's key is due, in which hyphens and digits may stand: `[light=ink-wash]`."""
        types = self.out.types
        if not types or types[-1] != "EQ":
            return False
        return types[self.first] == "EXCEPT" or bool(self.open and self.open[-1][0] == "[")

    def line_end(self, pos: int) -> int:
        """Where the line of an offset ends."""
        end = self.text.find("\n", pos)
        return end if end >= 0 else len(self.text)

    def separate(self) -> None:
        """The end of a statement."""
        end = self.out.ends[-1]
        self.out.add("SEP", end, end, end)
        self.first = len(self.out.types)

    def place(self, start: int, end: int) -> Place:
        """A place in the file."""
        return Place(self.source, start, end)

    def problem(
        self,
        code: str,
        start: int,
        end: int,
        *,
        fix: str | None = None,
        fix_at: int | None = None,
        related: tuple[Related, ...] = (),
        **args: Any,
    ) -> None:
        """Notes what is wrong at a place; `fix` replaces it, or is put in at `fix_at`."""
        where = self.place(start, end) if fix_at is None else self.place(fix_at, fix_at)
        repair = None if fix is None else Fix(where, fix)
        self.out.problems.append(Diagnostic(code, self.place(start, end), args, related, repair))
