"""Commands to be typed, each with what it does: never cut, since they are copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .columns import GAP, wide
from .screen import DIM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .screen import Screen


def command_lines(to: Screen, commands: Sequence[tuple[str, str]], indent: int = 4) -> Iterator[str]:
    """Pairs of a command and what it does: beside each other, or where that is too wide one above the other."""
    lead = " " * indent
    widest = max((wide(line) for line, _ in commands), default=0)
    beside = widest + GAP + max((wide(does) for _, does in commands), default=0) + indent
    for line, does in commands:
        if to.width is None or beside <= to.width:
            yield f"{lead}{line}{' ' * (widest - wide(line) + GAP)}{to.paint(DIM, does)}"
        else:
            yield lead + to.paint(DIM, f"{does}:")
            yield f"{lead}  {line}"
