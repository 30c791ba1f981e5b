"""A name of the scope with constant members behind it: the insertion that most texts consist of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from . import member
from .frame import MISSING
from .problem import Problem, Wrong, nearest
from .speech import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .frame import Frame, Out, Run


class Free(Struct, frozen=True):
    """A name that a template uses and does not itself bind.

    `start`, `end` are where the name stands. `members` is the constant path right behind it, as far as it is constant:
    `("storm", "description")` of `mara.storm.description`.
    """

    name: str
    start: int
    end: int
    members: tuple[str, ...]


class Lookup:
    """`{{ name.member }}` outside any block. `places` are the (start, end) of each name."""

    __slots__ = ("end", "path", "places", "start")

    def __init__(self, path: tuple[str, ...], places: tuple[tuple[int, int], ...]) -> None:
        self.path = path
        self.places = places
        self.start = places[0][0]
        self.end = places[-1][1]

    def __call__(self, frame: Frame, out: Out) -> None:
        """Write its value. Raises Problem."""
        try:
            out.add(self.words(frame.run))
        except Wrong as wrong:
            raise wrong.at(self.start, self.end) from None

    def words(self, run: Run) -> str:
        """What it writes. Raises Problem."""
        value = self.value(run)
        if type(value) is str:
            return value
        try:
            return write(value, run.budget)
        except Wrong as wrong:
            raise wrong.at(self.start, self.end) from None

    def value(self, run: Run) -> object:
        """What it stands for. Raises Problem."""
        value = run.scope.get(self.path[0], MISSING)
        if value is MISSING:
            raise unknown(self.path[0], run.scope, self.places[0])
        for i in range(1, len(self.path)):
            try:
                value = member.take(value, self.path[i])
            except Wrong as wrong:
                wrong.words["owner"] = f"`{'.'.join(self.path[:i])}`"
                raise wrong.at(*self.places[i]) from None
        return value


def unknown(name: str, names: Iterable[str], place: tuple[int, int]) -> Problem:
    """The problem with a name that stands for nothing."""
    near = nearest(name, names)
    return Problem("BNN401", {"name": name[:80], "nearest": near}, *place)
