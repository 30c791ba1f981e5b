"""A board in time: one picture after another, each for so long, as a reel and an edit list have it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .exporter import Unexportable
from .panels import Panel, panels

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Material, Wishes

# Endings of sounds, each with the format that it is read as, whatever the file calls itself.
HEARD = {"wav": "wav", "mp3": "mp3", "m4a": "mov", "aac": "aac", "ogg": "ogg", "flac": "flac"}
LARGEST_SOUND = 500_000_000  # bytes
LONGEST = 60 * 60  # seconds
_SOFT = re.compile(r"\b(cross\W?fade|dissolve|fade|überblend\w*|fondu)\b", re.IGNORECASE)
SOFT = Fraction(1, 2)  # seconds that a soft transition takes, half of it on each side


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
    fps, usual = Fraction(wishes.fps), Fraction(str(wishes.seconds))
    found: list[Beat] = []
    at, now = 0, Fraction(0)
    told = [p for p in panels(material) if p.beat]
    for index, panel in enumerate(told):
        now += _lasts(panel, usual)
        end = max(at + 1, int(now * fps + Fraction(1, 2)))
        last = index == len(told) - 1
        soft = 0 if last or not any(map(_SOFT.search, panel.about.transition)) else int(SOFT * fps)
        sounds = tuple(p for t in panel.about.sound if (p := _sound(t, material)) is not None)
        found.append(Beat(panel, at, end - at, min(soft, end - at), sounds))
        at = end
    return found


def _lasts(panel: Panel, usual: Fraction) -> Fraction:
    """Seconds; panels of one answer share it."""
    whole = panel.about.duration
    return (Fraction(whole) if whole is not None and panel.first else usual) / panel.parts


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


def in_time(material: Material, wishes: Wishes) -> list[Beat]:
    """The same for a film, which has a beginning and an end. Raises Unexportable."""
    found = beats(material, wishes)
    if not found:
        raise Unexportable("The board has no pictures to put in time.")
    length = length_of(found, wishes)
    if length > LONGEST:
        raise Unexportable(f"The board is {round(length / 60):,} minutes long; a film has at most {LONGEST // 60}.")
    return found


def length_of(found: list[Beat], wishes: Wishes) -> float:
    """Seconds."""
    return float((found[-1].start + found[-1].length) / Fraction(wishes.fps))


def size_of(found: list[Beat], height: int) -> tuple[int, int]:
    """So wide as most pictures ask for; even numbers, since films want those."""
    ratios = Counter(round(max(0.4, min(3.0, b.panel.shape[0] / max(1, b.panel.shape[1]))), 2) for b in found)
    ratio = ratios.most_common(1)[0][0]
    near = min((16 / 9, 4 / 3, 1.0, 9 / 16, 3 / 4, 2.35, 3 / 2, 2 / 3), key=lambda r: abs(r - ratio))
    ratio = near if abs(near - ratio) < 0.08 else ratio
    return round(height * ratio / 2) * 2, height // 2 * 2
