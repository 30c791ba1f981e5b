"""Things on stage: in a hand, under a rider, on the ground, on a stand, or alone and big."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from msgspec.structs import replace

from . import furniture, journeys, prop, vessels, worn
from .dice import Dice
from .identity import CARDS
from .palette import CLOTHES, Colour, colours_in, darker
from .reading import says, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...dsl.call import Person
    from .pen import Pen
    from .staging import Scene, Spot

    Drawing = Callable[[Pen, Colour], None]

# Of a drawing of 100 units beside a person of 100: larger than life where it must be seen.
LARGE: dict[Drawing, float] = {
    journeys.car: 1.15, journeys.bicycle: 0.68, journeys.boat: 1.5, journeys.plane: 1.8, journeys.rocket: 2.0,
    furniture.chair: 0.52, furniture.table: 0.72, furniture.guitar: 0.5, journeys.telescope: 0.7, journeys.balloon: 0.6,
    vessels.lamp: 0.5, journeys.box: 0.36, journeys.bag: 0.34, worn.garment: 0.55, journeys.umbrella: 0.5,
    vessels.flower: 0.36, furniture.sword: 0.5, furniture.thing: 0.4, vessels.vase: 0.4,
}  # fmt: skip
IN_HAND: dict[Drawing, float] = {
    vessels.lantern: 0.22, vessels.cup: 0.12, vessels.bottle: 0.15, vessels.perfume: 0.12, vessels.jar: 0.13,
    vessels.candle: 0.14, vessels.fruit: 0.11, vessels.flower: 0.2, worn.clock: 0.11, worn.gem: 0.1,
    journeys.balloon: 0.42, journeys.bag: 0.24, journeys.box: 0.2, journeys.umbrella: 0.52, journeys.scroll: 0.24,
    journeys.letter: 0.15, journeys.book: 0.17, journeys.key: 0.12, furniture.sword: 0.46, furniture.phone: 0.11,
    furniture.camera: 0.15, vessels.bowl: 0.16, vessels.teapot: 0.2, journeys.paper_boat: 0.2,
}  # fmt: skip
MATERIALS: dict[str, Colour] = {
    "lemonade": (244, 226, 140), "honey": (226, 166, 60), "wine": (122, 36, 58), "milk": (246, 242, 230),
    "paper": (244, 236, 214), "cardboard": (196, 156, 108), "ceramic": (232, 226, 214), "clay": (186, 118, 88),
    "marble": (232, 230, 226), "glass": (174, 210, 206), "coffee": (122, 84, 56), "linen": (226, 214, 190),
}  # fmt: skip
HANGING = (vessels.lantern, journeys.bag)  # the hand is at their top
STANDING = (journeys.umbrella, furniture.sword, vessels.flower, journeys.balloon)  # and here at their foot
WEARS = ("wears", "wearing", "dressed", "puts", "tries", "trying", "models", "modelling", "in")
RIDES = ("rides", "ride", "riding", "cycles", "cycling", "pedals")


def picture_of(thing: Person) -> tuple[Drawing, Colour]:
    """The drawing of a thing and its colour."""
    draw = prop.prop_in(thing_words(thing)) or furniture.thing
    said = words(thing.description)
    phrase = said[: said.index(",")] if "," in said else said
    named = next(
        iter((*colours_in(words(thing.look)), *colours_in(phrase), *_materials(said), *colours_in(said[:12]))), None
    )
    return draw, named or Dice(f"identity/{thing.identity}/{thing.description[:CARDS]}").pick("hue", CLOTHES)


def _materials(said: tuple[str, ...]) -> tuple[Colour, ...]:
    return tuple(MATERIALS[word] for word in said if word in MATERIALS)


def thing_words(thing: Person) -> tuple[str, ...]:
    """What a thing is called, its name first."""
    return words(thing.name, thing.identity.replace("_", " "), thing.description)


def dressed(people: list[Person], things: list[Person], said: tuple[str, ...]) -> tuple[list[Person], list[Person]]:
    """The first of the people in the garment that the words put on, and the things that are left."""
    worn_now = [one for one in things if picture_of(one)[0] is worn.garment] if says(said, *WEARS) else []
    if not people or not worn_now:
        return people, things
    clothes = ", ".join(f"{one.description}, {one.name}" for one in worn_now)
    return [replace(people[0], wears=clothes, look=""), *people[1:]], [one for one in things if one not in worn_now]


def held_of(things: list[Person]) -> Person | None:
    """What somebody takes in hand."""
    return next((one for one in things if prop.prop_in(thing_words(one)) in IN_HAND), None)


def ridden_of(things: list[Person], said: tuple[str, ...]) -> Person | None:
    """What somebody rides on."""
    if not any(word in RIDES for word in said):
        return None
    return next((one for one in things if picture_of(one)[0] is journeys.bicycle), None)


def draw_in_hand(scene: Scene, thing: Person, hand: tuple[float, float], spot: Spot, tall: float) -> None:
    """A thing in the hand that lies at a place of the picture, in its pixels."""
    a, _, c, _, e, f = scene.pen.matrix
    x, y = (hand[0] - c) / a, (hand[1] - f) / e
    draw, hue = picture_of(thing)
    size = spot.scale * max(tall, 0.7) * IN_HAND.get(draw, 0.16)
    below = 96 if draw in HANGING else 6 if draw in STANDING else 40
    if draw is furniture.sword:
        below = 14
    draw(scene.pen.move(x, y + below * size, size, mirror=spot.mirror), hue)


def draw_ride(scene: Scene, thing: Person, spot: Spot) -> None:
    """What is ridden, under its rider."""
    draw, hue = picture_of(thing)
    draw(scene.pen.move(spot.x, spot.feet, spot.scale * LARGE[draw], mirror=spot.mirror), hue)


def draw_beside(scene: Scene, things: list[Person], spots: list[Spot], named: bool) -> None:
    """What nobody holds stands on the ground where nobody stands; what is small has a stand."""
    scale = min(spot.scale for spot in spots)
    feet = min(scene.feet_of(scale), scene.high * 0.95)
    taken = [spot.x for spot in spots]
    for thing in things:
        draw, hue = picture_of(thing)
        x = _free(scene, taken)
        taken.append(x)
        big = LARGE.get(draw, 0.2)
        scene.shadow(x, feet, scale * big, 2.2)
        if draw not in LARGE:
            _stand(scene.pen.move(x, feet, scale * 0.42))
        low = feet if draw in LARGE else feet - 42 * scale
        draw(scene.pen.move(x, low, scale * big), hue)
        if named and thing.name:
            scene.name(thing.name, x, feet)


def _free(scene: Scene, taken: list[float]) -> float:
    """The middle of the widest gap, not too near to the edges."""
    marks = sorted((-0.12 * scene.wide, *taken, 1.12 * scene.wide))
    gap, x = max((after - before, (before + after) / 2) for before, after in itertools.pairwise(marks))
    return min(max(x, scene.wide * 0.1), scene.wide * 0.9) if gap else scene.wide / 2


def _stand(pen: Pen) -> None:
    """A small table."""
    wood: Colour = (150, 112, 78)
    for x in (-24, 24):
        pen.limb([(x, -94), (x * 1.1, 0)], (6, 5), darker(wood, 0.25))
    pen.shape([(-36, -102), (36, -102), (40, -92), (-40, -92)], wood)


def draw_still_life(scene: Scene, things: list[Person], named: bool) -> None:
    """Things on their own: big, on the ground that the frame shows."""
    count = len(things)
    shares = {"close": 0.74, "detail": 1.2, "medium": 0.6, "full": 0.52, "wide": 0.36, "far": 0.2}
    share = shares[scene.framing.size]
    for at, thing in enumerate(things):
        draw, hue = picture_of(thing)
        scale = min(scene.high * share, scene.wide * 0.7 / count) / 110
        scale *= 0.72 + 0.28 * min(1.0, LARGE.get(draw, 0.4) / 0.5) if count > 1 else 1.0
        x = scene.wide * ((at + 0.5) / count if count > 1 else scene.dice.pick("third", (0.42, 0.5, 0.58)))
        feet = scene.high * (0.84 if share < 1 else 1.1)
        _cast_shadow(scene.pen, x, feet, scale)
        draw(scene.pen.move(x, feet, scale, mirror=scene.mirrored, bold=1.3), hue)
        if named and thing.name:
            scene.name(thing.name, x, min(feet + scene.high * 0.03, scene.high * 0.9))


def draw_foremost(scene: Scene, things: list[Person], named: bool) -> None:
    """Things big in front of people who come with them."""
    scale = min(scene.high * 0.5, scene.wide * 0.36 / max(1, len(things))) / 110
    for at, thing in enumerate(things):
        draw, hue = picture_of(thing)
        x, feet = scene.wide * (0.19 + 0.3 * at), scene.high * 0.93
        _cast_shadow(scene.pen, x, feet, scale)
        draw(scene.pen.move(x, feet, scale, bold=1.3), hue)
        if named and thing.name:
            scene.name(thing.name, x, feet)


def _cast_shadow(pen: Pen, x: float, feet: float, scale: float) -> None:
    pen.oval(x, feet + 2 * scale, 78 * scale, 13 * scale, (28, 24, 40), line=0, alpha=36)
    pen.oval(x + 8 * scale, feet, 56 * scale, 8 * scale, (28, 24, 40), line=0, alpha=70)
