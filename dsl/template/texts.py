"""The filters of texts: each asks for room before it makes a longer one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .arguments import text_of, whole_number
from .budget import room, width

if TYPE_CHECKING:
    from .budget import Budget


def replace(_: Budget, text: str, old: str, new: str, count: int | None = None) -> str:
    """Every `old` becomes `new`."""
    times = text.count(text_of(old)) if count is None else min(text.count(old), max(whole_number(count), 0))
    room(width(text) + times * width(text_of(new)))
    return text.replace(old, new, times)


def truncate(
    _: Budget, text: str, length: int = 255, killwords: bool = False, end: str = "...", leeway: int = 5
) -> str:
    """At most so many characters, cut between words."""
    wanted = whole_number(length)
    if len(text) <= wanted + whole_number(leeway):
        return text
    if wanted < len(text_of(end)):
        raise ValueError
    cut = text[: wanted - len(end)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + end


def indent(_: Budget, text: str, width: object = 4, first: bool = False, blank: bool = False) -> str:
    """Every line but the first moved to the right."""
    if isinstance(width, str):
        margin = width
    else:
        room(whole_number(width))
        margin = " " * whole_number(width)
    lines = text.split("\n")
    room(len(text) + len(margin) * len(lines))
    head = margin + lines[0] if first else lines[0]
    return "\n".join([head, *(margin + line if line or blank else line for line in lines[1:])])


def center(_: Budget, text: str, width: int = 80) -> str:
    """In the middle of so many characters."""
    room(whole_number(width))
    return text.center(whole_number(width))


def title(_: Budget, text: str) -> str:
    """Every word with a capital; what follows an apostrophe stays small."""
    said, begins = [], True
    for char in text:
        said.append(char.upper() if begins else char.lower())
        begins = char.isspace() or char in "-([{<"
    return "".join(said)
