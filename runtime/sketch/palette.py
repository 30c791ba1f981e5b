"""Colours: what words call them, how they mix, and sets that go well together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Colour: TypeAlias = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
INK: Colour = (38, 36, 44)
PAPER: Colour = (247, 243, 234)
BANANA: Colour = (255, 211, 62)
PENCIL_RED: Colour = (214, 66, 54)

NAMED: dict[str, Colour] = {
    "red": (206, 62, 54), "scarlet": (208, 48, 44), "crimson": (168, 36, 54), "maroon": (118, 38, 48),
    "burgundy": (112, 34, 52),
    "rust": (178, 88, 48), "brick": (172, 78, 62), "orange": (232, 132, 50), "coral": (238, 122, 100),
    "peach": (246, 186, 150),
    "amber": (226, 160, 52), "gold": (212, 168, 64), "golden": (220, 176, 72), "brass": (190, 152, 70),
    "bronze": (156, 112, 62),
    "copper": (184, 112, 72), "mustard": (210, 164, 54), "ochre": (200, 148, 70), "yellow": (240, 196, 58),
    "lemon": (246, 220, 90),
    "cream": (242, 228, 198), "ivory": (244, 236, 216), "beige": (222, 202, 170), "sand": (218, 194, 150),
    "tan": (202, 164, 118),
    "khaki": (174, 160, 112), "olive": (124, 126, 66), "lime": (164, 202, 70), "green": (82, 146, 90),
    "emerald": (40, 140, 104),
    "sage": (150, 172, 140), "mint": (160, 216, 188), "forest": (48, 98, 70), "moss": (104, 122, 66), "teal": (44,
    128, 132),
    "turquoise": (70, 184, 182), "cyan": (84, 190, 214), "aqua": (110, 200, 206), "blue": (66, 112, 182),
    "navy": (38, 54, 96),
    "cobalt": (44, 82, 170), "sky": (136, 186, 222), "azure": (92, 158, 220), "denim": (76, 104, 146),
    "indigo": (70, 66, 140),
    "violet": (124, 88, 170), "purple": (116, 74, 148), "lavender": (184, 170, 216), "lilac": (194, 168, 210),
    "plum": (110, 58, 100),
    "magenta": (196, 62, 138), "pink": (234, 150, 172), "rose": (216, 122, 138), "brown": (124, 84, 56),
    "chestnut": (134, 74, 46),
    "chocolate": (92, 58, 42), "auburn": (150, 70, 44), "ginger": (206, 110, 52), "blonde": (228, 196, 122),
    "blond": (228, 196, 122),
    "black": (44, 44, 52), "charcoal": (66, 66, 74), "grey": (142, 144, 148), "gray": (142, 144, 148),
    "silver": (198, 202, 208),
    "slate": (98, 110, 124), "white": (246, 244, 238), "raven": (36, 36, 48), "platinum": (232, 224, 200),
    "neon": (90, 250, 190),
    "dark": (58, 56, 66), "pale": (232, 224, 214), "ruby": (168, 32, 62), "wooden": (158, 112, 72), "wood": (158,
    112, 72),
    "leather": (126, 82, 54), "tin": (168, 174, 180), "steel": (150, 160, 170), "iron": (92, 96, 104),
    "straw": (224, 194, 120),
}  # fmt: skip

CLOTHES: tuple[Colour, ...] = (
    (214, 162, 58), (58, 122, 128), (178, 84, 64), (52, 70, 112), (120, 128, 78), (124, 76, 108), (192, 108, 58),
    (140, 164, 140),
    (96, 110, 128), (204, 122, 130), (92, 118, 160), (72, 104, 82), (222, 206, 172), (84, 78, 92), (226, 126, 104),
    (106, 90, 148),
)  # fmt: skip
SKINS: tuple[Colour, ...] = (
    (248, 220, 194), (240, 202, 170), (226, 180, 142), (204, 152, 112), (172, 118, 82), (134, 88, 62), (100, 66, 50),
)  # fmt: skip
HAIRS: tuple[Colour, ...] = (
    (46, 40, 44), (78, 54, 42), (116, 76, 50), (160, 98, 54), (206, 162, 94), (58, 50, 62), (138, 66, 44),
)  # fmt: skip


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour: 0 gives `one`, 1 gives `other`."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def darker(colour: Colour, share: float = 0.25) -> Colour:
    """Towards a warm black."""
    return mix(colour, (28, 22, 40), share)


def lighter(colour: Colour, share: float = 0.3) -> Colour:
    """Towards a warm white."""
    return mix(colour, (255, 252, 244), share)


def brightness(colour: Colour) -> float:
    """How light it looks, from 0 to 1."""
    return (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]) / 255


def grey(colour: Colour) -> Colour:
    """As a black-and-white film sees it."""
    level = round(brightness(colour) * 255)
    return (level, level, level)


def multiply(one: Colour, other: Colour) -> Colour:
    """As light of the other colour falls on it."""
    return (one[0] * other[0] // 255, one[1] * other[1] // 255, one[2] * other[2] // 255)


def saturate(colour: Colour, share: float) -> Colour:
    """1 leaves it; 0 is grey; more than 1 is stronger."""
    level = brightness(colour) * 255
    red, green, blue = (max(0, min(255, round(level + (part - level) * share))) for part in colour)
    return (red, green, blue)


def colours_in(words: Iterable[str]) -> tuple[Colour, ...]:
    """The colours that words name, in their order."""
    return tuple(NAMED[word] for word in words if word in NAMED and word not in ("dark", "pale"))
