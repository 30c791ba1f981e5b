"""Lettering: words in any script, in fonts that are there, never as boxes."""

from __future__ import annotations

import functools
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    from .palette import Colour

LONGEST = 600  # characters of one text that are looked at
# Stems of font files, the more general first; each is tried only for what those before it can't draw.
WANTED = (
    "NotoSans-{w}", "DejaVuSans{d}", "LiberationSans-{w}", "Arial{a}", "segoeui{b}", "Helvetica", "NotoSansCJK-{w}",
    "NotoSansCJKjp-{w}",
    "SourceHanSans-{w}", "PingFang", "ヒラギノ角ゴシック W3", "Hiragino Sans GB", "AppleSDGothicNeo", "msyh", "YuGothM",
    "meiryo", "malgun",
    "WenQuanYiMicroHei", "wqy-microhei", "wqy-zenhei", "DroidSansFallbackFull", "NotoSansArabic-{w}",
    "NotoNaskhArabic-{w}", "GeezaPro",
    "NotoSansHebrew-{w}", "NotoSansDevanagari-{w}", "Kohinoor", "Nirmala", "mangal", "NotoSansBengali-{w}",
    "NotoSansTamil-{w}",
    "NotoSansTelugu-{w}", "NotoSansGujarati-{w}", "NotoSansKannada-{w}", "NotoSansMalayalam-{w}",
    "NotoSansGurmukhi-{w}",
    "NotoSansThai-{w}", "Thonburi", "LeelawUI", "NotoSansKhmer-{w}", "NotoSansLao-{w}", "NotoSansMyanmar-{w}",
    "NotoSansGeorgian-{w}",
    "NotoSansArmenian-{w}", "NotoSansEthiopic-{w}", "NotoSansSinhala-{w}", "NotoSansTibetan-{w}", "NotoEmoji-{w}",
    "seguiemj",
    "NotoSansSymbols2-{w}", "NotoSansSymbols-{w}", "NotoSansMath-{w}", "Symbola", "Arial Unicode", "unifont",
)  # fmt: skip


def folders() -> tuple[Path, ...]:
    """Where systems keep their fonts."""
    home = Path.home()
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")


@functools.cache
def _installed() -> dict[str, str]:
    """Font files by stem, in lower case; the first in sorted order counts."""
    found: dict[str, str] = {}
    for folder in folders():
        for here, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith((".ttf", ".otf", ".ttc")):
                    found.setdefault(name.rsplit(".", 1)[0].lower(), str(Path(here) / name))
    return found


@functools.cache
def _files(bold: bool) -> tuple[str, ...]:
    words = {"w": "Bold", "d": "-Bold", "a": " Bold", "b": "b"} if bold else {"w": "Regular", "d": "", "a": "", "b": ""}
    stems = [stem.format(**words).lower() for stem in WANTED]
    plain = [stem.format(w="Regular", d="", a="", b="").lower() for stem in WANTED]
    here = _installed()
    return tuple(dict.fromkeys(here[stem] for stem in [*stems, *plain] if stem in here))


def fonts(bold: bool = False) -> tuple[str, ...]:
    """The fonts that are here, the more general first."""
    return _files(bold)


def called(stem: str) -> str | None:
    """A font that is here, by the name of its file without the ending."""
    return _installed().get(stem.lower())


@functools.lru_cache(maxsize=256)
def _font(path: str, size: int) -> FreeTypeFont | None:
    from PIL import ImageFont

    if not path:
        font = ImageFont.load_default(size)
        return font if isinstance(font, ImageFont.FreeTypeFont) else None
    try:
        return ImageFont.truetype(path, size)
    except (OSError, ValueError):
        return None


@functools.lru_cache(maxsize=4096)
def _covers(path: str, letter: str) -> bool:
    """Whether the font has the letter: what it lacks all looks alike."""
    font = _font(path, 24)
    if font is None:
        return False
    if unicodedata.category(letter) in ("Mn", "Mc", "Cf", "Zs"):
        return True
    mask, none = font.getmask(letter), font.getmask("\uffff")
    return mask.getbbox() is not None and (mask.size, bytes(mask)) != (none.size, bytes(none))


