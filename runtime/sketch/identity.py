"""What a subject looks like, from its words: the same words give the same looks, in every shot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .beasts import size_of
from .dice import Dice
from .hairdo import beard_of, hair_of
from .palette import CLOTHES, SKINS, Colour, brightness, darker, mix
from .reading import first, says, singular, words
from .said import colour_near, first_colour
from .wardrobe import BEINGS, CARRIED, CREATURES, HATS, LEGS, TOPS

if TYPE_CHECKING:
    from ...dsl.call import Person

WOMAN = ("her", "she", "hers", "woman", "girl", "lady", "queen", "princess", "mother", "mom", "grandmother",
    "grandma", "aunt", "daughter",
         "sister", "witch", "waitress", "actress", "bride", "wife", "nun", "businesswoman", "schoolgirl", "heroine",
         "granny", "female")  # fmt: skip
MAN = ("his", "he", "him", "man", "boy", "king", "prince", "father", "dad", "grandfather", "grandpa", "uncle",
    "son", "brother", "wizard",
       "waiter", "monk", "groom", "husband", "gentleman", "businessman", "schoolboy", "male", "fisherman",
       "guy")  # fmt: skip
YOUNG = (
    "child",
    "kid",
    "boy",
    "girl",
    "toddler",
    "schoolgirl",
    "schoolboy",
    "son",
    "daughter",
    "little",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)
OLD = ("old", "elderly", "grandmother", "grandfather", "grandma", "grandpa", "granny", "sixties", "seventies",
    "eighties", "aged", "ancient",
       "retired", "wrinkled", "weathered")  # fmt: skip
SKIN_WORDS: dict[str, Colour] = {
    "pale": SKINS[0], "fair": SKINS[0], "freckled": SKINS[1], "tanned": SKINS[3], "olive": SKINS[2],
    "brown": SKINS[4], "dark": SKINS[5],
    "black": SKINS[6], "green": (142, 180, 110), "blue": (120, 160, 206), "grey": (160, 164, 168),
}  # fmt: skip


CARDS = 400  # signs of a description that decide what its words leave open


@dataclass(frozen=True, slots=True)
class Looks:
    """`tall` and `wide` are multiples of an adult's; `carried` pairs a thing worn besides with its colour."""

    species: str
    upright: bool
    tall: float
    wide: float
    skin: Colour
    hair: Colour
    hair_style: str
    beard: str
    glasses: str
    hat: str
    hat_colour: Colour
    top: str
    top_colour: Colour
    legs: str
    legs_colour: Colour
    shoes: Colour
    carried: tuple[tuple[str, Colour], ...]
    old: bool
    woman: bool
    initials: str
    accent: Colour


def looks_of(person: Person) -> Looks:
    """The looks of somebody on stage."""
    dice = Dice(f"identity/{person.identity}/{person.description[:CARDS]}")
    base = _suited(words(person.description, person.look, person.name))
    worn = _suited(words(person.wears, person.look)) if person.wears else base
    said = base + worn
    species = species_of(words(person.description, person.name, person.identity.replace("_", " ")))
    return _dressed(person, dice, said, worn if _dress_words(worn) else said, species)


def _suited(said: tuple[str, ...]) -> tuple[str, ...]:
    """A suit that is no gentleman's: `pressure suit`."""
    before = ("", *said)
    kinds = ("pressure", "space", "wet", "diving", "boiler", "flight", "ski", "track", "protective")
    return tuple(
        "jumpsuit" if word == "suit" and last in kinds else word for last, word in zip(before, said, strict=False)
    )


def _dress_words(said: tuple[str, ...]) -> bool:
    return first(said, TOPS) is not None or first(said, LEGS) is not None


def species_of(said: tuple[str, ...]) -> str:
    """human, or the creature that is named first, not counting those that come `with` it."""
    for word in said:
        if word in ("with", "who", "whose", "holding", "riding", "feeding"):
            break
        found = CREATURES.get(word) or CREATURES.get(singular(word))
        if found:
            return found
        if word in BEINGS:
            return "human"
    return "human"


def _dressed(person: Person, dice: Dice, said: tuple[str, ...], worn: tuple[str, ...], species: str) -> Looks:
    old, young = says(said, *OLD), says(said, *YOUNG)
    man = says(said, *MAN, "moustache", "beard", "bearded", "mustache")
    woman = says(said, *WOMAN) or (not man and _sounds(person.name, dice))
    hue = dice.pick("hue", CLOTHES)
    top = (
        first(worn, TOPS)
        or first(said, TOPS)
        or dice.pick("top", ("jacket", "sweater", "coat", "shirt", "dress" if woman else "shirt"))
    )
    top_colour = colour_near(worn, TOPS) or colour_near(said, TOPS) or hue
    legs = first(worn, LEGS) or ("none" if top in ("dress", "robe", "gown") else "trousers")
    style, hair = hair_of(dice, said, old or says(said, "fifties"), woman)
    animal = species != "human"
    coat = first_colour(words(person.description, person.look)) or dice.pick("fur", _furs(species))
    hat = first(said, HATS) or ""
    upright = species in ("human", "robot", "alien") or _dress_words(said) or says(said, "anthropomorphic", "upright")
    if species == "robot" and not _dress_words(said):
        top, top_colour, hue = "armor", coat, coat
    return Looks(
        species=species,
        upright=upright,
        tall=_beside(species)
        if animal and species not in ("robot", "alien")
        else 0.66
        if young
        else 0.95
        if old
        else dice.between("tall", 0.94, 1.06),
        wide=1.22
        if says(said, "fat", "stout", "heavy", "burly", "broad", "round", "big") and not says(said, "glasses")
        else dice.between("wide", 0.92, 1.1),
        skin=coat if animal else _skin(dice, said),
        hair=darker(coat, 0.3) if animal else hair,
        hair_style=style,
        beard="" if animal else beard_of(dice, said, man, young),
        glasses="sun"
        if says(said, "sunglasses", "shades")
        else "round"
        if says(said, "glasses", "spectacles", "goggles", "monocle")
        else "",
        hat=hat,
        hat_colour=colour_near(said, HATS) or _hat_colour(hat, top_colour, dice),
        top=top,
        top_colour=top_colour,
        legs=legs,
        legs_colour=darker(coat, 0.12)
        if species == "robot"
        else colour_near(worn, LEGS) or mix(darker(dice.pick("legs", CLOTHES), 0.35), (60, 62, 74), 0.4),
        shoes=dice.pick("shoes", ((62, 48, 44), (44, 44, 52), (112, 72, 48), (206, 200, 190))),
        carried=_carried(said, top, dice),
        old=old,
        woman=woman,
        initials=initials_of(person.name or person.identity),
        accent=coat if animal and not _dress_words(said) else top_colour,
    )


