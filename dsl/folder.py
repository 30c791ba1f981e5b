"""What is in the folders of a project: whether a written name is there, spelled so, and what was meant if not."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from .loader import Unusable
from .nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = 50_000  # of a folder are looked at
SUGGESTIONS = 50  # a table of a hundred thousand wrong paths is not answered with as many searches


class Folders:
    """Remembers listings for as long as the folders stay as they are."""

    def __init__(self) -> None:
        self._listings: dict[Path, tuple[int, dict[str, str]]] = {}
        self._suggestions = SUGGESTIONS

    def existing(self, start: Path, names: Sequence[str], written: str, roots: Sequence[Path]) -> Path:
        """The real path of a plain file, or that of anything outside of `roots`, unseen. Raises Unusable."""
        path = start.joinpath(*names)
        try:
            real = Path(os.path.realpath(path))
            if not any(real.is_relative_to(root) for root in roots):
                return real
            if not os.path.lexists(real):
                real = self._spelled(start, names, written, roots)
            elif _folds_case(path, names):
                self._spelled(start, names, written, roots)
            _check_kind(os.stat(real).st_mode, written)  # noqa: PTH116 - beside lexists
        except OSError as error:
            raise unusable(error, written) from None
        return real

    def _spelled(self, start: Path, names: Sequence[str], written: str, roots: Sequence[Path]) -> Path:
        """The path with every name as its folder has it; composed and decomposed accents are the same name."""
        here = start
        for name in names:
            real = Path(os.path.realpath(here))
            if name == "..":
                here = real.parent
                continue
            if not any(real.is_relative_to(root) for root in roots):
                raise Unusable("BNN244", path=written)
            listing = self._listing(real)
            actual = listing.get(fold(name))
            if actual is None:
                raise Unusable("BNN240", path=written, nearest=self._nearest(name, listing))
            if unicodedata.normalize("NFC", actual) != unicodedata.normalize("NFC", name):
                raise Unusable("BNN241", path=written, actual=actual)
            here = real / actual
        return Path(os.path.realpath(here, strict=True))

    def _nearest(self, name: str, listing: dict[str, str]) -> str:
        self._suggestions -= 1
        if self._suggestions < 0:
            return ""
        return nearest(name, [n for n in listing.values() if not n.startswith(".")]) or ""

    def _listing(self, folder: Path) -> dict[str, str]:
        changed = folder.stat().st_mtime_ns
        known = self._listings.get(folder)
        if known is None or known[0] != changed:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in islice(entries, NAMES))
            known = self._listings[folder] = (changed, _by_fold(names))
        return known[1]


def _by_fold(names: Sequence[str]) -> dict[str, str]:
    return {fold(name): name for name in reversed(names)}


def fold(name: str) -> str:
    """The same for names that some system would take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _folds_case(path: Path, names: Sequence[str]) -> bool:
    """Whether this folder takes `A` for `a`, so that a board could work here and nowhere else."""
    swapped = path.parents[len(names) - 1].joinpath(*(name.swapcase() for name in names))
    return swapped != path and os.path.lexists(swapped)


def _check_kind(mode: int, written: str) -> None:
    if stat.S_ISDIR(mode):
        raise Unusable("BNN251", path=written)
    if not stat.S_ISREG(mode):
        raise Unusable("BNN250", path=written)


def unusable(error: OSError, path: str) -> Unusable:
    """Why the system would not let us, as a diagnostic."""
    if error.errno == errno.ELOOP:
        return Unusable("BNN274", path=path)
    if error.errno == errno.ENAMETOOLONG:
        return Unusable("BNN257", path=path[:60] + "...", most=255)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unusable("BNN240", path=path, nearest="")
    return Unusable("BNN252", path=path, reason=error.strerror or "unknown")
