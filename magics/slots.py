"""The pictures of a cell as they come: a slot for each shot, its variants and takes as rows and columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from .sheet import Shown, encoded, sheet, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from ..runtime.record import TakeRecord
    from ..runtime.step import Step

MOST = 60  # slots; more pictures than this are looked at in their page


class Addressed(Protocol):
    """A variant of a statement: a call of a plan, or what is known of one by its address."""

    @property
    def address(self) -> str:
        """Its name, with its keys."""
        ...

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Its axes with the key of each."""
        ...


Place = tuple[int, int]  # the number of a take, and of the picture in its answer


@dataclass(slots=True)
class Slot:
    """One statement's pictures. `calls` are its variants; `pictures` holds what there is, by address and place.

    `takes` are wanted of each variant. Their numbers need not begin with 1: what never came keeps its number.
    """

    name: str
    calls: list[Addressed]
    takes: int
    pictures: dict[tuple[str, Place], Path] = field(default_factory=dict)
    counts: set[tuple[str, Place]] = field(default_factory=set)
    fallen: dict[str, str] = field(default_factory=dict)
    settled: bool = False

    def place(self, take: TakeRecord) -> None:
        """A picture has come."""
        self.pictures[take.address, (take.take, take.part)] = take.path

    def settle(self, takes: Iterable[TakeRecord]) -> None:
        """All that there is in the end: pictures that were there before too."""
        self.pictures.clear()
        self.settled = True
        for take in takes:
            self.place(take)
            if take.counts:
                self.counts.add((take.address, (take.take, take.part)))

    def bundle(self) -> dict[str, Any]:
        """What a notebook shows of it: one picture, and words where pictures can't be."""
        words = {"text/plain": self.words()}
        if not self.pictures:
            return words
        try:
            mime, data = encoded(self.drawn())
        except OSError:
            return words
        import base64

        return {mime: base64.b64encode(data).decode("ascii"), **words}

    def drawn(self) -> Image:
        """All its pictures as one, below its name. Raises OSError where one that is alone can't be read."""
        rows, across, down = self.table()
        several = len({take for row in rows for _, (take, _) in row}) > 1
        return titled(
            self.name, sheet([[self._shown(a, n, several=several) for a, n in row] for row in rows], across, down)
        )

    def _shown(self, address: str, place: Place, *, several: bool) -> Shown:
        mark = several and (address, place) in self.counts
        return Shown(self.pictures.get((address, place)), mark)

    def _places(self) -> list[Place]:
        """What there is of any variant, in order; while more is to come, room for it below numbers that are free."""
        found = {place for _, place in self.pictures}
        wanted = 1 if self.settled else self.takes
        for number in range(1, wanted + 1):
            if len(found) < wanted:
                found.add((number, 1))
        return sorted(found)

    @staticmethod
    def _named(places: list[Place]) -> list[str]:
        """What places are called, where there are several."""
        takes, parts = len({t for t, _ in places}) > 1, len({p for _, p in places}) > 1
        return [", ".join([f"take {t}"] * takes + [f"panel {p}"] * parts) for t, p in places]

    def table(self) -> tuple[list[list[tuple[str, Place]]], list[str], list[str]]:
        """Addresses and takes as rows and columns, with the names of both: the last axis goes across, the rest down."""
        places = self._places()
        named = self._named(places)
        if not self.calls[0].keys:
            return [[(self.calls[0].address, p) for p in places]], named if any(named) else [], []
        last = list(dict.fromkeys(c.keys[-1][1] for c in self.calls))
        rest = list(dict.fromkeys(c.keys[:-1] for c in self.calls))
        by_keys = {c.keys: c.address for c in self.calls}
        axis = self.calls[0].keys[-1][0]
        rows, down = [], []
        for keys in rest:
            for place, name in zip(places, named, strict=True):
                rows.append([(by_keys.get((*keys, (axis, key)), ""), place) for key in last])
                down.append(", ".join(x for x in (_row_name(keys) if keys else "", name) if x))
        return rows, [f"{axis}: {key}" for key in last], down

    def words(self) -> str:
        """The slot in a line."""
        there, wanted = len(self.pictures), len(self.calls) * self.takes
        if self.fallen:
            return f"{self.name}: " + "; ".join(dict.fromkeys(self.fallen.values()))
        if there >= wanted or (there and self.settled):
            return self.name
        return f"{self.name}: waiting" if not there else f"{self.name}: {there} of {wanted} there"


def _row_name(keys: Sequence[tuple[str, str]]) -> str:
    """`light: dawn`, and of several axes only the keys."""
    return f"{keys[0][0]}: {keys[0][1]}" if len(keys) == 1 else ", ".join(key for _, key in keys)


def slots(steps: Iterable[Step], shown: set[str]) -> list[Slot]:
    """A slot for each statement whose pictures are shown, in the order of the plan."""
    found: dict[str, Slot] = {}
    for step in steps:
        call = step.call
        if call.address not in shown:
            continue
        name = call.address.partition("[")[0]
        slot = found.setdefault(name, Slot(name, [], 1))
        slot.calls.append(call)
        slot.takes = max(slot.takes, call.takes)
    return list(found.values())
