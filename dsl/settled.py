"""The settings of one picture: found by the cascade, read as what each is, checked against its range."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ..grammar import nodes
from .board import LibraryAlias, Look, Macro, Maker, Prompt, Subject
from .call import Kind
from .context import Context, MentionValue
from .nearest import nearest
from .report import wrong
from .settings import BY_NAME, Spec, Takes
from .work import Mentioned

if TYPE_CHECKING:
    from collections.abc import Callable

    from .board import Axis, Level, Module
    from .models import Model
    from .report import Wrong


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """Where a setting's value comes from: a statement, or what an axis is worth."""

    module: Module
    setting: nodes.Setting | None
    axis: Axis | None = None


@dataclass(slots=True, eq=False)
class Cascade:
    """For each setting its origins, innermost first, until one that always holds. `rules` from the outermost in."""

    origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    rules: tuple[Origin, ...] = ()

    def axes(self) -> list[tuple[str, Axis]]:
        """The axes that set something here."""
        found = [(name, o.axis) for name, origins in self.origins.items() for o in origins if o.axis is not None]
        return found + [("rules", o.axis) for o in self.rules if o.axis is not None]


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
    origins = dict(outer.origins)
    rules = outer.rules
    for name, setting in settings.items():
        if name == "rules":
            rules = (*rules, Origin(module, setting))
        else:
            origins[name] = (Origin(module, setting),)
    for axis in axes:
        for name in sorted(axis.sets):
            origin = Origin(module, None, axis)
            if name == "rules":
                rules = (*rules, origin)
            else:
                origins[name] = (origin, *origins.get(name, ()))
    return Cascade(origins, rules)


@dataclass(frozen=True, slots=True)
class Placed:
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
        assert setting is not None  # noqa: S101 - an origin has one of the two
        at = (setting.values[0].start, setting.values[-1].end) if setting.values else (setting.start, setting.end)
        reading = (
            context if context.module is origin.module else Context(context.work, origin.module, sent=context.sent)
        )
        if not setting.values:
            raise wrong(origin.module.source, at, "BNN306", {"name": spec.name, "takes": spec.takes.value})
        return Placed(_read(reading, spec, setting.values, origin.module, at), origin.module, at)
    from .stage import chosen

    value = chosen(context, origin.axis)
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


def _read(context: Context, spec: Spec, values: tuple[nodes.Value, ...], module: Module, at: tuple[int, int]) -> object:
    """The values of a setting as what the setting takes."""
    flat: list[nodes.Value] = []
    for value in values:
        flat += value.items if isinstance(value, nodes.ListValue) else [value]
    items: list[object] = [_item(context, spec, v) for v in flat]
    # A param or an axis may hold several values.
    items = [x for item in items for x in (item if isinstance(item, tuple) else (item,))]
    bad = Bad(module, at, spec)
    if spec.takes in MANY:
        return MANY[spec.takes](items, bad)
    if len(items) != 1:
        raise bad.plainly("BNN307", {"count": len(items)})
    if spec.takes is Takes.TEMPLATE:
        return _template(context, items[0], bad)
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
            words = {"name": spec.name, "word": name, "near": near, "words": ", ".join(spec.words) or spec.takes.value}
            raise wrong(context.module.source, (value.start, value.end), "BNN311", words, fix=near)
    return context.value(value)


