"""The files of a project as an editor has them: what is open and not yet saved stands before what is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.files import ProjectFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..dsl.loader import Found, Media, Use


class Overlay:
    """A `Loader`. `unsaved` gives the text of an open file by its real path, None where it is not open."""

    def __init__(self, root: Path, unsaved: Callable[[Path], str | None]) -> None:
        self._files = ProjectFiles(root)
        self._unsaved = unsaved

    def find(self, path: str, *, beside: str | None, use: Use) -> Found:
        """The file that `path` names. Raises Unusable."""
        return self._files.find(path, beside=beside, use=use)

    def read(self, found: Found) -> bytes:
        """Its bytes, as the editor has them. Raises Unusable."""
        text = self._unsaved(found.local) if found.local is not None else None
        return self._files.read(found) if text is None else text.encode("utf-8", "surrogatepass")

    def media(self, found: Found) -> Media:
        """What kind of picture, document or video it is. Raises Unusable."""
        return self._files.media(found)
