"""Where a text is read: which names it sees, what they are worth there, and what its mentions mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..grammar import nodes
from ..grammar.text import offset_map
from .axes import key_of
from .board import Alias, LibraryAlias, Look, Macro, Maker, Param, Prompt, Reference, Scene, Subject
from .call import Kind
from .members import longest, members_of
from .nearest import nearest
from .prompts import ArgumentFault, bind, check_macro
from .report import Wrong, wrong
from .template.problem import Problem
from .template.problem import Wrong as Misplaced
from .template.value import TemplateValue
from .words import SubjectWords, called, owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .board import Axis, AxisValue, Module
    from .template.hole import Hole
    from .work import Mentioned, Work


_TAKE = re.compile(r"#([0-9]+)")  # a board never names a take


class Context(Struct):
    """A place to read from. `axes` holds what each axis is worth here, `inner` the arguments of a prompt."""

    work: Work
    module: Module
    scene: Scene | None = None
    maker: Maker | None = None
    axes: Mapping[str, object] = field(default_factory=dict)
    inner: Mapping[str, object] | None = None
    stage: Callable[[Context], Mapping[str, object]] | None = None  # `shot`, `scene` and `storyboard`, when asked for
    sent: bool = True  # False: in captions and the like a mention is a name, and `@` a plain character
    depth: tuple[Prompt, ...] = ()
    combo: Mapping[Axis, int] = field(default_factory=dict)  # which value of each axis
    _scope: Mapping[str, object] | None = None

    # -- texts -------------------------------------------------------------------------------------------------------

    def text(self, text: nodes.Text) -> str:
        """A text with its templates rendered and its mentions as markers. Raises Wrong."""
        source = self.module.source
        template = self.work.template(source, text)
        if template.plain and (not self.sent or not template.holes):
            return text.value if not self.sent or "@" not in text.value else template.render({}, str)
        faults: list[Wrong] = []
        try:
            rendered = template.render({} if template.plain else self.scope(), self._mention(text, faults))
        except Problem as e:
            raise self.work.problem(source, text, e) from None
        if faults:
            raise faults[0]
        return rendered

    def scope(self) -> Mapping[str, object]:
        """Every name that a template sees here."""
        if self._scope is None:
            stage = self.stage(self) if self.stage is not None else {}
            self._scope = Names(self, {**stage, **self.axes, **(self.inner or {})})
        return self._scope

    def _mention(self, text: nodes.Text, faults: list[Wrong]) -> Callable[[Hole], str]:
        """What a hole becomes; what is wrong with it is told and put into `faults`, so that the rest is read too."""
        source = self.module.source

        def place(start: int, end: int) -> tuple[int, int]:
            found = offset_map(source, text).place(start, end)
            return found.start, found.end

        def mention(hole: Hole) -> str:
            written = text.value[hole.start : hole.end]
            if not self.sent:
                return written
            if hole.glued:
                if self._declared(hole.path.split(".", maxsplit=1)[0]):
                    words = {"written": written}
                    self.work.report.say(source, place(hole.start, hole.end), "BNN456", words)
                return written
            take = _TAKE.match(text.value, hole.end)
            if take is not None:
                words = {"written": written, "take": take[1]}
                faults.append(wrong(source, place(hole.start, take.end()), "BNN467", words))
                self.work.report.add(faults[-1].diagnostic)
                return written
            known = self._known(hole)
            if known is not None:
                return known
            at = hole.start + (2 if hole.braced else 1)
            try:
                mentioned, used = self.resolve(
                    hole.path, hole.choices, lambda a, b: place(at + a, at + b), whole=hole.braced
                )
            except Wrong as e:
                self.work.report.add(e.diagnostic)
                faults.append(e)
                return written
            marker = mentioned.marker
            return marker if used >= len(hole.path) else marker + text.value[at + used : hole.end]

        return mention

    def _known(self, hole: Hole) -> str | None:
        """The marker of a mention that means the same everywhere in this file: a subject, by its plain path."""
        if hole.choices or self.inner or self.axes or (self.maker is not None and self.maker.references):
            return None
        key = (id(self.module), hole.path)
        if key not in self.work.markers:
            found: object = self.module.names.get(hole.path.split(".", maxsplit=1)[0])
            for word in hole.path.split(".")[1:]:
                found = members_of(found).get(word)
            plain = isinstance(found, Subject | Look | Reference | Maker)
            self.work.markers[key] = self.work.mention(found).marker if plain else None  # type: ignore[arg-type]  # plain
        return self.work.markers[key]

    # -- mentions ----------------------------------------------------------------------------------------------------

    def _declared(self, name: str) -> bool:
        return self._find(name) is not None

    def _find(self, name: str) -> object | None:
        """What a mention's first word names: nearest first."""
        if self.inner and name in self.inner:
            return self.inner[name]
        if name in self.axes:
            return self.axes[name]
        if self.maker is not None:
            for reference in self.maker.references:
                if reference.name == name:
                    return reference
        named = self.module.names.get(name)
        if named is not None and not isinstance(named, Prompt | Macro):
            return named if not isinstance(named, Param) else self.named(named)
        if self.inner is not None or self.module is not self.work.board:
            return named
        if self.scene is not None and name in self.scene.makers:
            return self.scene.makers[name]
        return self.module.shots.get(name) or self.module.scenes.get(name) or named

    def _elsewhere(self, name: str) -> str | None:
        """A shot of this name in another scene."""
        scenes = self.module.scenes.values() if self.module is self.work.board and self.inner is None else ()
        return next((f"{s.name}.{name}" for s in scenes if name in s.makers), None)

    def _names(self) -> Iterable[str]:
        yield from self.inner or ()
        yield from (n for n, d in self.module.names.items() if not isinstance(d, Prompt | Macro))
        if self.module is self.work.board and self.inner is None:
            yield from self.scene.makers if self.scene else ()
            yield from self.module.shots
            yield from self.module.scenes

    def resolve(
        self,
        path: str,
        choices: tuple[tuple[str, str], ...],
        place: Callable[[int, int], tuple[int, int]],
        *,
        whole: bool,
    ) -> tuple[Mentioned, int]:
        """What `path` names, and how much of it. `place` leads from offsets in `path` to the file. Raises Wrong."""
        source = self.module.source
        words = path.split(".")
        first, used = longest(words[0], self._declared, whole=whole)
        found: object | None = self._find(first) if first else None
        if found is None:
            near = self._elsewhere(words[0]) or nearest(words[0], self._names())
            fix = near if words[0].isidentifier() else None
            start = place(0, 0)[0]
            sign = "@" if source.text[start - 1 : start] in ("@", "{") else ""  # an edit's target has none
            told = {"name": words[0], "meant": near and sign + near}
            raise wrong(source, place(0, len(words[0])), "BNN450", told, fix=fix)
        at, panel, named = used, None, first
        if used == len(words[0]):
            for word in words[1:]:
                if isinstance(found, Maker) and found.kind is not Kind.VIEW and panel is None and word.isdecimal():
                    panel, at = int(word), at + 1 + len(word)
                    continue
                members = members_of(found.mentioned.target if isinstance(found, MentionValue) else found)
                member, _ = longest(word, members.__contains__, whole=whole)
                if member not in members:
                    near, some = nearest(word, members), ", ".join(list(members)[:8])
                    words_ = {"name": word, "owner": named, "near": near, "members": some}
                    raise wrong(source, place(at + 1, at + 1 + len(word)), "BNN451", words_, fix=near)
                found, at, named = members[member], at + 1 + len(member), f"{named}.{member}"
                if len(member) < len(word):
                    break
        return self._target(found, named, choices, panel, place(0, at)), at

    def _target(
        self, found: object, named: str, choices: tuple[tuple[str, str], ...], panel: int | None, at: tuple[int, int]
    ) -> Mentioned:
        if isinstance(found, MentionValue):
            return found.mentioned
        if isinstance(found, Subject | Look | Reference) and choices:
            words: dict[str, object] = {"name": named, "axis": choices[0][0], "near": None, "axes": None}
            raise wrong(self.module.source, at, "BNN542", words)
        if isinstance(found, Subject | Look | Reference | Maker):
            return self.work.mention(found, choices, panel)
        if isinstance(found, Scene | Alias | LibraryAlias):
            what, member = ("scene", "shot") if isinstance(found, Scene) else ("import", "character")
            raise wrong(self.module.source, at, "BNN452", {"name": named, "what": what, "member": member})
        if isinstance(found, Param | Prompt | Macro):
            what = "param" if isinstance(found, Param) else "prompt"
            raise wrong(self.module.source, at, "BNN453", {"name": named, "what": what})
        raise wrong(self.module.source, at, "BNN453", {"name": named, "what": "value"})

    def mention(self, node: nodes.Mention) -> Mentioned:
        """What a mention outside a text names. Raises Wrong."""
        path = ".".join(n.text for n in node.path)
        choices = tuple((c.axis.text, key_of(c.key)) for c in node.choices)
        start = node.path[0].start

        def place(a: int, b: int) -> tuple[int, int]:
            return start + a, start + b

        return self.resolve(path, choices, place, whole=True)[0]

    def chosen(self, axis: Axis) -> AxisValue | None:
        """The value that an axis has here."""
        index = self.combo.get(axis)
        return None if index is None else axis.values[index]

    # -- values ------------------------------------------------------------------------------------------------------

    def spoken(self, node: nodes.Value) -> object:
        """A value as templates have it: money and lengths of time are written as people write them. Raises Wrong."""
        value = self.value(node)
        if isinstance(value, tuple):
            return tuple(written(v) for v in value)
        return written(value)

    def named(self, declared: object) -> object:
        """What a declared name is worth in a template."""
        match declared:
            case Param():
                return param_value(self.work, declared)
            case Subject() | Look() | Reference() | Maker():
                return MentionValue(self, self.work.mention(declared))
            case Prompt() | Macro():
                return PromptValue(self, declared)
            case Alias() | LibraryAlias():
                return AliasValue(self, declared)
            case _:
                return declared

    def value(self, node: nodes.Value | nodes.Call) -> object:
        """A value as plain data, a text with its mentions as markers, or a TemplateValue. Raises Wrong."""
        match node:
            case nodes.Text():
                return self.text(node)
            case nodes.Number():
                return int(node.value) if node.value == node.value.to_integral_value() else node.value
            case nodes.Ratio() | nodes.Size():
                return node.text
            case nodes.Money() | nodes.Duration():
                return node
            case nodes.Bool():
                return node.value
            case nodes.Nothing():
                return None
            case nodes.Mention():
                return MentionValue(self, self.mention(node))
            case nodes.ListValue():
                return tuple(self.value(item) for item in node.items)
            case nodes.Word():
                return self.word(node)
            case nodes.Call():
                return self.call(node)

    def word(self, node: nodes.Word) -> object:
        """What a bare word is worth: a param, an axis or one of its columns, an argument. Raises Wrong."""
        first = node.path[0]
        scope = self.scope()
        if first.text not in scope:
            near = nearest(first.text, scope)
            words = {"word": first.text, "near": near}
            raise wrong(self.module.source, (first.start, first.end), "BNN310", words, fix=near)
        value = scope[first.text]
        for name in node.path[1:]:
            members = list(value.members()) if isinstance(value, TemplateValue) else []
            if not isinstance(value, TemplateValue) or name.text not in members:
                near = nearest(name.text, members)
                words = {"name": name.text, "owner": first.text, "near": near, "members": ", ".join(members[:8])}
                raise wrong(self.module.source, (name.start, name.end), "BNN451", words, fix=near)
            value = value.member(name.text)
        return value

    # -- prompts -----------------------------------------------------------------------------------------------------

    def call(self, node: nodes.Call) -> str:
        """A prompt called by a shot, rendered. Raises Wrong."""
        source = self.module.source
        found: object = self.module.names.get(node.path[0].text)
        name = ".".join(n.text for n in node.path)
        at = (node.path[0].start, node.path[-1].end)
        if len(node.path) > 1:
            members: Mapping[str, object] = {}
            if isinstance(found, Alias):
                members = found.module.names
            elif isinstance(found, LibraryAlias):
                members = {n: Macro(n, found.library, found.source) for n in found.library.macros}
            if found is not None:
                found = members.get(node.path[1].text) if len(node.path) == 2 else None
                if found is None:
                    prompts = [n for n, d in members.items() if isinstance(d, Prompt | Macro)]
                    near = nearest(node.path[1].text, prompts)
                    words = {"name": node.path[1].text, "owner": node.path[0].text, "near": near}
                    raise wrong(source, (node.path[1].start, node.path[1].end), "BNN454", words, fix=near)
        if not isinstance(found, Prompt | Macro):
            near = nearest(name, [n for n, d in self.module.names.items() if isinstance(d, Prompt | Macro)])
            raise wrong(source, at, "BNN455", {"name": name, "near": near}, fix=near)
        args = tuple(self.spoken(a.value) for a in node.args if a.name is None)
        kwargs: dict[str, object] = {}
        for a in node.args:
            if a.name is not None:
                if a.name.text in kwargs:
                    raise wrong(source, (a.name.start, a.name.end), "BNN462", {"argument": a.name.text, "prompt": name})
                kwargs[a.name.text] = self.spoken(a.value)
        try:
            return str(PromptValue(self, found).call(args, kwargs))
        except ArgumentFault as e:
            where = next((a for a in node.args if a.name is not None and a.name.text == e.words.get("argument")), None)
            place = (where.name.start, where.name.end) if where is not None and where.name is not None else at
            raise wrong(source, place, e.code, e.words, related=e.related) from None


