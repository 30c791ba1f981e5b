"""One code's prose: the sentence, the hints, the longer story and two boards that show it."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..severity import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


class Entry(Struct, frozen=True):
    """What a code says.

    `message` and `hints` are `str.format` templates over a diagnostic's `args`. The first hint whose every field
    has a value is the one that is given; a hint without fields always has. `related` holds the sentence of each
    role that a related place may play. `bad` is a whole board that brings the code about, `good` the same board
    put right; an empty `bad` says that no board alone can bring it about (a missing file, say).
    """

    code: str
    severity: Severity
    title: str
    message: str
    hints: tuple[str, ...] = ()
    explain: str = ""
    bad: str = ""
    good: str = ""
    related: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, args: Mapping[str, object]) -> str:
        """The message with its gaps filled."""
        return self.message.format_map(dict(args))

    def advice(self, args: Mapping[str, object]) -> str | None:
        """The first hint that `args` can fill, None where none is."""
        for hint in self.hints:
            if all(args.get(name) not in (None, "") for name in _fields(hint)):
                return hint.format_map(dict(args))
        return None

    def aside(self, role: str, args: Mapping[str, object]) -> str:
        """The sentence at a related place."""
        return (self.related.get(role) or EVERYWHERE[role]).format_map(dict(args))


# Asides that any code may have: a fault in a file shows how the board comes to that file.
EVERYWHERE = {"imported": "the file is imported here", "table": "the table is used here"}


ERROR = Severity.ERROR
WARNING = Severity.WARNING
NOTE = Severity.NOTE
