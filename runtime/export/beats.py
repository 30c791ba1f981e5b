"""A board in time: one picture after another, each for so long, as a reel and an edit list have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .panels import Panel, panels

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Material, Wishes

HEARD = frozenset({"wav", "mp3", "m4a", "aac", "ogg", "flac"})
LARGEST_SOUND = 500_000_000  # bytes
_SOFT = re.compile(r"\b(cross\W?fade|dissolve|fade|überblend\w*|fondu)\b", re.IGNORECASE)
SOFT = Decimal("0.5")  # seconds that a soft transition takes, half of it on each side


@dataclass(frozen=True, slots=True)
class Beat:
    """A picture in time: `start` and `length` in frames; `soft`: frames in which it becomes the next one."""

    panel: Panel
    start: int
    length: int
    soft: int
    sounds: tuple[Path, ...]  # files that begin with it

    @property
    def words(self) -> str:
        """What would be burnt in: what is said, or else the caption."""
        return "\n".join((*self.panel.about.dialogue, *self.panel.about.caption))


def beats(material: Material, wishes: Wishes) -> list[Beat]:
    """The board told once: of variants the first, of edits those that say something of their own."""
    fps, usual = Decimal(wishes.fps), Decimal(str(wishes.seconds))
    found: list[Beat] = []
    at, now = 0, Decimal(0)
    told = [p for p in panels(material) if p.beat]
    for index, panel in enumerate(told):
        now += panel.duration if panel.duration is not None else usual / panel.parts
        end = max(at + 1, int(now * fps + Decimal("0.5")))
        last = index == len(told) - 1
        soft = 0 if last or not any(map(_SOFT.search, panel.about.transition)) else int(SOFT * fps)
        sounds = tuple(p for t in panel.about.sound if (p := _sound(t, material)) is not None)
        found.append(Beat(panel, at, end - at, min(soft, end - at), sounds))
        at = end
    return found


def _sound(text: str, material: Material) -> Path | None:
    """A file of the project that `sound` names; None for a word that is only read, and for a file elsewhere."""
    name = text.strip()
    if name.rpartition(".")[2].lower() not in HEARD or len(name) > 300 or "\0" in name:
        return None
    root = material.workspace.root.resolve()
    for folder in (material.workspace.beside(material.shown.compiled.path), root):
        try:
            path = (folder / name).resolve()
            if path.is_relative_to(root) and path.is_file() and path.stat().st_size <= LARGEST_SOUND:
                return path
        except (OSError, ValueError, RuntimeError):
            return None
    return None
