"""Which pictures go along: everybody mentioned gets one, then the second ones, as far as places reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from .call import GivenPicture, LeftOut

if TYPE_CHECKING:
    from collections.abc import Hashable

    from .pictures import Picture


class Group(Struct):
    """The pictures of one subject in the order in which they would go; those in `must` are not left out."""

    who: str
    wanted: list[Picture] = field(default_factory=list)
    must: list[Picture] = field(default_factory=list)
    keys: set[Hashable] = field(default_factory=set)

    def add(self, pictures: list[Picture], *, all_must: bool = False) -> None:
        """One mention's pictures: its first must go."""
        for i, picture in enumerate(pictures):
            if picture not in self.wanted:
                self.wanted.append(picture)
            if (i == 0 or all_must) and picture not in self.must:
                self.must.append(picture)


class Allotted(Struct, frozen=True):
    """`sent` by group in order; `full`: who takes what where not even the first pictures fit."""

    sent: tuple[Picture, ...]
    left_out: tuple[LeftOut, ...]
    full: tuple[tuple[str, int], ...] = ()


def allot(groups: list[Group], total: int, each: int, reason: str) -> Allotted:
    """Give out `total` places, to each subject at most `each` beyond those that must go. `reason`: why places end."""
    needed = sum(len(g.must) for g in groups)
    if needed > total:
        return Allotted((), (), tuple((g.who, len(g.must)) for g in groups if g.must))
    taken = [list(g.must) for g in groups]
    free = total - needed
    moved = True
    while free > 0 and moved:
        moved = False
        for group, mine in zip(groups, taken, strict=True):
            more = next((p for p in group.wanted if p not in mine), None) if len(mine) < each else None
            if more is not None and free > 0:
                mine.append(more)
                free, moved = free - 1, True
    sent = tuple(p for g, mine in zip(groups, taken, strict=True) for p in g.wanted if p in mine)
    left = tuple(
        _left(p, f"`references: {each}` lets {each} of {g.who} go along" if len(mine) >= each else reason)
        for g, mine in zip(groups, taken, strict=True)
        for p in g.wanted
        if p not in mine
    )
    return Allotted(sent, left)


def _left(picture: Picture, because: str) -> LeftOut:
    part = picture.part
    if isinstance(part, GivenPicture):
        return LeftOut(part.member, part.path, None, because)
    return LeftOut(part.member, None, part.call, because)
