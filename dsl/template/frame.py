"""Where a render stands: the names that are bound, what was handed in, and what has been written so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from .budget import SIZE, width
from .problem import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .budget import Budget
    from .hole import Hole

Step: TypeAlias = "Callable[[Frame], object]"  # an expression: gives its value
Act: TypeAlias = "Callable[[Frame, Out], None]"  # a statement: writes

MISSING = object()


class Run(Struct, frozen=True):
    """One render: what it was given. Its scope is plain data and TemplateValues."""

    scope: Mapping[str, object]
    mention: Callable[[Hole], str]
    budget: Budget


class Frame:
    """Names that are bound here; those of the frames around it can be seen, and never changed, from inside."""

    __slots__ = ("names", "outer", "run")

    def __init__(self, names: dict[str, object], outer: Frame | None, run: Run) -> None:
        self.names = names
        self.outer = outer
        self.run = run

    def find(self, name: str) -> object:
        """What a name stands for, MISSING if for nothing."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.names:
                return frame.names[name]
            frame = frame.outer
        return self.run.scope.get(name, MISSING)

    def inner(self, names: dict[str, object] | None = None) -> Frame:
        """A frame inside this one."""
        return Frame({} if names is None else names, self, self.run)


class Out:
    """What has been written, never more than a value may hold."""

    __slots__ = ("budget", "parts", "size")

    def __init__(self, budget: Budget) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.budget = budget

    def add(self, text: str) -> None:
        """Write it. Raises Wrong when it gets too long."""
        self.size += width(text)
        if self.size > SIZE:
            raise Wrong("BNN411", size="64 KiB")
        self.parts.append(text)

    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)
