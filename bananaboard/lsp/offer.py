"""One thing that could be written at a cursor, and the sign that an editor draws beside it."""

from __future__ import annotations

from lsprotocol.types import CompletionItemKind as Kind
from msgspec import Struct

KINDS = {
    "character": Kind.Class, "location": Kind.Class, "prop": Kind.Class, "style": Kind.Class, "reference": Kind.File,
    "look": Kind.Struct, "view": Kind.Property, "shot": Kind.Method, "edit": Kind.Method, "scene": Kind.Module,
    "variant": Kind.Enum, "param": Kind.Variable, "prompt": Kind.Function, "argument": Kind.Variable,
    "import": Kind.Module,
}  # fmt: skip


class Offer(Struct, frozen=True):
    """One thing that could be written instead of the last `replaced` characters before the cursor."""

    label: str
    kind: Kind
    detail: str = ""
    about: str = ""  # Markdown
    insert: str | None = None
    snippet: bool = False
    replaced: int = 0
    rank: int = 1
