"""What a value is put under: a name, several names, a member of a `namespace`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .macro import Namespace
from .names import nfc
from .problem import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes

    from .builder import Builder
    from .frame import Act, Frame, Out


def target(builder: Builder, node: nodes.Node) -> Callable[[Frame, object], None]:
    """What puts a value under a name, or under several. The store raises Wrong."""
    if type(node).__name__ == "Tuple":
        return _targets(builder, node)  # type: ignore[arg-type]  # a Tuple
    if type(node).__name__ == "NSRef":
        return _into_namespace(builder, node)  # type: ignore[arg-type]  # an NSRef
    name = nfc(node.name)  # type: ignore[attr-defined]  # a Name
    builder.names.bind(name)

    def store(frame: Frame, value: object) -> None:
        frame.names[name] = value

    return store


def _targets(builder: Builder, node: nodes.Tuple) -> Callable[[Frame, object], None]:
    stores = [target(builder, n) for n in node.items]

    def store(frame: Frame, value: object) -> None:
        if not isinstance(value, (list, tuple)) or len(value) != len(stores):
            count = len(value) if isinstance(value, (list, tuple)) else 1
            raise Wrong("BNN425", wanted=len(stores), count=count)
        for one, part in zip(stores, value, strict=True):
            one(frame, part)

    return store


def _into_namespace(builder: Builder, node: nodes.NSRef) -> Callable[[Frame, object], None]:
    name, attr = nfc(node.name), nfc(node.attr)
    builder.names.use(name, *builder.reading.word(node.lineno), (attr,))

    def store(frame: Frame, value: object) -> None:
        owner = frame.find(name)
        if not isinstance(owner, Namespace):
            raise Wrong("BNN440", name=name)
        owner.values[attr] = value

    return store


def put(builder: Builder, node: nodes.Assign) -> Act:
    """`{% set name = ... %}`."""
    step = builder.expression(node.node)
    store = target(builder, node.target)

    def act(frame: Frame, out: Out) -> None:
        try:
            value = step(frame)
            out.budget.hold(value)
            store(frame, value)
        except Wrong as wrong:
            raise builder.wrong(node.target, wrong) from None

    return act
