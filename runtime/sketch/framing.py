"""Framing: what the camera's words say about size, height and tilt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .reading import words
from .terms import in_english

if TYPE_CHECKING:
    from .dice import Dice

LENS = re.compile(r"\b(\d{2,3})\s?mm\b")


@dataclass(frozen=True, slots=True)
class Framing:
    """`tall` is the height of an adult in heights of the frame; `horizon` where the eye level lies, 0 at the top."""

    size: str
    tall: float
    horizon: float
    tilt: float = 0.0  # degrees
    height: str = "eye"  # low, eye, high or top
    over: bool = False  # over somebody's shoulder
    headroom: float = 0.0  # kept free for balloons, in heights of the frame


SIZES: dict[str, tuple[float, float]] = {
    "detail": (5.6, 0.5), "close": (3.5, 0.46), "medium": (1.75, 0.47), "full": (0.82, 0.56), "wide": (0.5, 0.6),
    "far": (0.27, 0.64),
}  # fmt: skip


def size_of(text: str) -> str:
    """The size of shot that words name, "" for none."""
    said = in_english(text).lower()
    ladder = (
        (
            "full",
            (
                "full shot",
                "full figure",
                "full-figure",
                "whole figure",
                "full body",
                "full-body",
                "full length",
                "full-length",
                "head to toe",
            ),
        ),
        ("detail", ("extreme close", "extreme-close", "ecu", "macro", "detail shot", "detail of", "insert")),
        (
            "medium",
            (
                "medium close",
                "medium-close",
                "medium",
                "mid shot",
                "mid-shot",
                "waist",
                "two shot",
                "two-shot",
                "bust",
                "cowboy",
            ),
        ),
        (
            "far",
            (
                "extreme wide",
                "extreme long",
                "aerial",
                "drone",
                "satellite",
                "establishing",
                "panorama",
                "vista",
            ),
        ),
        (
            "close",
            (
                "close-up",
                "closeup",
                "close up",
                "close on",
                "close shot",
                "portrait",
                "headshot",
                "face fills",
                "tight on",
            ),
        ),
        ("wide", ("wide", "bird's eye", "bird’s eye", "long shot", "from far", "from afar", "distance", "landscape")),
    )
    if said.strip() in SIZES:
        return said.strip()
    return next((size for size, known in ladder if any(word in said for word in known)), "")


def framing_of(camera: str, text: str, name: str, people: int, dice: Dice) -> Framing:
    """The framing that the camera setting asks for, else the shot's text, else what suits so many people."""
    camera, text = camera[:1000], text[:1000]
    both = f"{camera} . {text}"
    lens = LENS.search(both)
    size = (
        size_of(camera)
        or _by_lens(lens)
        or size_of(text)
        or _by_word(camera)
        or _by_word(name.replace("_", " "))
        or ("full" if people != 1 else dice.pick("size", ("full", "full", "medium")))
    )
    tall, horizon = SIZES[size]
    framing = Framing(size, tall, horizon)
    return _angled(framing, both.lower(), lens, dice)


def _by_lens(lens: re.Match[str] | None) -> str:
    if lens is None:
        return ""
    long = int(lens[1])
    return "wide" if long < 35 else "full" if long < 50 else "medium" if long < 85 else "close"


def _by_word(text: str) -> str:
    """What a single word says, as a shot's name may be one: `close`, `wide2`."""
    said = tuple(word.rstrip("0123456789") for word in words(text[:200]))
    known = {
        "close": "close", "closer": "close", "closeup": "close", "tight": "close", "face": "close", "detail": "detail",
        "insert": "detail", "medium": "medium", "mid": "medium", "wide": "wide", "wider": "wide", "establishing": "far",
        "full": "full",
    }  # fmt: skip
    return next((known[word] for word in said if word in known), "")


def _angled(framing: Framing, said: str, lens: re.Match[str] | None, dice: Dice) -> Framing:
    if any(
        word in said
        for word in ("bird's eye", "bird’s eye", "overhead", "top down", "top-down", "from above", "aerial", "drone")
    ):
        framing = replace(framing, horizon=0.08 if framing.size != "far" else 0.2, height="top")
    elif any(word in said for word in ("high angle", "high-angle", "looking down", "from the top")):
        framing = replace(framing, horizon=0.22, height="high")
    elif any(word in said for word in ("low angle", "low-angle", "worm", "from below", "looking up")):
        framing = replace(framing, horizon=0.86, height="low", tall=framing.tall * 1.12)
    if lens is not None and int(lens[1]) < 28:
        framing = replace(framing, tall=framing.tall * 0.92)
    if any(word in said for word in ("dutch", "canted", "tilted", "tilt angle")):
        framing = replace(framing, tilt=dice.pick("tilt", (-9.0, 9.0)))
    return replace(framing, over="over the shoulder" in said or "over-the-shoulder" in said or "ots" in words(said))
