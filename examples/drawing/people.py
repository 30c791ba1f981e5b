"""Portraits of people, to the chest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageColor

from .sheet import INK, Point, Sheet, mirrored

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def mixed(a: str, b: str) -> str:
    """The colour between two, nearer the first."""
    one, two = ImageColor.getrgb(a), ImageColor.getrgb(b)
    return "#" + "".join(f"{round(x * 0.6 + y * 0.4):02x}" for x, y in zip(one, two, strict=True))


def person(paper: str, glow: str, skin: str, hair: str, top: str, style: str, *extras: str, shade: str = "") -> Sheet:
    """A portrait to the chest. `style` is the hair's, `extras` what is worn and what years have left."""
    s = Sheet(paper, glow)
    if style in BEHIND:
        s.shape(BEHIND[style], hair)
    chest = [(50, 94), (33, 92), (12, 100), (4, 150), (20, 190)]
    s.shape([*chest, *mirrored(chest)[::-1]], top, None, soft=2)
    s.line([(94, 126), (88, 100), (67, 92), (50, 97), (33, 92), (12, 100), (6, 126)], INK, 0.8)
    s.shape([(43, 76), (57, 76), (57, 92), (61, 96), (50, 104), (39, 96), (43, 92)], shade or skin, soft=2)
    for wear in extras:
        if wear in CLOTHES:
            CLOTHES[wear](s, top)
    for x in (29, 71):
        s.oval(x, 58, 4, 6, skin)
    s.shape([(29, 36), (50, 26), (71, 36), (73, 60), (66, 80), (50, 89), (34, 80), (27, 60)], skin)
    face(s, skin, hair, extras)
    s.shape(HAIR[style], hair)
    for wear in extras:
        if wear in WORN:
            WORN[wear](s, top, hair)
    return s


def face(s: Sheet, skin: str, hair: str, extras: Sequence[str]) -> None:
    """Eyes, brows, nose and mouth; freckles and lines where the extras say so."""
    for x in (36, 64):
        s.oval(x, 70, 5, 3.2, mixed(skin, "#e0705f"), None)
    s.both([(36, 50), (41, 48.2), (45, 50), (41, 49.4)], hair, hair)
    for x in (41, 59):
        s.oval(x, 57, 3.6, 3.9, "#fdfbf5")
        s.oval(x + 0.3, 57.4, 2.1, 2.6, INK, None)
        s.oval(x + 1, 56.3, 0.7, 0.7, "#ffffff", None)
        s.arc(x, 57, 4.2, 4.4, 200, 340, 1.1)
    s.line([(50, 58), (48.4, 67), (51.4, 68)], "#a8604c", 0.8)
    s.arc(50, 72, 6.4, 5, 25, 155, 1.1, "#8c3b3b")
    if "freckles" in extras:
        for x, y in ((35, 65), (38, 67), (33, 68), (62, 67), (65, 65), (67, 68)):
            s.oval(x, y, 0.6, 0.6, "#a8604c", None)
    if "lines" in extras:
        for x, start in ((36, 100), (64, 20)):
            s.arc(x, 60, 6, 6, start, start + 60, 0.5, "#a8604c")
        s.line([(43, 41), (50, 40), (57, 41)], "#a8604c", 0.5)


HAIR: dict[str, list[Point]] = {
    "braid": [
        (28, 60),
        (24, 40),
        (36, 22),
        (50, 19),
        (64, 22),
        (76, 40),
        (72, 60),
        (70, 46),
        (62, 36),
        (50, 33),
        (38, 36),
        (30, 46),
    ],
    "bob": [
        (22, 82),
        (20, 42),
        (34, 20),
        (50, 17),
        (66, 20),
        (80, 42),
        (78, 82),
        (71, 80),
        (72, 48),
        (62, 43),
        (50, 44),
        (38, 43),
        (28, 48),
        (29, 80),
    ],
    "short": [
        (27, 56),
        (24, 38),
        (34, 22),
        (52, 16),
        (70, 24),
        (76, 40),
        (73, 56),
        (70, 44),
        (60, 40),
        (46, 36),
        (34, 44),
    ],
    "curls": [
        (24, 60),
        (18, 50),
        (22, 40),
        (20, 30),
        (32, 26),
        (36, 14),
        (48, 18),
        (60, 12),
        (66, 24),
        (80, 28),
        (77, 40),
        (82, 50),
        (75, 61),
        (70, 46),
        (58, 40),
        (42, 40),
        (30, 46),
    ],
    "bun": [
        (28, 56),
        (25, 38),
        (38, 24),
        (43, 10),
        (57, 10),
        (62, 24),
        (75, 38),
        (72, 56),
        (68, 44),
        (56, 35),
        (40, 38),
        (31, 44),
    ],
    "fringe": [
        (25, 64),
        (22, 40),
        (36, 20),
        (50, 17),
        (64, 20),
        (78, 40),
        (75, 64),
        (71, 50),
        (68, 47),
        (32, 47),
        (29, 50),
    ],
}
BEHIND: dict[str, list[Point]] = {
    "bob": [(20, 84), (18, 40), (50, 14), (82, 40), (80, 84), (50, 92)],
    "fringe": [(18, 108), (16, 44), (50, 12), (84, 44), (82, 108), (50, 100)],
}


