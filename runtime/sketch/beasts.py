"""Beasts: how each differs from the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beast:
    """`size` is its height beside an adult of 1; `leg` the share of it that is leg; `long` the length of its body."""

    size: float
    ears: str
    muzzle: str
    tail: str
    leg: float = 0.36
    long: float = 1.0
    extra: str = ""


BEASTS: dict[str, Beast] = {
    "cat": Beast(0.36, "point", "short", "long", 0.3, 0.9),
    "dog": Beast(0.44, "flop", "mid", "up", 0.36, 1.0),
    "fox": Beast(0.42, "point", "sharp", "bush", 0.34, 1.05, "bib"),
    "wolf": Beast(0.56, "point", "sharp", "bush", 0.42, 1.05),
    "bear": Beast(0.92, "round", "mid", "", 0.3, 1.1),
    "rabbit": Beast(0.34, "long", "short", "puff", 0.22, 0.72),
    "mouse": Beast(0.26, "big", "sharp", "thin", 0.2, 0.85),
    "horse": Beast(1.1, "horse", "long", "mane", 0.5, 1.1, "mane"),
    "cow": Beast(0.95, "horn", "long", "thin", 0.38, 1.25, "spots"),
    "pig": Beast(0.5, "flop", "snout", "curl", 0.25, 1.15),
    "sheep": Beast(0.58, "flop", "long", "", 0.3, 1.05, "wool"),
    "deer": Beast(1.0, "antler", "long", "puff", 0.5, 0.9),
    "lion": Beast(0.72, "round", "mid", "tuft", 0.36, 1.15, "ruff"),
    "tiger": Beast(0.68, "round", "mid", "long", 0.36, 1.2, "stripes"),
    "elephant": Beast(1.3, "huge", "trunk", "thin", 0.38, 1.15),
    "frog": Beast(0.3, "eyes", "wide", "", 0.18, 0.95),
    "dragon": Beast(1.2, "horn", "long", "spike", 0.34, 1.15, "wings"),
}
SIZES = {
    "bird": 0.3,
    "gull": 0.3,
    "crow": 0.32,
    "owl": 0.36,
    "penguin": 0.5,
    "duck": 0.3,
    "fish": 0.34,
    "whale": 1.0,
    "monster": 0.9,
}


def size_of(species: str) -> float:
    """How high it stands beside an adult of 1."""
    return BEASTS[species].size if species in BEASTS else SIZES.get(species, 1.0)


def head_of(species: str) -> tuple[float, float]:
    """Where its head is, of a creature of 100 units: ahead of its feet and above them."""
    if species not in BEASTS:
        return (0.0, 62.0) if species in ("fish", "whale") else (8.0, 74.0)
    beast = BEASTS[species]
    return 34 * beast.long + 8, 82.0 if beast.leg <= 0.44 else 93.0
