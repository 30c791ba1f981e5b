"""A continuity sheet: each subject's references beside all pictures that it is in, at one size, in story order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...dsl.call import GivenPicture, MadePicture
from ..page.harmless import harmless
from .exporter import Unexportable, Written
from .panels import Panel, panels
from .paper import SOFT, WELL, Paper, pixels
from .pictures import opened
from .typefaces import Typefaces

if TYPE_CHECKING:
    from pathlib import Path

    from ...dsl.call import Call
    from ..page.board import Image, Subject
    from .exporter import Material, Wishes

MOST = 5000  # pictures in all, a picture counted for each subject in it
EDITS = 50  # of an edit of an edit
EDGE, TOP, FOOT, GAP = 12.0, 20.0, 11.0, 4.0  # mm
HIGH, NAMED = 40.0, 5.6  # mm: of a picture, about, and of the name below it


@dataclass(frozen=True, slots=True)
class _Cell:
    path: Path | None
    shape: tuple[int, int]
    name: str
    href: str
    missing: str = ""

    @property
    def ratio(self) -> float:
        return max(0.5, min(2.6, self.shape[0] / max(1, self.shape[1])))


class Continuity:
    """Drift is seen at a glance."""

    about = "a continuity sheet: each subject's references beside all its pictures, as PDF"
    ending = "pdf"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One PDF."""
        sheets = [(s, *_sheet(s, material)) for s in material.board.subjects]
        sheets = [s for s in sheets if s[1] or s[2]]
        count = sum(len(given) + len(seen) for _, given, seen in sheets)
        if not sheets:
            raise Unexportable("Nobody and nothing of this board is in a picture, or has one.")
        if count > MOST:
            raise Unexportable(f"A continuity sheet holds at most {MOST:,} pictures, and this would have {count:,}.")
        texts = [harmless(material.board.title), "References Appears in Page of 0123456789…? SKETCH"]
        for subject, given, seen in sheets:
            texts += [_name(subject), subject.kind, *(c.name for c in (*given, *seen)), "not drawn yet refused"]
        typefaces = Typefaces(texts, wishes.fonts)
        paper = Paper(typefaces, harmless(material.board.title), material.today, wishes.paper, upright=wishes.upright)
        drawn = _Sheets(paper, material).draw(sheets)
        paper.save(to)
        return Written(len(drawn), typefaces.note, frozenset(drawn))


def _name(subject: Subject) -> str:
    return harmless(subject.name or subject.member)


def _sheet(subject: Subject, material: Material) -> tuple[list[_Cell], list[_Cell]]:
    """What says how a subject looks, and every picture that it is in."""
    calls: dict[str, Call] = {c.call.address: c.call for c in material.shown.calls}
    given = [_given(p.image, material, p.name) for p in subject.given if p.image is not None]
    for view in subject.views:
        for frame in view.frames:
            given += [_given(i, material, view.name) for i in frame.images]
    seen = [_shown(p) for p in panels(material) if p.address in calls and _is_in(subject, calls[p.address], calls)]
    return given, seen


def _given(image: Image, material: Material, name: str) -> _Cell:
    return _Cell(material.files.get(image.href), (image.width, image.height), harmless(name), image.href)


def _shown(panel: Panel) -> _Cell:
    return _Cell(panel.path, panel.shape, panel.heading, panel.href, panel.missing)


def _is_in(subject: Subject, call: Call, calls: dict[str, Call]) -> bool:
    """By the call's own words, by a picture of the subject that went along, or by what it edits."""
    for _ in range(EDITS):
        people = (p for p in (*call.brief.cast, call.brief.place, call.brief.style) if p is not None)
        if any(p.identity == subject.member for p in people):
            return True
        if any(isinstance(p, GivenPicture) and p.member == subject.member for p in call.parts):
            return True
        source = next((p.call for p in call.parts if isinstance(p, MadePicture) and p.role.kind == "source"), None)
        if source not in calls:
            return False
        call = calls[source]
    return False


