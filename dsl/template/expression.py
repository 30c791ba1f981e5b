"""Turns the expressions of Jinja2's tree into steps that can be taken: closures over a frame."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar

from . import checks, filters, member, methods, operators
from .budget import room, whole, width
from .checks import truth
from .frame import MISSING
from .lookup import unknown
from .macro import BUILT_IN
from .names import Names, nfc
from .problem import Problem, Wrong
from .speech import kind, marked, write
from .value import TemplateValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes

    from .frame import Frame, Step
    from .reading import Reading

_DEEPEST = 60  # expressions in expressions


class Expressions:
    """Builds steps from nodes. Every step raises Problem, with the place of its node, for what is wrong."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading = reading
        self.names = names
        self.level = 0
        self.paths: dict[int, tuple[str, ...]] = {}  # by the offset of the name in front

    def expression(self, node: nodes.Node) -> Step:
        """The step that gives the node's value. Raises Problem for what can be seen before it is taken."""
        build = self._BUILDERS.get(type(node).__name__)
        if build is None:
            raise self.wrong(node, Wrong("BNN418", found=self._text(node), expected=""))
        self.level += 1
        if self.level > _DEEPEST:
            raise self.wrong(node, Wrong("BNN414"))
        try:
            return build(self, node)
        finally:
            self.level -= 1

    def wrong(self, node: nodes.Node, wrong: Wrong) -> Problem:
        """The problem at the node's place; what is too deep is shown where it gets so."""
        if wrong.code == "BNN414":
            return wrong.at(*self.reading.word(node.lineno))
        return self.reading.problem(wrong, node)

    def _last_word(self, node: nodes.Test) -> tuple[int, int]:
        """The name of a test: the first token of that name behind the `is`."""
        at = self.reading.text.find(node.name, node.lineno)
        return at, at + len(node.name)

    def _text(self, node: nodes.Node) -> str:
        start, end = self.reading.span(node)
        return self.reading.text[start:end][:60]

    def _member_place(self, node: nodes.Node) -> tuple[int, int]:
        """The name behind a point; of square brackets, all of it."""
        return self.reading.after(node.lineno) if type(node).__name__ == "Getattr" else self.reading.span(node)

    def guarded(
        self, node: nodes.Node, step: Step, place: Callable[[nodes.Node], tuple[int, int]] | None = None
    ) -> Step:
        """A step whose complaints get the node's place, and which costs one step."""

        def run(frame: Frame) -> object:
            try:
                frame.run.budget.spend()
                return step(frame)
            except Wrong as wrong:
                raise wrong.at(*place(node)) if place else self.wrong(node, wrong) from None

        return run

    def _constant(self, node: nodes.Const) -> Step:
        value = node.value
        if isinstance(value, float):
            value = Decimal(repr(value))
            if abs(value.adjusted()) > 40 or not value.is_finite():
                raise self.wrong(node, Wrong("BNN412"))
        elif isinstance(value, int) and not isinstance(value, bool):
            try:
                whole(value)
            except Wrong as wrong:
                raise self.wrong(node, wrong) from None
        return lambda _: value

    def _name(self, node: nodes.Name) -> Step:
        return self._required(node, self._name_or_missing(node))

    def _required(self, node: nodes.Name, step: Step) -> Step:
        name = nfc(node.name)
        place = self.reading.word(node.lineno)

        def run(frame: Frame) -> object:
            value = step(frame)
            if value is MISSING:
                raise unknown(name, _visible(frame), place)
            return value

        return run

    def _name_or_missing(self, node: nodes.Name) -> Step:
        name = nfc(node.name)
        self.names.use(name, *self.reading.word(node.lineno), self.paths.get(node.lineno, ()))
        return lambda frame: frame.find(name)

    def maybe(self, node: nodes.Node) -> Step:
        """The step for `is defined` and `default`: gives MISSING where the last name of a path is not there."""
        kind_ = type(node).__name__
        if kind_ == "Name":
            return self._name_or_missing(node)  # type: ignore[arg-type]  # a Name
        if kind_ in ("Getattr", "Getitem"):
            return self._getter(node, member.find)  # type: ignore[arg-type]  # one of the two
        return self.expression(node)

    def _member(self, node: nodes.Getattr | nodes.Getitem) -> Step:
        def take(owner: object, name: object) -> object:
            try:
                return member.take(owner, name)
            except Wrong as wrong:
                wrong.words["owner"] = f"`{self._text(node.node)}`"
                raise

        return self._getter(node, take)

    def _getter(self, node: nodes.Getattr | nodes.Getitem, get: Callable[[object, object], object]) -> Step:
        if type(node).__name__ == "Getitem" and type(node.arg).__name__ == "Slice":  # type: ignore[union-attr]  # Getitem has arg
            return self._slice(node)  # type: ignore[arg-type]  # a Getitem
        self._note_path(node)
        owner = self.expression(node.node)
        name = self._key(node)
        return self.guarded(node, lambda frame: get(owner(frame), name(frame)), self._member_place)

    def _note_path(self, node: nodes.Node) -> None:
        """Remember the constant members behind a name, for when the name is reached; the whole path comes first."""
        members: list[str | None] = []
        while type(node).__name__ in ("Getattr", "Getitem"):
            members.append(_constant_member(node))
            node = node.node  # type: ignore[attr-defined]  # both have it
        if type(node).__name__ == "Name":
            leading = takewhile(lambda m: m is not None, reversed(members))
            self.paths.setdefault(node.lineno, tuple(m for m in leading if m is not None))

    def _key(self, node: nodes.Getattr | nodes.Getitem) -> Step:
        if type(node).__name__ == "Getattr":
            attr = nfc(node.attr)  # type: ignore[union-attr]  # Getattr has attr
            return lambda _: attr
        return self.expression(node.arg)  # type: ignore[union-attr]  # Getitem has arg

    def _slice(self, node: nodes.Getitem) -> Step:
        owner = self.expression(node.node)
        part: nodes.Slice = node.arg  # type: ignore[assignment]  # asked before
        bounds = [None if b is None else self.expression(b) for b in (part.start, part.stop, part.step)]

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

        return self.guarded(node, run)

    def _arithmetic(self, node: nodes.BinExpr) -> Step:
        left, right, sign = self.expression(node.left), self.expression(node.right), node.operator
        return self.guarded(node, lambda frame: operators.arithmetic(sign, left(frame), right(frame), frame.run.budget))

    def _signed(self, node: nodes.UnaryExpr) -> Step:
        inner, sign = self.expression(node.node), node.operator
        return self.guarded(node, lambda frame: operators.signed(sign, inner(frame)))

    def _concat(self, node: nodes.Concat) -> Step:
        parts = [self.expression(n) for n in node.nodes]

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

        return self.guarded(node, run)

    def _compare(self, node: nodes.Compare) -> Step:
        first = self.expression(node.expr)
        rest = [(o.op, self.expression(o.expr)) for o in node.ops]

        def run(frame: Frame) -> object:
            left = first(frame)
            for sign, step in rest:
                right = step(frame)
                if not operators.compare(sign, left, right, frame.run.budget):
                    return False
                left = right
            return True

        return self.guarded(node, run)

    def _and(self, node: nodes.And) -> Step:
        left, right = self.expression(node.left), self.expression(node.right)

        def run(frame: Frame) -> object:
            value = left(frame)
            return right(frame) if truth(value) else value

        return self.guarded(node, run)

    def _or(self, node: nodes.Or) -> Step:
        left, right = self.expression(node.left), self.expression(node.right)

        def run(frame: Frame) -> object:
            value = left(frame)
            return value if truth(value) else right(frame)

        return self.guarded(node, run)

    def _not(self, node: nodes.Not) -> Step:
        inner = self.expression(node.node)
        return self.guarded(node, lambda frame: not truth(inner(frame)))

    def _condition(self, node: nodes.CondExpr) -> Step:
        test, yes = self.expression(node.test), self.expression(node.expr1)
        no = self.expression(node.expr2) if node.expr2 is not None else lambda _: ""
        return self.guarded(node, lambda frame: yes(frame) if truth(test(frame)) else no(frame))

    def _list(self, node: nodes.List | nodes.Tuple) -> Step:
        steps = [self.expression(n) for n in node.items]

        def run(frame: Frame) -> object:
            found = [step(frame) for step in steps]
            frame.run.budget.spend(len(found))
            frame.run.budget.hold(found)
            return found

        return self.guarded(node, run)

    def _dict(self, node: nodes.Dict) -> Step:
        pairs = [(self.expression(p.key), self.expression(p.value)) for p in node.items]

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

        return self.guarded(node, run)

    def _filter(self, node: nodes.Filter) -> Step:
        if node.node is None:
            raise self.wrong(node, Wrong("BNN418", found="|", expected=""))
        return self.filtered(node, self._filterable(node))

    def _filterable(self, node: nodes.Filter) -> Step:
        """What goes into a filter; what is missing may go into `default`."""
        inner: nodes.Node = node.node  # type: ignore[assignment]  # asked before
        return self.maybe(inner) if node.name in _DEFAULT else self.expression(inner)

    def filtered(self, node: nodes.Filter, value: Step) -> Step:
        """The step that puts a value through the node's filter."""
        name = node.name
        if name not in filters.FILTERS and name not in _DEFAULT:
            raise filters.unknown(name).at(*self.reading.word(node.lineno))
        args, kwargs = self.arguments(node)
        if name in _DEFAULT:
            return self.guarded(node, lambda frame: _default(value(frame), args(frame), kwargs(frame)))

        def run(frame: Frame) -> object:
            given = value(frame)
            try:
                return filters.call(name, given, args(frame), kwargs(frame), frame.run.budget)
            except Wrong as wrong:
                if wrong.code == "BNN432" and isinstance(given, TemplateValue):
                    named = node.node is not None and member.find(given, "name") is not MISSING
                    wrong.words["said"] = self._text(node.node) if named else ""  # type: ignore[arg-type]  # asked before
                raise

        return self.guarded(node, run)

    def arguments(
        self, node: nodes.Filter | nodes.Test | nodes.Call
    ) -> tuple[Callable[[Frame], tuple[object, ...]], Callable[[Frame], dict[str, object]]]:
        """The steps of what stands between the brackets."""
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise self.wrong(node, Wrong("BNN418", found="*", expected=""))
        steps = [self.expression(a) for a in node.args]
        named = [(nfc(str(k.key)), self.expression(k.value)) for k in node.kwargs]
        twice = [name for name, count in Counter(name for name, _ in named).items() if count > 1]
        if twice:
            raise self.wrong(node, Wrong("BNN438", name=self._callee(node), parameter=twice[0]))
        return (
            lambda frame: tuple([step(frame) for step in steps]),
            lambda frame: {name: step(frame) for name, step in named},
        )

    def _callee(self, node: nodes.Node) -> str:
        return self._text(node.node) if type(node).__name__ == "Call" else str(getattr(node, "name", ""))  # type: ignore[attr-defined]  # a Call has it

    def _test(self, node: nodes.Test) -> Step:
        name = node.name
        if name not in checks.CHECKS:
            raise checks.unknown(name).at(*self._last_word(node))
        value = self.maybe(node.node) if name in checks.OPEN_TO_MISSING else self.expression(node.node)
        args, kwargs = self.arguments(node)

        def run(frame: Frame) -> object:
            if kwargs(frame):
                raise Wrong("BNN419", name=name)
            return checks.call(name, value(frame), args(frame), frame.run.budget)

        return self.guarded(node, run)

    def _call(self, node: nodes.Call) -> Step:
        args, kwargs = self.arguments(node)
        callee = self._callable(node.node)

        def run(frame: Frame) -> object:
            call = callee(frame)
            given, named = args(frame), kwargs(frame)
            frame.run.budget.spend()
            for one in (*given, *named.values()):
                frame.run.budget.hold(one)
            try:
                result = _called(call, given, named, frame)
            except TypeError:
                raise Wrong("BNN439", name=self._text(node.node), kind=kind(call)) from None
            frame.run.budget.hold(result)
            return result

        return self.guarded(node, run)

    def _callable(self, node: nodes.Node) -> Step:
        """What is called: a built-in, a method of a text or row, or a value."""
        if type(node).__name__ == "Name":
            name = node.name  # type: ignore[attr-defined]  # a Name
            if name in BUILT_IN and not self.names.knows(name):
                return lambda _: BUILT_IN[name]
        if type(node).__name__ == "Getattr" and node.attr in methods.METHODS:  # type: ignore[attr-defined]  # a Getattr
            return self._method(node)  # type: ignore[arg-type]  # a Getattr
        return self.expression(node)

    def _method(self, node: nodes.Getattr) -> Step:
        self._note_path(node.node)
        owner, name = self.expression(node.node), node.attr

        def run(frame: Frame) -> object:
            value = owner(frame)
            if isinstance(value, TemplateValue):
                return member.take(value, name)
            return methods.bind(value, name)

        return self.guarded(node, run)

    _BUILDERS: ClassVar[dict[str, Callable[..., Step]]] = {
        "Const": _constant,
        "Name": _name,
        "Getattr": _member,
        "Getitem": _member,
        **dict.fromkeys(("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"), _arithmetic),
        "Neg": _signed,
        "Pos": _signed,
        "Concat": _concat,
        "Compare": _compare,
        "And": _and,
        "Or": _or,
        "Not": _not,
        "CondExpr": _condition,
        "List": _list,
        "Tuple": _list,
        "Dict": _dict,
        "Filter": _filter,
        "Test": _test,
        "Call": _call,
    }


