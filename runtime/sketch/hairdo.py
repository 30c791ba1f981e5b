"""Hair and beard: what the words say of them, else what the dice say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import HAIRS, NAMED, Colour
from .reading import says
from .said import colour_near

if TYPE_CHECKING:
    from .dice import Dice

STYLES = {
    "braid": "braid", "braided": "braid", "plait": "braid", "braids": "braid", "pigtails": "pigtails",
    "ponytail": "ponytail", "bun": "bun", "topknot": "bun", "chignon": "bun", "bob": "bob", "bald": "bald",
    "shaved": "bald", "hairless": "bald", "curly": "curly", "curls": "curly", "afro": "curly", "mohawk": "spiky",
    "spiky": "spiky", "punk": "spiky", "messy": "spiky", "dreadlocks": "long", "long": "long", "loose": "long",
    "wavy": "long", "short": "short", "cropped": "short", "buzz": "short", "crewcut": "short",
}  # fmt: skip
NOUNS = dict.fromkeys(
    ("hair", "haired", "braid", "braids", "braided", "plait", "bun", "curls", "ponytail", "pigtails", "bob", "beard",
     "bearded", "mohawk", "afro", "moustache", "mustache", "dreadlocks"),
    1,
)  # fmt: skip
FOR_WOMEN, FOR_MEN = (
    ("bob", "long", "bun", "ponytail", "curly", "long"),
    ("short", "short", "curly", "short", "short", "spiky"),
)
GREY: Colour = (206, 206, 208)


def hair_of(dice: Dice, said: tuple[str, ...], old: bool, woman: bool) -> tuple[str, Colour]:
    """How it is worn, and its colour."""
    loose = "long" if "loose" in said and "hair" in said else ""
    named = [STYLES[word] for at, word in enumerate(said) if word in STYLES and _about_hair(said, at)]
    sure = [style for style in named if style != "spiky"] or named  # a messy bob is a bob
    style = loose or next(iter(sure), "") or _own(dice, old, woman)
    return style, _colour(said) or (GREY if old else dice.pick("hair", HAIRS))


def _own(dice: Dice, old: bool, woman: bool) -> str:
    if old and not woman:
        return dice.pick("hair style", ("short", "bald", "short"))
    return dice.pick("hair style", FOR_WOMEN if woman else FOR_MEN)


def _colour(said: tuple[str, ...]) -> Colour | None:
    if says(said, "redhead", "redheaded"):
        return NAMED["ginger"]
    near = colour_near(said, NOUNS)
    named = near or next((NAMED[word] for word in ("blonde", "blond", "ginger", "auburn") if word in said), None)
    return (188, 78, 44) if named == NAMED["red"] else named


def _about_hair(said: tuple[str, ...], at: int) -> bool:
    """Whether `long` and its like are about hair, not about a coat."""
    if said[at] not in ("long", "loose", "short", "round", "messy"):
        return True
    return any(word.startswith("hair") or word in NOUNS for word in said[at + 1 : at + 4])


def beard_of(dice: Dice, said: tuple[str, ...], man: bool, young: bool) -> str:
    """full, moustache, stubble or nothing; unasked only to a man."""
    if says(said, "beard", "bearded"):
        return "full"
    if says(said, "moustache", "mustache", "whiskers"):
        return "moustache"
    if not man or young or says(said, "shaven"):
        return ""
    return dice.pick("beard", ("", "", "", "stubble", "full"))
