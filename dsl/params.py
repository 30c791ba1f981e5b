"""The values that the caller gives to params: each known, each required one there, all of them data."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic
from .board import Param
from .nearest import nearest
from .report import Report, wrong
from .template.value import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .board import Module

LONGEST = 65_536  # characters of a value


def give(modules: Mapping[str, Module], given: Mapping[str, object], report: Report) -> dict[str, object]:
    """The values by name (`alias.name` for an imported file's), as plain data."""
    declared: dict[str, Param] = {}
    for module in modules.values():
        for named in module.names.values():
            if isinstance(named, Param) and named.module is module:
                declared[".".join([*module.prefix, named.name])] = named
    found: dict[str, object] = {}
    for name, value in given.items():
        if name not in declared:
            names = ", ".join(declared) or None
            report.add(Diagnostic("BNN220", None, {"name": name, "near": nearest(name, declared), "names": names}))
            continue
        plain = as_data(value)
        if plain is _WRONG:
            report.add(Diagnostic("BNN221", None, {"name": name}))
            continue
        found[name] = plain
    for name, param in declared.items():
        if param.node.default is None and name not in found:
            at = (param.node.name.start, param.node.name.end)
            report.add(wrong(param.module.source, at, "BNN222", {"name": name}).diagnostic)
    return found


_WRONG = object()


def as_data(value: object) -> object:
    """A caller's value as templates may have it: text, number, truth, nothing, lists and dicts of these."""
    match value:
        case None | bool():
            return value
        case int():
            return value if abs(value) < 2**63 else _WRONG
        case float():
            return Decimal(repr(value)) if value == value and abs(value) != float("inf") else _WRONG
        case Decimal():
            return value if value.is_finite() else _WRONG
        case str():
            return _WRONG if len(value) > LONGEST or any(_never(c) for c in value) else value
        case list() | tuple():
            items = tuple(as_data(v) for v in value[:10_000])
            return _WRONG if any(i is _WRONG for i in items) else items
        case dict():
            pairs = {str(k): as_data(v) for k, v in list(value.items())[:10_000]}
            return _WRONG if any(v is _WRONG for v in pairs.values()) else pairs
        case _:
            return _WRONG


def _never(character: str) -> bool:
    """Whether a text may not hold it: a marker, NUL, half a surrogate pair."""
    return character in (OPEN, CLOSE, "\0") or "\ud800" <= character <= "\udfff" or "\ufdd0" <= character <= "\ufdef"
