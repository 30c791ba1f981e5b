"""Portraits of animals, to the chest."""

from __future__ import annotations

from .sheet import INK, Point, Sheet, mirrored


def whole(half: list[Point]) -> list[Point]:
    """An outline from its left half, from the top down."""
    return [*half, *mirrored(half)[::-1]]


def eyes(s: Sheet, y: float, apart: float, size: float, iris: str) -> None:
    """Two round eyes with a light in each."""
    for x in (50 - apart, 50 + apart):
        s.oval(x, y, size, size, iris)
        s.oval(x, y, size * 0.62, size * 0.75, INK, None)
        s.oval(x + size * 0.3, y - size * 0.35, size * 0.25, size * 0.25, "#ffffff", None)


def fox() -> Sheet:
    """A young fox with a green neckerchief."""
    s = Sheet("#cfe0d2", "#f6f3e2")
    s.shape(whole([(50, 92), (30, 96), (20, 130), (50, 132)]), "#d9742b")
    s.shape(whole([(50, 96), (41, 104), (40, 132), (50, 132)]), "#f8ead6", None)
    for ear, inside in (([(20, 50), (17, 12), (42, 34)], [(23, 43), (21.5, 21), (36, 34)]),):
        s.both(ear, "#d9742b", soft=1)
        s.both(inside, "#5a2f22", None, soft=1)
    s.shape(whole([(50, 30), (28, 34), (17, 58), (8, 72), (26, 82), (44, 97), (50, 99)]), "#e08035")
    s.both([(12, 72), (26, 62), (44, 70), (49, 94), (44, 95), (27, 81)], "#fbf1e2", None)
    eyes(s, 60, 14, 5, "#7a4a1d")
    s.both([(30, 50), (36, 47.5), (42, 50), (36, 49)], "#8a4415", None)
    s.oval(50, 85, 5, 4, INK)
    s.line([(50, 88), (50, 92), (44, 94)], soft=2)
    s.line([(50, 88), (50, 92), (56, 94)], soft=2)
    s.shape(whole([(50, 106), (32, 100), (30, 108), (46, 116), (50, 126)]), "#3f7d54", soft=2)
    for x, y in ((38, 107), (46, 112), (54, 112), (62, 107), (50, 119)):
        s.oval(x, y, 1.2, 1.2, "#f4ecc8", None)
    return s


def owl() -> Sheet:
    """An old owl with a monocle."""
    s = Sheet("#3f4d6b", "#8ea0bd")
    s.shape(whole([(50, 40), (24, 56), (14, 100), (16, 132), (50, 132)]), "#8a6a4a")
    for row, y in enumerate((94, 102, 110, 118, 126)):
        for at in range(5 + row % 2):
            x = 50 + (at - (4 + row % 2) / 2) * 10
            s.arc(x, y, 5, 5, 10, 170, 0.9, "#5b4128")
    s.both([(18, 70), (10, 100), (14, 130), (26, 130), (27, 90)], "#6d5036")
    s.shape(whole([(50, 28), (38, 26), (18, 14), (22, 40), (20, 66), (34, 84), (50, 88)]), "#9b7a56")
    for x in (37, 63):
        s.oval(x, 54, 15, 16, "#ead9ba", "#6d5036")
    eyes(s, 54, 13, 8.4, "#e6a42c")
    s.shape([(45, 62), (55, 62), (50, 76)], "#d59a36", soft=1)
    s.oval(63, 54, 11, 11, None, "#d8b45a", 1.6)
    s.line([(73, 58), (80, 80), (74, 104)], "#d8b45a", 0.7)
    s.both([(24, 36), (34, 33), (48, 44), (34, 38)], "#f3ead6", None)
    return s


def cat(fur: str, dark: str, paper: str, glow: str, band: str) -> Sheet:
    """A striped cat with a collar and a bell."""
    s = Sheet(paper, glow)
    s.shape(whole([(50, 86), (32, 92), (18, 132), (50, 134)]), fur)
    s.both([(22, 48), (18, 14), (44, 33)], fur, soft=1)
    s.both([(25, 42), (23, 23), (37, 33)], "#e9a69a", None, soft=1)
    s.shape(whole([(50, 30), (30, 32), (17, 52), (17, 72), (30, 88), (50, 92)]), fur)
    for x in (42, 50, 58):
        s.shape([(x - 2, 32), (x + 2, 32), (x, 45)], dark, None, soft=1)
    s.both([(17, 60), (28, 62), (17, 66)], dark, None, soft=1)
    s.both([(18, 70), (28, 70), (20, 75)], dark, None, soft=1)
    for x in (43, 57):
        s.oval(x, 77, 8.4, 7, "#fbf4e6", None)
    eyes(s, 59, 14, 6, "#b8c94a")
    s.shape([(46, 70), (54, 70), (50, 75)], "#d67f7a", soft=1)
    s.line([(50, 74), (49, 80), (43, 80)], soft=2)
    s.line([(50, 74), (51, 80), (57, 80)], soft=2)
    for y, end in ((74, 70), (78, 78), (81, 86)):
        s.line([(38, y), (16, end)], "#fdfaf2", 0.5, 0)
        s.line([(62, y), (84, end)], "#fdfaf2", 0.5, 0)
    s.shape(whole([(50, 95), (30, 89), (28, 95), (50, 103)]), band, soft=2)
    s.oval(50, 102, 4.6, 4.6, "#e3b23c")
    s.line([(46, 103), (54, 103)], INK, 0.6, 0)
    return s
