"""Draws the reference pictures of the example boards: `python examples/make_references.py [FOLDER]`.

Every picture is drawn from numbers, so the same Pillow gives the same pixels. A board of your own takes photographs
or drawings; these stand in for them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from drawing import animals, things
from drawing.people import person

if TYPE_CHECKING:
    from drawing.sheet import Sheet


def people() -> dict[str, Sheet]:
    """Everybody who has a portrait."""
    return {
        "lighthouse/refs/mara-front.png": person(
            "#7f9fa6", "#dbe6e2", "#8f5d46", "#c9ccd0", "#e0b02e", "braid", "collar", "lines", "glasses", "braid"
        ),
        "lighthouse/refs/mara-storm.png": person(
            "#26323f", "#5d7180", "#85553f", "#b9bdc4", "#23262e", "braid", "lines", "glasses", "hood"
        ),
        "film/refs/teo.png": person(
            "#b9cbd6", "#eef3f1", "#c98f66", "#3a2a22", "#d65f3f", "curls", "freckles", "scarf"
        ),
        "film/refs/teo-old.png": person(
            "#8d97a6", "#d5dade", "#bd8560", "#d9d9d6", "#2f4a63", "short", "lines", "beard", "collar", "cap"
        ),
        "comic/refs/suki.png": person("#2d2a4a", "#c2557a", "#edc6a0", "#1f2333", "#e9e2d0", "bun", "apron"),
        "try_on/refs/ana.png": person("#d9d4cc", "#f5f2ec", "#a86f4c", "#241a17", "#f1efe9", "curls"),
        "try_on/refs/jon.png": person("#d4d8d9", "#f3f5f4", "#e8bd98", "#8a4a24", "#3d4a57", "short", "freckles"),
        "kissaten/refs/mari.png": person("#c9b08c", "#f3e6cc", "#f0cda8", "#2a2026", "#7c2f33", "fringe", "apron"),
        "episodes/refs/nova.png": person("#2b3a55", "#7f9cc4", "#8b5a3c", "#1d1716", "#b8682f", "bob", "jacket"),
        "episodes/refs/idris.png": person(
            "#4a4440", "#b5a48f", "#d9a47c", "#5b3a22", "#4c5a49", "short", "jacket", "beard"
        ),
    }


def beasts() -> dict[str, Sheet]:
    """Everybody with fur or feathers."""
    return {
        "book/refs/fig.png": animals.fox(),
        "book/refs/professor-hoot.png": animals.owl(),
        "comic/refs/bento.png": animals.cat("#e2a24f", "#a8601f", "#3b3560", "#8f6aa8", "#c8452f"),
        "kissaten/refs/kuro.png": animals.cat("#4a4650", "#2a2730", "#d8c3a0", "#f7ecd6", "#c8452f"),
    }


def wares() -> dict[str, Sheet]:
    """What the catalogue sells."""
    mug = [(50, 40), (32, 40), (33, 70), (36, 88), (50, 89)]
    bowl = [(50, 52), (20, 52), (24, 72), (38, 86), (42, 90), (50, 90)]
    teapot = [(50, 38), (36, 40), (25, 56), (28, 76), (38, 88), (50, 89)]
    vase = [(50, 20), (42, 20), (44, 34), (30, 54), (32, 76), (40, 89), (50, 89)]
    return {
        "catalogue/photos/dawn-mug.jpg": things.pot("#d98e73", "#f0c7ae", mug, lip=41, mouth=16.4, handle="side"),
        "catalogue/photos/tide-bowl.jpg": things.pot("#4f7f8c", "#a9c8c9", bowl, lip=54, mouth=27),
        "catalogue/photos/moss-teapot.jpg": things.pot("#6f7f4f", "#a3ad7d", teapot, lip=40, mouth=14, handle="teapot"),
        "catalogue/photos/ash-vase.jpg": things.pot("#8e8a86", "#c9c5be", vase, lip=20.6, mouth=7.4),
    }


def garments() -> dict[str, Sheet]:
    """What the fitting room holds."""
    seam = "#4a4038"
    coat = [(50, 24), (40, 20), (26, 28), (30, 60), (22, 112), (50, 114)]
    dress = [(50, 34), (43, 30), (40, 20), (36, 20), (33, 36), (37, 58), (18, 112), (50, 118)]
    shirt = [(50, 26), (40, 22), (26, 29), (30, 60), (29, 98), (50, 99)]
    long, short = [(27, 28), (33, 36), (24, 92), (12, 90), (17, 42)], [(27, 29), (34, 38), (24, 58), (11, 52)]
    lapel, waist, thread = "#a98a5b", "#6d1f36", "#4f7089"
    trench_seams = (
        (seam, 0.7, (50, 30), (50, 113)),
        ("#8d7047", 3, (28, 66), (72, 66)),
        (lapel, 2, (41, 22), (50, 44)),
        (lapel, 2, (59, 22), (50, 44)),
    )
    dress_seams = (
        (waist, 0.9, (37, 58), (63, 58)),
        (waist, 0.6, (44, 62), (36, 112)),
        (waist, 0.6, (56, 62), (64, 112)),
    )
    shirt_seams = (
        (seam, 0.6, (50, 28), (50, 98)),
        (thread, 1.6, (42, 24), (50, 34)),
        (thread, 1.6, (58, 24), (50, 34)),
    )
    trench = things.garment("#c8a876", coat, long, *trench_seams)
    blouse = things.garment("#6f93ad", shirt, short, *shirt_seams)
    return {
        "try_on/garments/trench.png": things.buttons(trench, 44, (52, 60, 74, 84), "#5c4526"),
        "try_on/garments/dress.png": things.garment(
            "#8f2f4a", dress, [(36, 20), (40, 20), (38, 30), (35, 31)], *dress_seams
        ),
        "try_on/garments/shirt.png": things.buttons(blouse, 52, (40, 52, 64, 76, 88), "#f3efe4"),
    }


def things_alone() -> dict[str, Sheet]:
    """Props, a layout, a palette."""
    return {
        "lighthouse/refs/lantern.jpg": things.lantern(),
        "film/refs/paper-boat.png": things.paper_boat(),
        "advert/refs/bottle.jpg": things.bottle(),
        "advert/refs/layout.png": things.layout(),
        "episodes/refs/palette.png": things.palette("#1c2438", "#2f4a6d", "#b8682f", "#e2a63b", "#e8e0cc"),
    }


def main(folder: Path) -> None:
    """Draw all of them into `folder`."""
    for drawn in (people(), beasts(), wares(), garments(), things_alone()):
        for name, sheet in drawn.items():
            sheet.save(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
