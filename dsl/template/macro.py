"""What a template makes for itself: macros, the caller of a call block, `loop`, `namespace`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from .budget import STEPS, room, whole
from .frame import MISSING, Frame, Out
from .member import index
from .play import pour
from .problem import Wrong, nearest
from .speech import Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .frame import Step
    from .play import Piece


class Parameter(Struct, frozen=True):
    """A parameter of a macro and its default, if it has one."""

    name: str
    default: Step | None


class Shape(Struct, frozen=True, eq=False):
    """A macro as written. `extras`: it reads `varargs`, `kwargs` or `caller`, so it takes what it does not declare."""

    name: str
    parameters: tuple[Parameter, ...]
    pieces: tuple[Piece, ...]
    extras: frozenset[str]


class Macro(Tool):
    """A macro in its frame; calling it writes its text."""

    kind = "a macro, which is called: `name()`"

    def __init__(self, shape: Shape, frame: Frame) -> None:
        self.shape = shape
        self.frame = frame
        self.active = False

    def member(self, name: str) -> object:
        """Only its name."""
        if name == "name":
            return self.shape.name
        raise KeyError(name)

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> str:
        """Its text. Raises Wrong."""
        if self.active:
            raise Wrong("BNN415", name=self.shape.name)
        budget = self.frame.run.budget
        budget.spend()
        out = Out(budget)
        with budget.deeper():
            self.active = True
            try:
                pour(self.shape.pieces, self._bound(args, dict(kwargs)), out)
            finally:
                self.active = False
        return out.text()

    def _bound(self, args: tuple[object, ...], kwargs: dict[str, object]) -> Frame:
        """The frame of one call, with its arguments in it."""
        shape = self.shape
        frame = self.frame.inner()
        if "caller" in shape.extras:
            frame.names["caller"] = kwargs.pop("caller", None)
        for at, parameter in enumerate(shape.parameters):
            frame.names[parameter.name] = self._value(parameter, at, args, kwargs, frame)
        rest = args[len(shape.parameters) :]
        if "varargs" in shape.extras:
            frame.names["varargs"] = rest
        elif rest:
            raise Wrong("BNN436", name=shape.name, count=len(shape.parameters), given=len(args))
        if "kwargs" in shape.extras:
            frame.names["kwargs"] = kwargs
        elif kwargs:
            odd = sorted(kwargs)[0]
            near = nearest(odd, [p.name for p in shape.parameters])
            raise Wrong("BNN437", name=shape.name, parameter=odd[:80], nearest=near)
        return frame

    def _value(
        self, parameter: Parameter, at: int, args: tuple[object, ...], kwargs: dict[str, object], frame: Frame
    ) -> object:
        given = kwargs.pop(parameter.name, MISSING)
        if at < len(args):
            if given is not MISSING:
                raise Wrong("BNN438", name=self.shape.name, parameter=parameter.name)
            return args[at]
        if given is not MISSING:
            return given
        if parameter.default is None:
            raise Wrong("BNN435", name=self.shape.name, parameter=parameter.name)
        return parameter.default(frame)


class Caller(Macro):
    """The body of a `{% call %}`; it may use the macro that calls it."""

    kind = "the body of a `{% call %}`, which is written with `caller()`"

    def __init__(self, shape: Shape, frame: Frame, around: Macro | None) -> None:
        super().__init__(shape, frame)
        self.around = around

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> str:
        """Its text; meanwhile the macro around it counts as left. Raises Wrong."""
        if self.around is None:
            return super().call(args, kwargs)
        was, self.around.active = self.around.active, False
        try:
            return super().call(args, kwargs)
        finally:
            self.around.active = was


class Loop(Tool):
    """`loop` inside a `for`."""

    kind = "the `loop`, of which one says what is wanted: `loop.index`"

    def __init__(self, items: list[object] | range) -> None:
        self.items = items
        self.at = 0
        self.before: object = MISSING

    def member(self, name: str) -> object:
        """Where the loop stands. Raises KeyError."""
        return _LOOP[name](self)

    def members(self) -> Iterable[str]:
        """What may be asked."""
        return _LOOP


def _neighbour(loop: Loop, at: int) -> object:
    return loop.items[at] if 0 <= at < len(loop.items) else MISSING


class Said(Tool):
    """A function of a template's own."""

    kind = "something that is called: `name()`"

    def __init__(self, does: Callable[..., object]) -> None:
        self.does = does

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """What it gives. Raises TypeError, Wrong."""
        return self.does(*args, **kwargs)


def _cycle(loop: Loop) -> Said:
    def cycle(*args: object) -> object:
        if not args:
            raise TypeError
        return args[loop.at % len(args)]

    return Said(cycle)


def _changed(loop: Loop) -> Said:
    def changed(*args: object) -> bool:
        was, loop.before = loop.before, args
        return was is MISSING or was != args

    return Said(changed)


_LOOP: dict[str, Callable[[Loop], object]] = {
    "index": lambda loop: loop.at + 1,
    "index0": lambda loop: loop.at,
    "revindex": lambda loop: len(loop.items) - loop.at,
    "revindex0": lambda loop: len(loop.items) - loop.at - 1,
    "first": lambda loop: loop.at == 0,
    "last": lambda loop: loop.at == len(loop.items) - 1,
    "length": lambda loop: len(loop.items),
    "depth": lambda _: 1,  # a loop never calls itself
    "depth0": lambda _: 0,
    "previtem": lambda loop: _neighbour(loop, loop.at - 1),
    "nextitem": lambda loop: _neighbour(loop, loop.at + 1),
    "cycle": _cycle,
    "changed": _changed,
}


class Namespace(Tool):
    """`namespace()`: names that can be set from inside a loop."""

    kind = "a `namespace`, of which one names what is wanted"

    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    def member(self, name: str) -> object:
        """What was set. Raises KeyError."""
        return self.values[name]

    def members(self) -> Iterable[str]:
        """What was set, by name."""
        return self.values


def _range(*args: object) -> range:
    bounds = [index(a) for a in args]
    if not bounds or len(bounds) > 3 or None in bounds:
        raise TypeError
    if len(bounds) == 3 and not bounds[2]:
        raise Wrong("BNN421")
    found = range(*[whole(b) for b in bounds if b is not None])
    if found.stop != found.start and abs(found.stop - found.start) // abs(found.step) > STEPS:
        raise Wrong("BNN410", steps=f"{STEPS:,}")
    return found


def _dict(**kwargs: object) -> dict[str, object]:
    room(16 * len(kwargs))
    return kwargs


# Always these when they are called by name, unless the template itself has a macro of that name.
BUILT_IN: dict[str, Tool] = {
    "range": Said(_range),
    "dict": Said(_dict),
    "namespace": Said(lambda **kwargs: Namespace(kwargs)),
}
