"""Gathers what an export shows: of each picture the final, else the take that counts, with its exact file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import structs

from ..notes_file import notes_of
from ..out import Copies
from ..out_names import aside, folded, out_name, safe, short
from ..page.album import SHOWABLE, Album, described, nominal
from ..page.board import Image, PageBoard
from ..page.frames import Frames
from ..page.scenes import scenes, total
from ..page.subjects import subjects
from ..root import stem
from ..store import EXTENSIONS
from .exporter import Material, Origin
from .remarks import remarked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from ...dsl.call import Call
    from ..root import Workspace
    from ..shown import Shown, ShownCall, ShownTake

PICTURES, GIVEN = "pictures", "references"


def gather_material(shown: Shown, workspace: Workspace, today: dt.date) -> Material:
    """The board with what counts, under names that every system takes."""
    chosen = only_counting(shown)
    gallery = Gallery(workspace.root)
    frames = Frames(chosen, gallery)
    found = tuple(scenes(chosen.calls, chosen.compiled.scenes, frames))
    every = [f for scene in found for s in scene.shots for f in s.frames]
    made = sum(bool(f.images) for f in every)
    notes = notes_of(workspace, shown.compiled.path)
    found = tuple(remarked(scene, notes, chosen) for scene in found)
    board = PageBoard(
        shown.compiled.title or stem(shown.compiled.path), found,
        subjects(chosen, frames, gallery),
        shown.engine.name, shown.engine.free and made > 0, made, len(every), total(s.duration for s in found), "",
    )  # fmt: skip
    return Material(board, gallery.files, gallery.origins(chosen), shown, workspace, mark_of(shown), today, notes)


class _Kept(Protocol):
    @property
    def path(self) -> str: ...


K = TypeVar("K", bound=_Kept)


def own(files: Iterable[K]) -> list[K]:
    """Those that lie in the project: not in a prompt library, only in memory, or elsewhere on the disk."""
    return [f for f in files if not f.path.startswith(("pkg:", "<", "../", "/"))]


def mark_of(shown: Shown) -> str:
    """What pictures that nobody paid for are marked as, wherever they are shown."""
    if shown.engine.realm:
        return shown.engine.realm.capitalize()
    return "Sketch" if shown.engine.free else ""


def only_counting(shown: Shown) -> Shown:
    """The same board with nothing but the takes that count."""
    return replace(shown, calls=tuple(_counting(c) for c in shown.calls))


def _counting(call: ShownCall) -> ShownCall:
    takes = tuple(t for t in call.takes if t.counts and t.here)
    return structs.replace(call, takes=takes, final=_counting(call.final) if call.final is not None else None)


def _origin(call: ShownCall, take: ShownTake, part: int) -> Origin:
    which = "final" if call.call.draft else "pick" if take.picked else "first"
    sha256 = take.pictures[part - 1].sha256
    return Origin(call.call.address, take.number, part, sha256, which, take.made_by_hand, call.status.value)


class Gallery(Album):
    """Names pictures for an export, and knows the exact file of each."""

    def __init__(self, root: Path) -> None:
        super().__init__(Copies(root), root)
        self.files: dict[str, Path] = {}
        self._taken: dict[str, tuple[str, int, int]] = {}
        self._names: dict[str, str] = {}

    def taken(self, call: Call, take: ShownTake) -> tuple[Image, ...]:
        """The pictures of a take that can be shown, each with its panel."""
        shape, several = nominal(call.config.aspect), call.config.panels > 1
        found = []
        for part, picture in enumerate(take.pictures, 1):
            if picture.path is None or picture.mime not in SHOWABLE:
                continue
            name = out_name(call.address, take.number, part if several else None)
            href = self._named(f"{PICTURES}/{name}.{EXTENSIONS.get(picture.mime, 'gif')}", picture.path)
            self._taken[href] = (call.address, take.number, part)
            size = (picture.width or shape[0], picture.height or shape[1])
            found.append(Image(href, *size, picture.mime, described(call), part))
        return tuple(found)

    def origins(self, board: Shown) -> dict[str, Origin]:
        """Of each picture that was made, where it comes from."""
        every = (c for there in board.calls for c in (there, there.final) if c is not None)
        known = {(c.call.address, t.number): (c, t) for c in every for t in c.takes}
        return {href: _origin(*known[address, take], part) for href, (address, take, part) in self._taken.items()}

    def _href(self, path: Path) -> str:
        inner = (safe(p) for p in path.relative_to(self.root).parts if p != "..")
        return self._named("/".join((GIVEN, *inner)), path)

    def _named(self, href: str, path: Path) -> str:
        """No two pictures share a name on any system."""
        if self._names.setdefault(folded(href), str(path)) != str(path):
            href = aside(href, short(str(path)))
        self.files[href] = path
        return href
