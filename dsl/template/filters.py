"""The filters of a template: plain functions on plain data, each checked for size before it makes something large."""

from __future__ import annotations

import decimal
from decimal import Decimal
from functools import cmp_to_key
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from . import member
from .budget import integer, room, whole, width
from .frame import MISSING
from .operators import EXACT, equal, is_number, order, plain, reckon
from .problem import Wrong, nearest
from .speech import kind, marked, write
from .value import TemplateValue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .budget import Budget


class Filter(Struct, frozen=True):
    """One filter. takes: text, list, number or any. whole: a mention in the text comes out of it unhurt."""

    apply: Callable[..., object]
    takes: str
    whole: bool = True


def call(name: str, value: object, args: Sequence[object], kwargs: dict[str, object], budget: Budget) -> object:
    """`value | name(args)`. Raises Wrong."""
    found = FILTERS.get(name)
    if found is None:
        raise unknown(name)
    budget.spend()
    given = _fitting(found, name, value, budget)
    for one in (*args, *kwargs.values()):
        budget.hold(one)
    try:
        result = found.apply(budget, given, *args, **kwargs)
    except (TypeError, ValueError, AttributeError):
        raise Wrong("BNN419", name=name) from None
    except ArithmeticError:
        raise Wrong("BNN412") from None
    budget.hold(result)
    return result


def unknown(name: str) -> Wrong:
    """There is no such filter; some of Jinja's are left out for a reason."""
    return Wrong("BNN431", name=name[:40], nearest=nearest(name, FILTERS), reason=_LEFT_OUT.get(name, ""))


def _fitting(found: Filter, name: str, value: object, budget: Budget) -> object:
    """The value as the filter takes it."""
    budget.hold(value)
    if found.takes == "any":
        return value
    if isinstance(value, TemplateValue) and found.takes != "list":
        raise Wrong("BNN432", name=name)
    if found.takes == "text" and not isinstance(value, str) and (is_number(value) or isinstance(value, bool)):
        value = write(value, budget)
    if found.takes == "list":
        value = _listed(value)
    if not isinstance(value, _TYPES[found.takes]) or (found.takes == "number" and isinstance(value, bool)):
        raise Wrong("BNN417", what=f"`{name}`", wanted=_WANTED[found.takes], kind=kind(value))
    if isinstance(value, str) and not found.whole and marked(value):
        raise Wrong("BNN426")
    return value


_TYPES: dict[str, tuple[type, ...]] = {"text": (str,), "list": (str, list), "number": (int, Decimal)}
_WANTED = {"text": "a text", "list": "a list", "number": "a number"}


def _listed(value: object) -> object:
    if isinstance(value, (tuple, range)):
        room(8 * len(value))
        return list(value)
    return list(value) if isinstance(value, dict) else value


def _count(value: object) -> int:
    at = member.index(value)
    if at is None:
        raise TypeError
    return whole(at)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def replace(_: Budget, text: str, old: str, new: str, count: int | None = None) -> str:
    """Every `old` becomes `new`."""
    times = text.count(_text(old)) if count is None else min(text.count(old), max(_count(count), 0))
    room(width(text) + times * width(_text(new)))
    return text.replace(old, new, times)


