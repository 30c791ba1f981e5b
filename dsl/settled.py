"""The settings of one picture: found by the cascade, read as what each is, checked against its range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..grammar import nodes
from .board import Subject
from .context import Context
from .kinds import MANY, ONE, Bad, WordValue, template_of
from .nearest import nearest
from .report import Wrong, wrong
from .settings import BY_NAME, UNSENT, Spec, Takes

if TYPE_CHECKING:
    from .board import Axis, Level, Module
    from .models import Model


class Origin(Struct, frozen=True, eq=False):
    """Where a setting's value comes from: a statement, or what an axis is worth."""

    module: Module
    setting: nodes.Setting | None
    axis: Axis | None = None


class Cascade(Struct, eq=False):
    """For each setting its origins, innermost first, until one that always holds. `rules` from the outermost in.

    What is not sent stands apart in `unsent`, so that shots which differ only in their captions share the rest.
    """

    origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    rules: tuple[Origin, ...] = ()
    unsent: dict[str, tuple[Origin, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Origin, ...]:
        """Where a setting comes from."""
        if name == "rules":
            return self.rules
        return (self.unsent if name in UNSENT else self.origins).get(name, ())


def cascade(level: Level, cache: dict[int, Cascade]) -> Cascade:
    """What holds in a block. A block without settings shares its parent's cascade."""
    found = cache.get(id(level))
    if found is None:
        outer = cascade(level.parent, cache) if level.parent else Cascade()
        found = cache[id(level)] = inner(outer, level.module, level.settings, level.axes)
    return found


def inner(outer: Cascade, module: Module, settings: dict[str, nodes.Setting], axes: tuple[Axis, ...] = ()) -> Cascade:
    """One block further in."""
    if not settings and not any(a.sets for a in axes):
        return outer
    sets = {*settings, *(s for a in axes for s in a.sets)}
    apart = sets & UNSENT
    origins = dict(outer.origins) if sets - apart else outer.origins
    unsent = dict(outer.unsent) if apart else outer.unsent
    rules = outer.rules
    for name, setting in settings.items():
        if name == "rules":
            rules = (*rules, Origin(module, setting))
        else:
            (unsent if name in UNSENT else origins)[name] = (Origin(module, setting),)
    for axis in axes:
        for name in sorted(axis.sets):
            origin = Origin(module, None, axis)
            if name == "rules":
                rules = (*rules, origin)
            else:
                into = unsent if name in UNSENT else origins
                into[name] = (origin, *into.get(name, ()))
    return Cascade(origins, rules, unsent)


class Placed(Struct, frozen=True):
    """A value with where it was written, for what is said about it later."""

    value: object
    module: Module
    at: tuple[int, int]

    def wrong(self, code: str, words: dict[str, object], fix: str | None = None) -> Wrong:
        """A diagnostic at this value."""
        return wrong(self.module.source, self.at, code, words, fix=fix)


def values_of(context: Context, spec: Spec, origin: Origin) -> Placed | None:
    """What an origin says here; None where an axis' present value does not set it."""
    if origin.axis is None:
        setting = origin.setting
        assert setting is not None
        known = context.work.literals.get(id(setting))
        if isinstance(known, Placed):
            return known
        at = (setting.values[0].start, setting.values[-1].end) if setting.values else (setting.start, setting.end)
        reading = (
            context if context.module is origin.module else Context(context.work, origin.module, sent=context.sent)
        )
        if not setting.values:
            raise wrong(origin.module.source, at, "BNN306", {"name": spec.name, "takes": spec.takes.value})
        placed = Placed(_read(reading, spec, setting.values, origin.module, at), origin.module, at)
        if all(literal(v, origin.module, spec) for v in setting.values):
            context.work.literals[id(setting)] = placed
        return placed
    value = context.chosen(origin.axis)
    if value is None:
        return None
    if spec.name in value.settings:
        setting = value.settings[spec.name]
        at = (setting.values[0].start, setting.values[-1].end) if setting.values else (setting.start, setting.end)
        return Placed(_read(context, spec, setting.values, origin.module, at), origin.module, at)
    if value.value is None or origin.axis.name != spec.name:
        return None
    at = (value.value.start, value.value.end)
    return Placed(_read(context, spec, (value.value,), origin.module, at), origin.module, at)


def plain_texts(held: Cascade, name: str) -> tuple[str, ...] | None:
    """The texts of a setting that holds nothing else, as they stand; None where they must be read."""
    origin = held.of(name)[0]
    if origin.setting is None or BY_NAME[name].takes is not Takes.TEXTS:
        return None
    values = [v.value for v in origin.setting.values if isinstance(v, nodes.Text) and "{" not in v.value]
    return tuple(values) if values and len(values) == len(origin.setting.values) else None


# What may be a text, so that a bare word was probably meant as one.
SAID_IN_WORDS = frozenset({Takes.TEXT, Takes.TEXTS, Takes.RULES, Takes.STYLE})


def literal(value: nodes.Value, module: Module, spec: Spec) -> bool:
    """Whether a value is worth the same wherever it is read."""
    match value:
        case nodes.Text():
            return "{" not in value.value and "@" not in value.value
        case nodes.Mention():
            return len(value.path) == 1 and isinstance(module.names.get(value.path[0].text), Subject)
        case nodes.Word():
            return len(value.path) == 1 and value.path[0].text in spec.words
        case nodes.ListValue():
            return False
        case _:
            return True


def _read(context: Context, spec: Spec, values: tuple[nodes.Value, ...], module: Module, at: tuple[int, int]) -> object:
    """The values of a setting as what the setting takes."""
    flat: list[nodes.Value] = []
    for value in values:
        flat += value.items if isinstance(value, nodes.ListValue) else [value]
    items: list[object] = []
    faults: list[Wrong] = []
    for value in flat:
        try:
            items.append(_item(context, spec, value))
        except Wrong as e:
            context.work.report.add(e.diagnostic)
            faults.append(e)
    if faults:
        raise faults[0]
    # A param or an axis may hold several values.
    items = [x for item in items for x in (item if isinstance(item, tuple) else (item,))]
    bad = Bad(module, at, spec)
    if spec.takes in MANY:
        return MANY[spec.takes](items, bad)
    if len(items) != 1:
        raise bad.plainly("BNN307", {"count": len(items)})
    if spec.takes is Takes.TEMPLATE:
        return template_of(items[0], bad)
    return ONE[spec.takes](items[0], bad)


def _item(context: Context, spec: Spec, value: nodes.Value) -> object:
    """One value. A bare word that the setting knows is that word; else it names a param or an axis."""
    if isinstance(value, nodes.Word):
        name = ".".join(n.text for n in value.path)
        if spec.takes is Takes.MODEL and (context.work.models.find(name) or name in context.work.models.retired):
            return WordValue(name)
        if name in spec.words:
            return WordValue(name)
        if spec.takes is Takes.TEMPLATE:
            return WordValue(name)
        if name not in context.scope() and len(value.path) == 1 and (spec.words or spec.takes is Takes.MODEL):
            options = spec.words or context.work.models.names()
            near = nearest(name, options)
            words = {"name": spec.name, "word": name, "near": near, "words": told(spec)}
            raise wrong(context.module.source, (value.start, value.end), "BNN311", words, fix=near)
        strange = name not in context.scope() and len(value.path) == 1 and spec.takes not in SAID_IN_WORDS
        if strange and nearest(name, context.scope()) is None:
            words = {"name": spec.name, "value": f"`{name}`", "takes": spec.takes.value}
            raise wrong(context.module.source, (value.start, value.end), "BNN312", words)
    return context.value(value)


def told(spec: Spec) -> str:
    """What a setting takes, for a hint."""
    return ", ".join(spec.words) if spec.takes is Takes.WORD else spec.takes.value


def find(context: Context, held: Cascade, name: str) -> Placed | None:
    """What a setting is here, with where it is written; None where nobody sets it. Raises Wrong."""
    for origin in held.of(name):
        placed = values_of(context, BY_NAME[name], origin)
        if placed is not None:
            return placed
    return None


def rules(context: Context, held: Cascade) -> tuple[str, ...]:
    """The rules that add up here."""
    found: list[str] = []
    for origin in held.rules:
        placed = values_of(context, BY_NAME["rules"], origin)
        for rule in placed.value if placed is not None else ():  # type: ignore[attr-defined]  # _rules gives a tuple
            if rule is None:
                found.clear()
            else:
                found.append(rule)
    return tuple(found)


def resolve_model(context: Context, placed: Placed | None, default: str = "lite") -> Model:
    """The model that a setting names. Raises Wrong with the successor of a retired one."""
    models = context.work.models
    name = str(placed.value) if placed is not None else default
    model = models.find(name)
    if model is not None:
        return model
    assert placed is not None
    successor = models.successor(name)
    if successor is not None:
        raise placed.wrong("BNN321", {"model": name, "successor": successor})
    near = nearest(name, models.names())
    raise placed.wrong("BNN320", {"model": name, "near": near, "names": ", ".join(models.names())})
