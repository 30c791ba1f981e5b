"""Fonts for a PDF: which of those that are here can write all of a board's letters, and which letters none can."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .exporter import Unexportable

if TYPE_CHECKING:
    from collections.abc import Iterable

INSTALL = "A PDF needs more than is installed: `pip install 'bananaboard[pdf]'`."
MOST = 12  # fonts in a file
LARGEST = 100_000_000  # bytes of a font
# Fonts with emoji, those in colour first: after all others, since they also have digits.
EMOJI = (
    "NotoColorEmoji", "seguiemj", "Apple Color Emoji", "NotoEmoji[wght]", "NotoEmoji-VariableFont_wght", "Symbola",
)  # fmt: skip
COLOURED = frozenset({"CBDT", "COLR", "sbix"})  # tables of glyphs that are no outlines and can be printed
# What only changes the letter before it: it goes with that letter, or not at all.
JOINED = frozenset([0x20E3, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0000, 0xE01F0)])
NAMES = {"CJK": "Chinese characters", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
SYMBOLS = "emoji and other signs"
# The faces of a collection for Chinese, Japanese and Korean, in the order that Noto and Source Han have.
_KOREAN, _CHINESE = 1, 2


class Typefaces:
    """The font files that a text needs, the first of them for most of it; each with its face in a collection."""

    def __init__(self, texts: Iterable[str], own: tuple[Path, ...] = ()) -> None:
        from ..sketch.lettering import called, fonts

        _installed()
        letters = {c for text in texts for c in text if unicodedata.category(c)[0] not in "CZ"}
        letters = {c for c in letters if ord(c) not in JOINED}
        self.missing = set(letters)
        face = _face(letters)
        self.files: list[tuple[str, int]] = []
        self.named = frozenset(map(str, own))
        self._covered: set[int] = set()
        here = iter((*fonts(), *filter(None, map(called, EMOJI))))
        for path in map(str, sorted(own, key=lambda p: not _writes(p, letters))):
            while not self.files and not _writes(Path(path), letters) and (first := next(here, None)):
                self._take(first, face)  # spaces and digits are not to be those of an emoji font
            self._take(path, face, named=True)
        for path in here:
            if self.files and (not self.missing or len(self.files) >= MOST):
                break
            self._take(path, face)
        self.left_out = JOINED - self._covered
        self.bold = {path: _bold(path) or path for path, _ in self.files}

    def _take(self, path: str, face: int, *, named: bool = False) -> None:
        covered = _covered(path, named=named)
        if covered is None or not (named or not self.files or covered & self.missing_points()):
            return
        self.files.append((path, face if path.lower().endswith(".ttc") and "cjk" in path.lower() else 0))
        self._covered |= covered & JOINED
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
        help_ = " Noto Color Emoji is a font that has emoji." if SYMBOLS in scripts else ""
        said = f"No font here has some of the letters ({shown}): `?` stands for each. `--font PATH` names one."
        return (said + help_,)


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


@lru_cache(maxsize=64)
def _covered(path: str, *, named: bool) -> set[int] | None:
    """The code points of a font with outlines; None for any other. Raises Unexportable where somebody named it."""
    from fontTools.ttLib import TTFont

    try:
        if Path(path).stat().st_size > LARGEST:
            raise ValueError("it is too large")  # noqa: TRY301 - told with all else that can be wrong with it
        with Path(path).open("rb") as file:
            font = TTFont(file, fontNumber=0, lazy=True)
            outlines = "glyf" in font or "CFF " in font or not COLOURED.isdisjoint(font.keys())
            found = set(font.getBestCmap() or ()) if outlines else None
    except Exception as fault:  # noqa: BLE001 - a font may be broken in as many ways as there are tables
        if named:
            raise Unexportable(f"`{Path(path).name}` can't be used as a font: {fault}.") from None
        return None
    if found is None and named:
        raise Unexportable(f"`{Path(path).name}` can't be used as a font: it has no outlines.")
    return found


def _writes(path: Path, letters: set[str]) -> bool:
    """Whether a font that somebody named has letters that are needed, and not only signs."""
    covered = _covered(str(path), named=True) or set()
    return any(ord(c) in covered for c in letters if unicodedata.category(c)[0] == "L")


def _bold(path: str) -> str | None:
    """The bold cut that lies beside a font."""
    plain = Path(path)
    names = (plain.stem.replace("Regular", "Bold"), f"{plain.stem}-Bold", f"{plain.stem} Bold", f"{plain.stem}b")
    beside = (plain.with_name(f"{n}{plain.suffix}") for n in names if n != plain.stem)
    return next((str(p) for p in beside if p.is_file()), None)


def _script(letter: str) -> str:
    """What the letter is of, as people call it."""
    if unicodedata.category(letter)[0] not in "LMN":
        return SYMBOLS
    word = unicodedata.name(letter, "UNKNOWN").partition(" ")[0].partition("-")[0]
    return NAMES.get(word, word.capitalize())