@functools.lru_cache(maxsize=2048)
def _path_for(word: str, bold: bool) -> str | None:
    """The font that can draw the whole word."""
    candidates = (*_files(bold), "") if bold else ("", *_files(bold))
    return next((path for path in candidates if all(_covers(path, letter) for letter in word)), None)


def tidy(text: str) -> str:
    """One line of what can be drawn: no controls, no marks of direction, a bounded length."""
    text = text[: LONGEST + 1]
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    kept = " ".join(kept.split())
    return kept if len(kept) <= LONGEST else kept[:LONGEST] + "…"


@functools.lru_cache(maxsize=1024)
def _runs(text: str, bold: bool) -> tuple[tuple[str, str], ...]:
    """Pieces of a tidy text with the font of each; what no font here can draw becomes one `…`."""
    runs: list[tuple[str, str]] = []
    for word in text.split(" "):
        runs.extend(_pieces(word, bold))
        runs.append((" ", runs[-1][1] if runs else ""))
    joined: list[tuple[str, str]] = []
    for piece, path in runs[:-1]:
        if joined and joined[-1][1] == path:
            joined[-1] = (joined[-1][0] + ("" if piece == "…" and joined[-1][0].endswith("…") else piece), path)
        else:
            joined.append((piece, path))
    return tuple(part for piece in joined for part in _apart(piece))


def _apart(run: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The space behind letters that run to the left stands for itself: else it would move before them."""
    text, path = run
    if text.endswith(" ") and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return ((text.rstrip(" "), path), (" ", ""))
    return (run,)


def _pieces(word: str, bold: bool) -> Iterator[tuple[str, str]]:
    whole = _path_for(word, bold)
    if whole is not None:
        yield word, whole
        return
    for letter in word:
        path = _path_for(letter, bold)
        if path is not None:
            yield letter, path
            continue
        bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
        path = _path_for(bare, bold) if bare else None
        yield (bare, path) if path is not None else ("…", _path_for("…", bold) or "")


def width(text: str, size: float, bold: bool = False) -> float:
    """Device pixels that a line of text takes."""
    fonts = ((piece, _font(path, max(6, round(size)))) for piece, path in _runs(tidy(text), bold))
    return sum(font.getlength(piece) for piece, font in fonts if font)


def write(
    image: Image,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: Colour,
    *,
    bold: bool = False,
    align: str = "left",
    halo: Colour | None = None,
) -> None:
    """A line of text with its baseline at `y`, in device pixels; `align` is left, middle or right."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    x -= {"left": 0.0, "middle": 0.5, "right": 1.0}[align] * width(text, size, bold)
    for piece, path in _runs(tidy(text), bold):
        font = _font(path, max(6, round(size)))
        if font is None:
            continue
        around = max(1, round(size / 7)) if halo else 0
        draw.text((x, y), piece, font=font, fill=colour, anchor="ls", stroke_width=around, stroke_fill=halo)
        x += font.getlength(piece)


def fit(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, or its beginning with `…`, in so many pixels."""
    text = tidy(text)
    if width(text, size, bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle].rstrip() + "…", size, bold) <= room else (low, middle - 1)
    return text[:low].rstrip() + "…"


def wrap(text: str, size: float, room: float, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Lines of at most `room` pixels, at most `lines` of them; the last ends in `…` where words are left over."""
    rest = tidy(text)
    found: list[str] = []
    while rest and len(found) < lines:
        if len(found) == lines - 1:
            found.append(fit(rest, size, room, bold))
            break
        line = _line(rest, size, room, bold)
        found.append(line.strip())
        rest = rest[len(line) :].strip()
    return tuple(found)


def _line(text: str, size: float, room: float, bold: bool) -> str:
    """The longest beginning that fits, broken at a space, or between letters where a script has none."""
    if width(text, size, bold) <= room:
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle], size, bold) <= room else (low, middle - 1)
    space = text.rfind(" ", 0, low + 1)
    return text[:space] if space > 0 else text[:low]
