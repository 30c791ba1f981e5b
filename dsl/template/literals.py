"""What is written out: numbers and texts, lists, and rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .budget import whole
from .problem import Wrong
from .speech import kind

if TYPE_CHECKING:
    from jinja2 import nodes

    from .builder import Builder
    from .frame import Frame, Step


def constant(builder: Builder, node: nodes.Const) -> Step:
    """A text, a number, `true`, `false` or `none`. Raises Problem for a number too large to reckon with."""
    value = node.value
    if isinstance(value, float):
        value = Decimal(repr(value))
        if abs(value.adjusted()) > 40 or not value.is_finite():
            raise builder.wrong(node, Wrong("BNN412"))
    elif isinstance(value, int) and not isinstance(value, bool):
        try:
            whole(value)
        except Wrong as wrong:
            raise builder.wrong(node, wrong) from None
    return lambda _: value


def many(builder: Builder, node: nodes.List | nodes.Tuple) -> Step:
    """`[...]` and `(...)`, both become lists."""
    steps = [builder.expression(n) for n in node.items]

    def run(frame: Frame) -> object:
        found = [step(frame) for step in steps]
        frame.run.budget.spend(len(found))
        frame.run.budget.hold(found)
        return found

    return builder.guarded(node, run)


def row(builder: Builder, node: nodes.Dict) -> Step:
    """`{...}`, a row of names and values."""
    pairs = [(builder.expression(p.key), builder.expression(p.value)) for p in node.items]

    def run(frame: Frame) -> object:
        found: dict[object, object] = {}
        for key, value in pairs:
            name = key(frame)
            if not isinstance(name, (str, int, Decimal)):
                raise Wrong("BNN417", what="a row", wanted="texts as names", kind=kind(name))
            found[name] = value(frame)
        frame.run.budget.spend(len(found))
        frame.run.budget.hold(found)
        return found

    return builder.guarded(node, run)
