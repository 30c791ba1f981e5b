"""The words of a subject: what it is called, what it looks like, what it wears; for the axes that reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from .board import Look, Maker, Reference, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar import nodes


class SubjectWords(Struct, frozen=True):
    """Texts hold their mentions as markers. `look` is what a look adds to the description."""

    name: str
    description: str
    look: str
    wears: str


def owner(target: Subject | Look | Reference | Maker) -> tuple[Subject | None, Look | None]:
    """Whose picture or form it is."""
    match target:
        case Subject():
            return target, None
        case Look():
            return target.subject, target
        case Maker():
            return target.subject, target.look
        case Reference():
            return owner(target.owner) if target.owner is not None else (None, None)


def texts_of(subject: Subject, look: Look | None) -> Iterable[nodes.Text]:
    """Every text that says what the subject is; their names decide along which axes it varies."""
    if subject.description is not None:
        yield subject.description
    if look is not None and look.node.description is not None:
        yield look.node.description
    settings = [
        subject.settings.get("name"),
        (look.settings if look else {}).get("wears") or subject.settings.get("wears"),
    ]
    for setting in settings:
        if setting is not None:
            yield from (v for v in setting.values if hasattr(v, "block"))  # type: ignore[misc]  # only Text has it


def called(name: str) -> str:
    """A name as people write it: `lamp_room` is `Lamp room`."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def many(count: int, noun: str) -> str:
    """`1 picture`, `12 pictures`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def clipped(text: str, most: int) -> str:
    """A text of somebody else as one line of at most so many letters, without its full stop."""
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= most else line[: most - 1] + "…"


def are(count: int) -> str:
    """The verb behind so many."""
    return "is" if count == 1 else "are"
