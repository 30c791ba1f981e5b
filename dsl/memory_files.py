"""Files that are only in memory: for texts without a folder, for editors and for tests."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from .loader import Found, Media, Unusable, Use
from .media import describe, sniff
from .nearest import nearest
from .written import check_suffix, home, split

if TYPE_CHECKING:
    from collections.abc import Mapping


class MemoryFiles:
    """A project as a mapping from keys (`refs/mara.png`, `pkg:noir/noir.bnn`) to bytes; the same rules hold."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def find(self, path: str, *, beside: str | None, use: Use) -> Found:
        """The file that `path` names, as written in the file whose key is `beside`. Raises Unusable."""
        library, folder = home(beside)
        inside = path
        if path.startswith("pkg:"):
            library, _, inside = path[4:].partition("/")
            folder = ""
            self._check_library(library, inside, path)
        names = split(inside, trusted=use is Use.BOARD)
        if inside.startswith("/"):
            raise Unusable("BNN242", path=path)
        if use is not Use.BOARD:
            check_suffix(names[-1], path, use)
        lexical = posixpath.normpath(posixpath.join(folder, *names))
        if lexical == ".." or lexical.startswith("../"):
            raise Unusable("BNN243", path=path)
        return Found(self._existing(f"pkg:{library}/{lexical}" if library else lexical, path), None, use)

    def read(self, found: Found) -> bytes:
        """Its bytes."""
        return self.files[found.key]

    def media(self, found: Found) -> Media:
        """What kind of picture, document, text or video it is. Raises Unusable."""
        data = self.files[found.key]
        return describe(sniff(data, found.key), data, found.key)

    def _check_library(self, library: str, inside: str, path: str) -> None:
        known = {key[4:].partition("/")[0] for key in self.files if key.startswith("pkg:")}
        if library not in known:
            raise Unusable("BNN258", path=path, name=library, nearest=nearest(library, sorted(known)) or "")
        if not inside:
            raise Unusable("BNN259", path=path)

    def _existing(self, key: str, path: str) -> str:
        if key in self.files:
            return key
        folder, _, name = key.rpartition("/")
        beside = sorted(k.rpartition("/")[2] for k in self.files if k.rpartition("/")[0] == folder)
        spelled = next((n for n in beside if n.casefold() == name.casefold()), None)
        if spelled:
            raise Unusable("BNN241", path=path, actual=spelled)
        raise Unusable("BNN240", path=path, nearest=nearest(name, beside) or "")
