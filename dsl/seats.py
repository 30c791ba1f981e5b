"""A call's place in the board before it is made, and which of another statement's pictures a mention means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ..grammar import nodes
from ..grammar.text import offset_map
from .board import Maker
from .nearest import nearest
from .report import wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .board import Axis
    from .drafts import Drafts
    from .work import Mentioned, Work


class Seat(Struct, frozen=True, eq=False):
    """A call's place in the board before it is made: a statement in one combination."""

    maker: Maker
    combo: Mapping[Axis, int]
    address: str
    keys: tuple[tuple[str, str], ...]


def address_of(maker: Maker, keys: tuple[tuple[str, str], ...], middle: str = "") -> str:
    """The canonical address."""
    inner = ",".join(f"{a}={k}" for a, k in keys)
    return maker.path + middle + (f"[{inner}]" if inner else "")


def keys_of(axes: tuple[Axis, ...], combo: Mapping[Axis, int]) -> tuple[tuple[str, str], ...]:
    """The keys of a combination, outermost axis first."""
    return tuple((a.name, a.values[combo[a]].key) for a in axes)


class Seats:
    """Finds the seats that mentions mean."""

    def __init__(self, work: Work, drafts: Drafts) -> None:
        self.work, self.drafts = work, drafts

    def other(self, seat: Seat, mentioned: Mentioned, at: tuple[int, int]) -> dict[Axis, int]:
        """The combination of another statement that a mention means. Raises Wrong."""
        target = mentioned.target
        assert isinstance(target, Maker)
        axes = self.drafts.reach.axes.get(target, ())
        if not axes and not mentioned.choices:
            return {}
        chosen = dict(mentioned.choices)
        source = seat.maker.module.source
        self._choices(target, axes, chosen, seat, at)
        found = {}
        for axis in axes:
            index = axis.find(chosen[axis.name]) if axis.name in chosen else seat.combo.get(axis)
            if index is None:
                index = self.picked(target, axes, axis)
            if index is None:
                keys = ", ".join(v.key for v in axis.values[:6])
                words = {
                    "name": target.path,
                    "axis": axis.name,
                    "key": axis.values[0].key,
                    "keys": keys,
                    "short": target.name if target.scene is seat.maker.scene else target.path,
                }
                raise wrong(source, at, "BNN540", words)
            found[axis] = index
        if not self.drafts.exceptions.wanted(target, found):
            words = {"name": address_of(target, keys_of(axes, found))}
            raise wrong(source, at, "BNN541", words)
        return found

    def _choices(
        self, target: Maker, axes: tuple[Axis, ...], chosen: dict[str, str], seat: Seat, at: tuple[int, int]
    ) -> None:
        by_name = {a.name: a for a in axes}
        for name, key in chosen.items():
            axis = by_name.get(name)
            if axis is None:
                words: dict[str, object] = {"name": target.path, "axis": name, "near": nearest(name, by_name)}
                words["axes"] = ", ".join(by_name)
                raise wrong(seat.maker.module.source, at, "BNN542", words)
            if axis.find(key) is None:
                keys = [v.key for v in axis.values]
                words = {"axis": name, "key": key, "near": nearest(key, keys), "keys": ", ".join(keys[:8])}
                raise wrong(seat.maker.module.source, at, "BNN507", words)

    def picked(self, target: Maker, axes: tuple[Axis, ...], axis: Axis) -> int | None:
        """The one value of an axis that a pick has named, None where none or several are."""
        head = target.path + "["
        found = set()
        for address in self.work.picked:
            if address.startswith(head) and len(axes) == address.count("="):
                keys = dict(pair.split("=", 1) for pair in address[len(head) : -1].split(","))
                index = axis.find(keys.get(axis.name, ""))
                if index is not None:
                    found.add(index)
        return found.pop() if len(found) == 1 else None

    def panel_of(self, seat: Seat, mentioned: Mentioned, combo: Mapping[Axis, int], at: tuple[int, int]) -> int | None:
        """The panel that a mention names, None for a single picture. Raises Wrong."""
        target = mentioned.target
        assert isinstance(target, Maker)
        below = self.drafts.draft(target, combo)
        if below is None:
            return mentioned.panel  # what is wrong with it has been told
        panels = below.settled.config.panels
        words = {"name": target.name, "panels": panels, "panel": mentioned.panel}
        if mentioned.panel is not None and not 1 <= mentioned.panel <= panels:
            raise wrong(seat.maker.module.source, at, "BNN544" if panels > 1 else "BNN545", words)
        if panels > 1 and mentioned.panel is None:
            raise wrong(seat.maker.module.source, at, "BNN546", words)
        return mentioned.panel

    def place_of(self, maker: Maker, target: Maker) -> tuple[int, int]:
        """Where a statement names another, as exactly as it can be said: in its text, else at its head."""
        source = maker.module.source
        for text in [maker.node.prompt] if isinstance(maker.node.prompt, nodes.Text) else []:
            for hole in self.work.template(source, text).holes:
                if hole.path.split(".")[-1] == target.name or f".{target.name}." in f".{hole.path}.":
                    found = offset_map(source, text).place(hole.start, hole.end)
                    return found.start, found.end
        if isinstance(maker.node, nodes.Edit):
            return maker.node.target.start, maker.node.target.end
        return maker.node.start, maker.node.name.end

    def source(self, seat: Seat) -> tuple[str, Mentioned] | None:
        """The address of what an edit edits. Raises Wrong."""
        mentioned = self.drafts.targets.target(seat.maker)
        if mentioned is None or not isinstance(mentioned.target, Maker) or not isinstance(seat.maker.node, nodes.Edit):
            return None
        at = (seat.maker.node.target.start, seat.maker.node.target.end)
        combo = self.other(seat, mentioned, at)
        self.panel_of(seat, mentioned, combo, at)
        return address_of(mentioned.target, keys_of(self.drafts.reach.axes[mentioned.target], combo)), mentioned
