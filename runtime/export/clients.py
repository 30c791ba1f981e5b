"""A board for people who are to see the pictures, and not how they were asked for or what they cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..notes_file import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..page.board import Frame, PageBoard, Shot, Subject
    from .exporter import Material

# What a bundle and the board's own text are for is what would be left out.
WITHOUT = frozenset({"zip", "ipynb", "bnn"})


def for_clients(material: Material) -> Material:
    """Without prompts, models, costs, file names, refusals, notes of a review, and takes that do not count."""
    board = _board(material.board)
    shown = frozenset(_hrefs(board))
    files = {href: path for href, path in material.files.items() if href in shown}
    origins = {href: origin for href, origin in material.origins.items() if href in shown}
    return replace(material, board=board, files=files, origins=origins, notes=Notes(), bare=True)


def _hrefs(board: PageBoard) -> Iterator[str]:
    """Which pictures are left on it."""
    shots = [*(s for scene in board.scenes for s in scene.shots), *(v for s in board.subjects for v in s.views)]
    yield from (image.href for shot in shots for frame in shot.frames for image in frame.images)
    yield from (given.image.href for s in board.subjects for given in s.given if given.image is not None)


def _board(board: PageBoard) -> PageBoard:
    scenes = tuple(replace(s, shots=tuple(map(_shot, s.shots))) for s in board.scenes)
    return replace(board, scenes=scenes, subjects=tuple(map(_subject, board.subjects)), engine="", spent="")


def _shot(shot: Shot) -> Shot:
    return replace(shot, rows=tuple(tuple(map(_frame, row)) for row in shot.rows))


def _frame(frame: Frame) -> Frame:
    return replace(
        frame, takes=(), facts=(), prompt=(), left_out=(), why="", refusal="", status=_status(frame), review=()
    )


def _status(frame: Frame) -> str:
    """What a service refused to draw is not drawn yet."""
    return "new" if frame.status == "refused" else frame.status


def _subject(subject: Subject) -> Subject:
    """How it looks is seen: the words for it are the model's."""
    views = tuple(map(_shot, subject.views))
    return replace(subject, description="", wears="", looks=(), views=views)