def braid(s: Sheet, top: str, hair: str) -> None:
    """A braid over the shoulder."""
    del top
    for at in range(7):
        s.oval(73 + at * 0.5 - (at % 2) * 2.4, 68 + at * 7.2, 4.9 - at * 0.25, 5, hair)
    s.oval(75, 119, 2.4, 2, "#8a3c32")


def glasses(s: Sheet, top: str, hair: str) -> None:
    """Round glasses."""
    del top, hair
    for x in (41, 59):
        s.oval(x, 57, 7.4, 7.4, None, "#b07d2b", 1.3)
    s.arc(50, 57, 2.4, 2.4, 190, 350, 1.3, "#b07d2b")
    s.line([(33.6, 56), (28, 54)], "#b07d2b", 1.2)
    s.line([(66.4, 56), (72, 54)], "#b07d2b", 1.2)


def hood(s: Sheet, top: str, hair: str) -> None:
    """A hood with rain on it."""
    del hair
    rim = [(50, 24), (30, 32), (24, 56), (31, 82), (40, 94), (18, 100), (12, 60), (22, 22), (50, 8)]
    s.shape([*rim, *mirrored(rim)[::-1]], top, soft=2)
    for x, y in (
        (20, 40),
        (30, 20),
        (45, 14),
        (62, 16),
        (76, 30),
        (82, 52),
        (17, 62),
        (84, 74),
        (24, 108),
        (76, 112),
        (50, 118),
    ):
        s.line([(x, y), (x - 1.4, y + 5)], "#cfe3ec", 0.8, 0)


def beard(s: Sheet, top: str, hair: str) -> None:
    """A full beard."""
    del top
    half = [(50, 100), (34, 92), (27, 66), (33, 70), (38, 74), (50, 70.5)]
    s.shape([*half, *mirrored(half)[::-1]], hair)
    s.arc(50, 73, 5, 3.6, 20, 160, 1.2, "#f2d9c8")


def cap(s: Sheet, top: str, hair: str) -> None:
    """A captain's cap."""
    del top, hair
    s.shape([(22, 34), (24, 16), (50, 8), (76, 16), (78, 34), (50, 30)], "#24344d")
    s.shape([(27, 34), (50, 29), (73, 34), (73, 41), (50, 36), (27, 41)], "#182338", soft=1)
    s.oval(50, 25, 3.6, 3.6, "#d8a93a")


def collar(s: Sheet, top: str) -> None:
    """An open coat with buttons over a light shirt."""
    s.shape([(40, 94), (60, 94), (55, 130), (45, 130)], "#e9e2d0", soft=0)
    s.both([(38, 92), (30, 97), (43, 116), (49, 104)], top, soft=0)
    for y in (112, 120):
        s.oval(38, y, 1.3, 1.3, "#6b4a23")


def scarf(s: Sheet, top: str) -> None:
    """A striped scarf."""
    del top
    s.shape([(30, 88), (50, 98), (70, 88), (73, 98), (50, 110), (27, 98)], "#c8452f")
    s.shape([(54, 100), (66, 98), (70, 128), (57, 128)], "#c8452f", soft=1)
    for y in (110, 117, 124):
        s.line([(57, y), (68.5, y - 1)], "#f3d9a4", 1.6, 0)


def apron(s: Sheet, top: str) -> None:
    """An apron with two straps."""
    del top
    s.both([(31, 92), (37, 91), (40, 116), (50, 116), (50, 130), (28, 130)], "#22384f", soft=0)


def jacket(s: Sheet, top: str) -> None:
    """A flight jacket with a badge."""
    del top
    s.shape([(49, 104), (51, 104), (51, 130), (49, 130)], "#d8d8d0", soft=0)
    s.both([(36, 92), (49, 104), (44, 112), (28, 97)], "#e8e0cc", soft=1)
    s.oval(73, 112, 4.4, 4.4, "#e2a63b")
    s.shape([(73, 108.6), (75, 114), (70.6, 110.8), (75.4, 110.8), (71, 114)], "#7c2c2c", None, soft=0)


WORN: dict[str, Callable[[Sheet, str, str], None]] = {
    "braid": braid, "glasses": glasses, "hood": hood, "beard": beard, "cap": cap,
}  # fmt: skip
CLOTHES: dict[str, Callable[[Sheet, str], None]] = {"collar": collar, "scarf": scarf, "apron": apron, "jacket": jacket}
