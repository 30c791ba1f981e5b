"""Blocks that are written or not, and blocks whose words go somewhere else: `if`, `set`, `filter`, `with`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import pipes, targets
from .checks import truth
from .frame import Out
from .play import pour
from .problem import Wrong
from .speech import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes

    from .builder import Builder
    from .frame import Act, Frame, Step
    from .play import Piece


def branches(builder: Builder, node: nodes.If) -> Act:
    """`{% if %}`: the first arm whose test holds is written; bound afterwards is what every arm binds."""
    arms: list[tuple[Step, tuple[Piece, ...]]] = []
    before, sure = set(builder.names.bound[-1]), []
    for arm in (node, *node.elif_):
        test = builder.expression(arm.test)
        arms.append((test, builder.body(arm.body)))
        sure.append(_rewound(builder, before))
    rest = builder.body(node.else_)
    sure.append(_rewound(builder, before))
    builder.names.bound[-1] |= set.intersection(*sure)

    def act(frame: Frame, out: Out) -> None:
        for test, pieces in arms:
            if truth(test(frame)):
                pour(pieces, frame, out)
                return
        pour(rest, frame, out)

    return act


def _rewound(builder: Builder, before: set[str]) -> set[str]:
    """What an arm of an `if` has bound; afterwards it is as before."""
    found = builder.names.bound[-1]
    builder.names.bound[-1] = set(before)
    return found


def put_block(builder: Builder, node: nodes.AssignBlock) -> Act:
    """`{% set name %}`: what is written inside becomes the value of the name."""
    with builder.names.inner():
        pieces = builder.body(node.body)
    through = _through(builder, node.filter)
    store = targets.target(builder, node.target)

    def act(frame: Frame, out: Out) -> None:
        said = Out(out.budget)
        pour(pieces, frame.inner(), said)
        try:
            store(frame, through(frame, said.text()))
        except Wrong as wrong:
            raise builder.wrong(node.target, wrong) from None

    return act


def _through(builder: Builder, node: nodes.Filter | None) -> Callable[[Frame, object], object]:
    """The filters of a block, the innermost first."""
    if node is None:
        return lambda _, value: value
    inner = _through(builder, node.node)  # type: ignore[arg-type]  # the filters of a block hang on nothing else
    step = pipes.through(builder, node, lambda frame: frame.names[" body"])

    def through(frame: Frame, value: object) -> object:
        return step(frame.inner({" body": inner(frame, value)}))

    return through


def filter_block(builder: Builder, node: nodes.FilterBlock) -> Act:
    """`{% filter %}`: what is written inside goes through the filters."""
    with builder.names.inner():
        pieces = builder.body(node.body)
    through = _through(builder, node.filter)

    def act(frame: Frame, out: Out) -> None:
        said = Out(out.budget)
        pour(pieces, frame.inner(), said)
        try:
            out.add(write(through(frame, said.text()), out.budget))
        except Wrong as wrong:
            raise builder.wrong(node.filter, wrong) from None

    return act


def scoped(builder: Builder, node: nodes.With) -> Act:
    """`{% with %}`: names that hold only inside."""
    steps = [builder.expression(v) for v in node.values]
    with builder.names.inner():
        stores = [targets.target(builder, t) for t in node.targets]
        pieces = builder.body(node.body)

    def act(frame: Frame, out: Out) -> None:
        inner = frame.inner()
        for step, store in zip(steps, stores, strict=True):
            try:
                store(inner, step(frame))
            except Wrong as wrong:
                raise builder.wrong(node, wrong) from None
        pour(pieces, inner, out)

    return act
