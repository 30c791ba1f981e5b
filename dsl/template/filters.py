"""The filters of a template by their names: plain functions on plain data, and what each of them takes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from . import choice, lists, member, numbers, sorting, texts
from .arguments import text_of
from .budget import room
from .operators import is_number
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


def map_(budget: Budget, many: Sequence[object], *args: object, **kwargs: object) -> list[object]:
    """The same filter for every item, or one member of each."""
    if not args and "attribute" in kwargs:
        return [_picked(one, kwargs) for one in many]
    name, *rest = args
    return [call(text_of(name), one, rest, kwargs, budget) for one in many]


def _picked(one: object, kwargs: dict[str, object]) -> object:
    try:
        return member.pick(one, kwargs["attribute"])
    except Wrong:
        if "default" not in kwargs:
            raise
        return kwargs["default"]


FILTERS: dict[str, Filter] = {
    "abs": Filter(numbers.absolute, "number"),
    "batch": Filter(lists.batch, "list", whole=False),
    "capitalize": Filter(lambda _, text: text.capitalize(), "text"),
    "center": Filter(texts.center, "text"),
    "count": Filter(lists.length, "any"),
    "dictsort": Filter(sorting.dictsort, "any"),
    "first": Filter(lists.first, "list", whole=False),
    "float": Filter(numbers.to_number, "any"),
    "indent": Filter(texts.indent, "text"),
    "int": Filter(numbers.to_int, "any"),
    "items": Filter(lists.items, "any"),
    "join": Filter(lists.join, "list", whole=False),
    "last": Filter(lists.last, "list", whole=False),
    "length": Filter(lists.length, "any"),
    "list": Filter(lambda _, many: list(many), "list", whole=False),
    "lower": Filter(lambda _, text: text.lower(), "text"),
    "map": Filter(map_, "list", whole=False),
    "max": Filter(sorting.edge(1), "list", whole=False),
    "min": Filter(sorting.edge(-1), "list", whole=False),
    "reject": Filter(choice.reject, "list", whole=False),
    "rejectattr": Filter(choice.rejectattr, "list", whole=False),
    "replace": Filter(texts.replace, "text", whole=False),
    "reverse": Filter(lists.reverse, "list", whole=False),
    "round": Filter(numbers.round_, "number"),
    "select": Filter(choice.select, "list", whole=False),
    "selectattr": Filter(choice.selectattr, "list", whole=False),
    "slice": Filter(lists.slice_, "list", whole=False),
    "sort": Filter(sorting.sort, "list", whole=False),
    "string": Filter(lambda budget, value: write(value, budget), "any"),
    "sum": Filter(lists.sum_, "list", whole=False),
    "title": Filter(texts.title, "text"),
    "trim": Filter(lambda _, text, chars=None: text.strip(chars), "text"),
    "truncate": Filter(texts.truncate, "text", whole=False),
    "unique": Filter(sorting.unique, "list", whole=False),
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
