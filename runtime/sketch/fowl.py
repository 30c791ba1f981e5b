"""Birds, fish and monsters of 100 units in height, standing on (0, 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import WHITE, Colour, darker, lighter

if TYPE_CHECKING:
    from .pen import Pen

DARK: Colour = (40, 34, 40)


def draw_bird(pen: Pen, species: str, fur: Colour) -> None:
    """A bird from the side."""
    beak: Colour = (236, 162, 62) if species != "crow" else (70, 68, 74)
    for x in (-4, 10):
        pen.stroke([(x, -26), (x, -2), (x + 7, -1)], line=1.8, colour=darker(beak, 0.2))
    pen.shape([(-34, -44), (-70, -38), (-64, -52), (-30, -60)], darker(fur, 0.3))
    pen.shape([(-38, -46), (-14, -68), (14, -74), (30, -56), (20, -30), (-8, -22)], fur, soft=True)
    pen.shape([(-4, -26), (16, -32), (24, -50), (4, -44)], lighter(fur, 0.45), line=0, soft=True, alpha=170)
    pen.shape(
        [(-30, -50), (0, -62), (12, -50), (-4, -38), (-44, -40)],
        darker(fur, 0.2) if species != "gull" else (168, 176, 186),
        soft=True,
    )
    pen.shape(
        [(40, -84), (62, -78), (40, -72)] if species != "duck" else [(40, -82), (64, -80), (62, -72), (40, -72)], beak
    )
    pen.oval(26, -80, 18, 17, fur)
    pen.oval(32, -84, 2.4, 2.8, DARK if species != "crow" else (244, 244, 240), line=0)


def draw_upright_bird(pen: Pen, species: str, fur: Colour) -> None:
    """An owl or a penguin from the front."""
    for x in (-9, 9):
        pen.oval(x, -3, 9, 4, (236, 162, 62))
    pen.shape([(-26, -34), (-24, -74), (0, -96), (24, -74), (26, -34), (12, -4), (-12, -4)], fur, soft=True)
    pen.shape([(-15, -30), (-14, -56), (0, -64), (14, -56), (15, -30), (0, -8)], lighter(fur, 0.75), line=0, soft=True)
    for side in (-1, 1):
        pen.shape([(side * 22, -66), (side * 33, -34), (side * 20, -24)], darker(fur, 0.2), soft=True)
        if species == "owl":
            pen.shape([(side * 20, -84), (side * 19, -103), (side * 6, -91)], fur)
        r = 10 if species == "owl" else 6
        pen.oval(side * 9, -78, r, r, (252, 240, 210), line=0.8)
        pen.oval(side * 8.4, -78, r * 0.48, r * 0.48, DARK, line=0)
    pen.shape([(-4, -72), (4, -72), (1, -62)], (236, 162, 62))


def draw_swimmer(pen: Pen, species: str, fur: Colour) -> None:
    """A fish or a whale from the side."""
    y = -50.0
    pen.shape([(-44, y), (-78, y - 26), (-68, y), (-78, y + 26)], darker(fur, 0.15))
    if species == "fish":
        pen.shape([(-14, y - 22), (6, y - 46), (22, y - 20)], darker(fur, 0.2))
    pen.shape(
        [(-54, y), (-20, y - 26), (24, y - 28), (58, y - 4), (54, y + 10), (20, y + 28), (-20, y + 20)], fur, soft=True
    )
    pen.shape(
        [(-30, y + 12), (20, y + 12), (55, y + 6), (20, y + 27), (-14, y + 20)],
        lighter(fur, 0.6),
        line=0,
        soft=True,
        alpha=200,
    )
    pen.shape([(4, y + 8), (-16, y + 34), (16, y + 20)], darker(fur, 0.2), soft=True)
    pen.oval(36, y - 8, 4.5, 5, WHITE, line=0.7)
    pen.oval(37.5, y - 7.6, 2.2, 2.6, DARK, line=0)
    if species == "whale":
        for dx in (-12, 12):
            pen.stroke(
                [(16, y - 30), (16 + dx * 0.5, y - 46), (16 + dx * 1.5, y - 42)],
                line=1.6,
                colour=(140, 190, 220),
                soft=True,
            )


def draw_monster(pen: Pen, fur: Colour, face: str) -> None:
    """Something with horns; a ghost is one too."""
    pen.shape(
        [(-34, 0), (-38, -50), (-26, -84), (0, -96), (26, -84), (38, -50), (34, 0), (18, -6), (0, 0), (-18, -6)],
        fur,
        soft=True,
    )
    for side in (-1, 1):
        pen.limb([(side * 18, -86), (side * 28, -100), (side * 26, -112)], (8, 6, 2), lighter(fur, 0.6))
        pen.oval(side * 12, -64, 9, 10, WHITE)
        pen.oval(side * 11, -63, 4, 5, DARK, line=0)
    pen.shape([(-16, -40), (0, -36), (16, -40), (8, -26), (-8, -26)], (92, 40, 62), soft=True)
    pen.shape([(-8, -38), (-4, -37), (-6, -31)], WHITE, line=0.6)
    if face == "awe":
        pen.oval(0, -30, 5, 6, (60, 26, 42))
