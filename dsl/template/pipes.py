"""Filters and tests: what stands behind `|` and behind `is`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import calls, checks, filters, member, paths
from .checks import truth
from .frame import MISSING
from .problem import Wrong
from .value import TemplateValue

if TYPE_CHECKING:
    from jinja2 import nodes

    from .builder import Builder
    from .frame import Frame, Step

_DEFAULT = ("default", "d")


def filtered(builder: Builder, node: nodes.Filter) -> Step:
    """`... | filter`."""
    if node.node is None:
        raise builder.wrong(node, Wrong("BNN418", found="|", expected=""))
    return through(builder, node, _filterable(builder, node))


def _filterable(builder: Builder, node: nodes.Filter) -> Step:
    """What goes into a filter; what is missing may go into `default`."""
    inner: nodes.Node = node.node  # type: ignore[assignment]  # asked before
    return paths.maybe(builder, inner) if node.name in _DEFAULT else builder.expression(inner)


def through(builder: Builder, node: nodes.Filter, value: Step) -> Step:
    """The step that puts a value through the node's filter."""
    name = node.name
    if name not in filters.FILTERS and name not in _DEFAULT:
        raise filters.unknown(name).at(*builder.reading.word(node.lineno))
    args, kwargs = calls.arguments(builder, node)
    if name in _DEFAULT:
        return builder.guarded(node, lambda frame: _default(value(frame), args(frame), kwargs(frame)))

    def run(frame: Frame) -> object:
        given = value(frame)
        try:
            return filters.call(name, given, args(frame), kwargs(frame), frame.run.budget)
        except Wrong as wrong:
            if wrong.code == "BNN432" and isinstance(given, TemplateValue):
                named = node.node is not None and member.find(given, "name") is not MISSING
                wrong.words["said"] = builder.text(node.node) if named else ""  # type: ignore[arg-type]  # asked before
            raise

    return builder.guarded(node, run)


def tested(builder: Builder, node: nodes.Test) -> Step:
    """`... is test`."""
    name = node.name
    if name not in checks.CHECKS:
        raise checks.unknown(name).at(*_last_word(builder, node))
    value = paths.maybe(builder, node.node) if name in checks.OPEN_TO_MISSING else builder.expression(node.node)
    args, kwargs = calls.arguments(builder, node)

    def run(frame: Frame) -> object:
        if kwargs(frame):
            raise Wrong("BNN419", name=name)
        return checks.call(name, value(frame), args(frame), frame.run.budget)

    return builder.guarded(node, run)


def _last_word(builder: Builder, node: nodes.Test) -> tuple[int, int]:
    """The name of a test: the first token of that name behind the `is`."""
    at = builder.reading.text.find(node.name, node.lineno)
    return at, at + len(node.name)


def _default(value: object, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """Jinja's `default(default_value="", boolean=false)`."""
    named = {"default_value": "", "boolean": False, **kwargs}
    if len(args) > 2 or len(named) > 2:
        raise Wrong("BNN419", name="default")
    named.update(zip(("default_value", "boolean"), args, strict=False))
    instead = value is MISSING or (named["boolean"] and not truth(value))
    return named["default_value"] if instead else value
