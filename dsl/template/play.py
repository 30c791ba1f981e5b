"""Plays the pieces of a template: writes words, asks about holes, lets statements act."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .budget import budget
from .frame import Frame, Out, Run
from .hole import Hole
from .problem import Problem, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .frame import Act

Piece: TypeAlias = "str | Hole | Act"


def pour(pieces: tuple[Piece, ...], frame: Frame, out: Out) -> None:
    """Write them, one after the other. Raises Problem or Wrong."""
    for piece in pieces:
        if isinstance(piece, str):
            out.add(piece)
        elif isinstance(piece, Hole):
            _mention(piece, frame, out)
        else:
            out.budget.spend()
            piece(frame, out)


def _mention(hole: Hole, frame: Frame, out: Out) -> None:
    try:
        out.budget.spend()
        out.add(frame.run.mention(hole))
    except Wrong as wrong:
        raise wrong.at(hole.start, hole.end) from None


def play(pieces: tuple[Piece, ...], scope: Mapping[str, object], mention: Callable[[Hole], str]) -> str:
    """The whole text. Raises Problem."""
    with budget() as left:
        out = Out(left)
        try:
            with left.deeper():
                pour(pieces, Frame({}, None, Run(scope, mention, left)), out)
        except Wrong as wrong:
            raise wrong.at(0, 0) from None
        except RecursionError:
            raise Problem("BNN414", {}, 0, 0) from None
        return out.text()
