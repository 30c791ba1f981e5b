"""Where a text is read: which names it sees, and what its words and values are worth there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..grammar import nodes
from .axes import key_of
from .holes import Holes
from .mentioning import resolve
from .named_values import MentionValue, worth
from .nearest import nearest
from .prompt_call import call_prompt
from .report import wrong
from .template.problem import Problem
from .template.value import TemplateValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from .board import Axis, AxisValue, Maker, Module, Prompt, Scene, Subject
    from .work import Mentioned, Work


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

    # -- places ------------------------------------------------------------------------------------------------------

    @property
    def on_board(self) -> bool:
        """Whether the board's own scenes and shots are seen from here."""
        return self.inner is None and self.module is self.work.board

    def elsewhere(self, module: Module) -> Context:
        """Another file, seen from no shot."""
        return Context(self.work, module)

    def describing(self, subject: Subject) -> Context:
        """Where the words of a subject are read: axes reach them only in the board's own file."""
        return Context(self.work, subject.module, axes=self.axes if subject.module is self.work.board else {})

    def within(self, prompt: Prompt, inner: Mapping[str, object]) -> Context:
        """Inside a prompt that is called from here with these arguments."""
        depth = (*self.depth, prompt)
        return Context(self.work, prompt.module, inner=inner, sent=self.sent, depth=depth)

    def chosen(self, axis: Axis) -> AxisValue | None:
        """The value that an axis has here."""
        index = self.combo.get(axis)
        return None if index is None else axis.values[index]

    # -- texts -------------------------------------------------------------------------------------------------------

    def text(self, text: nodes.Text) -> str:
        """A text with its templates rendered and its mentions as markers. Raises Wrong."""
        source = self.module.source
        template = self.work.template(source, text)
        if template.plain and (not self.sent or not template.holes):
            return text.value if not self.sent or "@" not in text.value else template.render({}, str)
        holes = Holes(self, text)
        try:
            rendered = template.render({} if template.plain else self.scope(), holes.fill)
        except Problem as e:
            raise self.work.problem(source, text, e) from None
        if holes.fault is not None:
            raise holes.fault
        return rendered

    def scope(self) -> Mapping[str, object]:
        """Every name that a template sees here."""
        if self._scope is None:
            stage = self.stage(self) if self.stage is not None else {}
            self._scope = Names(self, {**stage, **self.axes, **(self.inner or {})})
        return self._scope

    def mention(self, node: nodes.Mention) -> Mentioned:
        """What a mention outside a text names. Raises Wrong."""
        path = ".".join(n.text for n in node.path)
        choices = tuple((c.axis.text, key_of(c.key)) for c in node.choices)
        start = node.path[0].start
        return resolve(self, path, choices, lambda a, b: (start + a, start + b), whole=True)[0]

    # -- values ------------------------------------------------------------------------------------------------------

    def spoken(self, node: nodes.Value) -> object:
        """A value as templates have it: money and lengths of time are written as people write them. Raises Wrong."""
        value = self.value(node)
        return tuple(written(v) for v in value) if isinstance(value, tuple) else written(value)

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
                return call_prompt(self, node)

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


class Names(Mapping[str, object]):
    """What a template sees: the names of its file, each read when it is asked for, behind those that are nearer."""

    def __init__(self, context: Context, nearer: dict[str, object]) -> None:
        self.context, self.nearer = context, nearer

    def __getitem__(self, name: str) -> object:
        if name not in self.nearer:
            self.nearer[name] = worth(self.context, self.context.module.names[name])
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
