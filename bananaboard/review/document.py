"""A board as the page is told of it: plain data for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ..dsl.money import show
from ..runtime.page.frames import Frames
from ..runtime.page.harmless import harmless
from ..runtime.page.scenes import scenes, total
from ..runtime.page.subjects import subjects
from ..runtime.page.wording import clock, seconds

if TYPE_CHECKING:
    from decimal import Decimal

    from ..dsl.call import About
    from ..runtime.overview import Overview
    from ..runtime.page.board import Frame, Image, Scene, Shot, Subject
    from ..runtime.shown import ShownCall, ShownTake
    from .pictures import DigestAlbum

Record: TypeAlias = dict[str, object]


def document(seen: Overview, album: DigestAlbum) -> Record:
    """The whole board without the stories of its pictures; `album` knows afterwards what can be shown."""
    board = seen.board
    frames = Frames(board, album)
    album.fill(board)
    found = tuple(scenes(board.calls, board.compiled.scenes, frames))
    told = _Telling(seen, album)
    record = {
        "title": board.compiled.title or board.compiled.path,
        "engine": board.engine.name,
        "free": board.engine.free,
        "mark": "Rehearsal" if board.engine.realm else "Sketch" if board.engine.free else "",
        "length": _clock(total(s.duration for s in found)),
        "spent": show(seen.spent.cost) if seen.spent.cost else "",
        "held": show(seen.spent.held) if seen.spent.held else "",
        "budget": _budget(seen),
        "scenes": [told.scene(s) for s in found],
        "subjects": [told.subject(s) for s in subjects(board, frames, album)],
    }
    return cleaned(record)


def cleaned(value: Record) -> Record:
    """The same with every text made harmless."""
    return {k: _clean(v) for k, v in value.items()}


def _clean(value: object) -> object:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dict):
        return {harmless(str(k)): _clean(v) for k, v in value.items()}
    return [_clean(v) for v in value] if isinstance(value, (list, tuple)) else value


def _budget(seen: Overview) -> Record | None:
    limit = seen.board.compiled.budget
    if limit is None or seen.board.engine.free:
        return None
    held = seen.budget.held
    return {"limit": show(limit), "held": show(held), "part": min(1.0, held / limit) if limit else 1.0}


def _clock(duration: Decimal | None) -> str:
    return clock(duration) if duration is not None else ""


class _Telling:
    def __init__(self, seen: Overview, album: DigestAlbum) -> None:
        self.seen, self.album = seen, album
        self.calls = {c.call.address: c for c in seen.board.calls}
        self.users: dict[str, list[str]] = {}
        for there in seen.board.calls:
            for identity in dict.fromkeys(_identities(there)):
                self.users.setdefault(identity, []).append(there.call.address)

    def scene(self, scene: Scene) -> Record:
        shots = [self.shot(s) for s in scene.shots]
        title = scene.title or scene.name
        return {
            "number": scene.number,
            "title": title,
            "note": list(scene.note),
            "length": _clock(scene.duration),
            "shots": shots,
        }

    def shot(self, shot: Shot) -> Record:
        return {
            "number": shot.number,
            "title": shot.about.title or shot.name,
            "camera": shot.camera,
            "about": about(shot.about),
            "rows": [[self.frame(f) for f in row] for row in shot.rows],
        }

    def subject(self, subject: Subject) -> Record:
        given = [image(p.image) | {"name": p.name} for p in subject.given if p.image is not None]
        return {
            "kind": subject.kind,
            "member": subject.member,
            "name": subject.name or subject.member,
            "description": subject.description,
            "wears": subject.wears,
            "given": given,
            "views": [self.frame(f) for s in subject.views for f in s.frames],
            "users": self.users.get(subject.member, []),
        }

    def frame(self, frame: Frame) -> Record:
        there = self.calls[frame.address]
        takes = [self.take(there, t) for t in there.takes]
        if there.final is not None:
            takes += [self.take(there.final, t, final=True) for t in there.final.takes]
        return {
            "address": frame.address,
            "name": frame.name,
            "title": frame.title,
            "kind": frame.kind,
            "keys": [{"axis": a, "key": k} for a, k in frame.keys],
            "editOf": frame.edit_of,
            "text": frame.text,
            "shape": list(frame.shape),
            "status": frame.status,
            "why": self.seen.why.get(frame.address, ""),
            "blocked": self.seen.blocked.get(frame.address) or "",
            "refusal": frame.refusal,
            "images": [image(i) for i in frame.images],
            "final": frame.final,
            "about": about(frame.about) if frame.about else None,
            "wanted": there.call.takes,
            "takes": takes,
        }

    def take(self, there: ShownCall, take: ShownTake, *, final: bool = False) -> Record:
        return {
            "of": there.call.address,
            "number": take.number,
            "final": final,
            "images": [image(i) for i in self.album.taken(there.call, take)],
            "digest": take.pictures[0].sha256 if take.pictures else "",
            "counts": take.counts,
            "picked": take.picked,
            "fresh": take.fresh,
            "model": "" if self.seen.board.engine.free else take.model,
            "cost": show(take.cost) if take.cost else "",
            "hand": take.made_by_hand,
            "text": take.text,
        }


def _identities(there: ShownCall) -> list[str]:
    brief = there.call.brief
    return [p.identity for p in (*brief.cast, brief.place, brief.style) if p is not None]


def image(found: Image) -> Record:
    """A picture by its digest."""
    return {"sha": found.href, "width": found.width, "height": found.height, "alt": found.alt}


def about(found: About) -> Record:
    """What goes with a shot, without what is empty."""
    names = ("action", "dialogue", "caption", "sound", "transition", "note")
    said: Record = {n: list(getattr(found, n)) for n in names if getattr(found, n)}
    return said | ({"duration": seconds(found.duration)} if found.duration is not None else {})