class Names(Mapping[str, object]):
    """What a template sees: the names of its file, each read when it is asked for, behind those that are nearer."""

    def __init__(self, context: Context, nearer: dict[str, object]) -> None:
        self.context, self.nearer = context, nearer

    def __getitem__(self, name: str) -> object:
        if name not in self.nearer:
            self.nearer[name] = self.context.named(self.context.module.names[name])
        return self.nearer[name]

    def get(self, name: str, default: object = None) -> object:
        """The value of a name. Raises Wrong where it has none that could be read."""
        return self[name] if name in self else default  # noqa: SIM401 - this is `get`

    def __contains__(self, name: object) -> bool:
        return name in self.nearer or name in self.context.module.names

    def __iter__(self) -> Iterator[str]:
        yield from self.nearer
        yield from (n for n in self.context.module.names if n not in self.nearer)

    def __len__(self) -> int:
        return len({*self.nearer, *self.context.module.names})


def written(value: object) -> object:
    """Money as `$2.50`, a length of time as `1.5s`; everything else is worth what it is."""
    match value:
        case nodes.Money():
            dollars = format(Decimal(value.nano).scaleb(-9).normalize(), "f")
            whole, _, cents = dollars.partition(".")
            return f"${whole}.{cents.ljust(2, '0')}" if cents else f"${whole}"
        case nodes.Duration():
            return f"{format(value.seconds.normalize(), 'f')}s"
        case _:
            return value


