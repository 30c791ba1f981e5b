"""The operators of expressions: reckoning, comparing, joining, and what is chosen by a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operators
from .budget import room, width
from .checks import truth
from .speech import write

if TYPE_CHECKING:
    from jinja2 import nodes

    from .builder import Builder
    from .frame import Frame, Step


def arithmetic(builder: Builder, node: nodes.BinExpr) -> Step:
    """`+ - * / // % **`."""
    left, right, sign = builder.expression(node.left), builder.expression(node.right), node.operator
    return builder.guarded(node, lambda frame: operators.arithmetic(sign, left(frame), right(frame), frame.run.budget))


def signed(builder: Builder, node: nodes.UnaryExpr) -> Step:
    """`-` and `+` in front of a value."""
    inner, sign = builder.expression(node.node), node.operator
    return builder.guarded(node, lambda frame: operators.signed(sign, inner(frame)))


def concat(builder: Builder, node: nodes.Concat) -> Step:
    """`~`: both sides as they are written."""
    parts = [builder.expression(n) for n in node.nodes]

    def run(frame: Frame) -> object:
        budget = frame.run.budget
        words: list[str] = []
        size = 0
        for part in parts:
            words.append(write(part(frame), budget))
            size += width(words[-1])
            room(size)
        budget.spend(len(parts) + (size >> 8))
        return "".join(words)

    return builder.guarded(node, run)


def compare(builder: Builder, node: nodes.Compare) -> Step:
    """`== != < <= > >= in`, also several in a row."""
    first = builder.expression(node.expr)
    rest = [(o.op, builder.expression(o.expr)) for o in node.ops]

    def run(frame: Frame) -> object:
        left = first(frame)
        for sign, step in rest:
            right = step(frame)
            if not operators.compare(sign, left, right, frame.run.budget):
                return False
            left = right
        return True

    return builder.guarded(node, run)


def both(builder: Builder, node: nodes.And) -> Step:
    """`and`: gives the side that decides."""
    left, right = builder.expression(node.left), builder.expression(node.right)

    def run(frame: Frame) -> object:
        value = left(frame)
        return right(frame) if truth(value) else value

    return builder.guarded(node, run)


def either(builder: Builder, node: nodes.Or) -> Step:
    """`or`: gives the side that decides."""
    left, right = builder.expression(node.left), builder.expression(node.right)

    def run(frame: Frame) -> object:
        value = left(frame)
        return value if truth(value) else right(frame)

    return builder.guarded(node, run)


def opposite(builder: Builder, node: nodes.Not) -> Step:
    """`not`."""
    inner = builder.expression(node.node)
    return builder.guarded(node, lambda frame: not truth(inner(frame)))


def condition(builder: Builder, node: nodes.CondExpr) -> Step:
    """`... if ... else ...`; without an `else` it may be empty."""
    test, yes = builder.expression(node.test), builder.expression(node.expr1)
    no = builder.expression(node.expr2) if node.expr2 is not None else lambda _: ""
    return builder.guarded(node, lambda frame: yes(frame) if truth(test(frame)) else no(frame))
