"""A paper storyboard: panels with their words under them, scene by scene, as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..page.harmless import harmless
from .exporter import Unexportable, Written
from .paper import Paper
from .storyboard import PaperScene, Storyboard
from .typefaces import Typefaces

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Material, Wishes
    from .panels import Panel

MOST = 5000  # panels


class Pdf:
    """Panels on paper."""

    about = "a paper storyboard: pictures with numbers, words and lengths"
    ending = "pdf"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One PDF."""
        scenes = [PaperScene.of(s, material) for s in material.board.scenes]
        every = [p for scene in scenes for p in scene.panels]
        if not every:
            raise Unexportable("The board has no pictures to put on paper.")
        if len(every) > MOST:
            raise Unexportable(f"A PDF holds at most {MOST:,} pictures, and this board has {len(every):,}.")
        typefaces = Typefaces(_texts(material, scenes), wishes.fonts)
        paper = Paper(typefaces, harmless(material.board.title), material.today, wishes.paper, upright=wishes.upright)
        drawn = Storyboard(paper, material, _columns(every, wishes), wishes.rows).draw(scenes)
        paper.save(to)
        return Written(len(drawn), typefaces.note, frozenset(drawn))


def _texts(material: Material, scenes: list[PaperScene]) -> list[str]:
    found = ["Page of 0123456789 s…? pictures continued ·-:", harmless(material.board.title)]
    for scene in scenes:
        found += [scene.title, *scene.notes]
        found += [t for p in scene.panels for t in (p.heading, *(text for _, text in p.lines))]
    return found


def _columns(every: list[Panel], wishes: Wishes) -> int:
    """How many stand side by side: so many that wide pictures are wide and tall ones are not too tall."""
    if wishes.columns:
        return wishes.columns
    ratios = sorted(p.shape[0] / max(1, p.shape[1]) for p in every)
    usual = ratios[len(ratios) // 2]
    across = 2 if usual >= 2.1 else 3 if usual >= 1.2 else 4 if usual >= 0.9 else 5
    return max(1, across - 1) if wishes.upright else across
