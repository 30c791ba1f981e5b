"""What a param is worth: what the caller gave, else its default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .report import Wrong, wrong
from .template.problem import Wrong as Misplaced

if TYPE_CHECKING:
    from .board import Param
    from .context import Context

NOBODY = object()  # gave it


def param_value(context: Context, param: Param) -> object:
    """What a param is worth, wherever `context` is. Raises Wrong, each time the same."""
    known = context.work.params
    key = id(param)
    if key not in known:
        given = context.work.given.get(_name(param), NOBODY)
        try:
            known[key] = given if given is not NOBODY else _default(context, param)
        except Wrong as e:
            known[key] = e
    found = known[key]
    if isinstance(found, Wrong):
        raise found
    return found


def _name(param: Param) -> str:
    return ".".join([*param.module.prefix, param.name])


def _default(context: Context, param: Param) -> object:
    at = (param.node.name.start, param.node.name.end)
    if param.node.default is None:
        raise wrong(param.module.source, at, "BNN222", {"name": _name(param)})
    try:
        with context.work.read(id(param), param.name):
            return context.elsewhere(param.module).spoken(param.node.default)
    except Misplaced as e:
        raise wrong(param.module.source, at, e.code, e.words) from None
