"""What a template may use up: steps, and the size of each value. Renders inside a render share one budget."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import TYPE_CHECKING

from .problem import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = 100_000
SIZE = 65_536  # bytes of a text as UTF-8, or eight for each item of a list
DEPTH = 32  # lists in lists, and macros in prompts in macros: each call takes two
WHOLE = 2**63  # numbers stay below it on both sides


class Budget:
    """The steps that are left and how deep the calls are nested."""

    __slots__ = ("depth", "left")

    def __init__(self) -> None:
        self.left = STEPS
        self.depth = 0

    def spend(self, steps: int = 1) -> None:
        """Take so many steps. Raises Wrong when there are no more."""
        self.left -= steps
        if self.left < 0:
            raise Wrong("BNN410", steps=f"{STEPS:,}")

    def hold(self, value: object) -> int:
        """The size of a value, which is paid for in steps. Raises Wrong where it is too large."""
        size = weigh(value)
        self.spend(size >> (8 if isinstance(value, str) else 6))
        return size

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One call more inside the others. Raises Wrong where there are too many."""
        if self.depth >= DEPTH:
            raise Wrong("BNN414")
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget() -> Iterator[Budget]:
    """The budget of the render that is under way, or a new one."""
    mine = _current.get()
    if mine is not None:
        yield mine
        return
    mine = Budget()
    token = _current.set(mine)
    try:
        yield mine
    finally:
        _current.reset(token)


def room(size: int) -> None:
    """Refuse a value that is going to be too large, before it is made."""
    if size > SIZE:
        raise Wrong("BNN411", size="64 KiB")


def width(text: str) -> int:
    """The bytes of a text; the exact count only where it matters."""
    length = len(text)
    if length * 4 <= SIZE or length > SIZE or text.isascii():
        return length
    return len(text.encode("utf-8", "surrogatepass"))


def weigh(value: object) -> int:
    """The size of a value with everything in it. Raises Wrong where it or its nesting is too large."""
    if isinstance(value, str):
        total = width(value)
        room(total)
        return total
    if not isinstance(value, (list, tuple, dict)):
        return 8
    return _weigh_all(value)


def _weigh_all(value: object) -> int:
    total, level = 0, [value]
    for _ in range(DEPTH):
        below: list[object] = []
        for one in level:
            total += width(one) if isinstance(one, str) else 8
            if isinstance(one, (list, tuple)):
                room(total + 8 * len(one))
                below.extend(one)
            elif isinstance(one, dict):
                room(total + 16 * len(one))
                below.extend(one)
                below.extend(one.values())
            room(total)
        if not below:
            return total
        room(total + 8 * len(below))
        level = below
    raise Wrong("BNN414")


def whole(number: int) -> int:
    """The number, if it fits into 64 bits. Raises Wrong otherwise."""
    if not -WHOLE <= number < WHOLE:
        raise Wrong("BNN412")
    return number


def integer(number: int | Decimal) -> int:
    """The whole number that is left without what stands behind the point. Raises Wrong where it is out of reach."""
    if isinstance(number, Decimal) and (not number.is_finite() or number.adjusted() > 20):
        raise Wrong("BNN412")
    return whole(int(number))
