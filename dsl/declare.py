"""One file's statements into declarations: each put under its name, subjects and prompts, scenes and shots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import nodes
from .blocks import Blocks
from .board import Level, Maker, Param, Prompt, Scene
from .call import Kind
from .casting import Casting
from .naming import Naming

if TYPE_CHECKING:
    from .axes import AxisReader
    from .board import Module
    from .report import Report


class Declaring:
    """Fills a module from its document."""

    def __init__(self, module: Module, report: Report, axes: AxisReader) -> None:
        self.module = module
        self.naming = Naming(module, report)
        self.blocks = Blocks(module, report, axes, self.naming)
        self.casting = Casting(self.blocks)

    def run(self) -> None:
        """Declare everything but imports, which are the loader's."""
        top = self.module.document.statements
        for node in top:
            if isinstance(node, nodes.Storyboard):
                self._storyboard(node)
        level = self.module.level = self.module.level or Level(self.module, None, {})
        for node in self.blocks.fitting("file", top):
            self._declare(node, level)

    def _declare(self, node: nodes.Statement, level: Level) -> None:
        match node:
            case nodes.Param():
                self.naming.top(node.name, Param(node.name.text, self.module, node), node)
            case nodes.Subject():
                self.casting.subject(node)
            case nodes.Reference():
                self.casting.reference(node)
            case nodes.Prompt():
                self._prompt(node)
            case nodes.Scene():
                self._scene(node, level)
            case nodes.Shot() | nodes.Edit():
                maker = self._maker(node, level, None, len(self.module.shots))
                self.naming.stage(node.name, self.module.shots, maker)
            case nodes.Final():
                self._final(node)
            case _:
                pass

    def _storyboard(self, node: nodes.Storyboard) -> None:
        if self.module.storyboard is not None:
            self.naming.twice(node, self.module.storyboard, "BNN206", {"what": "storyboard"})
            return
        self.module.storyboard = node
        self.module.level, _ = self.blocks.level("storyboard", node, None)

    def _final(self, node: nodes.Final) -> None:
        if self.module.final is not None:
            self.naming.twice(node, self.module.final, "BNN206", {"what": "final"})
            return
        self.module.final = node
        self.blocks.block("final", node.block)

    def _prompt(self, node: nodes.Prompt) -> None:
        seen: dict[str, nodes.Name] = {}
        for parameter in node.parameters:
            name = parameter.name
            if name.text in seen:
                self.naming.twice(name, seen[name.text], "BNN203", {"name": name.text, "what": "argument"})
            seen[name.text] = name
        self.naming.top(node.name, Prompt(node.name.text, self.module, node), node)

    def _scene(self, node: nodes.Scene, board: Level) -> None:
        level, inside = self.blocks.level("scene", node, board)
        scene = Scene(node.name.text, self.module, node, level)
        if not self.naming.scene(scene):
            return
        shared = self.blocks.references(inside)
        for inner in inside:
            if isinstance(inner, nodes.Shot | nodes.Edit):
                maker = self._maker(inner, level, scene, len(scene.makers))
                if maker.kind is Kind.SHOT:
                    maker.references = shared + maker.references
                self.naming.stage(inner.name, scene.makers, maker)

    def _maker(self, node: nodes.Shot | nodes.Edit, parent: Level, scene: Scene | None, index: int) -> Maker:
        kind = Kind.SHOT if isinstance(node, nodes.Shot) else Kind.EDIT
        if node.block is None:
            return Maker(kind, node.name.text, self.module, node, parent, scene, index=index)
        level, inside = self.blocks.level(kind.value, node, parent)
        maker = Maker(kind, node.name.text, self.module, node, level, scene, index=index)
        maker.references = self.blocks.references(inside)
        self._alone(maker)
        return maker

    def _alone(self, maker: Maker) -> None:
        """A shot at the top of the file has none before it in a scene: `chain: previous` would do nothing."""
        chain = maker.level.settings.get("chain") if maker.scene is None else None
        if chain is None or not chain.values or not isinstance(chain.values[0], nodes.Word):
            return
        at = (chain.values[0].start, chain.values[0].end)
        self.blocks.report.say(self.module.source, at, "BNN317", {"name": maker.name})
