"""Turns the statements of Jinja2's tree into acts that write: closures over a frame and what has been written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .checks import truth
from .expression import Expressions
from .frame import Frame, Out
from .hole import Hole, split
from .macro import Caller, Loop, Macro, Namespace, Parameter, Shape
from .names import nfc
from .play import pour
from .problem import Wrong
from .speech import kind, marked, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jinja2 import nodes

    from .frame import Act, Step
    from .names import Names
    from .play import Piece
    from .reading import Reading

_DEEPEST = 40  # blocks in blocks


class Statements(Expressions):
    """Builds acts from nodes."""

    def __init__(self, reading: Reading, names: Names) -> None:
        super().__init__(reading, names)
        self.holes: list[Hole] = []
        self.blocks = 0

    def body(self, found: Iterable[nodes.Node]) -> tuple[Piece, ...]:
        """The pieces of a block, in order. Raises Problem."""
        self.blocks += 1
        pieces: list[Piece] = []
        for node in found:
            if self.blocks > _DEEPEST:
                raise self.wrong(node, Wrong("BNN414"))
            pieces += self._pieces(node)
        self.blocks -= 1
        return tuple(pieces)

    def _pieces(self, node: nodes.Node) -> Sequence[Piece]:
        if type(node).__name__ == "Output":
            return [piece for one in node.nodes for piece in self._written(one)]  # type: ignore[attr-defined]  # an Output
        build = self._ACTS.get(type(node).__name__)
        if build is None:
            raise self.wrong(node, Wrong("BNN407", tag=type(node).__name__.lower()))
        act = build(self, node)

        def guarded(frame: Frame, out: Out) -> None:
            try:
                act(frame, out)
            except Wrong as wrong:
                raise wrong.at(*self.reading.word(node.lineno)) from None

        return [guarded]

    def _written(self, node: nodes.Node) -> Sequence[Piece]:
        if type(node).__name__ == "TemplateData":
            return self._words(node)  # type: ignore[arg-type]  # a TemplateData
        step = self.expression(node)

        def act(frame: Frame, out: Out) -> None:
            try:
                out.add(write(step(frame), out.budget))
            except Wrong as wrong:
                raise self.wrong(node, wrong) from None

        return [act]

    def _words(self, node: nodes.TemplateData) -> Sequence[Piece]:
        pieces = split(self.reading.text, node.lineno, node.lineno + len(node.data))
        self.holes += [p for p in pieces if isinstance(p, Hole)]
        return pieces

    # Blocks

    def _if(self, node: nodes.If) -> Act:
        arms: list[tuple[Step, tuple[Piece, ...]]] = []
        before, sure = set(self.names.bound[-1]), []
        for arm in (node, *node.elif_):
            test = self.expression(arm.test)
            arms.append((test, self.body(arm.body)))
            sure.append(self._rewound(before))
        rest = self.body(node.else_)
        sure.append(self._rewound(before))
        self.names.bound[-1] |= set.intersection(*sure)

        def act(frame: Frame, out: Out) -> None:
            for test, pieces in arms:
                if truth(test(frame)):
                    pour(pieces, frame, out)
                    return
            pour(rest, frame, out)

        return act

    def _rewound(self, before: set[str]) -> set[str]:
        """What an arm of an `if` has bound; afterwards it is as before."""
        found = self.names.bound[-1]
        self.names.bound[-1] = set(before)
        return found

    def _for(self, node: nodes.For) -> Act:
        if node.recursive:
            raise self.wrong(node.iter, Wrong("BNN415", name="loop"))
        many = self.expression(node.iter)
        with self.names.inner():
            store = self.target(node.target)
            test = self.expression(node.test) if node.test is not None else None
            self.names.bind("loop")
            pieces = self.body(node.body)
        with self.names.inner():
            rest = self.body(node.else_)

        def act(frame: Frame, out: Out) -> None:
            try:
                items = _iterable(many(frame), out)
            except Wrong as wrong:
                raise self.wrong(node.iter, wrong) from None
            if test is not None:
                items = [item for item in items if truth(test(self._stored(store, item, frame.inner(), node)))]
            loop = Loop(items)
            for loop.at, item in enumerate(items):
                self._stored(store, item, inner := frame.inner(), node)
                inner.names["loop"] = loop
                pour(pieces, inner, out)
            if not items:
                pour(rest, frame.inner(), out)

        return act

    def _stored(self, store: Callable[[Frame, object], None], item: object, frame: Frame, node: nodes.For) -> Frame:
        try:
            frame.run.budget.spend()
            store(frame, item)
        except Wrong as wrong:
            raise self.wrong(node.target, wrong) from None
        return frame

    def target(self, node: nodes.Node) -> Callable[[Frame, object], None]:
        """What puts a value under a name, or under several. The store raises Wrong."""
        if type(node).__name__ == "Tuple":
            return self._targets(node)  # type: ignore[arg-type]  # a Tuple
        if type(node).__name__ == "NSRef":
            return self._into_namespace(node)  # type: ignore[arg-type]  # an NSRef
        name = nfc(node.name)  # type: ignore[attr-defined]  # a Name
        self.names.bind(name)

        def store(frame: Frame, value: object) -> None:
            frame.names[name] = value

        return store

    def _targets(self, node: nodes.Tuple) -> Callable[[Frame, object], None]:
        stores = [self.target(n) for n in node.items]

        def store(frame: Frame, value: object) -> None:
            if not isinstance(value, (list, tuple)) or len(value) != len(stores):
                count = len(value) if isinstance(value, (list, tuple)) else 1
                raise Wrong("BNN425", wanted=len(stores), count=count)
            for one, part in zip(stores, value, strict=True):
                one(frame, part)

        return store

    def _into_namespace(self, node: nodes.NSRef) -> Callable[[Frame, object], None]:
        name, attr = nfc(node.name), nfc(node.attr)
        self.names.use(name, *self.reading.word(node.lineno), (attr,))

        def store(frame: Frame, value: object) -> None:
            owner = frame.find(name)
            if not isinstance(owner, Namespace):
                raise Wrong("BNN440", name=name)
            owner.values[attr] = value

        return store

    def _set(self, node: nodes.Assign) -> Act:
        step = self.expression(node.node)
        store = self.target(node.target)

        def act(frame: Frame, out: Out) -> None:
            try:
                value = step(frame)
                out.budget.hold(value)
                store(frame, value)
            except Wrong as wrong:
                raise self.wrong(node.target, wrong) from None

        return act

    def _set_block(self, node: nodes.AssignBlock) -> Act:
        with self.names.inner():
            pieces = self.body(node.body)
        through = self._through(node.filter)
        store = self.target(node.target)

        def act(frame: Frame, out: Out) -> None:
            said = Out(out.budget)
            pour(pieces, frame.inner(), said)
            try:
                store(frame, through(frame, said.text()))
            except Wrong as wrong:
                raise self.wrong(node.target, wrong) from None

        return act

    def _through(self, node: nodes.Filter | None) -> Callable[[Frame, object], object]:
        """The filters of a block, the innermost first."""
        if node is None:
            return lambda _, value: value
        inner = self._through(node.node)  # type: ignore[arg-type]  # the filters of a block hang on nothing else
        step = self.filtered(node, lambda frame: frame.names[" body"])

        def through(frame: Frame, value: object) -> object:
            return step(frame.inner({" body": inner(frame, value)}))

        return through

    def _filter_block(self, node: nodes.FilterBlock) -> Act:
        with self.names.inner():
            pieces = self.body(node.body)
        through = self._through(node.filter)

        def act(frame: Frame, out: Out) -> None:
            said = Out(out.budget)
            pour(pieces, frame.inner(), said)
            try:
                out.add(write(through(frame, said.text()), out.budget))
            except Wrong as wrong:
                raise self.wrong(node.filter, wrong) from None

        return act

    def _with(self, node: nodes.With) -> Act:
        steps = [self.expression(v) for v in node.values]
        with self.names.inner():
            stores = [self.target(t) for t in node.targets]
            pieces = self.body(node.body)

        def act(frame: Frame, out: Out) -> None:
            inner = frame.inner()
            for step, store in zip(steps, stores, strict=True):
                try:
                    store(inner, step(frame))
                except Wrong as wrong:
                    raise self.wrong(node, wrong) from None
            pour(pieces, inner, out)

        return act

    # Macros

    def shape(self, node: nodes.Macro | nodes.CallBlock, name: str) -> Shape:
        """The macro as written. Raises Problem."""
        from jinja2.compiler import find_undeclared

        written = [nfc(a.name) for a in node.args]
        extras = find_undeclared(node.body, ("caller", "varargs", "kwargs")) - set(written)
        with self.names.inner(*extras):
            first = len(node.args) - len(node.defaults)
            parameters = []
            for at, arg in enumerate(written):
                default = self.expression(node.defaults[at - first]) if at >= first else None
                self.names.bind(arg)
                parameters.append(Parameter(arg, default))
            pieces = self.body(node.body)
        if len(set(written)) < len(written):
            raise self.wrong(node, Wrong("BNN438", name=name, parameter=max(written, key=written.count)))
        return Shape(name, tuple(parameters), pieces, frozenset(extras))

    def _macro(self, node: nodes.Macro) -> Act:
        name = nfc(node.name)
        self.names.bind(name)
        shape = self.shape(node, name)

        def act(frame: Frame, _: Out) -> None:
            frame.names[name] = Macro(shape, frame)

        return act

    def _call_block(self, node: nodes.CallBlock) -> Act:
        shape = self.shape(node, "caller")
        callee = self.expression(node.call.node)
        args, kwargs = self.arguments(node.call)

        def act(frame: Frame, out: Out) -> None:
            try:
                macro = _with_caller(callee(frame), self._text(node.call.node))
                caller = Caller(shape, frame, macro)
                out.add(macro.call(args(frame), {**kwargs(frame), "caller": caller}))
            except Wrong as wrong:
                raise self.wrong(node.call, wrong) from None

        return act

    _ACTS: ClassVar[dict[str, Callable[..., Act]]] = {
        "If": _if,
        "For": _for,
        "Assign": _set,
        "AssignBlock": _set_block,
        "FilterBlock": _filter_block,
        "With": _with,
        "Macro": _macro,
        "CallBlock": _call_block,
    }


def _with_caller(value: object, said: str) -> Macro:
    """The macro that a call block calls. Raises Wrong."""
    if not isinstance(value, Macro):
        raise Wrong("BNN439", name=said, kind=kind(value))
    if "caller" not in value.shape.extras and "caller" not in [p.name for p in value.shape.parameters]:
        raise Wrong("BNN441", name=value.shape.name)
    return value


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
