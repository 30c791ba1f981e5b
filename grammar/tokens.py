"""What the lexer hands to the parser: four lists of one length, since an object a token would cost too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from .diagnostic import Diagnostic

KEYWORDS = {
    "import": "IMPORT",
    "from": "FROM",
    "param": "PARAM",
    "storyboard": "STORYBOARD",
    "character": "KIND",
    "location": "KIND",
    "prop": "KIND",
    "style": "KIND",
    "reference": "REFERENCE",
    "view": "VIEW",
    "look": "LOOK",
    "prompt": "PROMPT",
    "scene": "SCENE",
    "shot": "SHOT",
    "edit": "EDIT",
    "variant": "VARIANT",
    "except": "EXCEPT",
    "final": "FINAL",
}

# The words that are keywords in the third place of a statement that begins so.
THIRD = {
    ("EDIT", "of"): "OF",
    ("IMPORT", "as"): "AS",
    ("VARIANT", "from"): "WITHIN",
    ("FROM", "import"): "NAMES",
}
THIRD_WORDS = frozenset(word for _, word in THIRD)

# What no block holds; the compiler says so, but where braces are wrong in two places it is the only sign of it.
TOP_ONLY = frozenset({"IMPORT", "FROM", "PARAM", "STORYBOARD", "KIND", "PROMPT", "SCENE", "FINAL"})

SIGNS = {
    "{": "LBRACE",
    "}": "RBRACE",
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    ",": "COMMA",
    ":": "COLON",
    "=": "EQ",
}


class Tokens(Struct):
    """Types, values (a node, or an offset), where each token starts and ends, and what was wrong with characters."""

    types: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def add(self, type_: str, value: Any, start: int, end: int) -> None:
        """One more token."""
        self.types.append(type_)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)

    def cut(self, keep: int, end: int) -> None:
        """Forgets all tokens but the first `keep`, and the problems at or after the offset `end`."""
        for column in (self.types, self.values, self.starts, self.ends):
            del column[keep:]
        while self.problems and self.problems[-1].place is not None and self.problems[-1].place.start >= end:
            self.problems.pop()
