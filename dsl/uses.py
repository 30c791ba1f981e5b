"""Which axes a statement uses, found in what is written and not in what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import nodes
from .board import Look, Subject
from .call import Kind
from .report import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .board import Axis, Maker, Module
    from .settled import Cascade
    from .work import Work

EDIT_TAKES_NOT = frozenset({"style", "at", "cast", "camera", "rules", "chain", "template", "panels"})


def names_in(work: Work, module: Module, node: object) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every free name in a value or text, with the constant members behind it. Raises Wrong."""
    match node:
        case nodes.Text():
            template = work.template(module.source, node)
            for free in template.free:
                yield free.name, free.members
            for hole in template.holes:
                yield hole.path.split(".", maxsplit=1)[0], ()
        case nodes.Word() | nodes.Mention():
            yield node.path[0].text, tuple(n.text for n in node.path[1:])
        case nodes.ListValue():
            for item in node.items:
                yield from names_in(work, module, item)
        case nodes.Call():
            for argument in node.args:
                yield from names_in(work, module, argument.value)
        case nodes.Setting():
            for value in node.values:
                yield from names_in(work, module, value)


class Uses:
    """Finds the axes of statements; remembers what axes use of each other."""

    def __init__(self, work: Work, subject_axes: Callable[[Subject | Look], frozenset[Axis]]) -> None:
        self.work, self.subject_axes = work, subject_axes
        self._axes: dict[Axis, frozenset[Axis]] = {}

    def of_names(
        self, module: Module, node: object, scope: dict[str, Axis], held: Cascade | None = None, *, follow: bool = True
    ) -> set[Axis]:
        """The axes that a node's names stand for; `follow`: through the words of subjects too."""
        found: set[Axis] = set()
        if not scope:
            return found
        try:
            names = list(names_in(self.work, module, node))
        except Wrong as e:
            self.work.report.add(e.diagnostic)
            return found
        for name, members in names:
            axis = scope.get(name)
            if axis is not None:
                found |= self.closure(axis, scope)
            elif name in {"shot", "scene", "storyboard"} and held is not None:
                for setting in members[:1] or (*held.origins, *held.unsent):
                    found |= self.of_setting(setting, scope, held)
            elif follow and members and isinstance(subject := module.names.get(name), Subject):
                look = subject.members.get(members[0])
                found |= self.subject_axes(look if isinstance(look, Look) else subject) & set(scope.values())
        return found

    def closure(self, axis: Axis, scope: dict[str, Axis]) -> frozenset[Axis]:
        """An axis and those that its own values use."""
        if axis not in self._axes:
            self._axes[axis] = frozenset({axis})
            outer = {n: a for n, a in scope.items() if a.rank < axis.rank}
            for other in sorted(outer.values(), key=lambda a: a.rank):
                self.closure(other, scope)  # outermost first, so that none waits for many others
            found = {axis}
            for value in axis.values if outer else ():
                for node in (value.value, *value.settings.values(), *value.extras.values()):
                    if node is not None:
                        found |= self.of_names(axis.module, node, outer)
            self._axes[axis] = frozenset(found)
        return self._axes[axis]

    def of_setting(self, name: str, scope: dict[str, Axis], held: Cascade) -> set[Axis]:
        """The axes along which a setting varies."""
        found: set[Axis] = set()
        for origin in held.of(name):
            if origin.axis is not None:
                found |= self.closure(origin.axis, scope)
            elif origin.setting is not None:
                found |= self.of_names(origin.module, origin.setting, scope)
        return found

    def sent(self, maker: Maker, held: Cascade, settings: Iterable[str]) -> set[Axis]:
        """The axes that what a picture sends uses: its text, its settings, its own references."""
        scope = maker.level.scope()
        if not scope and maker.kind is not Kind.VIEW:
            return set()
        if maker.kind is Kind.VIEW and self.work.board is maker.module and maker.module.level is not None:
            scope = maker.module.level.scope()
        found = self.of_names(maker.module, maker.node.prompt, scope, held)
        for reference in maker.references:
            found |= self.of_names(reference.module, reference.node.path, scope)
        if maker.kind is not Kind.VIEW:
            for name in settings:
                found |= self.of_setting(name, scope, held)
        return found
