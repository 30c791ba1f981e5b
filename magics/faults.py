"""What goes wrong in a cell, as exceptions that IPython shows in words and without a frame of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic


OURS = ("bananaboard", "IPython", "ipykernel")


class CellError(Exception):
    """What is wrong with a cell, in words. The cell has failed: its output is an error, and Run All stops there."""

    def __init__(self, told: str, diagnostics: Iterable[Diagnostic] = ()) -> None:
        super().__init__(told)
        self.diagnostics = tuple(diagnostics)

    def _render_traceback_(self) -> list[str]:
        return lines_of(self)


class Interrupted(KeyboardInterrupt):
    """A cell was interrupted: a quiet sentence says what is kept."""

    def _render_traceback_(self) -> list[str]:
        return lines_of(self)


def lines_of(fault: BaseException) -> list[str]:
    """What a fault says, broken at words."""
    from .wrapping import width_here, wrapped

    return wrapped(str(fault), width_here())


def asked_at(fault: BaseException) -> list[str]:
    """The lines of the user's own that led to a fault, innermost last."""
    from traceback import StackSummary, walk_tb

    frames = walk_tb(fault.__traceback__)
    theirs = ((f, n) for f, n in frames if not str(f.f_globals.get("__name__")).startswith(OURS))
    return [f"line {s.lineno}: {s.line}" for s in StackSummary.extract(theirs) if s.line]


def drawn(diagnostics: Iterable[Diagnostic], *, color: bool) -> str:
    """Diagnostics as they stand below a cell. Cyan can't be read on the pink of an error: blue stands for it."""
    from ..grammar.render import render
    from .wording import in_notebook
    from .wrapping import width_here

    found = in_notebook(render(diagnostics, color=color, width=width_here()))
    return found.replace("\x1b[36m", "\x1b[34m").replace("\x1b[1;36m", "\x1b[1;34m")
