"""What `bnn export --to csv` writes besides what any shot list has: addresses, variants, panels, edits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...dsl.words import called
from .story import Scene, Shot

PANELS = 3  # that the model draws in one answer which draws where none is named
TEXTS = ("action", "dialogue", "caption", "sound", "transition", "note")
_NUMBERED = re.compile(r"\d+ (?=\S)")
_ADDRESS = re.compile(r"(?:(\w{1,80})\.)?(\w{1,80})(?:\[([^\]]*)\])?")


@dataclass(slots=True)
class _Numbered:
    """The shot that has a number, with each of its variants; every other name under it is an edit."""

    name: str
    shots: list[tuple[frozenset[str], Shot]] = field(default_factory=list)

    def edited(self, keys: frozenset[str]) -> Shot:
        """The variant that an edit with these keys is made from, or else the first."""
        return next((s for k, s in self.shots if k and k <= keys), self.shots[0][1])


def _keys(inside: str | None) -> frozenset[str]:
    return frozenset((inside or "").split(",")) - {""}


class Exported:
    """Knows the shots of a list by their addresses, and those that the first line of each number speaks of."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], _Numbered] = {}
        self._shots: dict[str, Shot] = {}

    def scene_of(self, found: dict[str, list[str]]) -> str:
        """The name of a line's scene, "" for a shot that stands in none."""
        named = _ADDRESS.fullmatch(found.get("address", [""])[0])
        return (named[1] or "") if named is not None else ""

    def new_scene(self, told: str, name: str) -> Scene:
        """The column has its number before its title."""
        title = _NUMBERED.sub("", told, count=1)
        return Scene(title if called(name) != title else "", name, top=not name)

    def takes_place(self, shot: Shot, found: dict[str, list[str]], scene: str) -> bool:
        """Whether a line is a shot of its own, which gets its name; a further panel is none.

        One with the number of another shot is an edit of that.
        """
        address = found.get("address", [""])[0]
        whole = self._shots.get(address)
        if whole is not None and found.get("panel") and whole.panels < PANELS:
            _join(whole, shot)
            return False
        named = _ADDRESS.fullmatch(address)
        name, keys = (named[2], _keys(named[3])) if named is not None else ("", frozenset[str]())
        first = self._first.setdefault((scene, found.get("number", [address])[0]), _Numbered(name))
        if name == first.name:
            first.shots.append((keys, shot))
        else:
            shot.edits = first.edited(keys)
        shot.name = f"{name} {' '.join(found.get('variant', []))}".strip()
        shot.title = shot.title if called(shot.title) != called(name) else ""
        self._shots[address] = shot
        return True


def _join(whole: Shot, panel: Shot) -> None:
    """One more panel: of sounds each has its own, the other texts are told with each."""
    whole.panels += 1
    whole.sound += panel.sound
    for setting in (t for t in TEXTS if t != "sound"):
        told = getattr(whole, setting)
        told += [t for t in getattr(panel, setting) if t not in told]
    if whole.seconds and panel.seconds:
        whole.seconds += panel.seconds
