"""Staging: who stands where, how big, and what each does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import furniture, journeys, prop, vessels
from .beasts import size_of as creature_size
from .creature import draw_creature
from .figure import draw_figure
from .identity import Looks, badge_of, colour_near, looks_of
from .palette import CLOTHES, INK, Colour
from .pose import pose_of
from .reading import words
from .seed import variant_of
from .sheet import Letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...dsl.call import Person
    from .dice import Dice
    from .framing import Framing
    from .pen import Pen

MOST = 12  # as many as a frame can show


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands: `x` and `feet` in the frame's units, `scale` units of the frame for one of the figure."""

    x: float
    feet: float
    scale: float
    mirror: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody drawn: where the head is and how big, for balloons; in the frame's units."""

    person: Person
    x: float
    head: float
    size: float


class Scene:
    """Collects what is drawn on the frame of `wide` by `high` units and lettered later."""

    def __init__(self, pen: Pen, wide: float, high: float, framing: Framing, said: tuple[str, ...], dice: Dice) -> None:
        self.pen, self.wide, self.high = pen, wide, high
        self.framing, self.said, self.dice = framing, said, dice
        self.letters: list[Letters] = []
        self.standing: list[Standing] = []
        self.variant = variant_of(dice.seed)
        self.mirrored = self.variant % 2 == 1

    def populate(self, cast: tuple[Person, ...], view: str = "", named: bool = True) -> None:
        """Draws everybody and everything on stage, the farthest first."""
        people = [one for one in cast if one.kind == "character"][:MOST]
        things = [one for one in cast if one.kind == "prop"][:MOST]
        if not people:
            self._still_life(things, named)
            return
        in_hand = next((one for one in things if self._held(one)), None)
        spots = self._spots(people)
        order = sorted(range(len(people)), key=lambda at: (spots[at].feet, -at))
        for at in order:
            self.stand(people[at], spots[at], at, view, in_hand if at == 0 else None, named)
        self._beside([one for one in things if one is not in_hand], spots, named)

    def _spots(self, people: list[Person]) -> list[Spot]:
        """Shares of the width by number; the first of the cast is the nearest and biggest."""
        count, framing = len(people), self.framing
        scale = framing.tall * self.high / 100
        room = self.wide * 0.94 / count
        need = 40.0 if framing.size in ("full", "wide", "far") else 30.0
        scale = (
            min(scale, room / need * (1.35 if framing.size in ("medium", "close") else 1.0))
            if count > 1 or framing.size in ("full", "wide", "far")
            else min(scale, self.wide / 22)
        )
        spots = []
        for at in range(count):
            share = self._share(at, count)
            back = 0.0 if at == 0 or count < 3 else 0.05 * (at % 2)
            size = scale * (1 - back)
            spots.append(
                Spot(
                    share * self.wide,
                    self._feet(size) - back * self.high * 0.8,
                    size,
                    (share > 0.52) if count > 1 else self.mirrored,
                )
            )
        return spots

    def _share(self, at: int, count: int) -> float:
        if count == 1:
            share = 0.5 if self.framing.size in ("close", "detail") else (0.37, 0.5, 0.43)[self.variant // 2 % 3]
        else:
            order = sorted(range(count), key=lambda k: (k % 2, k)) if count > 3 else list(range(count))
            share = (order.index(at) + 0.5) / count + self.dice.between(f"share{at}", -0.03, 0.03)
        return 1 - share if self.mirrored else share

    def _feet(self, scale: float) -> float:
        """Where feet stand so that the framing shows what it should."""
        high, size = self.high, self.framing.size
        if size == "detail":
            return high * 0.52 + 89 * scale
        if size == "close":
            return high * (0.48 + self.framing.headroom * 0.8) + 86 * scale
        if size == "medium":
            return high * (0.14 + self.framing.headroom) + 100 * scale
        ground = {"full": 0.93, "wide": 0.88, "far": 0.82}[size]
        if self.framing.height in ("top", "high"):
            ground -= 0.06
        return max(high * ground, self.high * self.framing.horizon + 4) if self.framing.height != "low" else high * 0.97

    def stand(self, person: Person, spot: Spot, at: int, view: str, held: Person | None, named: bool) -> None:
        """Draws somebody on a spot; `at` is the number in the cast, from 0."""
        looks = looks_of(person)
        behind = self.framing.over and at == 1
        pose = pose_of(self.said, self.dice, at, "back" if behind else view)
        tall = looks.tall if looks.upright else max(creature_size(looks.species) * 1.05, 0.3)
        close = self.framing.size in ("close", "detail", "medium")
        if close:  # a camera that is close comes down to who is small
            spot = Spot(spot.x, spot.feet, spot.scale * (1 if looks.upright else 0.62), spot.mirror)
            tall = max(tall, 0.9) if looks.upright else 1.0
            if not looks.upright:
                spot = replace(spot, feet=self.high * 0.4 + 100 * spot.scale)
        if behind:
            spot = Spot(spot.x, spot.feet + self.high * 0.35, spot.scale * 1.7, spot.mirror)
        if not looks.upright and not close:
            tall = min(tall, self.high * 0.86 / (112 * spot.scale), self.wide * 0.8 / (130 * spot.scale))
        if self.framing.size in ("full", "wide", "far"):
            self._shadow(spot, tall)
        pen = self.pen.move(spot.x, spot.feet, spot.scale * tall, mirror=spot.mirror, bold=_bold(self.framing.size))
        if looks.upright:
            hand = draw_figure(pen, looks, pose)
            self._initials(looks, spot, tall)
            if held is not None:
                self._in_hand(held, hand, spot)
        else:
            draw_creature(pen, looks, pose.face)
        head = spot.feet - 89 * spot.scale * tall if looks.upright else spot.feet - 80 * spot.scale * tall
        self.standing.append(Standing(person, spot.x, head, 11 * spot.scale * tall))
        if named:
            self._name(person.name, spot)

    def _shadow(self, spot: Spot, tall: float) -> None:
        self.pen.oval(
            spot.x + 4 * spot.scale,
            spot.feet,
            24 * spot.scale * tall,
            4.2 * spot.scale * tall,
            (24, 20, 40),
            line=0,
            alpha=64,
        )

    def _initials(self, looks: Looks, spot: Spot, tall: float) -> None:
        """A badge on the chest, as costume sketches have it."""
        if not looks.initials or self.framing.size == "detail" or (self.framing.over and len(self.standing) == 1):
            return
        size = min(5.4 * spot.scale * tall, self.high * 0.045)
        if size < self.high * 0.011 and self.framing.size != "far":
            return
        _, ink = badge_of(looks)
        x = spot.x + (-1 if not spot.mirror else 1) * 5.2 * spot.scale * tall
        self.letters.append(
            Letters(
                x / self.wide,
                (spot.feet - 63 * spot.scale * tall) / self.high,
                looks.initials,
                size / self.high,
                self.pen.manner.tone(ink),
            )
        )

    def _name(self, name: str, spot: Spot) -> None:
        low = spot.feet + self.high * 0.052 if self.framing.size in ("full", "wide", "far") else self.high * 0.965
        self.letters.append(
            Letters(spot.x / self.wide, min(low / self.high, 0.972), name, 0.0, INK, halo=(255, 253, 246))
        )

    # Things -------------------------------------------------------------------------------------------------------

    def _held(self, thing: Person) -> bool:
        return prop.prop_in(_thing_words(thing)) in prop.HELD

    def _in_hand(self, thing: Person, hand: tuple[float, float], spot: Spot) -> None:
        a, _, c, _, e, f = self.pen.matrix
        x, y = (hand[0] - c) / a, (hand[1] - f) / e
        draw, hue = picture_of(thing)
        size = spot.scale * 0.24
        draw(
            self.pen.move(
                x, y + (18 if draw in (vessels.lantern, journeys.bag) else 9) * spot.scale, size, mirror=spot.mirror
            ),
            hue,
        )

    def _beside(self, things: list[Person], spots: list[Spot], named: bool) -> None:
        """What nobody holds stands on the ground, between or beside the people."""
        scale = min(spot.scale for spot in spots)
        for at, thing in enumerate(things):
            draw, hue = picture_of(thing)
            away = (0.24 + 0.16 * (at // 2)) * (1 if (at % 2 == 0) == (spots[0].x < self.wide / 2) else -1)
            x = min(max(spots[0].x + away * self.wide, self.wide * 0.08), self.wide * 0.92)
            big = (
                1.4
                if draw in (journeys.car, journeys.bicycle, journeys.boat, journeys.plane)
                else 0.55
                if draw in (furniture.chair, furniture.table)
                else 0.36
            )
            feet = min(self._feet(scale), self.high * 0.95)
            spot = Spot(x, feet, scale * big, False)
            self._shadow(spot, 1.6)
            draw(self.pen.move(x, feet, spot.scale), hue)
            if named:
                self._name(thing.name, spot)

    def _still_life(self, things: list[Person], named: bool) -> None:
        """Things on their own: big, on a plinth."""
        count = len(things)
        for at, thing in enumerate(things):
            draw, hue = picture_of(thing)
            share = {"close": 0.74, "detail": 1.2, "medium": 0.6, "full": 0.52, "wide": 0.36, "far": 0.2}[
                self.framing.size
            ]
            scale = min(self.high * share, self.wide * 0.7 / count) / 110
            x = self.wide * ((at + 0.5) / count if count > 1 else self.dice.pick("third", (0.42, 0.5, 0.58)))
            feet = self.high * (0.84 if share < 1 else 1.1)
            self._plinth(x, feet, scale)
            draw(self.pen.move(x, feet, scale, mirror=self.mirrored, bold=1.3), hue)
            if named:
                self._name(thing.name, Spot(x, min(feet + self.high * 0.03, self.high * 0.9), scale, False))

    def _plinth(self, x: float, feet: float, scale: float) -> None:
        self.pen.oval(x, feet + 2 * scale, 78 * scale, 13 * scale, (28, 24, 40), line=0, alpha=36)
        self.pen.oval(x + 8 * scale, feet, 56 * scale, 8 * scale, (28, 24, 40), line=0, alpha=70)


def _bold(size: str) -> float:
    """A nearer figure is drawn with a bolder pen."""
    return {"detail": 2.2, "close": 1.9, "medium": 1.45, "full": 1.1, "wide": 0.9, "far": 0.7}[size]


def _thing_words(thing: Person) -> tuple[str, ...]:
    return words(thing.name, thing.identity.replace("_", " "), thing.description)


def picture_of(thing: Person) -> tuple[Callable[[Pen, Colour], None], Colour]:
    """The drawing of a thing and its colour."""
    from .dice import Dice
    from .palette import colours_in

    said = _thing_words(thing)
    draw = prop.prop_in(said) or furniture.thing
    named = colour_near(said, prop.PROPS) or next(iter(colours_in(words(thing.description, thing.look))), None)
    return draw, named or Dice(f"identity/{thing.identity}/{thing.description[:400]}").pick("hue", CLOTHES)