class WordValue(str):
    """A word of a setting, apart from a text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Bad:
    """Makes the diagnostic for a value that a setting does not take."""

    module: Module
    at: tuple[int, int]
    spec: Spec

    def plainly(self, code: str, words: dict[str, object], fix: str | None = None) -> Wrong:
        """The diagnostic with this code."""
        words = {"name": self.spec.name, "takes": self.spec.takes.value, **words}
        return wrong(self.module.source, self.at, code, words, fix=fix)

    def kind(self, value: object) -> Wrong:
        """The value is of another kind."""
        return self.plainly("BNN312", {"value": _said(value)})


def _said(value: object) -> str:
    match value:
        case None:
            return "`none`"
        case bool():
            return f"`{str(value).lower()}`"
        case MentionValue():
            return "a mention"
        case nodes.Money():
            return "money"
        case nodes.Duration():
            return "a length of time"
        case str():
            return f"`{value[:40]}`"
        case _:
            return f"`{value}`"


def _model(value: object, bad: Bad) -> object:
    if not isinstance(value, str):
        raise bad.kind(value)
    return str(value)


def _ratio(value: object, bad: Bad) -> str:
    if not isinstance(value, str) or value.count(":") != 1 or not all(p.strip().isdecimal() for p in value.split(":")):
        raise bad.kind(value)
    return ":".join(p.strip() for p in value.split(":"))


def _size(value: object, bad: Bad) -> str:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text or not text.upper().rstrip("K").isdecimal():
        raise bad.kind(value)
    return text.upper()


def _text(value: object, bad: Bad) -> str:
    if value is None:
        return ""
    if isinstance(value, WordValue | bool) or not isinstance(value, str | int | Decimal | MentionValue):
        raise bad.kind(value)
    return value.said() if isinstance(value, MentionValue) else str(value)


def _style(value: object, bad: Bad) -> object:
    if value is None or isinstance(value, str):
        return value
    target = value.mentioned.target if isinstance(value, MentionValue) else None
    subject = target.subject if isinstance(target, Look) else target
    if not isinstance(subject, Subject) or subject.kind not in {"style", "reference"}:
        raise bad.plainly("BNN313", {"wanted": "a style", "keyword": "style"})
    return value.mentioned  # type: ignore[attr-defined]  # a MentionValue: it has a target


def _place(value: object, bad: Bad) -> Mentioned | None:
    if value is None:
        return None
    target = value.mentioned.target if isinstance(value, MentionValue) else None
    subject = target.subject if isinstance(target, Look | Maker) else target
    if not isinstance(subject, Subject) or subject.kind != "location":
        raise bad.plainly("BNN313", {"wanted": "a location", "keyword": "location"})
    return value.mentioned  # type: ignore[attr-defined,no-any-return]  # a MentionValue: it has a target


def _number(value: object, bad: Bad) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise bad.kind(value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise bad.kind(value) from None
    if not number.is_finite():
        raise bad.kind(value)
    if not bad.spec.low <= number <= bad.spec.high:
        raise bad.plainly("BNN314", {"low": bad.spec.low, "high": bad.spec.high, "value": value})
    return number


def _whole(value: object, bad: Bad) -> int:
    number = _number(value, bad)
    if number != number.to_integral_value():
        raise bad.kind(value)
    return int(number)


def _word(value: object, bad: Bad) -> str:
    if not isinstance(value, str) or value not in bad.spec.words:
        if value is None or not isinstance(value, str):
            raise bad.kind(value)
        near = nearest(value, bad.spec.words)
        raise bad.plainly("BNN311", {"word": value, "near": near, "words": ", ".join(bad.spec.words)}, fix=near)
    return str(value)


def _chain(value: object, bad: Bad) -> object:
    if value is None or value == "previous":
        return None if value is None else "previous"
    target = value.mentioned.target if isinstance(value, MentionValue) else None
    if not isinstance(target, Maker) or target.kind is Kind.VIEW:
        raise bad.kind(value)
    return value.mentioned  # type: ignore[attr-defined]  # a MentionValue: it has a target


def _money(value: object, bad: Bad) -> int:
    if isinstance(value, nodes.Money):
        return value.nano
    if not isinstance(value, str):
        raise bad.kind(value)
    try:
        amount = Decimal(value.strip().removeprefix("$"))
    except InvalidOperation:
        raise bad.kind(value) from None
    if not amount.is_finite() or amount < 0 or amount > 10**9:
        raise bad.kind(value)
    return int(amount * 10**9)


def _duration(value: object, bad: Bad) -> Decimal:
    if isinstance(value, nodes.Duration):
        return value.seconds
    text = value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | Decimal) else ""
    number, factor = (text[:-1], 60) if text.endswith("m") else (text.removesuffix("s"), 1)
    try:
        seconds = Decimal(number) * factor
    except InvalidOperation:
        raise bad.kind(value) from None
    if not seconds.is_finite() or not 0 <= seconds <= 10**6:
        raise bad.kind(value)
    return seconds


def _none(value: object, bad: Bad) -> bool:
    if value is not None:
        raise bad.kind(value)
    return False


def _template(context: Context, value: object, bad: Bad) -> object:
    """The prompt that is named: `frame`, one of the file's own or an imported one."""
    name = str(value) if isinstance(value, str) else ""
    if name == "frame":
        return None
    parts = name.split(".")
    found: object = bad.module.names.get(parts[0])
    for part in parts[1:]:
        inside = getattr(getattr(found, "module", None), "names", None)
        if isinstance(found, LibraryAlias):
            found = Macro(part, found.library, found.source) if part in found.library.macros else None
        else:
            found = inside.get(part) if inside else None
    if not isinstance(found, Prompt | Macro):
        prompts = ["frame", *(n for n, d in bad.module.names.items() if isinstance(d, Prompt))]
        near = nearest(name, prompts)
        raise bad.plainly("BNN315", {"prompt": name or _said(value), "near": near}, fix=near)
    return found


