"""Names and what stands behind them: points, square brackets and slices."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from . import member
from .budget import whole
from .frame import MISSING
from .lookup import unknown
from .names import nfc
from .problem import Wrong
from .speech import kind, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes

    from .builder import Builder
    from .frame import Frame, Step


def name_of(builder: Builder, node: nodes.Name) -> Step:
    """A name. Taking its step raises Problem where the name stands for nothing."""
    return _required(builder, node, _name_or_missing(builder, node))


def _required(builder: Builder, node: nodes.Name, step: Step) -> Step:
    name = nfc(node.name)
    place = builder.reading.word(node.lineno)

    def run(frame: Frame) -> object:
        value = step(frame)
        if value is MISSING:
            raise unknown(name, _visible(frame), place)
        return value

    return run


def _name_or_missing(builder: Builder, node: nodes.Name) -> Step:
    name = nfc(node.name)
    builder.names.use(name, *builder.reading.word(node.lineno), builder.paths.get(node.lineno, ()))
    return lambda frame: frame.find(name)


def maybe(builder: Builder, node: nodes.Node) -> Step:
    """The step for `is defined` and `default`: gives MISSING where the last name of a path is not there."""
    kind_ = type(node).__name__
    if kind_ == "Name":
        return _name_or_missing(builder, node)  # type: ignore[arg-type]  # a Name
    if kind_ in ("Getattr", "Getitem"):
        return _getter(builder, node, member.find)  # type: ignore[arg-type]  # one of the two
    return builder.expression(node)


def member_of(builder: Builder, node: nodes.Getattr | nodes.Getitem) -> Step:
    """`.name`, `[...]` and `[:]`. Taking the step raises Problem where there is no such member."""

    def take(owner: object, name: object) -> object:
        try:
            return member.take(owner, name)
        except Wrong as wrong:
            wrong.words["owner"] = f"`{builder.text(node.node)}`"
            raise

    return _getter(builder, node, take)


def _getter(builder: Builder, node: nodes.Getattr | nodes.Getitem, get: Callable[[object, object], object]) -> Step:
    if type(node).__name__ == "Getitem" and type(node.arg).__name__ == "Slice":  # type: ignore[union-attr]  # Getitem has arg
        return _slice(builder, node)  # type: ignore[arg-type]  # a Getitem
    note(builder, node)
    owner = builder.expression(node.node)
    name = _key(builder, node)
    return builder.guarded(node, lambda frame: get(owner(frame), name(frame)), lambda at: _place(builder, at))


def note(builder: Builder, node: nodes.Node) -> None:
    """Remember the constant members behind a name, for when the name is reached; the whole path comes first."""
    members: list[str | None] = []
    while type(node).__name__ in ("Getattr", "Getitem"):
        members.append(_constant_member(node))
        node = node.node  # type: ignore[attr-defined]  # both have it
    if type(node).__name__ == "Name":
        leading = takewhile(lambda m: m is not None, reversed(members))
        builder.paths.setdefault(node.lineno, tuple(m for m in leading if m is not None))


def _key(builder: Builder, node: nodes.Getattr | nodes.Getitem) -> Step:
    if type(node).__name__ == "Getattr":
        attr = nfc(node.attr)  # type: ignore[union-attr]  # Getattr has attr
        return lambda _: attr
    return builder.expression(node.arg)  # type: ignore[union-attr]  # Getitem has arg


def _slice(builder: Builder, node: nodes.Getitem) -> Step:
    owner = builder.expression(node.node)
    part: nodes.Slice = node.arg  # type: ignore[assignment]  # asked before
    bounds = [None if b is None else builder.expression(b) for b in (part.start, part.stop, part.step)]

    def run(frame: Frame) -> object:
        many = owner(frame)
        cut = slice(*[None if b is None else _bound(b(frame)) for b in bounds])
        if not isinstance(many, (str, list, tuple, range)):
            raise Wrong("BNN417", what="`[:]`", wanted="a list or a text", kind=kind(many))
        if isinstance(many, str) and marked(many):
            raise Wrong("BNN426")
        if cut.step == 0:
            raise Wrong("BNN421")
        frame.run.budget.hold(many)
        return many[cut]

    return builder.guarded(node, run)


def _place(builder: Builder, node: nodes.Node) -> tuple[int, int]:
    """The name behind a point; of square brackets, all of it."""
    return builder.reading.after(node.lineno) if type(node).__name__ == "Getattr" else builder.reading.span(node)


def _visible(frame: Frame) -> list[str]:
    """Every name that could be written here, for the nearest one."""
    found = list(frame.run.scope)
    at: Frame | None = frame
    while at is not None:
        found += at.names
        at = at.outer
    return found


def _bound(value: object) -> int | None:
    if value is None:
        return None
    at = member.index(value)
    if at is None:
        raise Wrong("BNN417", what="`[:]`", wanted="whole numbers", kind=kind(value))
    return whole(at)


def _constant_member(node: nodes.Node) -> str | None:
    """The name behind the point or in the brackets, None if it is reckoned."""
    if type(node).__name__ == "Getattr":
        return nfc(node.attr)  # type: ignore[attr-defined]  # a Getattr
    value = getattr(node.arg, "value", None)  # type: ignore[attr-defined]  # a Getitem
    return value if isinstance(value, str) else None
