"""What stands in a block: statements that may, settings that are known, each in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import nodes
from .board import Level, Reference
from .nearest import nearest
from .settings import BY_NAME, articled, fitting
from .standing import HOMES, INSIDE, STATEMENTS, WHERE, keyword

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .axes import AxisReader
    from .board import Module
    from .naming import Naming
    from .report import Report


class Blocks:
    """Reads the blocks of one file."""

    def __init__(self, module: Module, report: Report, axes: AxisReader, naming: Naming) -> None:
        self.module, self.report, self.axes, self.naming = module, report, axes, naming

    def block(
        self, home: str, block: nodes.Block | None, called: str | None = None
    ) -> tuple[list[nodes.Statement], dict[str, nodes.Setting]]:
        """The statements and the settings of a block. `called`: what people call such a block."""
        if block is None:
            return [], {}
        fitting = list(self.fitting(home, block.statements, called))
        return fitting, self._settings(home, block.statements, called)

    def level(
        self, home: str, node: nodes.Storyboard | nodes.Scene | nodes.Shot | nodes.Edit, parent: Level | None
    ) -> tuple[Level, list[nodes.Statement]]:
        """A block whose settings and axes hold for all below it."""
        inside, settings = self.block(home, node.block)
        level = Level(self.module, parent, settings, node=node)
        self.axes.read(level, inside, home)
        return level, inside

    def references(self, inside: Iterable[nodes.Statement]) -> list[Reference]:
        """The pictures that are given in a block and belong to no subject."""
        found: list[Reference] = []
        for node in inside:
            if isinstance(node, nodes.Reference):
                self.block("reference", node.block)
                found.append(Reference(node.name.text if node.name else None, self.module, node))
        return found

    def fitting(
        self, home: str, statements: Iterable[nodes.Statement], called: str | None = None
    ) -> Iterator[nodes.Statement]:
        """The statements that may stand here; the others are reported. Settings are `_settings`'s."""
        for node in statements:
            if isinstance(node, INSIDE[home]):
                yield node
            elif isinstance(node, nodes.Setting):
                if home == "file":
                    at = (node.start, node.name.end)
                    statement = node.name.text if node.name.text in STATEMENTS else None
                    self.report.say(self.module.source, at, "BNN202", {"name": node.name.text, "statement": statement})
            elif not isinstance(node, nodes.Broken):
                self._misplaced(node, home, called)

    def _misplaced(self, node: nodes.Statement, home: str, called: str | None) -> None:
        word = keyword(node)
        words = {
            "what": word,
            "home": "at the top of a file" if home == "file" else f"in {articled(called or home)}",
            "where": HOMES.get(type(node), "the top of the file"),
        }
        self.report.say(self.module.source, (node.start, node.start + len(word)), "BNN201", words)

    def _unknown(self, name: str, at: tuple[int, int]) -> None:
        """A setting that nobody knows, or a statement that was written as one."""
        statement = name if name in STATEMENTS else None
        near = None if statement else nearest(name, BY_NAME)
        self.report.say(
            self.module.source, at, "BNN301", {"name": name, "statement": statement, "near": near}, fix=near
        )

    def _settings(
        self, home: str, statements: Iterable[nodes.Statement], called: str | None
    ) -> dict[str, nodes.Setting]:
        found: dict[str, nodes.Setting] = {}
        for node in statements:
            if not isinstance(node, nodes.Setting):
                continue
            name = node.name.text
            at = (node.name.start, node.name.end)
            spec = BY_NAME.get(name)
            if spec is None:
                self._unknown(name, at)
            elif not spec.where & WHERE[home]:
                words = {"name": name, "home": articled(called or home), "fits": fitting(name)}
                self.report.say(self.module.source, at, "BNN302", words)
            elif name in found:
                self.naming.twice(node.name, found[name].name, "BNN303", {"name": name})
            else:
                found[name] = node
        return found
