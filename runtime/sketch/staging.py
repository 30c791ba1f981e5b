"""Staging: who stands where, how big, and what each does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .beasts import head_of
from .beasts import size_of as creature_size
from .creature import draw_creature
from .deeds import deeds_of
from .figure import SEATED, draw_figure
from .identity import Looks, badge_of, looks_of
from .palette import INK
from .pose import RAISED, RIDING, Pose, pose_of
from .seed import variant_of
from .sheet import Letters
from .things import draw_beside, draw_foremost, draw_in_hand, draw_ride, draw_still_life, dressed, held_of, ridden_of

if TYPE_CHECKING:
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
        self.product = False  # whether the picture is about its things, and people come with them
        self.text = ""  # of the shot: who does what
        self.deeds: tuple[tuple[str, ...], ...] = ()
        self.variant = variant_of(dice.seed)
        self.mirrored = self.variant % 2 == 1

    def populate(self, cast: tuple[Person, ...], view: str = "", named: bool = True) -> None:
        """Draws everybody and everything on stage, the farthest first."""
        people, things = dressed(
            [one for one in cast if one.kind == "character"][:MOST],
            [one for one in cast if one.kind == "prop"][:MOST],
            self.said,
        )
        if not people:
            draw_still_life(self, things, named)
            return
        self.deeds = deeds_of(self.text, tuple(one.name for one in people))
        if self.product:
            for at, person in enumerate(people):
                self.stand(person, self._aside(self._spots(people)[at]), at, view, None, None, named)
            draw_foremost(self, things, named)
            return
        ridden = ridden_of(things, self.said)
        held = held_of([one for one in things if one is not ridden])
        spots = self._spots(people)
        draw_beside(self, [one for one in things if one is not held and one is not ridden], spots, named)
        for at in sorted(range(len(people)), key=lambda at: (self._is_near(at), spots[at].feet, -at)):
            taken = (held, ridden) if at == 0 else (None, None)
            self.stand(people[at], spots[at], at, view, *taken, named)

    def _aside(self, spot: Spot) -> Spot:
        """Somebody who leaves the front to a thing."""
        return replace(spot, x=spot.x * 0.6 + self.wide * 0.3, scale=min(spot.scale, self.wide / 46))

    def _is_near(self, at: int) -> bool:
        """Whether the camera looks over somebody's shoulder: who turns the back is drawn last."""
        return self.framing.over and at == 1

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
                    self.feet_of(size) - back * self.high * 0.8,
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
            share = (order.index(at) + 0.5) / count
            if count == 2:  # two who talk stand near each other
                share = 0.5 + (share - 0.5) * min(1.0, max(0.66, 1.1 * self.high / self.wide))
            share += self.dice.between(f"share{at}", -0.03, 0.03)
        return 1 - share if self.mirrored else share

    def feet_of(self, scale: float) -> float:
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

    def stand(
        self,
        person: Person,
        spot: Spot,
        at: int,
        view: str,
        held: Person | None = None,
        ridden: Person | None = None,
        named: bool = True,
    ) -> None:
        """Draws somebody on a spot; `at` is the number in the cast, from 0."""
        looks = looks_of(person)
        near = self._is_near(at)
        pose = pose_of(self.deeds[at] if at < len(self.deeds) else (), self.dice, at, "back" if near else view)
        if held is not None and pose.far[1] < 60:
            pose = replace(pose, far=RAISED)
        if ridden is not None:
            pose = RIDING
        middle = spot.x
        spot, tall = self._fitted(spot, looks, near)
        middle = spot.x if near else middle
        if self.framing.size in ("full", "wide", "far"):
            self.shadow(spot.x + 4 * spot.scale, spot.feet, spot.scale * tall)
        raised = spot
        if ridden is not None:
            draw_ride(self, ridden, spot)
            raised = replace(spot, feet=spot.feet - 8 * spot.scale)
        size = spot.scale * tall
        pen = self.pen.move(raised.x, raised.feet, size, mirror=spot.mirror, bold=_bold(self.framing.size))
        if looks.upright:
            hand = draw_figure(pen, looks, pose)
            chest = replace(raised, feet=raised.feet + (SEATED * size if pose.sits else 0))
            self._initials(looks, chest, tall, hidden=near or pose.lies)
            if held is not None:
                draw_in_hand(self, held, hand, raised, tall)
        else:
            draw_creature(pen, looks, pose.face)
        head = raised.feet - _head_of(looks, pose) * size
        self.standing.append(Standing(person, middle, head, 11 * size))
        if named and person.name:
            self.name(person.name, middle, spot.feet)

    def _fitted(self, spot: Spot, looks: Looks, near: bool) -> tuple[Spot, float]:
        """The spot as the camera shows somebody of this height, and the height."""
        framing, tall = self.framing, looks.tall
        close = framing.size in ("close", "detail", "medium")
        if near:
            scale = max(spot.scale * 1.55, self.high / 130)
            x = self.wide * (0.2 if spot.x < self.wide / 2 else 0.8)
            return Spot(x, self.high * 0.3 + 89 * scale * tall, scale, x > self.wide / 2), tall
        if looks.upright:  # a camera that is close comes down to who is small
            return spot, max(tall, 0.9) if close else tall
        tall = max(creature_size(looks.species) * 1.05, 0.3)
        if not close:
            return spot, min(tall, self.high * 0.86 / (112 * spot.scale), self.wide * 0.8 / (130 * spot.scale))
        ahead, up = head_of(looks.species)
        scale = spot.scale * {"medium": 0.55, "close": 0.42, "detail": 0.5}[framing.size]
        shift = ahead * scale * (1 if spot.mirror else -1) * (0.6 if framing.size == "medium" else 1)
        return Spot(spot.x + shift, self.high * 0.46 + up * scale, scale, spot.mirror), 1.0

    def shadow(self, x: float, feet: float, size: float, wide: float = 1.0) -> None:
        """What keeps somebody or something on the ground."""
        self.pen.oval(x, feet, 24 * size * wide, 4.2 * size * wide**0.5, (24, 20, 40), line=0, alpha=64)

    def _initials(self, looks: Looks, spot: Spot, tall: float, *, hidden: bool) -> None:
        """A badge on the chest, as costume sketches have it."""
        if not looks.initials or self.framing.size == "detail" or hidden:
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

    def name(self, name: str, x: float, feet: float) -> None:
        """The name under somebody or something."""
        low = feet + self.high * 0.052 if self.framing.size in ("full", "wide", "far") else self.high * 0.965
        self.letters.append(Letters(x / self.wide, min(low / self.high, 0.972), name, 0.0, INK, halo=(255, 253, 246)))


def _head_of(looks: Looks, pose: Pose) -> float:
    """How high a head is over the feet, in units of the figure."""
    if pose.lies:
        return 20.0
    return (89.0 - (SEATED if pose.sits else 0)) if looks.upright else 80.0


def _bold(size: str) -> float:
    """A nearer figure is drawn with a bolder pen."""
    return {"detail": 2.2, "close": 1.9, "medium": 1.45, "full": 1.1, "wide": 0.9, "far": 0.7}[size]