class _Sheets:
    def __init__(self, paper: Paper, material: Material) -> None:
        self.paper, self.material = paper, material
        self.room = paper.width - 2 * EDGE
        self.bottom = paper.height - FOOT
        self.y = TOP
        self.high = HIGH
        self.drawn: list[str] = []

    def draw(self, sheets: list[tuple[Subject, list[_Cell], list[_Cell]]]) -> list[str]:
        """Each subject from a page of its own; which pictures are on all."""
        self.high = self._fitting([c for _, given, seen in sheets for c in (*given, *seen)])
        for subject, given, seen in sheets:
            self._page(f"{_name(subject)}", subject.kind, bookmark=True)
            self._row("References", given, subject)
            self._row("Appears in", seen, subject)
        for number in self.paper.turn():
            self.paper.write(self.paper.width - EDGE - 40, self.paper.height - 8, f"Page {number}", 40, 6.5,
                             colour=SOFT, align="R")  # fmt: skip
        return self.drawn

    def _fitting(self, cells: list[_Cell]) -> float:
        """One height for all, so that the usual picture fills a row."""
        ratio = sorted(c.ratio for c in cells)[len(cells) // 2]
        across = max(1, round(self.room / (HIGH * ratio + GAP)))
        return max(0.85 * HIGH, min(1.15 * HIGH, (self.room - (across - 1) * GAP) / across / ratio))

    def _wide(self, cell: _Cell) -> float:
        return self.high * cell.ratio

    def _page(self, name: str, kind: str, *, bookmark: bool = False) -> None:
        paper = self.paper
        paper.page(name if bookmark else "")
        right = 0.0
        if self.material.mark:
            text = self.material.mark.upper()
            right = paper.length(text, 6.5, bold=True) + 2.4
            paper.tag(paper.width - EDGE - right, 9.2, text)
        paper.write(EDGE, 8, name, self.room - right - 34, 13, bold=True, lines=1, align="L")
        paper.write(paper.width - EDGE - right - 34, 9.4, kind, 30, 8, colour=SOFT, align="R")
        paper.rule(EDGE, 15.5, self.room, thick=0.5)
        title = harmless(self.material.board.title)
        paper.write(EDGE, paper.height - 8, title, self.room - 44, 6.5, colour=SOFT, lines=1, align="L")
        self.y = TOP

    def _row(self, head: str, cells: list[_Cell], subject: Subject) -> None:
        if not cells:
            return
        if self.y + 6 + self.high + NAMED > self.bottom:
            self._page(_name(subject), subject.kind)
        self.paper.write(EDGE, self.y, head, 60, 8, bold=True, colour=SOFT)
        self.y += 6
        x = EDGE
        for cell in cells:
            if x > EDGE and x + self._wide(cell) > EDGE + self.room + 0.01:
                x, self.y = EDGE, self.y + self.high + NAMED + GAP
                if self.y + self.high + NAMED > self.bottom:
                    self._page(_name(subject), subject.kind)
            self._cell(x, cell)
            x += self._wide(cell) + GAP
        self.y += self.high + NAMED + GAP + 2

    def _cell(self, x: float, cell: _Cell) -> None:
        paper = self.paper
        there = opened(cell.path, pixels(max(self._wide(cell), self.high))) if cell.path is not None else None
        paper.box(x, self.y, self._wide(cell), self.high, fill=WELL, line=None)
        if there is not None:
            paper.picture(there, x, self.y, self._wide(cell), self.high, cell.name)
            self.drawn.append(cell.href)
        else:
            paper.write(x, self.y + self.high / 2, cell.missing, self._wide(cell), 7, colour=SOFT, align="C")
        paper.box(x, self.y, self._wide(cell), self.high)
        paper.write(x, self.y + self.high + 1, cell.name, self._wide(cell), 7, bold=True, lines=1, align="L")