_DEFAULT = ("default", "d")


def _default(value: object, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """Jinja's `default(default_value="", boolean=false)`."""
    named = {"default_value": "", "boolean": False, **kwargs}
    if len(args) > 2 or len(named) > 2:
        raise Wrong("BNN419", name="default")
    named.update(zip(("default_value", "boolean"), args, strict=False))
    instead = value is MISSING or (named["boolean"] and not truth(value))
    return named["default_value"] if instead else value


def _called(call: object, args: tuple[object, ...], kwargs: dict[str, object], frame: Frame) -> object:
    """What the call gives. Raises TypeError where it can't be called like that, Wrong."""
    if isinstance(call, methods.Method):
        return call(args, kwargs, frame.run.budget)
    if not isinstance(call, TemplateValue):
        raise TypeError
    with frame.run.budget.deeper():
        return call.call(args, kwargs)


def _constant_member(node: nodes.Node) -> str | None:
    """The name behind the point or in the brackets, None if it is reckoned."""
    if type(node).__name__ == "Getattr":
        return nfc(node.attr)  # type: ignore[attr-defined]  # a Getattr
    value = getattr(node.arg, "value", None)  # type: ignore[attr-defined]  # a Getitem
    return value if isinstance(value, str) else None


def _bound(value: object) -> int | None:
    if value is None:
        return None
    at = member.index(value)
    if at is None:
        raise Wrong("BNN417", what="`[:]`", wanted="whole numbers", kind=kind(value))
    return whole(at)


def _visible(frame: Frame) -> list[str]:
    """Every name that could be written here, for the nearest one."""
    found = list(frame.run.scope)
    at: Frame | None = frame
    while at is not None:
        found += at.names
        at = at.outer
    return found
