"""The pictures that a page can show, with where they lie as seen from it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .board import Image

if TYPE_CHECKING:
    from ...dsl.call import Call, GivenPicture
    from ..out import Copies
    from ..shown import ShownTake

SHOWABLE = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
LONGEST = 200  # characters of a picture's description


class Album:
    """Finds pictures for the page in `copies.folder` of the project at `root`."""

    def __init__(self, copies: Copies, root: Path) -> None:
        self.copies, self.root = copies, root
        self._given: dict[str, Image | None] = {}

    def taken(self, call: Call, take: ShownTake) -> tuple[Image, ...]:
        """The pictures of a take that have a readable copy, each with its panel."""
        shape = nominal(call.config.aspect)
        found = []
        for part, picture in enumerate(take.pictures, 1):
            path = self.copies.paths.get((call.address, take.number, part))
            href = self._href(path) if path is not None else None
            if href is not None:
                width, height = picture.width or shape[0], picture.height or shape[1]
                found.append(Image(href, width, height, picture.mime, described(call), part))
        return tuple(found)

    def given(self, part: GivenPicture) -> Image | None:
        """A picture that the project holds; None for a library's, for a PDF, and where its file is gone."""
        if part.path not in self._given:
            self._given[part.path] = self._look(part)
        return self._given[part.path]

    def _look(self, part: GivenPicture) -> Image | None:
        measured = given_size(self.root, part)
        href = self._href(self.root / part.path) if measured else None
        return Image(href, *measured, part.mime, part.member) if measured and href else None

    def _href(self, path: Path) -> str | None:
        try:
            return Path(os.path.relpath(path, self.copies.folder)).as_posix()
        except ValueError:
            return None  # on another drive


def given_size(root: Path, part: GivenPicture) -> tuple[int, int] | None:
    """Width and height of a picture that the project holds and a page can show; None for all else."""
    import imagesize

    path = root / part.path
    if part.path.startswith("pkg:") or part.mime not in SHOWABLE or not path.is_file():
        return None
    try:
        width, height = map(int, imagesize.get(path))
    except (OSError, ValueError):
        return None
    return (width, height) if width > 0 and height > 0 else None


def nominal(aspect: str) -> tuple[int, int]:
    """The shape that a ratio promises: (16, 9)."""
    width, _, height = aspect.partition(":")
    return (int(width), int(height)) if width.isdecimal() and height.isdecimal() else (1, 1)


def described(call: Call) -> str:
    """What to read out in place of a picture."""
    words = " ".join(f"{call.about.title or call.name}: {call.brief.text}".split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
