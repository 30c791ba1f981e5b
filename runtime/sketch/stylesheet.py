"""A sheet of a style: its colours, its strokes, and small samples in its manner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import vessels
from .hairdo import GREY
from .palette import CLOTHES, Colour, colours_in, darker, lighter, mix
from .reading import words
from .sheet import Letters

if TYPE_CHECKING:
    from ...dsl.call import Person
    from .staging import Scene

MOST = 7


def draw_style(scene: Scene, style: Person) -> None:
    """Swatches above, strokes below them, and at the foot a small landscape, a thing and a ball in light."""
    wide, high = scene.wide, scene.high
    scene.pen.box(-wide, -high, wide * 2, high * 2, lighter(scene.pen.manner.paper, 0.2), line=0)
    colours = swatches(style, scene)
    _swatches(scene, colours)
    _strokes(scene, colours)
    _landscape(scene, colours)
    _samples(scene, colours)
    ink = scene.pen.manner.ink
    scene.letters.append(Letters(0.05, 0.965, style.name or "Style", 0.045, ink, align="left"))


def swatches(style: Person, scene: Scene) -> tuple[Colour, ...]:
    """The colours that the words name, each deep and pale, filled up with others that go with them."""
    named = list(dict.fromkeys(colours_in(words(style.description, style.look))))[:MOST]
    shades = [shade for colour in named for shade in (darker(colour, 0.4), lighter(colour, 0.5))]
    more = [scene.dice.pick(f"swatch{at}", CLOTHES) for at in range(MOST)]
    return tuple(dict.fromkeys((*named, *shades, *more, GREY)))[:MOST]


def _swatches(scene: Scene, colours: tuple[Colour, ...]) -> None:
    side = min(scene.wide * 0.9 / len(colours), scene.high * 0.24)
    left = (scene.wide - side * len(colours)) / 2
    for at, colour in enumerate(colours):
        x, y = left + side * at, scene.high * 0.06
        scene.pen.box(x + side * 0.08, y, x + side * 0.92, y + side * 0.84, colour, line=1.2)


def _strokes(scene: Scene, colours: tuple[Colour, ...]) -> None:
    """Brush strokes that swell and thin out."""
    wide, high = scene.wide, scene.high
    for at, colour in enumerate(colours[:3]):
        y = high * (0.37 + 0.065 * at)
        points = [(wide * (0.07 + 0.14 * k), y + high * 0.014 * (-1) ** (k + at)) for k in range(7)]
        scene.pen.limb(points, (high * 0.01, high * 0.05, high * 0.03, high * 0.045, high * 0.006), colour, line=0.8)
    for k in range(14):
        x = wide * 0.06 + wide * 0.88 * k / 14
        scene.pen.stroke([(x, high * 0.58), (x + wide * 0.03, high * 0.55)], line=0.5 + k * 0.12)


def _landscape(scene: Scene, colours: tuple[Colour, ...]) -> None:
    """Sky, two hills and a sun in the style's colours."""
    wide, high, pen = scene.wide, scene.high, scene.pen
    x0, y0, x1, y1 = wide * 0.06, high * 0.63, wide * 0.5, high * 0.91
    sky = lighter(colours[-1], 0.6)
    pen.box(x0, y0, x1, y1, sky, line=0)
    long = x1 - x0
    pen.oval(x0 + long * 0.7, y0 + high * 0.07, high * 0.04, high * 0.04, lighter(colours[1], 0.45), line=0.8)
    for at, (top, colour) in enumerate(((0.13, mix(colours[1], sky, 0.3)), (0.2, colours[0]))):
        hill = [(x0 + long * k / 4, y0 + high * (top + 0.045 * ((k + at) % 2))) for k in range(5)]
        pen.shape([(x0, y1), *hill, (x1, y1)], colour, line=0.9)
    pen.box(x0, y0, x1, y1, None, line=1.4)


def _samples(scene: Scene, colours: tuple[Colour, ...]) -> None:
    """A ball in light and a cup."""
    wide, high, pen = scene.wide, scene.high, scene.pen
    x, y, r = wide * 0.64, high * 0.8, min(high * 0.1, wide * 0.09)
    pen.oval(x + r * 0.2, y + r, r * 1.1, r * 0.16, (30, 26, 40), line=0, alpha=70)
    pen.oval(x, y, r, r, colours[0])
    for k in range(1, 5):
        shade = mix(colours[0], (255, 255, 255), 0.13 * k)
        pen.oval(x - r * 0.09 * k, y - r * 0.1 * k, r * (0.9 - 0.19 * k), r * (0.9 - 0.19 * k), shade, line=0)
    vessels.cup(pen.move(wide * 0.84, y + r, r * 0.021), colours[1])
