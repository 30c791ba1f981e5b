"""The pictures of a board one after another, each with the words that go with it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..page.harmless import harmless
from .exporter import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from ...dsl.call import About
    from ..page.board import Frame, Image, Scene, Shot
    from .exporter import Material


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture, or the place of one that is not made: `path` is None. Its texts are harmless."""

    address: str
    part: int  # which picture of its answer, from 1
    parts: int
    scene: int  # 0 outside of scenes
    number: str  # "1B"
    title: str
    variant: str  # "light dawn"
    text: str  # the shot in plain words
    camera: str
    about: About
    first: bool  # of its shot, or with words of its own: the words of a shot are told once
    beat: bool  # it stands for its shot in time: of variants the first, of edits those with words of their own
    path: Path | None
    href: str
    shape: tuple[int, int]
    status: str
    final: bool
    review: tuple[str, ...] = ()  # open notes of those who looked at it

    @property
    def heading(self) -> str:
        """`1B Close, light dawn`."""
        named = " ".join(filter(None, (self.number, self.title)))
        tail = f" {self.part}/{self.parts}" if self.parts > 1 else ""
        return named + (f", {self.variant}" if self.variant else "") + tail

    @property
    def missing(self) -> str:
        """What stands in place of a picture that is not there."""
        return {"refused": "refused", "missing": "its file is gone"}.get(self.status, "not drawn yet")

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What is written below it, each with what it is. A panel of several has its own line of each kind."""
        shot = (("Shot", (self.text,)),) if self.part == 1 else ()
        review = ("Review", self.review)
        if not self.first:
            return tuple((k, t) for k, texts in (*shot, review) for t in texts if t.strip())
        said = self.about
        kinds = (("Action", said.action), ("Dialogue", said.dialogue), ("Caption", said.caption))
        more = (("Sound", said.sound), ("Transition", said.transition), ("Note", said.note), review)
        camera = (("Camera", (self.camera,)),) if self.part == 1 else ()
        return tuple((k, t) for k, texts in (*shot, *camera, *kinds, *more) for t in texts if t.strip())

    @property
    def duration(self) -> Decimal | None:
        """Seconds; of several panels each has its share."""
        whole = self.about.duration
        return whole / self.parts if whole is not None and self.first else None


def panels(material: Material) -> list[Panel]:
    """All of them, in the order of the board."""
    return [panel for scene in material.board.scenes for panel in scene_panels(scene, material)]


def written(found: Iterable[Panel], notes: tuple[str, ...] = ()) -> Written:
    """What an export of these panels comes to."""
    hrefs = [p.href for p in found if p.path is not None]
    return Written(len(hrefs), notes, frozenset(hrefs))


def scene_panels(scene: Scene, material: Material) -> Iterator[Panel]:
    """Those of one scene."""
    for shot in scene.shots:
        names: set[str] = set()
        for index, frame in enumerate(shot.frames):
            own = index == 0 or frame.about is not None
            yield from _frame_panels(scene, shot, frame, material, first=own, beat=own and frame.name not in names)
            names.add(frame.name)


def _frame_panels(
    scene: Scene, shot: Shot, frame: Frame, material: Material, *, first: bool, beat: bool
) -> Iterator[Panel]:
    about = frame.about or shot.about
    images: tuple[Image | None, ...] = frame.images or (None,)
    for image in images:
        part = image.panel if image is not None else 1
        yield Panel(
            frame.address, part, len(images), scene.number, shot.number,
            harmless(frame.title or shot.about.title or shot.name),
            harmless(", ".join(f"{axis} {key}" for axis, key in frame.keys)), harmless(frame.text),
            harmless(shot.camera), _share(_clean(about), part, len(images)), first, beat,
            material.files.get(image.href) if image is not None else None, image.href if image is not None else "",
            (image.width, image.height) if image is not None else frame.shape, frame.status, frame.final,
            tuple(map(harmless, frame.review)) if part == 1 else (),
        )  # fmt: skip


def _clean(about: About) -> About:
    from msgspec import structs

    fields = ("caption", "dialogue", "action", "sound", "transition", "note")
    return structs.replace(about, **{f: tuple(map(harmless, getattr(about, f))) for f in fields})


def _share(about: About, part: int, parts: int) -> About:
    """As many texts as panels: one each. Else the first panel has them, and the last the transition."""
    from msgspec import structs

    if parts == 1:
        return about
    fields = ("caption", "dialogue", "action", "sound", "transition", "note")
    found = {f: getattr(about, f) for f in fields}
    shared = {
        f: (t[part - 1 : part] if len(t) == parts else t if part == (parts if f == "transition" else 1) else ())
        for f, t in found.items()
    }
    return structs.replace(about, **shared)


def to_the_left(text: str) -> bool:
    """Whether a text begins with letters that run from right to left."""
    strong = (unicodedata.bidirectional(c) for c in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
