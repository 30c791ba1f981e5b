"""A `.j2` file: its macros are prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from msgspec import Struct

from .budget import budget
from .frame import Frame, Out, Run
from .play import pour
from .problem import Problem, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .hole import Hole
    from .lookup import Free
    from .macro import Macro
    from .play import Piece


class LibraryMacro(Struct, frozen=True):
    """A macro of a library.

    `parameters`: each name, and whether it has a default. `start`, `end`: where the macro's name stands.
    `open_ended`: it reads `varargs` or `kwargs`, so it takes more than it declares.
    """

    name: str
    parameters: tuple[tuple[str, bool], ...]
    free: tuple[Free, ...]
    holes: tuple[Hole, ...]
    start: int
    end: int
    open_ended: bool
    setup: tuple[Piece, ...]  # the statements of the file: its macros and what it sets beside them

    def render(
        self,
        args: Sequence[object],
        kwargs: Mapping[str, object],
        scope: Mapping[str, object],
        mention: Callable[[Hole], str],
    ) -> str:
        """What the macro writes. Raises Problem, with offsets into the library's text."""
        with budget() as left:
            frame = Frame({}, None, Run(scope, mention, left))
            try:
                with left.deeper():
                    pour(self.setup, frame, Out(left))
                    return cast("Macro", frame.names[self.name]).call(tuple(args), dict(kwargs))
            except Wrong as wrong:
                raise wrong.at(self.start, self.end) from None
            except RecursionError:
                raise Problem("BNN414", {}, self.start, self.end) from None


class Library(Struct, frozen=True):
    """The macros of a file by name, in its order, and what is wrong with it. Where something is, it has no macros."""

    macros: Mapping[str, LibraryMacro]
    problems: tuple[Problem, ...]