class MentionValue(TemplateValue):
    """A subject, a look, one of their pictures, or a shot, in a template."""

    def __init__(self, context: Context, mentioned: Mentioned) -> None:
        self.context, self.mentioned = context, mentioned

    def said(self) -> str:
        """The marker of the mention; in a caption the plain name."""
        if self.context.sent:
            return self.mentioned.marker
        return str(self.member("name")) if not isinstance(self.mentioned.target, Maker) else self.mentioned.target.name

    def member(self, name: str) -> object:
        """`name`, `description`, `wears`, or a look, view or named reference."""
        target = self.mentioned.target
        members: Mapping[str, object] = getattr(target, "members", {})
        if name in members:
            return MentionValue(self.context, self.context.work.mention(members[name]))  # type: ignore[arg-type]  # a target
        if name not in {"name", "description", "wears"}:
            raise KeyError(name)
        with self.context.work.read((id(target), name), f"{called(target.name or '')}'s {name}"):
            return word_of(self.context.work, target, self.context.axes, name)

    def members(self) -> Iterable[str]:
        """The names of its members."""
        return ("name", "description", "wears", *getattr(self.mentioned.target, "members", ()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MentionValue) and other.mentioned == self.mentioned

    def __hash__(self) -> int:
        return hash(self.mentioned)


class AliasValue(TemplateValue):
    """An imported file in a template: what it declares."""

    def __init__(self, context: Context, alias: Alias | LibraryAlias) -> None:
        self.context, self.alias = context, alias

    def said(self) -> str:
        """The name of the import; there is nothing else to write."""
        return self.alias.name

    def member(self, name: str) -> object:
        """Something that the file declares."""
        if isinstance(self.alias, LibraryAlias):
            if name not in self.alias.library.macros:
                raise KeyError(name)
            return PromptValue(self.context, Macro(name, self.alias.library, self.alias.source))
        return self.context.named(self.alias.module.names[name])

    def members(self) -> Iterable[str]:
        """What the file declares."""
        return self.alias.library.macros if isinstance(self.alias, LibraryAlias) else self.alias.module.names


class PromptValue(TemplateValue):
    """A prompt in a template: something to call."""

    def __init__(self, context: Context, prompt: Prompt | Macro) -> None:
        self.context, self.prompt = context, prompt

    def said(self) -> str:
        """A prompt without arguments may be written by its bare name."""
        return str(self.call((), {}))

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """The prompt's text with its arguments in place. Raises ArgumentFault, Wrong."""
        context = self.context
        if isinstance(self.prompt, Macro):
            return self._macro(self.prompt, args, kwargs)
        prompt = self.prompt
        if prompt in context.depth:
            path = " → ".join([p.name for p in context.depth[context.depth.index(prompt) :]] + [prompt.name])
            raise ArgumentFault("BNN461", {"path": path}, prompt)
        inner = bind(prompt, args, kwargs, lambda n: Context(context.work, prompt.module).spoken(n))
        reading = Context(
            context.work, prompt.module, None, None, {}, inner, None, context.sent, (*context.depth, prompt)
        )
        return reading.text(prompt.node.text)

    def _macro(self, macro: Macro, args: tuple[object, ...], kwargs: dict[str, object]) -> str:
        """A macro of a `.j2` file. What is wrong inside it is told at its own place. Raises Wrong."""

        def mention(hole: Hole) -> str:
            raise wrong(macro.source, (hole.start, hole.end), "BNN457", {"name": hole.path, "macro": macro.name})

        check_macro(macro, args, kwargs)
        try:
            return macro.library.macros[macro.name].render(args, kwargs, {}, mention)
        except Problem as e:
            raise wrong(macro.source, (e.start, e.end), e.code, e.words) from None


def param_value(work: Work, param: Param) -> object:
    """What a param is worth: what the caller gave, else its default. Raises Wrong, each time the same."""
    key = id(param)
    if key not in work.params:
        given = work.given.get(".".join([*param.module.prefix, param.name]), work)
        try:
            work.params[key] = given if given is not work else _default(work, param)
        except Wrong as e:
            work.params[key] = e
    found = work.params[key]
    if isinstance(found, Wrong):
        raise found
    return found


def _default(work: Work, param: Param) -> object:
    at = (param.node.name.start, param.node.name.end)
    if param.node.default is None:
        raise wrong(param.module.source, at, "BNN222", {"name": ".".join([*param.module.prefix, param.name])})
    try:
        with work.read(id(param), param.name):
            return Context(work, param.module).spoken(param.node.default)
    except Misplaced as e:
        raise wrong(param.module.source, at, e.code, e.words) from None


def words_of(work: Work, target: Subject | Look | Reference | Maker, axes: Mapping[str, object]) -> SubjectWords:
    """The words of whatever is mentioned. Raises Wrong."""
    subject, look = owner(target)
    if subject is None:
        return SubjectWords(called(getattr(target, "name", None) or ""), "", "", "")
    context = _describing(work, subject, axes)
    return SubjectWords(
        word_of(work, target, axes, "name"),
        word_of(work, target, axes, "description"),
        context.text(look.node.description) if look is not None and look.node.description is not None else "",
        word_of(work, target, axes, "wears"),
    )


def word_of(work: Work, target: Subject | Look | Reference | Maker, axes: Mapping[str, object], name: str) -> str:
    """`name`, `description` or `wears` of whatever is mentioned. Raises Wrong."""
    subject, look = owner(target)
    if subject is None:
        return called(getattr(target, "name", None) or "") if name == "name" else ""
    context = _describing(work, subject, axes)
    if name == "description":
        return context.text(subject.description) if subject.description is not None else ""
    setting = subject.settings.get(name)
    if look is not None and name == "wears":
        setting = look.settings.get("wears", setting)
    return _one(context, setting) or (called(subject.name) if name == "name" else "")


def _describing(work: Work, subject: Subject, axes: Mapping[str, object]) -> Context:
    """Where the words of a subject are read: axes reach them only in the board's own file."""
    return Context(work, subject.module, axes=axes if subject.module is work.board else {})


def _one(context: Context, setting: nodes.Setting | None) -> str:
    if setting is None or not setting.values:
        return ""
    value = context.value(setting.values[0])
    return "" if value is None else str(value)
