"""Fonts for a PDF: which of those that are here can write all of a board's letters, and which letters none can."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from .exporter import Unexportable

if TYPE_CHECKING:
    from collections.abc import Iterable

INSTALL = "A PDF needs more than is installed: `pip install 'bananaboard[pdf]'`."
MOST = 12  # fonts in a file
LARGEST = 100_000_000  # bytes of a font
# The faces of a collection for Chinese, Japanese and Korean, in the order that Noto and Source Han have.
_KOREAN, _CHINESE = 1, 2


class Typefaces:
    """The font files that a text needs, the first of them for most of it; each with its face in a collection."""

    def __init__(self, texts: Iterable[str], own: tuple[Path, ...] = ()) -> None:
        from ..sketch.lettering import fonts

        _installed()
        letters = {c for text in texts for c in text if unicodedata.category(c)[0] not in "CZ"}
        self.missing = set(letters)
        face = _face(letters)
        self.files: list[tuple[str, int]] = []
        for path in own:
            self._take(str(path), face, named=True)
        for path_ in fonts():
            if self.files and (not self.missing or len(self.files) >= MOST):
                break
            self._take(path_, face)
        self.bold = {path: _bold(path) or path for path, _ in self.files}

    def _take(self, path: str, face: int, *, named: bool = False) -> None:
        covered = _covered(path, named=named)
        if covered is None or not (named or not self.files or covered & self.missing_points()):
            return
        self.files.append((path, face if path.lower().endswith(".ttc") and "cjk" in path.lower() else 0))
        self.missing -= {c for c in self.missing if ord(c) in covered}

    def missing_points(self) -> set[int]:
        """Code points that no font so far can write."""
        return {ord(c) for c in self.missing}

    @property
    def note(self) -> tuple[str, ...]:
        """What is to be said of letters that no font has."""
        if not self.missing:
            return ()
        scripts = sorted({_script(c) for c in self.missing})
        shown = ", ".join(scripts[:5]) + (" and more" if len(scripts) > 5 else "")
        return (f"No font here has some of the letters ({shown}): `?` stands for each. `--font PATH` names one.",)


def _installed() -> None:
    """Raises Unexportable where what writes PDFs is not there."""
    from importlib.util import find_spec

    if not all(map(find_spec, ("fontTools", "fpdf", "uharfbuzz"))):
        raise Unexportable(INSTALL)


def _face(letters: set[str]) -> int:
    """Han letters look as they do in the language that is written with them."""
    names = {unicodedata.name(c, "").partition(" ")[0] for c in letters}
    if names & {"HIRAGANA", "KATAKANA"}:
        return 0
    return _KOREAN if "HANGUL" in names else _CHINESE if "CJK" in names else 0


def _covered(path: str, *, named: bool) -> set[int] | None:
    """The code points of a font with outlines; None for any other. Raises Unexportable where somebody named it."""
    from fontTools.ttLib import TTFont

    try:
        if Path(path).stat().st_size > LARGEST:
            raise ValueError("it is too large")  # noqa: TRY301 - told with all else that can be wrong with it
        with Path(path).open("rb") as file:
            font = TTFont(file, fontNumber=0, lazy=True)
            outlines = "glyf" in font or "CFF " in font
            found = set(font.getBestCmap() or ()) if outlines else None
    except Exception as fault:  # noqa: BLE001 - a font may be broken in as many ways as there are tables
        if named:
            raise Unexportable(f"`{Path(path).name}` can't be used as a font: {fault}.") from None
        return None
    if found is None and named:
        raise Unexportable(f"`{Path(path).name}` can't be used as a font: it has no outlines.")
    return found


def _bold(path: str) -> str | None:
    """The bold cut that lies beside a font."""
    plain = Path(path)
    names = (plain.stem.replace("Regular", "Bold"), f"{plain.stem}-Bold", f"{plain.stem} Bold", f"{plain.stem}b")
    beside = (plain.with_name(f"{n}{plain.suffix}") for n in names if n != plain.stem)
    return next((str(p) for p in beside if p.is_file()), None)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "symbols").partition(" ")[0].capitalize()