def _hat_colour(hat: str, top: Colour, dice: Dice) -> Colour:
    """Of an outfit: a hat goes with the rest where no word says its colour."""
    if hat in ("hood", "helmet"):
        return top
    return mix(darker(top, 0.25), dice.pick("hat", CLOTHES), 0.25)


FEATURES = 4


def differences(one: Looks, other: Looks) -> int:
    """How many of the features that tell people apart at a glance differ: hair, clothes, their colour, silhouette."""
    if one.species != other.species:
        return FEATURES
    return sum((
        one.hair_style != other.hair_style or _apart(one.hair, other.hair),
        one.top != other.top or one.legs != other.legs,
        _apart(one.top_colour, other.top_colour),
        (one.hat, one.beard, one.glasses, one.old, one.tall < 0.8) != (other.hat, other.beard, other.glasses, other.old,
         other.tall < 0.8) or abs(one.wide - other.wide) > 0.15,
    ))  # fmt: skip


def _apart(one: Colour, other: Colour) -> bool:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) > 60


def _sounds(name: str, dice: Dice) -> bool:
    """Whether a name sounds like a woman's, where no word says it."""
    parts = name.lower().split()
    return dice.chance("woman", 0.9 if parts and parts[0].endswith(("a", "ie", "elle", "lyn")) else 0.4)


def _beside(species: str) -> float:
    """The height of an animal that walks upright: a clothed mouse is smaller than a clothed bear, but can be seen."""
    return min(1.1, 0.5 + 0.4 * size_of(species))


def _skin(dice: Dice, said: tuple[str, ...]) -> Colour:
    for at, word in enumerate(said):
        if word in ("skin", "skinned", "complexion") and at and said[at - 1] in SKIN_WORDS:
            return SKIN_WORDS[said[at - 1]]
    return dice.pick("skin", SKINS)


def _carried(said: tuple[str, ...], top: str, dice: Dice) -> tuple[tuple[str, Colour], ...]:
    names = dict.fromkeys(CARRIED[word] for word in said if word in CARRIED and CARRIED[word] != top)
    return tuple(
        (name, colour_near(said, {k: v for k, v in CARRIED.items() if v == name}) or dice.pick(name, CLOTHES))
        for name in names
    )


def _furs(species: str) -> tuple[Colour, ...]:
    return {
        "fox": ((206, 108, 50),), "bear": ((122, 84, 58), (88, 64, 50)), "pig": ((238, 176, 172),), "sheep": ((240,
        234, 220),),
        "frog": ((112, 164, 84),), "elephant": ((150, 154, 164),), "mouse": ((164, 156, 154),), "wolf": ((124, 128,
        138),),
        "lion": ((216, 168, 92),), "tiger": ((226, 142, 62),), "whale": ((74, 104, 142),), "fish": ((228, 136, 74),
        (88, 150, 176)),
        "robot": ((150, 170, 182), (214, 190, 130)), "dragon": ((88, 142, 96), (160, 66, 66)), "deer": ((176, 122,
        78),),
        "ghost": ((236, 238, 246),), "alien": ((138, 190, 122),), "monster": ((124, 96, 168), (86, 158, 150)),
        "gull": ((240, 240, 238),),
        "owl": ((150, 112, 76),), "crow": ((50, 50, 60),), "penguin": ((50, 54, 66),), "duck": ((238, 204, 92),),
    }.get(species, ((196, 150, 96), (110, 84, 68), (206, 196, 184), (78, 74, 80)))  # fmt: skip


def initials_of(name: str) -> str:
    """One or two letters: `MV` for Mara Voss, the first sign of a name in a script without spaces."""
    parts = [part for part in name.replace("-", " ").replace("_", " ").split() if part[0].isalnum()]
    if not parts:
        return ""
    letters = parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")
    return letters.upper()


def badge_of(looks: Looks) -> tuple[Colour, Colour]:
    """The colours of the label with somebody's initials: ground and letters."""
    ground = looks.accent
    return (ground, (255, 252, 244) if brightness(ground) < 0.62 else (34, 32, 40))
