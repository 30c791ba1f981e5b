"""The pictures of a subject: all of them, those that go along with a mention, and those that a view sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Look, Maker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .board import Reference, Subject


def all_pictures(subject: Subject) -> Iterator[Reference | Maker]:
    """A subject's pictures, those of its looks included."""
    yield from subject.pictures
    for member in subject.members.values():
        if isinstance(member, Look):
            yield from member.pictures


def views_of(subject: Subject) -> list[Maker]:
    """A subject's views, those of its looks included."""
    return [p for p in all_pictures(subject) if isinstance(p, Maker)]


def pictures_of(target: Subject | Look) -> list[Reference | Maker]:
    """The pictures that go along with a mention: a look's own, then its subject's first; else the subject's."""
    if isinstance(target, Look):
        return [*target.pictures, *(p for p in target.subject.pictures[:1])]
    return target.pictures


def own_pictures(view: Maker) -> list[Reference | Maker]:
    """What a view sees of its own subject: what stands above it."""
    if view.look is not None:
        return [*view.look.pictures[: view.above], *(view.look.subject.pictures[:1])]
    return view.subject.pictures[: view.above] if view.subject is not None else []