def _texts(items: list[object], bad: Bad) -> tuple[str, ...]:
    if items == [None]:
        return ()
    if None in items:
        raise bad.kind(None)
    return tuple(_text(i, bad) for i in items)


def _rules(items: list[object], bad: Bad) -> tuple[str | None, ...]:
    """Texts; None stands for `none`: what came before is forgotten."""
    return tuple(None if i is None else _text(i, bad) for i in items)


def _cast(items: list[object], bad: Bad) -> tuple[Mentioned, ...]:
    """() is `none`: nobody may be seen."""
    if items == [None]:
        return ()
    found = []
    for item in items:
        target = item.mentioned.target if isinstance(item, MentionValue) else None
        subject = getattr(target, "subject", None) or target
        if not isinstance(item, MentionValue) or not isinstance(subject, Subject):
            raise bad.kind(item)
        if subject.kind in {"location", "style"}:
            keyword = "at" if subject.kind == "location" else "style"
            raise bad.plainly("BNN316", {"what": subject.kind, "subject": subject.name, "setting": keyword})
        found.append(item.mentioned)
    return tuple(found)


def _search(items: list[object], bad: Bad) -> tuple[str, ...]:
    if items == [None]:
        return ()
    words = [_word(i, bad) for i in items]
    if words not in (["web"], ["web", "images"]):
        raise bad.plainly("BNN312", {"value": f"`{', '.join(words)}`"})
    return tuple(words)


ONE: dict[Takes, Callable[[object, Bad], object]] = {
    Takes.MODEL: _model, Takes.ASPECT: _ratio, Takes.SIZE: _size, Takes.STYLE: _style, Takes.PLACE: _place,
    Takes.TEXT: _text, Takes.WHOLE: _whole, Takes.DECIMAL: _number, Takes.WORD: _word, Takes.CHAIN: _chain,
    Takes.MONEY: _money, Takes.DURATION: _duration, Takes.NONE: _none,
}  # fmt: skip
MANY: dict[Takes, Callable[[list[object], Bad], object]] = {
    Takes.TEXTS: _texts, Takes.RULES: _rules, Takes.CAST: _cast, Takes.SEARCH: _search,
}  # fmt: skip


def find(context: Context, held: Cascade, name: str) -> Placed | None:
    """What a setting is here, with where it is written; None where nobody sets it. Raises Wrong."""
    for origin in held.origins.get(name, ()):
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
    assert placed is not None  # noqa: S101 - the default is in the table
    successor = models.successor(name)
    if successor is not None:
        raise placed.wrong("BNN321", {"model": name, "successor": successor})
    near = nearest(name, models.names())
    raise placed.wrong("BNN320", {"model": name, "near": near, "names": ", ".join(models.names())})
