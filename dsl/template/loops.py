"""The `for` of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import targets
from .checks import truth
from .macro import Loop
from .play import pour
from .problem import Wrong
from .speech import kind, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes

    from .builder import Builder
    from .frame import Act, Frame, Out


def loop(builder: Builder, node: nodes.For) -> Act:
    """`{% for %}`: its items are taken once, before the first is written."""
    if node.recursive:
        raise builder.wrong(node.iter, Wrong("BNN415", name="loop"))
    many = builder.expression(node.iter)
    with builder.names.inner():
        store = targets.target(builder, node.target)
        test = builder.expression(node.test) if node.test is not None else None
        builder.names.bind("loop")
        pieces = builder.body(node.body)
    with builder.names.inner():
        rest = builder.body(node.else_)

    def act(frame: Frame, out: Out) -> None:
        try:
            items = _iterable(many(frame), out)
        except Wrong as wrong:
            raise builder.wrong(node.iter, wrong) from None
        if test is not None:
            items = [item for item in items if truth(test(_stored(builder, store, item, frame.inner(), node)))]
        loop = Loop(items)
        for loop.at, item in enumerate(items):
            _stored(builder, store, item, inner := frame.inner(), node)
            inner.names["loop"] = loop
            pour(pieces, inner, out)
        if not items:
            pour(rest, frame.inner(), out)

    return act


def _stored(
    builder: Builder, store: Callable[[Frame, object], None], item: object, frame: Frame, node: nodes.For
) -> Frame:
    try:
        frame.run.budget.spend()
        store(frame, item)
    except Wrong as wrong:
        raise builder.wrong(node.target, wrong) from None
    return frame


def _iterable(value: object, out: Out) -> list[object] | range:
    """The items that a `for` goes through. Raises Wrong."""
    out.budget.hold(value)
    if isinstance(value, range):
        return value
    if isinstance(value, str) and marked(value):
        raise Wrong("BNN426")
    if isinstance(value, (str, list, tuple, dict)):
        return list(value)
    raise Wrong("BNN424", kind=kind(value))
