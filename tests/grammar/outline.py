"""A tree in a few lines: what is declared and set, without places."""

from __future__ import annotations

from typing import Any

from bananaboard.grammar import nodes as n
from msgspec import Struct

PLACES = ("start", "end")


def said(node: Any) -> Any:
    """A node without its places, for comparing trees; a broken statement is left as its name."""
    if isinstance(node, tuple):
        return tuple(said(each) for each in node)
    if isinstance(node, Struct):
        return (type(node).__name__, *(said(getattr(node, f)) for f in node.__struct_fields__ if f not in PLACES))
    return node


def outline(document: n.Document) -> str:
    """One line a statement, indented as they stand in each other."""
    return "".join(_lines(document.statements, 0))


def _lines(statements: tuple[Any, ...], depth: int) -> list[str]:
    found = []
    for statement in statements:
        parts = [f for f in statement.__struct_fields__ if f not in PLACES]
        inside = [getattr(statement, f) for f in parts if isinstance(getattr(statement, f), n.Block)]
        entries = getattr(statement, "entries", None) or ()
        shown = [_short(getattr(statement, f)) for f in parts if f != "entries"]
        words = " ".join(part for part in shown if part)
        found.append(f"{'  ' * depth}{type(statement).__name__} {words}".rstrip() + "\n")
        found += _lines(entries, depth + 1)
        for block in inside:
            found += _lines(block.statements, depth + 1)
    return found


def _short(value: Any) -> str:  # noqa: C901 - a flat list of kinds
    match value:
        case None | n.Block():
            return ""
        case tuple():
            return ", ".join(_short(each) for each in value)
        case n.Name():
            return value.text or "(no name)"
        case n.Text():
            return repr(value.value)
        case n.Mention():
            inside = f"[{_short(value.choices)}]" if value.choices else ""
            return "@" + ".".join(_short(name) for name in value.path) + inside
        case n.Word():
            return ".".join(_short(name) for name in value.path)
        case n.Choice():
            return f"{_short(value.axis)}={_short(value.key)}"
        case n.Call():
            return f"{'.'.join(_short(name) for name in value.path)}({_short(value.args)})"
        case n.Argument() | n.Parameter():
            name = f"{_short(value.name)}: " if value.name else ""
            return name + _short(getattr(value, "value", None) or getattr(value, "default", None))
        case n.ListValue():
            return f"[{_short(value.items)}]"
        case n.Number():
            return str(value.value)
        case n.Ratio() | n.Size():
            return value.text
        case n.Money():
            return f"${value.nano / 10**9}"
        case n.Duration():
            return f"{value.seconds}s"
        case n.Bool():
            return str(value.value).lower()
        case n.Nothing():
            return "none"
        case str():
            return value
    raise TypeError(value)
