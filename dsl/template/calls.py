"""Calls of macros, prompts and methods, and what stands between their brackets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from . import member, methods, paths
from .macro import BUILT_IN
from .names import nfc
from .problem import Wrong
from .speech import kind
from .value import TemplateValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes

    from .builder import Builder
    from .frame import Frame, Step


def arguments(
    builder: Builder, node: nodes.Filter | nodes.Test | nodes.Call
) -> tuple[Callable[[Frame], tuple[object, ...]], Callable[[Frame], dict[str, object]]]:
    """The steps of what stands between the brackets."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise builder.wrong(node, Wrong("BNN418", found="*", expected=""))
    steps = [builder.expression(a) for a in node.args]
    named = [(nfc(str(k.key)), builder.expression(k.value)) for k in node.kwargs]
    twice = [name for name, count in Counter(name for name, _ in named).items() if count > 1]
    if twice:
        raise builder.wrong(node, Wrong("BNN438", name=_callee(builder, node), parameter=twice[0]))
    return (
        lambda frame: tuple([step(frame) for step in steps]),
        lambda frame: {name: step(frame) for name, step in named},
    )


def _callee(builder: Builder, node: nodes.Node) -> str:
    return builder.text(node.node) if type(node).__name__ == "Call" else str(getattr(node, "name", ""))  # type: ignore[attr-defined]  # a Call has it


def call(builder: Builder, node: nodes.Call) -> Step:
    """`name(...)`: macros, prompts, and the methods that texts and rows have."""
    args, kwargs = arguments(builder, node)
    callee = _callable(builder, node.node)

    def run(frame: Frame) -> object:
        call = callee(frame)
        given, named = args(frame), kwargs(frame)
        frame.run.budget.spend()
        for one in (*given, *named.values()):
            frame.run.budget.hold(one)
        try:
            result = _called(call, given, named, frame)
        except TypeError:
            raise Wrong("BNN439", name=builder.text(node.node), kind=kind(call)) from None
        frame.run.budget.hold(result)
        return result

    return builder.guarded(node, run)


def _callable(builder: Builder, node: nodes.Node) -> Step:
    """What is called: a built-in, a method of a text or row, or a value."""
    if type(node).__name__ == "Name":
        name = node.name  # type: ignore[attr-defined]  # a Name
        if name in BUILT_IN and not builder.names.knows(name):
            return lambda _: BUILT_IN[name]
    if type(node).__name__ == "Getattr" and node.attr in methods.METHODS:  # type: ignore[attr-defined]  # a Getattr
        return _method(builder, node)  # type: ignore[arg-type]  # a Getattr
    return builder.expression(node)


def _method(builder: Builder, node: nodes.Getattr) -> Step:
    paths.note(builder, node.node)
    owner, name = builder.expression(node.node), node.attr

    def run(frame: Frame) -> object:
        value = owner(frame)
        if isinstance(value, TemplateValue):
            return member.take(value, name)
        return methods.bind(value, name)

    return builder.guarded(node, run)


def _called(call: object, args: tuple[object, ...], kwargs: dict[str, object], frame: Frame) -> object:
    """What the call gives. Raises TypeError where it can't be called like that, Wrong."""
    if isinstance(call, methods.Method):
        return call(args, kwargs, frame.run.budget)
    if not isinstance(call, TemplateValue):
        raise TypeError
    with frame.run.budget.deeper():
        return call.call(args, kwargs)
