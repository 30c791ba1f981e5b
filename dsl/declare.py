"""One file's statements into declarations: what stands where, and what each name means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..grammar import nodes
from ..grammar.diagnostic import Related
from ..grammar.source import Place
from .board import Level, Look, Maker, Param, Prompt, Reference, Scene, Subject
from .call import Kind
from .nearest import nearest
from .settings import BY_NAME, Where, articled, fitting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .axes import AxisReader
    from .board import Module, Named
    from .report import Report

# What may stand in each block, besides settings.
INSIDE: dict[str, tuple[type, ...]] = {
    "file": (
        nodes.Import, nodes.FromImport, nodes.Param, nodes.Storyboard, nodes.Subject, nodes.Reference,
        nodes.Prompt, nodes.Scene, nodes.Shot, nodes.Edit, nodes.Final,
    ),
    "storyboard": (nodes.Variant, nodes.Except),
    "subject": (nodes.Reference, nodes.View, nodes.Look),
    "look": (nodes.Reference, nodes.View),
    "scene": (nodes.Variant, nodes.Except, nodes.Reference, nodes.Shot, nodes.Edit),
    "shot": (nodes.Variant, nodes.Except, nodes.Reference),
    "edit": (nodes.Variant, nodes.Except, nodes.Reference),
    "view": (nodes.Reference,),
    "reference": (),
    "final": (),
}  # fmt: skip
WHERE = {
    "storyboard": Where.STORYBOARD, "subject": Where.SUBJECT, "look": Where.LOOK, "scene": Where.SCENE,
    "shot": Where.SHOT, "edit": Where.EDIT, "view": Where.VIEW, "final": Where.FINAL, "reference": Where.REFERENCE,
}  # fmt: skip
HOMES = {
    nodes.View: "a character, location, prop, style or look", nodes.Look: "a character, location, prop or style",
    nodes.Variant: "the storyboard, a scene or a shot",
    nodes.Except: "the storyboard, a scene or a shot, beside variants",
    nodes.Shot: "a scene, or the top of the file", nodes.Edit: "a scene, or the top of the file",
    nodes.Reference: "the top of the file, a subject, a look, a scene, a shot or an edit",
}  # fmt: skip
CALLED = {
    nodes.Import: "import", nodes.FromImport: "from", nodes.Param: "param", nodes.Storyboard: "storyboard",
    nodes.Reference: "reference", nodes.View: "view", nodes.Look: "look", nodes.Prompt: "prompt", nodes.Scene: "scene",
    nodes.Shot: "shot", nodes.Edit: "edit", nodes.Variant: "variant", nodes.Except: "except", nodes.Final: "final",
}  # fmt: skip
MOST_PICTURES = 500  # of one subject
STATEMENTS = frozenset({*CALLED.values(), "character", "location", "prop"} - {"final", "from"})
RESERVED = frozenset({"shot", "scene", "storyboard", "frame", "true", "false", "none", "True", "False", "None"})


def keyword(node: nodes.Statement) -> str:
    """The word that a statement begins with."""
    return node.kind if isinstance(node, nodes.Subject) else CALLED.get(type(node), "statement")


class Spanned(Protocol):
    """Any node."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Declaring:
    """Fills a module from its document."""

    def __init__(self, module: Module, report: Report, axes: AxisReader) -> None:
        self.module, self.report, self.axes = module, report, axes
        self.source = module.source

    def run(self) -> None:
        """Declare everything but imports, which are the loader's."""
        top = self.module.document.statements
        for node in top:
            if isinstance(node, nodes.Storyboard):
                self._storyboard(node)
        if self.module.level is None:
            self.module.level = Level(self.module, None, {})
        for node in self._fitting("file", top):
            self._declare(node)

    def _declare(self, node: nodes.Statement) -> None:
        module = self.module
        match node:
            case nodes.Param():
                self._name(node.name, Param(node.name.text, module, node), node)
            case nodes.Subject():
                self._subject(node)
            case nodes.Reference():
                self._top_reference(node)
            case nodes.Prompt():
                self._prompt(node)
            case nodes.Scene():
                self._scene(node)
            case nodes.Shot() | nodes.Edit() if module.level is not None:
                maker = self._maker(node, module.level, None, len(module.shots))
                self._stage(node.name, module.shots, maker)
            case nodes.Final():
                if module.final is not None:
                    self._twice(node, module.final, "BNN206", {"what": "final"})
                    return
                module.final = node
                self._block("final", node.block)
            case _:
                pass

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _fitting(
        self, home: str, statements: Iterable[nodes.Statement], called: str | None = None
    ) -> Iterable[nodes.Statement]:
        """The statements that may stand here; the others are reported. Settings are `_settings`'s."""
        for node in statements:
            if isinstance(node, INSIDE[home]):
                yield node
            elif isinstance(node, nodes.Setting):
                if home == "file":
                    self.report.say(self.source, (node.start, node.name.end), "BNN202", {"name": node.name.text})
            elif not isinstance(node, nodes.Broken):
                word = keyword(node)
                words = {
                    "what": word,
                    "home": "at the top of a file" if home == "file" else f"in {articled(called or home)}",
                    "where": HOMES.get(type(node), "the top of the file"),
                }
                self.report.say(self.source, (node.start, node.start + len(word)), "BNN201", words)

    def _block(
        self, home: str, block: nodes.Block | None, called: str | None = None
    ) -> tuple[list[nodes.Statement], dict[str, nodes.Setting]]:
        if block is None:
            return [], {}
        fitting = list(self._fitting(home, block.statements, called))
        return fitting, self.settings(home, block.statements, called)

    def settings(
        self, home: str, statements: Iterable[nodes.Statement], called: str | None = None
    ) -> dict[str, nodes.Setting]:
        """The settings of a block, each known and in its place. `called`: what people call such a block."""
        found: dict[str, nodes.Setting] = {}
        for node in statements:
            if not isinstance(node, nodes.Setting):
                continue
            name = node.name.text
            at = (node.name.start, node.name.end)
            spec = BY_NAME.get(name)
            if spec is None:
                statement = name if name in STATEMENTS else None
                near = None if statement else nearest(name, BY_NAME)
                self.report.say(self.source, at, "BNN301", {"name": name, "statement": statement, "near": near}, fix=near)
            elif not spec.where & WHERE[home]:
                words = {"name": name, "home": articled(called or home), "fits": fitting(name)}
                self.report.say(self.source, at, "BNN302", words)
            elif name in found:
                self._twice(node.name, found[name].name, "BNN303", {"name": name})
            else:
                found[name] = node
        return found

    def _level(
        self, home: str, node: nodes.Storyboard | nodes.Scene | nodes.Shot | nodes.Edit, parent: Level | None
    ) -> tuple[Level, list[nodes.Statement]]:
        inside, settings = self._block(home, node.block)
        level = Level(self.module, parent, settings, node=node)
        self.axes.read(level, inside, home)
        return level, inside

    def _storyboard(self, node: nodes.Storyboard) -> None:
        if self.module.storyboard is not None:
            self._twice(node, self.module.storyboard, "BNN206", {"what": "storyboard"})
            return
        self.module.storyboard = node
        self.module.level, _ = self._level("storyboard", node, None)

    # -- names -------------------------------------------------------------------------------------------------------

    def _twice(self, node: Spanned, first: Spanned, code: str, words: dict[str, object]) -> None:
        related = (Related(Place(self.source, first.start, first.end), "first", words),)
        self.report.say(self.source, (node.start, node.end), code, words, related=related)

    def _name(self, name: nodes.Name, named: Named, node: nodes.Statement) -> None:
        if name.text in RESERVED:
            self.report.say(self.source, (name.start, name.end), "BNN204", {"name": name.text, "what": keyword(node)})
            self.report.lost(name.text)
            return
        before = self.module.names.get(name.text)
        if before is not None:
            self._clash(name, before.node)  # type: ignore[union-attr]  # a macro has no name of its own here
            return
        staged = self._staged(name.text) if isinstance(named, Subject) else None
        if staged is not None:
            self._clash(name, staged.node)
            return
        self.module.names[name.text] = named

    def _staged(self, name: str) -> Scene | Maker | None:
        """The scene or the shot of the top that has a name: subjects share one namespace with them."""
        return self.module.scenes.get(name) or self.module.shots.get(name)

    def _clash(self, name: nodes.Name, before: nodes.Statement) -> None:
        at = getattr(before, "name", None)
        start, end = (at.start, at.end) if isinstance(at, nodes.Name) else (before.start, before.end)
        words = {"name": name.text, "what": keyword(before)}
        related = (Related(Place(self.source, start, end), "first", words),)
        self.report.say(self.source, (name.start, name.end), "BNN203", words, related=related)

    def _stage(self, name: nodes.Name, among: dict[str, Maker], maker: Maker) -> None:
        """A shot or edit, among the others of its scene or of the top."""
        if name.text == "final":
            self.report.say(
                self.source, (name.start, name.end), "BNN204", {"name": name.text, "what": maker.kind.value}
            )
            return
        before = among.get(name.text)
        scene = self.module.scenes.get(name.text) if maker.scene is None else None
        subject = self.module.names.get(name.text) if maker.scene is None else None
        if before is not None:
            self._clash(name, before.node)
        elif scene is not None:
            self._clash(name, scene.node)
        elif isinstance(subject, Subject):
            self._clash(name, subject.node)
        else:
            among[name.text] = maker
            self.module.ordered.append(maker)

    # -- subjects ----------------------------------------------------------------------------------------------------

    def _subject(self, node: nodes.Subject) -> None:
        inside, settings = self._block("subject", node.block, node.kind)
        subject = Subject(node.kind, node.name.text, self.module, node, settings)
        self._name(node.name, subject, node)
        for inner in inside:
            if isinstance(inner, nodes.Look):
                self._look(inner, subject)
            else:
                self._picture(inner, subject, None)
        pictures = list(_all_pictures(subject))
        if len(pictures) > MOST_PICTURES:
            words = {"subject": subject.name, "count": len(pictures), "most": MOST_PICTURES}
            self.report.say(self.source, (node.name.start, node.name.end), "BNN551", words)
            subject.pictures.clear()
            for member in subject.members.values():
                if isinstance(member, Look):
                    member.pictures.clear()
        views = any(isinstance(p, Maker) for p in pictures)
        for name, setting in settings.items():
            if not views and name not in {"name", "wears", "note", "references"}:
                words = {"name": name, "subject": subject.name, "what": node.kind}
                self.report.say(self.source, (setting.name.start, setting.name.end), "BNN304", words)
        if node.kind not in {"character"} and "wears" in settings:
            at = settings["wears"].name
            self.report.say(self.source, (at.start, at.end), "BNN305", {"what": node.kind})

    def _look(self, node: nodes.Look, subject: Subject) -> None:
        inside, settings = self._block("look", node.block)
        look = Look(node.name.text, subject, node, settings)
        self._member(node.name, subject.members, look, subject.name)
        for inner in inside:
            self._picture(inner, subject, look)

    def _picture(self, node: nodes.Statement, subject: Subject, look: Look | None) -> None:
        owner = look or subject
        if isinstance(node, nodes.Reference):
            self._block("reference", node.block)
            given = Reference(node.name.text if node.name else None, self.module, node, owner)
            if node.name:
                self._member(node.name, owner.members, given, owner.name)
            owner.pictures.append(given)
        elif isinstance(node, nodes.View):
            inside, settings = self._block("view", node.block)
            level = Level(self.module, None, settings)
            view = Maker(Kind.VIEW, node.name.text, self.module, node, level, None, subject, look)
            view.references = self._references(inside)
            view.above = len(owner.pictures)
            self._member(node.name, owner.members, view, owner.name)
            owner.pictures.append(view)

    def _member(
        self,
        name: nodes.Name,
        members: dict[str, Look | Reference | Maker] | dict[str, Reference | Maker],
        member: Look | Reference | Maker,
        owner: str,
    ) -> None:
        if name.text in {"name", "description", "wears", "final"}:
            words = {"name": name.text, "what": f"member of {owner}"}
            self.report.say(self.source, (name.start, name.end), "BNN204", words)
        elif name.text in members:
            self._clash(name, members[name.text].node)
        else:
            members[name.text] = member  # type: ignore[assignment]  # a look is only ever put among a subject's members

    def _top_reference(self, node: nodes.Reference) -> None:
        if node.name is None:
            self.report.say(self.source, (node.start, node.end), "BNN205", {"path": node.path.value})
            return
        _, settings = self._block("reference", node.block)
        subject = Subject("reference", node.name.text, self.module, node, settings)
        subject.pictures.append(Reference(None, self.module, node, subject))
        self._name(node.name, subject, node)

    def _references(self, inside: Iterable[nodes.Statement]) -> list[Reference]:
        found: list[Reference] = []
        for node in inside:
            if isinstance(node, nodes.Reference):
                self._block("reference", node.block)
                found.append(Reference(node.name.text if node.name else None, self.module, node))
        return found

    # -- prompts, scenes, shots --------------------------------------------------------------------------------------

    def _prompt(self, node: nodes.Prompt) -> None:
        seen: dict[str, nodes.Name] = {}
        for parameter in node.parameters:
            if parameter.name.text in seen:
                self._twice(
                    parameter.name,
                    seen[parameter.name.text],
                    "BNN203",
                    {"name": parameter.name.text, "what": "argument"},
                )
            seen[parameter.name.text] = parameter.name
        self._name(node.name, Prompt(node.name.text, self.module, node), node)

    def _scene(self, node: nodes.Scene) -> None:
        name = node.name
        level, inside = self._level("scene", node, self.module.level)
        scene = Scene(name.text, self.module, node, level)
        before = self._staged(name.text)
        subject = self.module.names.get(name.text)
        if name.text == "final":
            self.report.say(self.source, (name.start, name.end), "BNN204", {"name": name.text, "what": "scene"})
            return
        if before is not None or isinstance(subject, Subject):
            self._clash(name, (before or subject).node)  # type: ignore[union-attr]  # one of the two is there
            return
        self.module.scenes[name.text] = scene
        shared = self._references(inside)
        for inner in inside:
            if isinstance(inner, nodes.Shot | nodes.Edit):
                maker = self._maker(inner, level, scene, len(scene.makers))
                if maker.kind is Kind.SHOT:
                    maker.references = shared + maker.references
                self._stage(inner.name, scene.makers, maker)

    def _maker(self, node: nodes.Shot | nodes.Edit, parent: Level, scene: Scene | None, index: int) -> Maker:
        kind = Kind.SHOT if isinstance(node, nodes.Shot) else Kind.EDIT
        if node.block is None:
            return Maker(kind, node.name.text, self.module, node, parent, scene, index=index)
        level, inside = self._level(kind.value, node, parent)
        maker = Maker(kind, node.name.text, self.module, node, level, scene, index=index)
        maker.references = self._references(inside)
        return maker


def _all_pictures(subject: Subject) -> Iterable[Reference | Maker]:
    yield from subject.pictures
    for member in subject.members.values():
        if isinstance(member, Look):
            yield from member.pictures