def truncate(
    _: Budget, text: str, length: int = 255, killwords: bool = False, end: str = "...", leeway: int = 5
) -> str:
    """At most so many characters, cut between words."""
    wanted = _count(length)
    if len(text) <= wanted + _count(leeway):
        return text
    if wanted < len(_text(end)):
        raise ValueError
    cut = text[: wanted - len(end)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + end


def indent(_: Budget, text: str, width: object = 4, first: bool = False, blank: bool = False) -> str:
    """Every line but the first moved to the right."""
    if isinstance(width, str):
        margin = width
    else:
        room(_count(width))
        margin = " " * _count(width)
    lines = text.split("\n")
    room(len(text) + len(margin) * len(lines))
    head = margin + lines[0] if first else lines[0]
    return "\n".join([head, *(margin + line if line or blank else line for line in lines[1:])])


def center(_: Budget, text: str, width: int = 80) -> str:
    """In the middle of so many characters."""
    room(_count(width))
    return text.center(_count(width))


def title(_: Budget, text: str) -> str:
    """Every word with a capital; what follows an apostrophe stays small."""
    said, begins = [], True
    for char in text:
        said.append(char.upper() if begins else char.lower())
        begins = char.isspace() or char in "-([{<"
    return "".join(said)


def join(budget: Budget, many: list[object] | str, d: str = "", attribute: object = None) -> str:
    """The items one behind the other."""
    items = many if attribute is None else [pick(one, attribute) for one in many]
    words = [write(one, budget) for one in items]
    room(sum(map(width, words)) + width(_text(d)) * len(words))
    return d.join(words)


def pick(one: object, path: object) -> object:
    """The member of an item, `"look.name"` from the outside in. Raises Wrong where there is none."""
    steps: Sequence[object] = [path] if not isinstance(path, str) else path.split(".")
    for step in steps:
        at = int(step) if isinstance(step, str) and step.isdecimal() and len(step) < 8 else step
        one = member.take(one, at)
    return one


def first(_: Budget, many: Sequence[object]) -> object:
    """The first item."""
    if not many:
        raise Wrong("BNN433")
    return many[0]


def last(_: Budget, many: Sequence[object]) -> object:
    """The last item."""
    if not many:
        raise Wrong("BNN433")
    return many[-1]


def length(_: Budget, value: object) -> int:
    """How many items or characters."""
    if isinstance(value, str) and marked(value):
        raise Wrong("BNN426")
    if isinstance(value, (str, list, tuple, range, dict)):
        return len(value)
    raise Wrong("BNN417", what="`length`", wanted="a list or a text", kind=kind(value))


def reverse(_: Budget, many: Sequence[object]) -> object:
    """The other way round."""
    return many[::-1]


def _folded(value: object, case_sensitive: object) -> object:
    value = plain(value)
    return value.lower() if isinstance(value, str) and not case_sensitive else value


def sort(
    budget: Budget,
    many: Sequence[object],
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: object = None,
) -> list[object]:
    """In order: numbers by size, texts by letter."""
    budget.spend(len(many) * 2)
    paths = attribute.split(",") if isinstance(attribute, str) else [attribute]

    def key(one: object) -> list[object]:
        return [_folded(one if path is None else pick(one, path), case_sensitive) for path in paths]

    def compare(a: list[object], b: list[object]) -> int:
        budget.spend()
        return next((o for x, y in zip(a, b, strict=True) if (o := order(x, y, "sort"))), 0)

    keys = [key(one) for one in many]

    def by_key(a: int, b: int) -> int:
        return compare(keys[a], keys[b])

    return [many[at] for at in sorted(range(len(many)), key=cmp_to_key(by_key), reverse=bool(reverse))]


def unique(
    budget: Budget, many: Sequence[object], case_sensitive: bool = False, attribute: object = None
) -> list[object]:
    """Each item once, where it stood first."""
    seen: list[object] = []
    known: set[object] = set()
    for one in many:
        value = _folded(one if attribute is None else pick(one, attribute), case_sensitive)
        if isinstance(value, (str, int, Decimal)):
            if value in known:
                continue
            known.add(value)
        else:
            budget.spend(len(seen))
            if any(equal(value, _folded(s, case_sensitive)) for s in seen):
                continue
        seen.append(one)
    return seen


def map_(budget: Budget, many: Sequence[object], *args: object, **kwargs: object) -> list[object]:
    """The same filter for every item, or one member of each."""
    if not args and "attribute" in kwargs:
        return [_picked(one, kwargs) for one in many]
    name, *rest = args
    return [call(_text(name), one, rest, kwargs, budget) for one in many]


def _picked(one: object, kwargs: dict[str, object]) -> object:
    try:
        return pick(one, kwargs["attribute"])
    except Wrong:
        if "default" not in kwargs:
            raise
        return kwargs["default"]


def _chosen(
    budget: Budget, many: Sequence[object], wanted: bool, by: Callable[[object], object], args: Sequence[object]
) -> list[object]:
    from . import checks

    name, *rest = args or (None,)
    found = []
    for one in many:
        budget.spend()
        value = by(one)
        held = truth(value) if name is None else checks.call(_text(name), value, rest, budget)
        if held == wanted:
            found.append(one)
    return found


def truth(value: object) -> bool:
    """Whether `{% if value %}` goes in: not for `none`, `false`, 0, and what is empty."""
    return isinstance(value, TemplateValue) or bool(value)


def select(budget: Budget, many: Sequence[object], *args: object) -> list[object]:
    """The items that pass a test."""
    return _chosen(budget, many, True, lambda one: one, args)


def reject(budget: Budget, many: Sequence[object], *args: object) -> list[object]:
    """The items that do not pass a test."""
    return _chosen(budget, many, False, lambda one: one, args)


def _maybe(one: object, path: object) -> object:
    try:
        return pick(one, path)
    except Wrong:
        return MISSING


def selectattr(budget: Budget, many: Sequence[object], attribute: object, *args: object) -> list[object]:
    """The items of which a member passes a test."""
    return _chosen(budget, many, True, _by(attribute, args), args)


def rejectattr(budget: Budget, many: Sequence[object], attribute: object, *args: object) -> list[object]:
    """The items of which a member does not pass a test."""
    return _chosen(budget, many, False, _by(attribute, args), args)


def _by(attribute: object, args: Sequence[object]) -> Callable[[object], object]:
    asks = bool(args) and args[0] in ("defined", "undefined")
    return lambda one: _maybe(one, attribute) if asks else pick(one, attribute)


def sum_(budget: Budget, many: Sequence[object], attribute: object = None, start: object = 0) -> object:
    """All numbers together."""
    total = start
    for one in many:
        budget.spend()
        number = one if attribute is None else pick(one, attribute)
        if not is_number(number) or not is_number(total):
            raise Wrong("BNN417", what="`sum`", wanted="a list of numbers", kind=kind(number))
        total = reckon("+", total, number)  # type: ignore[arg-type]  # both are numbers
    return total


def _edge(wanted: int) -> Callable[..., object]:
    def edge(
        budget: Budget, many: Sequence[object], case_sensitive: object = False, attribute: object = None
    ) -> object:
        if not many:
            raise Wrong("BNN433")
        best = many[0]
        for one in many[1:]:
            budget.spend()
            pair = [_folded(x if attribute is None else pick(x, attribute), case_sensitive) for x in (one, best)]
            if order(pair[0], pair[1], "sort") == wanted:
                best = one
        return best

    return edge


def batch(_: Budget, many: Sequence[object], linecount: int, fill_with: object = None) -> list[list[object]]:
    """Lists of so many items each."""
    size = _count(linecount)
    if size < 1:
        raise ValueError
    room(8 * size)
    rows = [list(many[at : at + size]) for at in range(0, len(many), size)]
    if rows and fill_with is not None:
        rows[-1] += [fill_with] * (size - len(rows[-1]))
    return rows


def slice_(_: Budget, many: Sequence[object], slices: int, fill_with: object = None) -> list[list[object]]:
    """So many lists of about the same length."""
    count = _count(slices)
    if count < 1:
        raise ValueError
    room(8 * count)
    size, more = divmod(len(many), count)
    edges = [at * size + min(at, more) for at in range(count + 1)]
    rows = [list(many[a:b]) for a, b in pairwise(edges)]
    return [row + [fill_with] * (fill_with is not None and at >= more > 0) for at, row in enumerate(rows)]


def items(_: Budget, row: object) -> list[tuple[object, object]]:
    """The names of a row with their values."""
    if not isinstance(row, dict):
        raise Wrong("BNN417", what="`items`", wanted="a row", kind=kind(row))
    return list(row.items())


def dictsort(
    budget: Budget, row: object, case_sensitive: bool = False, by: str = "key", reverse: bool = False
) -> list[object]:
    """The names of a row with their values, in order."""
    return sort(budget, items(budget, row), reverse, case_sensitive, {"key": 0, "value": 1}[by])


def _round(_: Budget, number: int | Decimal, precision: int = 0, method: str = "common") -> object:
    """To so many places behind the point."""
    places = _count(precision)
    if abs(places) > 28:
        raise ValueError
    mode = {"common": decimal.ROUND_HALF_UP, "ceil": decimal.ROUND_CEILING, "floor": decimal.ROUND_FLOOR}.get(method)
    if mode is None:
        raise ValueError
    exact = EXACT.create_decimal(number).quantize(Decimal(1).scaleb(-places), rounding=mode, context=EXACT)
    return integer(exact) if places <= 0 else exact


def to_int(_: Budget, value: object, default: object = 0, base: int = 10) -> object:
    """The whole number that it is or says, else `default`."""
    try:
        if isinstance(value, str):
            return whole(int(value, _count(base))) if len(value) <= 64 else default
        return integer(value) if isinstance(value, (int, Decimal)) else default
    except (ValueError, ArithmeticError):
        return default


def to_number(_: Budget, value: object, default: object = 0) -> object:
    """The number that it is or says, else `default`."""
    try:
        if isinstance(value, str):
            value = Decimal(value.strip()) if len(value) <= 64 else None
        return EXACT.create_decimal(value) if is_number(value) else default  # type: ignore[arg-type]  # numbers only
    except ArithmeticError:
        return default


def absolute(_: Budget, number: int | Decimal) -> object:
    """Without its sign."""
    return whole(abs(number)) if isinstance(number, int) else abs(number)


FILTERS: dict[str, Filter] = {
    "abs": Filter(absolute, "number"),
    "batch": Filter(batch, "list", whole=False),
    "capitalize": Filter(lambda _, text: text.capitalize(), "text"),
    "center": Filter(center, "text"),
    "count": Filter(length, "any"),
    "dictsort": Filter(dictsort, "any"),
    "first": Filter(first, "list", whole=False),
    "float": Filter(to_number, "any"),
    "indent": Filter(indent, "text"),
    "int": Filter(to_int, "any"),
    "items": Filter(items, "any"),
    "join": Filter(join, "list", whole=False),
    "last": Filter(last, "list", whole=False),
    "length": Filter(length, "any"),
    "list": Filter(lambda _, many: list(many), "list", whole=False),
    "lower": Filter(lambda _, text: text.lower(), "text"),
    "map": Filter(map_, "list", whole=False),
    "max": Filter(_edge(1), "list", whole=False),
    "min": Filter(_edge(-1), "list", whole=False),
    "reject": Filter(reject, "list", whole=False),
    "rejectattr": Filter(rejectattr, "list", whole=False),
    "replace": Filter(replace, "text", whole=False),
    "reverse": Filter(reverse, "list", whole=False),
    "round": Filter(_round, "number"),
    "select": Filter(select, "list", whole=False),
    "selectattr": Filter(selectattr, "list", whole=False),
    "slice": Filter(slice_, "list", whole=False),
    "sort": Filter(sort, "list", whole=False),
    "string": Filter(lambda budget, value: write(value, budget), "any"),
    "sum": Filter(sum_, "list", whole=False),
    "title": Filter(title, "text"),
    "trim": Filter(lambda _, text, chars=None: text.strip(chars), "text"),
    "truncate": Filter(truncate, "text", whole=False),
    "unique": Filter(unique, "list", whole=False),
    "upper": Filter(lambda _, text: text.upper(), "text"),
    "wordcount": Filter(lambda _, text: len(text.split()), "text", whole=False),
}
_PAGES = "A prompt is words, not a web page."
_LEFT_OUT = {
    "random": "A board gives the same prompts every time.",
    "format": "Write the values in their own `{{ }}`.",
    "pprint": "Write the values in their own `{{ }}`.",
    "attr": "Write a point and the name.",
    "escape": _PAGES, "e": _PAGES, "safe": _PAGES, "forceescape": _PAGES, "striptags": _PAGES, "urlize": _PAGES,
    "urlencode": _PAGES, "xmlattr": _PAGES, "tojson": _PAGES,
}  # fmt: skip
