"""Views: a subject on plain ground, as a model sheet has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .beasts import size_of as size_beside
from .framing import size_of
from .identity import looks_of
from .palette import Colour, darker, lighter, mix
from .reading import says, words
from .stylesheet import draw_style

if TYPE_CHECKING:
    from ...dsl.call import Brief, Person
    from .staging import Scene


def draw_view(scene: Scene, brief: Brief) -> bool:
    """Draws the view; False where it shows a place, which is drawn as any shot is."""
    cast = brief.cast
    if not cast and brief.place is None and brief.style is not None:
        draw_style(scene, brief.style)
        return True
    if not cast or cast[0].kind not in ("character", "prop"):
        return False
    who = cast[0]
    scene.framing = replace(scene.framing, horizon=0.8, tilt=0.0)
    scene.variant = 2  # in the middle
    _ground(scene)
    if who.kind == "prop":
        scene.framing = replace(scene.framing, size="medium", tall=1.0)
        scene.populate((who,))
        return True
    said = words(brief.text)
    if size_of(brief.camera or brief.text) not in ("close", "medium"):
        looks = looks_of(who)
        tall = 0.8 if looks.upright else min(2.4, 0.6 / size_beside(looks.species))
        scene.framing = replace(scene.framing, size="full", tall=tall)
    _figures(scene, who, said)
    _chips(scene, who)
    return True


def side_of(said: tuple[str, ...]) -> str:
    """The side that words ask for."""
    if says(said, "back", "behind", "rear"):
        return "back"
    if says(said, "profile", "side"):
        return "profile"
    return "front" if says(said, "front", "frontal", "face") else "three"


def _ground(scene: Scene) -> None:
    """A sheet with lines of height."""
    pen, wide, high = scene.pen, scene.wide, scene.high
    grey: Colour = (232, 230, 226)
    for at in range(24):
        pen.box(
            -wide,
            high * at / 24,
            wide * 2,
            high * (at + 1) / 24 + 2,
            mix(lighter(grey, 0.4), darker(grey, 0.06), at / 23),
            line=0,
        )
    for at in range(6):
        y = high * (0.93 - 0.16 * at)
        pen.stroke([(wide * 0.03, y), (wide * 0.97, y)], line=0.5, colour=(150, 170, 190), alpha=120)


def _figures(scene: Scene, who: Person, said: tuple[str, ...]) -> None:
    turnaround = (
        says(said, "turnaround", "sheet", "turnarounds", "rotation", "orthographic") and scene.wide > scene.high * 0.7
    )
    if not turnaround:
        scene.mirrored = "left" in said
        scene.populate((who,), view=side_of(said))
        return
    whole, scene.wide = scene.wide, scene.wide / 3
    pen = scene.pen
    for at, side in enumerate(("front", "profile", "back")):
        scene.pen, scene.mirrored = pen.move(whole * at / 3, 0), False
        before = len(scene.letters)
        scene.populate((who,), view=side, named=at == 1)
        scene.letters[before:] = [replace(one, x=(one.x + at) / 3) for one in scene.letters[before:]]
    scene.pen, scene.wide = pen, whole


def _chips(scene: Scene, who: Person) -> None:
    """The colours of the subject, for whoever paints it."""
    looks = looks_of(who)
    colours = (
        dict.fromkeys((looks.skin, looks.hair, looks.top_colour, looks.legs_colour, looks.shoes))
        if looks.upright
        else dict.fromkeys((looks.skin, looks.hair))
    )
    side = scene.high * 0.045
    for at, colour in enumerate(colours):
        x, y = scene.wide - side * 1.6, scene.high * 0.3 + at * side * 1.3
        scene.pen.box(x, y, x + side, y + side, colour, line=0.8)
