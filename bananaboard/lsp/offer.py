"""One thing that could be written at a cursor, and the sign that an editor draws beside it."""

from __future__ import annotations

from msgspec import Struct

from .signs import Kind

KINDS = {
    "character": Kind.CLASS, "location": Kind.CLASS, "prop": Kind.CLASS, "style": Kind.CLASS, "reference": Kind.FILE,
    "look": Kind.STRUCT, "view": Kind.PROPERTY, "shot": Kind.METHOD, "edit": Kind.METHOD, "scene": Kind.MODULE,
    "variant": Kind.ENUM, "param": Kind.VARIABLE, "prompt": Kind.FUNCTION, "argument": Kind.VARIABLE,
    "import": Kind.MODULE,
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
