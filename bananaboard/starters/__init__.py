"""Boards to begin with, a file a kind. The first line of each says what it is, and FILE stands for its name."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
# In the order in which they are shown.
KINDS = (
    "story",
    "storyboard",
    "comic",
    "picture_book",
    "character",
    "catalogue",
    "advert",
    "lookbook",
    "interior",
    "stickers",
)


def starters() -> tuple[tuple[str, str], ...]:
    """Each kind with what it is."""
    return tuple((kind, _about(starter(kind))) for kind in KINDS)


def starter(kind: str) -> str:
    """The text of a starter, `picture-book` as well as `picture_book`. Raises KeyError for a kind that is none."""
    name = kind.replace("-", "_")
    if name not in KINDS:
        raise KeyError(kind)
    return (HERE / f"{name}.bnn").read_text("utf-8")


def _about(text: str) -> str:
    """`# FILE: a comic, with panels.` is `a comic, with panels`."""
    return text.partition("\n")[0].partition(": ")[2].partition(". ")[0].removesuffix(".")
