"""Names given to what a file declares: each once, and none that means something already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..grammar import nodes
from ..grammar.diagnostic import Related
from ..grammar.source import Place
from .board import Macro, Param, Prompt, Subject
from .standing import keyword

if TYPE_CHECKING:
    from .board import Look, Maker, Module, Named, Reference, Scene
    from .report import Report

    Declared = Named | Look | Maker | Reference | Scene

RESERVED = frozenset({"shot", "scene", "storyboard", "frame", "true", "false", "none", "True", "False", "None"})
MEMBERS = frozenset({"name", "description", "wears", "final"})  # no member is called so


class Spanned(Protocol):
    """Any node."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Naming:
    """Puts declarations under their names in a module."""

    def __init__(self, module: Module, report: Report) -> None:
        self.module, self.report = module, report

    def top(self, name: nodes.Name, named: Named, node: nodes.Statement) -> None:
        """What templates see too: subjects, params, prompts."""
        before: Declared | None = self.module.names.get(name.text)
        if before is None and isinstance(named, Subject):
            before = self._staged(name.text)
        if name.text in RESERVED:
            self._taken(name, keyword(node))
            self.report.lost(name.text)
        elif before is not None:
            self._clash(name, before)
        else:
            self.module.names[name.text] = named

    def scene(self, scene: Scene) -> bool:
        """A scene; False where its name is taken."""
        name = scene.node.name
        before = self._staged(name.text) or self._subject(name.text)
        if name.text == "final":
            self._taken(name, "scene")
            return False
        if before is not None:
            self._clash(name, before)
            return False
        self.module.scenes[name.text] = scene
        return True

    def stage(self, name: nodes.Name, among: dict[str, Maker], maker: Maker) -> None:
        """A shot or edit, among the others of its scene or of the top."""
        before: Maker | Scene | Subject | None = among.get(name.text)
        if before is None and maker.scene is None:
            before = self.module.scenes.get(name.text) or self._subject(name.text)
        if name.text == "final":
            self._taken(name, maker.kind.value)
        elif before is not None:
            self._clash(name, before)
        else:
            among[name.text] = maker
            self.module.ordered.append(maker)

    def member(self, name: nodes.Name, owner: Subject | Look) -> bool:
        """What stands behind the dot of a subject or look; False where its name is taken."""
        before = owner.members.get(name.text)
        if name.text in MEMBERS:
            self._taken(name, f"member of {owner.name}")
        elif before is not None:
            self._clash(name, before)
        return name.text not in MEMBERS and before is None

    def twice(self, node: Spanned, first: Spanned, code: str, words: dict[str, object]) -> None:
        """Something that may be there only once."""
        related = (Related(Place(self.module.source, first.start, first.end), "first", words),)
        self.report.say(self.module.source, (node.start, node.end), code, words, related=related)

    def _staged(self, name: str) -> Scene | Maker | None:
        """The scene or the shot of the top that has a name: subjects share one namespace with them."""
        return self.module.scenes.get(name) or self.module.shots.get(name)

    def _subject(self, name: str) -> Subject | None:
        found = self.module.names.get(name)
        return found if isinstance(found, Subject) else None

    def _taken(self, name: nodes.Name, what: str) -> None:
        """A name that means something to every board."""
        self.report.say(self.module.source, (name.start, name.end), "BNN204", {"name": name.text, "what": what})

    def _clash(self, name: nodes.Name, before: Declared) -> None:
        """A name that something has already."""
        what, first = self._earlier(name.text, before)
        self.twice(name, first, "BNN203", {"name": name.text, "what": what})

    def _earlier(self, name: str, before: Declared) -> tuple[str, Spanned]:
        """What had the name before, and where it came by it in this file: it may be imported."""
        if isinstance(before, Macro):
            return "prompt", self._import(name)
        if isinstance(before, Param | Prompt | Subject) and before.module is not self.module:
            return keyword(before.node), self._import(name)
        at = getattr(before.node, "name", None)
        return keyword(before.node), at if isinstance(at, nodes.Name) else before.node

    def _import(self, name: str) -> nodes.Name:
        """Where this file says that it wants a name of another."""
        froms = (n for n in self.module.document.statements if isinstance(n, nodes.FromImport))
        return next(n for node in froms for n in node.names if n.text == name)
