"""Reads what each name in a board's files means: in statements, values and mentions, texts and templates included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from ..grammar import nodes
from ..grammar.text import offset_map
from .board import Look, Macro, Maker, Param, Prompt, Scene, Subject
from .link_scope import Arguments, Scope, behind, words_of
from .links import File, Link, Links
from .settings import BY_NAME, UNSENT, Takes
from .template.problem import Problem
from .template.template import compile_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .board import Axis, Module
    from .link_scope import Written


def links(modules: Iterable[Module], board: Module) -> Links:
    """The links of loaded modules; `board` is the one whose scenes and shots are seen."""
    arguments = Arguments()
    return Links(k for m in modules for k in _Reading(m, arguments, on_board=m is board).read())


class _Reading:
    def __init__(self, module: Module, arguments: Arguments, *, on_board: bool) -> None:
        self.module, self.arguments = module, arguments
        self.file = Scope(module, on_board)
        self.source = module.source
        self.found: list[Link] = []
        self.things: dict[int, object] = {}  # by the node that declares them

    def read(self) -> list[Link]:
        self._collect()
        level = self.module.level
        self._statements(
            self.module.document.statements, structs.replace(self.file, axes=level.scope() if level is not None else {})
        )
        return self.found

    # -- declarations ------------------------------------------------------------------------------------------------

    def _collect(self) -> None:
        module = self.module
        for named in module.names.values():
            if isinstance(named, Param | Prompt | Subject) and named.module is module:
                self.things[id(named.node)] = named
                if isinstance(named, Subject):
                    self._members(named)
        for scene in module.scenes.values():
            self.things[id(scene.node)] = scene
            self._axes(scene.level.axes)
            for maker in scene.makers.values():
                self._maker(maker)
        for maker in module.shots.values():
            self._maker(maker)
        if module.level is not None:
            self._axes(module.level.axes)

    def _members(self, owner: Subject | Look) -> None:
        for member in owner.members.values():
            self.things[id(member.node)] = member
            if isinstance(member, Look):
                self._members(member)

    def _maker(self, maker: Maker) -> None:
        self.things[id(maker.node)] = maker
        if maker.node.block is not None:
            self._axes(maker.level.axes)
        for reference in maker.references:
            self.things.setdefault(id(reference.node), reference)

    def _axes(self, axes: Iterable[Axis]) -> None:
        for axis in axes:
            self.things[id(axis.node)] = axis

    def _link(self, start: int, end: int, thing: object, *, declares: bool = False) -> None:
        if end > start:
            self.found.append(Link(self.source, start, end, thing, declares))

    def _declare(self, node: nodes.Statement, name: nodes.Name | None) -> object | None:
        thing = self.things.get(id(node))
        if thing is not None and name is not None:
            self._link(name.start, name.end, thing, declares=True)
        return thing

    # -- statements --------------------------------------------------------------------------------------------------

    def _statements(self, statements: Iterable[nodes.Statement], scope: Scope) -> None:
        for node in statements:
            self._statement(node, scope)

    def _statement(self, node: nodes.Statement, scope: Scope) -> None:
        match node:
            case nodes.Import() | nodes.FromImport():
                self._import(node)
            case nodes.Setting():
                self._setting(node, scope)
            case nodes.Variant():
                self._variant(node, scope)
            case nodes.Except():
                self._choices(node.choices, scope.axes)
            case nodes.Prompt():
                self._prompt(node)
            case nodes.Scene():
                self._scene(node, scope)
            case nodes.Shot() | nodes.Edit():
                self._shot(node, scope)
            case nodes.Broken():
                pass
            case _:
                self._plain(node, scope)

    def _plain(
        self,
        node: nodes.Param | nodes.Storyboard | nodes.Final | nodes.Subject | nodes.Look | nodes.View | nodes.Reference,
        scope: Scope,
    ) -> None:
        """A statement below which names mean what they mean above it."""
        name = getattr(node, "name", None)
        self._declare(node, name)
        match node:
            case nodes.Param():
                self._value(node.default, scope)
                return
            case nodes.Storyboard():
                self._text(node.title, scope, sent=False)
            case nodes.Subject() | nodes.Look():
                self._text(node.description, scope)
            case nodes.View():
                self._value(node.prompt, scope)
            case nodes.Reference():
                self._file(node.path, "reference", scope)
            case nodes.Final():
                pass
        self._block(node.block, scope)

    def _block(self, block: nodes.Block | None, scope: Scope) -> None:
        if block is not None:
            self._statements(block.statements, scope)

    def _scene(self, node: nodes.Scene, scope: Scope) -> None:
        scene = self._declare(node, node.name)
        if isinstance(scene, Scene):
            scope = structs.replace(self.file, scene=scene, axes=scene.level.scope())
        self._text(node.title, scope, sent=False)
        self._block(node.block, scope)

    def _shot(self, node: nodes.Shot | nodes.Edit, scope: Scope) -> None:
        maker = self._declare(node, node.name)
        if isinstance(maker, Maker):
            scope = structs.replace(scope, axes=maker.level.scope(), maker=maker)
        if isinstance(node, nodes.Edit):
            self._mention(node.target, scope)
        self._value(node.prompt, scope)
        self._block(node.block, scope)

    def _prompt(self, node: nodes.Prompt) -> None:
        prompt = self._declare(node, node.name)
        if not isinstance(prompt, Prompt):
            return
        inner = self.arguments.of(prompt)
        for parameter in node.parameters:
            at = parameter.name
            self._link(at.start, at.end, inner[at.text], declares=inner[at.text].node is parameter)
            self._value(parameter.default, self.file)
        self._text(node.text, structs.replace(self.file, inner=inner))

    def _variant(self, node: nodes.Variant, scope: Scope) -> None:
        self._declare(node, node.name)
        if node.table is not None:
            self._link(node.table.start, node.table.end, File(node.table.value, self.module.key, "table"))
        spec = BY_NAME.get(node.name.text)
        for value in node.values or ():
            if spec is None and isinstance(value, nodes.Word):
                continue  # a word is its own text
            self._value(value, scope)
        for entry in node.entries or ():
            if isinstance(entry.value, nodes.Block):
                self._block(entry.value, scope)
            elif not isinstance(entry.value, nodes.Word) or spec is not None:
                self._value(entry.value, scope)

    def _import(self, node: nodes.Import | nodes.FromImport) -> None:
        self._link(node.path.start, node.path.end, File(node.path.value, self.module.key, "import"))
        if isinstance(node, nodes.FromImport):
            for name in node.names:
                named = self.module.names.get(name.text)
                if named is not None:
                    self._link(name.start, name.end, named, declares=isinstance(named, Macro))
            return
        alias = next((n for n in self.module.names.values() if getattr(n, "node", None) is node), None)
        if alias is not None and node.alias is not None:
            self._link(node.alias.start, node.alias.end, alias, declares=True)

    # -- values ------------------------------------------------------------------------------------------------------

    def _setting(self, node: nodes.Setting, scope: Scope) -> None:
        spec = BY_NAME.get(node.name.text)
        for value in node.values:
            if spec is not None and spec.takes is Takes.TEMPLATE and isinstance(value, nodes.Word):
                self._path([(n.text, n.start, n.end) for n in value.path], scope, templates=True)
            elif isinstance(value, nodes.Text):
                self._text(value, scope, sent=node.name.text not in UNSENT)
            else:
                self._value(value, scope)

    def _value(self, value: nodes.Value | nodes.Call | None, scope: Scope) -> None:
        match value:
            case nodes.Text():
                self._text(value, scope)
            case nodes.Mention():
                self._mention(value, scope)
            case nodes.Word():
                self._path([(n.text, n.start, n.end) for n in value.path], scope, templates=True)
            case nodes.ListValue():
                for item in value.items:
                    self._value(item, scope)
            case nodes.Call():
                self._call(value, scope)
            case _:
                pass

    def _call(self, node: nodes.Call, scope: Scope) -> None:
        called = self._path([(n.text, n.start, n.end) for n in node.path], scope, templates=True)
        parameters = self.arguments.of(called)
        for argument in node.args:
            if argument.name is not None and argument.name.text in parameters:
                self._link(argument.name.start, argument.name.end, parameters[argument.name.text])
            self._value(argument.value, scope)

    def _mention(self, node: nodes.Mention, scope: Scope) -> None:
        found = self._path([(n.text, n.start, n.end) for n in node.path], scope)
        self._choices(node.choices, _axes_of(found))

    def _choices(self, choices: tuple[nodes.Choice, ...], axes: Mapping[str, Axis]) -> None:
        for choice in choices:
            axis = axes.get(choice.axis.text)
            if axis is not None:
                self._link(choice.axis.start, choice.axis.end, axis)

    def _file(self, path: nodes.Text, kind: str, scope: Scope) -> None:
        self._text(path, scope, sent=False)
        if "{{" not in path.value:
            self._link(path.start, path.end, File(path.value, self.module.key, kind))

    # -- texts -------------------------------------------------------------------------------------------------------

    def _text(self, text: nodes.Text | None, scope: Scope, *, sent: bool = True) -> None:
        if text is None or ("@" not in text.value and "{" not in text.value):
            return
        try:
            template = compile_text(text.value)
        except Problem:
            return
        where = offset_map(self.source, text)

        def placed(word: str, start: int) -> tuple[str, int, int]:
            place = where.place(start, start + len(word))
            return word, place.start, place.end

        for hole in template.holes if sent else ():
            if not hole.glued:
                begin = hole.start + (2 if hole.braced else 1)
                self._path([placed(w, at) for w, at in words_of(hole.path, begin)], scope, whole=hole.braced)
        for free in template.free:
            words = [(free.name, free.start), *behind(text.value, free.end)]
            self._path([placed(w, at) for w, at in words], scope, templates=True)

    def _path(
        self, words: Iterable[Written], scope: Scope, *, templates: bool = False, whole: bool = True
    ) -> object | None:
        """Link each word of a dotted path to what it means; what the last one of them means."""
        last: object | None = None
        for start, end, last in scope.path(words, templates=templates, whole=whole):
            self._link(start, end, last)
        return last


def _axes_of(found: object) -> Mapping[str, Axis]:
    return found.level.scope() if isinstance(found, Maker) else {}
