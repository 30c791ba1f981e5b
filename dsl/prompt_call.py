"""A prompt that a shot calls in the place of its text: found by its path, given its arguments, rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Alias, LibraryAlias, Macro, Prompt
from .named_values import PromptValue
from .nearest import nearest
from .prompts import ArgumentFault
from .report import wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..grammar import nodes
    from .context import Context


def call_prompt(context: Context, node: nodes.Call) -> str:
    """What the prompt says. Raises Wrong."""
    found = _found(context, node)
    args = tuple(context.spoken(a.value) for a in node.args if a.name is None)
    kwargs = _named(context, node)
    try:
        return str(PromptValue(context, found).call(args, kwargs))
    except ArgumentFault as e:
        name = next((a.name for a in node.args if a.name and a.name.text == e.words.get("argument")), None)
        place = (name.start, name.end) if name is not None else _place(node)
        raise wrong(context.module.source, place, e.code, e.words, related=e.related) from None


def _place(node: nodes.Call) -> tuple[int, int]:
    return node.path[0].start, node.path[-1].end


def _name(node: nodes.Call) -> str:
    return ".".join(n.text for n in node.path)


def _found(context: Context, node: nodes.Call) -> Prompt | Macro:
    found: object = context.module.names.get(node.path[0].text)
    if found is not None and len(node.path) > 1:
        found = _member(context, node, found)
    if isinstance(found, Prompt | Macro):
        return found
    near = nearest(_name(node), _prompts(context.module.names))
    words = {"name": _name(node), "near": near}
    raise wrong(context.module.source, _place(node), "BNN455", words, fix=near)


def _member(context: Context, node: nodes.Call, home: object) -> object:
    """What an imported file gives by the second word."""
    members: Mapping[str, object] = {}
    if isinstance(home, Alias):
        members = home.module.names
    elif isinstance(home, LibraryAlias):
        members = {n: Macro(n, home.library, home.source) for n in home.library.macros}
    owner, name = node.path[:2]
    found = members.get(name.text) if len(node.path) == 2 else None
    if found is None:
        near = nearest(name.text, _prompts(members))
        words = {"name": name.text, "owner": owner.text, "near": near}
        raise wrong(context.module.source, (name.start, name.end), "BNN454", words, fix=near)
    return found


def _prompts(names: Mapping[str, object]) -> list[str]:
    return [n for n, d in names.items() if isinstance(d, Prompt | Macro)]


def _named(context: Context, node: nodes.Call) -> dict[str, object]:
    found: dict[str, object] = {}
    for argument in node.args:
        name = argument.name
        if name is None:
            continue
        if name.text in found:
            words = {"argument": name.text, "prompt": _name(node)}
            raise wrong(context.module.source, (name.start, name.end), "BNN462", words)
        found[name.text] = context.spoken(argument.value)
    return found
