"""What a subject is called, looks like and wears, read in its own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .words import SubjectWords, called, owner

if TYPE_CHECKING:
    from ..grammar import nodes
    from .board import Look, Maker, Reference, Subject
    from .context import Context


def words_of(context: Context, target: Subject | Look | Reference | Maker) -> SubjectWords:
    """The words of whatever is mentioned, for the axes of `context`. Raises Wrong."""
    subject, look = owner(target)
    if subject is None:
        return SubjectWords(called(getattr(target, "name", None) or ""), "", "", "")
    there = context.describing(subject)
    return SubjectWords(
        _word(there, subject, look, "name"),
        _word(there, subject, look, "description"),
        there.text(look.node.description) if look is not None and look.node.description is not None else "",
        _word(there, subject, look, "wears"),
    )


def word_of(context: Context, target: Subject | Look | Reference | Maker, name: str) -> str:
    """`name`, `description` or `wears` of whatever is mentioned. Raises Wrong."""
    subject, look = owner(target)
    if subject is None:
        return called(getattr(target, "name", None) or "") if name == "name" else ""
    return _word(context.describing(subject), subject, look, name)


def _word(there: Context, subject: Subject, look: Look | None, name: str) -> str:
    if name == "description":
        return there.text(subject.description) if subject.description is not None else ""
    setting = subject.settings.get(name)
    if look is not None and name == "wears":
        setting = look.settings.get("wears", setting)
    return _one(there, setting) or (called(subject.name) if name == "name" else "")


def _one(there: Context, setting: nodes.Setting | None) -> str:
    if setting is None or not setting.values:
        return ""
    value = there.value(setting.values[0])
    return "" if value is None else str(value)
