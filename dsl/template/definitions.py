"""The macros that a template defines, and the blocks that are handed to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import calls
from .macro import Caller, Macro, Parameter, Shape
from .names import nfc
from .problem import Wrong
from .speech import kind

if TYPE_CHECKING:
    from jinja2 import nodes

    from .builder import Builder
    from .frame import Act, Frame, Out


def _shape(builder: Builder, node: nodes.Macro | nodes.CallBlock, name: str) -> Shape:
    """The macro as written. Raises Problem."""
    from jinja2.compiler import find_undeclared

    written = [nfc(a.name) for a in node.args]
    extras = find_undeclared(node.body, ("caller", "varargs", "kwargs")) - set(written)
    with builder.names.inner(*extras):
        first = len(node.args) - len(node.defaults)
        parameters = []
        for at, arg in enumerate(written):
            default = builder.expression(node.defaults[at - first]) if at >= first else None
            builder.names.bind(arg)
            parameters.append(Parameter(arg, default))
        pieces = builder.body(node.body)
    if len(set(written)) < len(written):
        raise builder.wrong(node, Wrong("BNN438", name=name, parameter=max(written, key=written.count)))
    return Shape(name, tuple(parameters), pieces, frozenset(extras))


def macro(builder: Builder, node: nodes.Macro) -> Act:
    """`{% macro %}`: the name stands for the macro, which sees what its frame has when it is called."""
    name = nfc(node.name)
    builder.names.bind(name)
    shape = _shape(builder, node, name)

    def act(frame: Frame, _: Out) -> None:
        frame.names[name] = Macro(shape, frame)

    return act


def call_block(builder: Builder, node: nodes.CallBlock) -> Act:
    """`{% call %}`: a macro is called, and gets what is written inside as its `caller`."""
    shape = _shape(builder, node, "caller")
    callee = builder.expression(node.call.node)
    args, kwargs = calls.arguments(builder, node.call)

    def act(frame: Frame, out: Out) -> None:
        try:
            macro = _with_caller(callee(frame), builder.text(node.call.node))
            caller = Caller(shape, frame, macro)
            out.add(macro.call(args(frame), {**kwargs(frame), "caller": caller}))
        except Wrong as wrong:
            raise builder.wrong(node.call, wrong) from None

    return act


def _with_caller(value: object, said: str) -> Macro:
    """The macro that a call block calls. Raises Wrong."""
    if not isinstance(value, Macro):
        raise Wrong("BNN439", name=said, kind=kind(value))
    if "caller" not in value.shape.extras and "caller" not in [p.name for p in value.shape.parameters]:
        raise Wrong("BNN441", name=value.shape.name)
    return value
