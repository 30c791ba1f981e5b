"""What an edit edits, and the axes that a statement may use because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import nodes
from .board import Maker
from .call import Kind
from .report import Wrong, wrong
from .stage import context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .board import Axis
    from .work import Mentioned, Work

DEEPEST = 100  # edits of edits of edits


class Targets:
    """Finds what edits edit; remembers it."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._scopes: dict[Maker, dict[str, Axis]] = {}
        self._targets: dict[Maker, Mentioned | None] = {}

    def scope(self, maker: Maker) -> dict[str, Axis]:
        """The axes that a statement may use: an edit has its target's too."""
        found = self._scopes.get(maker)
        if found is None:
            self._scopes[maker] = found = {}
            if maker.kind is Kind.VIEW:
                level = maker.module.level
                found.update(level.scope() if level and maker.module is self.work.board else {})
            else:
                below = self.below(maker)
                if below is not None:
                    found.update(self.scope(below))
                found.update(maker.level.scope())
        return found

    def ranked(self, maker: Maker, axes: Iterable[Axis]) -> tuple[Axis, ...]:
        """Axes in the order of declaration, outermost first."""
        order = {a: i for i, a in enumerate(self.scope(maker).values())}
        return tuple(sorted(set(axes), key=lambda a: (order.get(a, -1), a.rank, a.name)))

    def below(self, maker: Maker) -> Maker | None:
        """The statement that an edit edits."""
        target = self.target(maker)
        return target.target if target is not None and isinstance(target.target, Maker) else None

    def target(self, maker: Maker) -> Mentioned | None:
        """What an edit edits; None where that is not a shot or an edit, which has then been reported."""
        if not isinstance(maker.node, nodes.Edit):
            return None
        if maker not in self._targets:
            self._targets[maker] = None
            try:
                self._targets[maker] = self._resolve(maker, maker.node)
            except Wrong as e:
                self.work.report.add(e.diagnostic)
        return self._targets[maker]

    def seen(self, mentioned: Mentioned, combo: Mapping[Axis, int]) -> dict[Axis, int]:
        """The combination of its target that a mention means, as far as it is known."""
        assert isinstance(mentioned.target, Maker)
        chosen = dict(mentioned.choices)
        found: dict[Axis, int] = {}
        for axis in self.scope(mentioned.target).values():
            index = axis.find(chosen[axis.name]) if axis.name in chosen else combo.get(axis)
            if index is not None:
                found[axis] = index
        return found

    def _resolve(self, maker: Maker, node: nodes.Edit) -> Mentioned:
        found = self._named(maker, node)
        at = (node.target.start, node.target.end)
        seen, step = [maker], found.target
        while isinstance(step, Maker) and isinstance(step.node, nodes.Edit):
            if step in seen:
                raise _circle(seen[seen.index(step) :])
            seen.append(step)
            if len(seen) > DEEPEST:
                raise wrong(maker.module.source, at, "BNN524", {"name": maker.name, "most": DEEPEST})
            step = self._named(step, step.node).target
        if not isinstance(found.target, Maker):
            raise wrong(maker.module.source, at, "BNN521", {"name": ".".join(n.text for n in node.target.path)})
        return found

    def _named(self, maker: Maker, node: nodes.Edit) -> Mentioned:
        return context_of(self.work, maker, {}).mention(node.target)


def _circle(makers: list[Maker]) -> Wrong:
    """Edits that need each other, told where the first of them stands, so that a circle is one fault."""
    first = min(makers, key=lambda m: m.node.start)
    at = makers.index(first)
    path = [m.path for m in (*makers[at:], *makers[:at], first)]
    node = first.node
    place = (node.target.start, node.target.end) if isinstance(node, nodes.Edit) else (node.start, node.name.end)
    return wrong(first.module.source, place, "BNN520", {"path": " → ".join(path), "first": first.path})
