"""What an axis is worth in one combination, and the context in which a picture of that combination is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from ..grammar import nodes
from .context import Context
from .named_values import MentionValue
from .settings import BY_NAME, Takes
from .settled import find, rules
from .template.value import TemplateValue
from .words import called
from .work import Mentioned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .board import Axis, AxisValue, Maker
    from .settled import Cascade
    from .work import Work


class RowValue(TemplateValue):
    """A value with columns: a row of a table, or the block of a variant's value."""

    def __init__(self, context: Context, value: AxisValue) -> None:
        self.context, self.value = context, value

    def said(self) -> str:
        """Its key."""
        return self.value.key

    def member(self, name: str) -> object:
        """A column. Raises KeyError."""
        if self.value.row is not None:
            return self.value.row[name]
        setting = self.value.extras.get(name) or self.value.settings[name]
        found = tuple(axis_word(self.context, v) for v in setting.values)
        return found[0] if len(found) == 1 else found

    def members(self) -> Iterable[str]:
        """The columns' names."""
        return self.value.row if self.value.row is not None else (*self.value.extras, *self.value.settings)


def axis_word(context: Context, value: nodes.Value) -> object:
    """A value as a template has it; a bare word is its own text."""
    if isinstance(value, nodes.Word):
        return ".".join(n.text for n in value.path)
    return context.spoken(value)


class StageValue(TemplateValue):
    """`shot`, `scene` or `storyboard` in a template: its title, its name and its settings."""

    def __init__(self, context: Context, name: str, title: nodes.Text | None, held: Cascade) -> None:
        self.context, self.name, self.title, self.held = context, name, title, held

    def said(self) -> str:
        """Its title, else its name."""
        return str(self.member("title"))

    def member(self, name: str) -> object:
        """A setting as it holds there. Raises KeyError."""
        if name == "name":
            return self.name
        if name != "title" and name not in BY_NAME:
            raise KeyError(name)
        with self.context.work.read((id(self.held), name), name):
            return self._setting(name)

    def _setting(self, name: str) -> object:
        if name == "title":
            placed = find(self.context, self.held, "title")
            if placed is not None:
                return placed.value
            return self.context.text(self.title) if self.title is not None else called(self.name)
        if name == "rules":
            return rules(self.context, self.held)
        placed = find(self.context, self.held, name)
        if placed is None:
            return BY_NAME[name].default or ""
        if BY_NAME[name].takes is Takes.TEMPLATE:
            return getattr(placed.value, "name", "frame")
        value = placed.value
        if isinstance(value, tuple):
            return tuple(MentionValue(self.context, v) if isinstance(v, Mentioned) else v for v in value)
        return MentionValue(self.context, value) if isinstance(value, Mentioned) else value

    def members(self) -> Iterable[str]:
        """What may be asked for."""
        return ("name", "title", *BY_NAME)


Staged: TypeAlias = "Mapping[str, tuple[str, nodes.Text | None, Cascade]]"


def context_of(
    work: Work,
    maker: Maker,
    combo: Mapping[Axis, int],
    stage: Callable[[Maker], Staged] | None = None,
    *,
    sent: bool = True,
) -> Context:
    """Where the texts of a picture are read. `stage` gives name, title and settings of shot, scene and storyboard."""
    context = Context(work, maker.module, maker.scene, maker, combo=combo, sent=sent)
    if stage is not None:
        context.stage = lambda c: {what: StageValue(c, *held) for what, held in stage(maker).items()}
    if combo:
        values: dict[str, object] = {}
        context.axes = values
        for axis, index in combo.items():
            value = axis.values[index]
            if value.value is None:
                values[axis.name] = RowValue(context, value)
            else:
                values[axis.name] = axis_word(replace(context, axes=dict(values), _scope=None), value.value)
    return context


def unsent(context: Context) -> Context:
    """The same place, for texts that are not sent: a mention is a name there."""
    if not context.sent:
        return context
    if context.maker is None or not context.combo:
        return replace(context, sent=False, _scope=None)
    found = context_of(context.work, context.maker, context.combo, sent=False)
    found.stage = context.stage
    return found
