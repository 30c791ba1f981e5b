"""What is lettered on a panel of a comic: captions, balloons, sounds; from the left or, as manga has it, the right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..page.wording import cue
from .beats import HEARD

if TYPE_CHECKING:
    from ...dsl.call import About
    from .paper import Paper

INK, WHITE, CREAM, SOFT = (20, 19, 18), (255, 255, 255), (252, 240, 200), (110, 105, 98)
LETTERS = 8.0  # points
LINE = LETTERS * 0.3528 * 1.32  # mm
_FILMED = re.compile(r"\b(cut|(cross\W?)?fade|dissolve|wipe)\b", re.IGNORECASE)
SHARE = 0.62  # of a panel's width that a balloon or a caption takes at most


def _read_aloud(said: About) -> list[str]:
    """Sounds that are words, and transitions that a reader has a use for: `TO BE CONTINUED`, but not `dissolve`."""
    heard = [t for t in said.sound if t.strip().rpartition(".")[2].lower() not in HEARD]
    return heard + [t for t in said.transition if not _FILMED.search(t)]


@dataclass(frozen=True, slots=True)
class Lettering:
    """Of one panel; millimetres. `mirrored`: read from right to left."""

    paper: Paper
    x: float
    y: float
    wide: float
    high: float
    mirrored: bool

    def write(self, said: About) -> None:
        """Captions where reading begins, balloons below them from side to side, sounds where it ends."""
        top = self.y + 1.6
        for text in said.caption:
            top += self._box(top, self.y + self.high * 0.55, text) + 1.2
        for index, line in enumerate(said.dialogue):
            top += self._balloon(top, self.y + self.high * 0.72, cue(line), far=bool(index % 2)) + 1.4
        foot = self.y + self.high - 1.6
        for text in reversed(_read_aloud(said)):
            foot = self._foot(foot, text)

    def _left(self, wide: float, edge: float, *, far: bool) -> float:
        """Where something so wide begins: at the side where reading begins, or at the far one."""
        return self.x + self.wide - wide - edge if far != self.mirrored else self.x + edge

    def _sized(self, text: str, room: float) -> tuple[float, float, int]:
        """Width and height that a text takes in a box, and how many lines it may have."""
        inner = min(self.paper.length(text, LETTERS) + 0.6, self.wide * SHARE)
        lines = max(1, int(room // LINE))
        return inner, min(self.paper.measure(text, inner, LETTERS), lines * LINE), lines

    def _box(self, y: float, bottom: float, text: str) -> float:
        if bottom - y < 4 or not text.strip():
            return 0.0
        inner, high, lines = self._sized(text, bottom - y - 2)
        left = self._left(inner + 3, 1.6, far=False)
        self.paper.box(left, y, inner + 3, high + 1.8, fill=CREAM, line=INK)
        self.paper.write(left + 1.5, y + 0.9, text, inner, LETTERS, colour=INK, lines=lines)
        return high + 1.8

    def _balloon(self, y: float, bottom: float, line: tuple[str, str], *, far: bool) -> float:
        who, text = line[0], line[1].strip()
        if bottom - y < 6 or not text:
            return 0.0
        inner, high, lines = self._sized(text, bottom - y - 6)
        named = self.paper.length(who, LETTERS - 2.5, bold=True) if who else 0.0
        across = max(inner, min(named, self.wide * SHARE)) + 5
        tall = high + 2.6 + (2.4 if who else 0.0)
        left = self._left(across, 2.0, far=far)
        self._shape(left, y, across, tall)
        if who:
            self._speaker(left, y + 1.3, across, who)
        top = y + 1.3 + (2.4 if who else 0.0)
        self.paper.write(left + 2.5, top, text, across - 5, LETTERS, colour=INK, align="C", lines=lines)
        return tall + 2

    def _speaker(self, left: float, y: float, across: float, who: str) -> None:
        size = LETTERS - 2.5
        self.paper.write(left + 2.5, y, who, across - 5, size, bold=True, colour=SOFT, align="C", lines=1)

    def _shape(self, x: float, y: float, wide: float, high: float) -> None:
        """A balloon with its tail downwards."""
        pdf = self.paper.pdf
        pdf.set_draw_color(*INK)
        pdf.set_fill_color(*WHITE)
        pdf.set_line_width(0.35)
        middle = x + wide / 2
        pdf.rect(x, y, wide, high, style="DF", round_corners=True, corner_radius=min(2.6, high / 2.2))
        pdf.polygon([(middle - 1.3, y + high), (middle + 1.3, y + high), (middle, y + high + 2.2)], style="DF")
        pdf.set_draw_color(*WHITE)
        pdf.set_line_width(0.5)
        pdf.line(middle - 1.1, y + high, middle + 1.1, y + high)

    def _foot(self, bottom: float, text: str) -> float:
        """A sound, in large letters on a light ground in the lower corner where reading ends; where it begins."""
        paper, size = self.paper, LETTERS + 2
        high = size * 0.3528 * 1.32
        if not text.strip() or bottom - high - 0.8 < self.y:
            return bottom
        inner = min(paper.length(text, size, bold=True) + 0.6, self.wide * SHARE)
        left = self._left(inner + 2.4, 1.6, far=True)
        paper.box(left, bottom - high - 0.8, inner + 2.4, high + 0.8, fill=WHITE, line=None)
        paper.write(left + 1.2, bottom - high - 0.4, text, inner, size, bold=True, colour=INK, align="C", lines=1)
        return bottom - high - 1.8
