"""Scenes of the page: shots in the order of the script, each with its variants and its edits."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from ...dsl.call import About, Kind
from ...dsl.words import called
from .board import Scene, Shot
from .frames import source_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ...dsl.call import Call, SceneLine
    from ..shown import ShownCall
    from .board import Frame
    from .frames import Frames

Texts: TypeAlias = tuple[str, ...]
Words: TypeAlias = tuple[Texts, Texts, Texts, Texts, Texts, Texts]
NONE: Words = ((), (), (), (), (), ())
Group: TypeAlias = list[list["ShownCall"]]  # a shot in all its variants, then each edit of it


def scenes(calls: Sequence[ShownCall], lines: Sequence[SceneLine], frames: Frames) -> Iterator[Scene]:
    """The scenes that have shots. Those outside of scenes stand together where they are written."""
    known = {line.name: line for line in lines}
    written = sorted((c for c in calls if c.call.kind in (Kind.SHOT, Kind.EDIT)), key=_place)
    number = 0
    for name, members in groupby(written, key=lambda c: c.call.scene):
        number += bool(name)
        line = known.get(name)
        title, note = (line.title, line.note) if line else ("", ())
        groups = _groups(list(members))
        shots = tuple(shot(g, frames, _number(number if name else 0, i), note) for i, g in enumerate(groups))
        yield Scene(number if name else 0, name, title, note, shots, total(s.about.duration for s in shots))


def shot(group: Group, frames: Frames, number: str, said: tuple[str, ...] = ()) -> Shot:
    """One shot with everything that is made of it. `said` are notes that stand above it already."""
    first = group[0]
    abouts = {c.call.address: _without(c.call.about, said) for row in group for c in row}
    own = [abouts[c.call.address] for c in first]
    together = all(_words(a) == _words(own[0]) for a in own)
    title = own[0].title if all(a.title == own[0].title for a in own) else called(first[0].call.name)
    shared = _about(title, _words(own[0]) if together else NONE, own[0].duration)
    drawn = [[(c.call, _frame(c, abouts[c.call.address], shared, frames)) for c in row] for row in group]
    rows = tuple(_rows(drawn)) if len(first) > 1 else (tuple(f for row in drawn for _, f in row),)
    cameras = {c.call.brief.camera for c in first}
    camera = cameras.pop() if len(cameras) == 1 else ""
    return Shot(number, first[0].call.name, camera, shared, rows)


def total(durations: Iterator[Decimal | None]) -> Decimal | None:
    """Seconds together; None where nothing is timed."""
    timed = [d for d in durations if d is not None]
    return sum(timed[1:], timed[0]) if timed else None


def _place(there: ShownCall) -> tuple[int, int]:
    return there.call.line, there.call.column


def _groups(members: list[ShownCall]) -> list[Group]:
    """An edit goes to its source where that stands in the same scene, however many edits lie between."""
    groups: dict[str, Group] = {}
    home: dict[str, str] = {}
    for path, calls in groupby(members, key=lambda c: c.call.address.partition("[")[0]):
        row = list(calls)
        of = source_path(row[0].call)
        home[path] = home.get(of, path)
        groups.setdefault(home[path], []).append(row)
    return list(groups.values())


def _rows(drawn: list[list[tuple[Call, Frame]]]) -> Iterator[tuple[Frame, ...]]:
    """The variants of the shot, then those of each edit; along several axes, so for each value of the outermost."""
    outer = [_outer(call) for row in drawn for call, _ in row]
    for key in dict.fromkeys(outer):
        for row in drawn:
            if found := tuple(frame for call, frame in row if _outer(call) == key):
                yield found


def _outer(call: Call) -> str:
    return call.keys[0][1] if len(call.keys) > 1 else ""


def _frame(there: ShownCall, about: About, shared: About, frames: Frames) -> Frame:
    return frames.frame(there, _apart(about, shared), about.title if about.title != shared.title else "")


def _without(about: About, said: tuple[str, ...]) -> About:
    """The same without notes that its scene has said for all its shots."""
    note = tuple(n for n in about.note if n not in said)
    return _about(about.title, (*_words(about)[:5], note), about.duration)


def _about(title: str, words: Words, duration: Decimal | None) -> About:
    caption, dialogue, action, sound, transition, note = words
    return About(title, caption, dialogue, action, sound, transition, note, duration)


def _apart(own: About, shared: About) -> About | None:
    words = _words(own)
    return own if any(words) and words != _words(shared) else None


def _words(about: About) -> Words:
    return about.caption, about.dialogue, about.action, about.sound, about.transition, about.note


def _number(scene: int, index: int) -> str:
    """`2C` in a scene as on a slate, `3` outside of scenes."""
    return f"{scene}{_letters(index)}" if scene else str(index + 1)


def _letters(index: int) -> str:
    high, low = divmod(index, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)
