"""Cast, places, props, references and styles of the page, each with the pictures that say how it looks."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ...dsl.call import GivenPicture, Kind
from ...dsl.words import called
from .board import PromptPicture, Subject
from .scenes import shot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...dsl.call import Call, Person
    from ..shown import Shown, ShownCall
    from .album import Album
    from .frames import Frames

ORDER = ("character", "location", "prop", "reference", "style")


def subjects(shown: Shown, frames: Frames, album: Album) -> tuple[Subject, ...]:
    """All that some picture shows, characters first, else in order of appearance."""
    people = _people(shown)
    found = [_subject(identity, forms, shown, frames, album) for identity, forms in people.items()]
    found += _references(shown, album, frozenset(people))
    found += _unstaged(shown, frames, frozenset(people))
    return tuple(sorted(found, key=lambda s: ORDER.index(s.kind) if s.kind in ORDER else len(ORDER)))


def _people(shown: Shown) -> dict[str, dict[str, Person]]:
    """Forms by how the script calls them, by what they are forms of."""
    found: dict[str, dict[str, Person]] = {}
    for there in shown.calls:
        brief = there.call.brief
        for person in (*brief.cast, brief.place, brief.style):
            if person is not None:
                found.setdefault(person.identity, {}).setdefault(person.member, person)
    return found


def _subject(identity: str, forms: dict[str, Person], shown: Shown, frames: Frames, album: Album) -> Subject:
    first = next(iter(forms.values()))
    plain = forms.get(identity)
    looks = tuple(
        (member.removeprefix(identity + "."), "; ".join(filter(None, (p.look, p.wears))))
        for member, p in forms.items()
        if p.look
    )
    views = [c for c in shown.calls if c.call.kind is Kind.VIEW and _owner(c.call) == identity]
    given = (p for p in _given(shown) if p.member == identity or p.member.startswith(identity + "."))
    wears = plain.wears if plain is not None else ""
    return Subject(
        first.kind, identity, first.name, first.description, wears, looks, tuple(_pictures(given, album)),
        tuple(shot([row], frames, "") for row in _rows(views)),
    )  # fmt: skip


def _unstaged(shown: Shown, frames: Frames, known: frozenset[str]) -> Iterator[Subject]:
    """Views of what nobody could name from the words of a call."""
    views = [c for c in shown.calls if c.call.kind is Kind.VIEW and _owner(c.call) not in known]
    for owner, members in groupby(sorted(views, key=lambda c: _owner(c.call)), key=lambda c: _owner(c.call)):
        name = called(owner.rpartition(".")[2])
        rows = tuple(shot([row], frames, "") for row in _rows(list(members)))
        yield Subject("", owner, name, "", "", (), (), rows)


def _owner(call: Call) -> str:
    """Of what a view is: `mara` of `mara.profile`, of `mara.storm.back` and of `cast.mara.profile`."""
    path = f".{call.address.partition('[')[0]}."
    people = (p for p in (*call.brief.cast, call.brief.place, call.brief.style) if p is not None)
    return next((p.identity for p in people if f".{p.identity}." in path), path.strip(".").rpartition(".")[0])


def _rows(views: list[ShownCall]) -> Iterator[list[ShownCall]]:
    for _, row in groupby(views, key=lambda c: c.call.address.partition("[")[0]):
        yield list(row)


def _references(shown: Shown, album: Album, known: frozenset[str]) -> Iterator[Subject]:
    """Given pictures that stand for themselves: a pose, a palette, a layout."""
    own: dict[str, list[GivenPicture]] = {}
    for part in _given(shown):
        if part.role.kind == "reference" and part.role.subject and part.member not in known:
            own.setdefault(part.member, []).append(part)
    for member, parts in own.items():
        pictures = tuple(_pictures(iter(parts), album))
        yield Subject("reference", member, parts[0].role.subject, "", "", (), pictures, ())


def _given(shown: Shown) -> Iterator[GivenPicture]:
    calls: Iterator[Call] = (c.call for c in shown.calls)
    return (p for call in calls for p in call.parts if isinstance(p, GivenPicture))


def _pictures(parts: Iterator[GivenPicture], album: Album) -> Iterator[PromptPicture]:
    seen = {p.path: p for p in parts}
    return (PromptPicture(p.member, p.path, album.given(p)) for p in seen.values())
