"""A sheet of paper to write and draw on: texts of any script, pictures, lines; in millimetres."""

from __future__ import annotations

import datetime as dt
import io
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .exporter import Unexportable
from .panels import to_the_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fpdf import FPDF
    from PIL import Image as Pillow

    from .typefaces import Typefaces

LONGEST = 1500  # letters of one text: more than a page has room for below a picture
INK, SOFT, LINE, WELL, MARK = (29, 27, 24), (107, 102, 93), (205, 198, 184), (240, 236, 228), (242, 194, 48)
POINT = 25.4 / 72  # mm
LEADING = 1.32
DPI = 200


class Paper:
    """Pages of one size."""

    def __init__(self, typefaces: Typefaces, title: str, today: dt.date, size: str, *, upright: bool) -> None:
        from fpdf import FPDF

        logging.getLogger("fpdf").setLevel(logging.ERROR)
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self.pdf: FPDF = FPDF("portrait" if upright else "landscape", "mm", size)
        self.pdf.set_auto_page_break(False)
        self.pdf.alias_nb_pages("")  # `{nb}` in somebody's words stays what it is
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.set_title(title)
        self.pdf.set_creator("Bananaboard")
        self.pdf.set_producer("Bananaboard")
        self.pdf.creation_date = dt.datetime.combine(today, dt.time(), dt.UTC)
        self.missing, self.left_out = typefaces.missing, typefaces.left_out
        self._known: dict[tuple[str, float, float, bool], list[str]] = {}
        self._fonts(typefaces)

    def _fonts(self, typefaces: Typefaces) -> None:
        families = []
        self.plain = not typefaces.files
        for index, (path, face) in enumerate(typefaces.files):
            family = f"f{index}"
            if self._font(family, path, typefaces.bold[path], face, named=path in typefaces.named):
                families.append(family)
        self.family = families[0] if families else "Helvetica"
        if families:
            self.pdf.set_fallback_fonts(families[1:], exact_match=False)

    def _font(self, family: str, path: str, bold: str, face: int, *, named: bool) -> bool:
        """Whether the library takes it. Raises Unexportable where somebody named it."""
        try:
            for style, file in (("", path), ("B", bold)):
                self.pdf.add_font(family, style, file, collection_font_number=face)
        except Exception as fault:  # noqa: BLE001 - a font may be broken in as many ways as there are tables
            if named:
                raise Unexportable(f"`{Path(path).name}` can't be used as a font: {fault}.") from None
            return False
        return True

    @property
    def width(self) -> float:
        """Of a page."""
        return float(self.pdf.w)

    @property
    def height(self) -> float:
        """Of a page."""
        return float(self.pdf.h)

    def page(self, bookmark: str = "") -> None:
        """A new one."""
        self.pdf.add_page()
        if bookmark:
            self.bookmark(bookmark)

    def turn(self) -> Iterator[str]:
        """All pages once more, each open to be written on; its number among them: `2 of 7`."""
        count = int(self.pdf.pages_count)
        for number in range(1, count + 1):
            self.pdf.page = number
            self.pdf.set_font_size(self.pdf.font_size_pt + 1)  # what was set stood on another page
            yield f"{number} of {count}"

    def save(self, to: Path) -> None:
        """Write all pages, and let go of the fonts."""
        try:
            self.pdf.output(str(to))
        finally:
            for font in self.pdf.fonts.values():
                if (source := getattr(font, "ttfont", None)) is not None:
                    source.close()

    def bookmark(self, text: str) -> None:
        """A line of the outline that leads to this page."""
        self.pdf.start_section(" ".join(self._writable(text).split())[:200])

    def bind_right(self) -> None:
        """Pages are turned from left to right, as manga's are."""
        from fpdf.prefs import ViewerPreferences

        class Bound(ViewerPreferences):
            def serialize(self, *_: object, **__: object) -> str:
                return "<</Direction /R2L>>"  # the library writes directions of text here, which no reader knows

        self.pdf.viewer_preferences = Bound()

    def measure(self, text: str, wide: float, size: float, *, bold: bool = False) -> float:
        """How high a text is."""
        return len(self._laid(text, wide, size, bold=bold)) * size * POINT * LEADING

    def _laid(self, text: str, wide: float, size: float, *, bold: bool) -> list[str]:
        """A text broken into lines so long."""
        key = (text, wide, size, bold)
        if key not in self._known:
            self._known[key] = self._broken(self._set(text, size, bold=bold), wide)
        return self._known[key]

    def _broken(self, text: str, wide: float) -> list[str]:
        """Without signs that are wider than a line, which the library can't break."""
        from fpdf.errors import FPDFException

        with suppress(FPDFException):
            return self._lines(text, wide)
        with suppress(FPDFException):
            narrow = (c for c in text if c.isspace() or 0 < float(self.pdf.get_string_width(c)) <= wide)
            return self._lines("".join(narrow).strip(), wide)
        return []

    def _lines(self, text: str, wide: float) -> list[str]:
        if not text:
            return []
        found = self.pdf.multi_cell(wide, 1, text, dry_run=True, output="LINES")
        return list(found)  # type: ignore[arg-type]  # with this output it is a list of texts

    def write(
        self,
        x: float,
        y: float,
        text: str,
        wide: float,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        align: str = "",
        lines: int = 0,
    ) -> float:
        """A text from `y` down, broken into lines; how high it is. `lines`: no more than so many, the last cut."""
        leading = size * POINT * LEADING
        found = self._laid(text, wide, size, bold=bold)
        self._set(text, size, bold=bold)
        if not found:
            return 0.0
        if 0 < lines < len(found):
            found = [*found[: lines - 1], self._cut(found[lines - 1], wide)]
        text = "\n".join(found)
        self.pdf.set_text_color(*colour)
        # The library sets a font within the first line that is written in it, and leaves it unset for all others.
        self.pdf.text(x, y, "")
        self.pdf.set_xy(x, y)
        align = align or ("R" if to_the_left(text) else "L")
        self.pdf.multi_cell(wide, leading, text, align=align, new_x="LEFT", new_y="NEXT")
        return float(self.pdf.get_y()) - y

    def _cut(self, line: str, wide: float) -> str:
        """As much of a line as fits with `…` behind it."""
        low, high = 0, len(line)
        while low < high:
            middle = (low + high + 1) // 2
            fits = float(self.pdf.get_string_width(line[:middle].rstrip() + "…")) <= wide
            low, high = (middle, high) if fits else (low, middle - 1)
        return line[:low].rstrip() + "…"

    def length(self, text: str, size: float, *, bold: bool = False) -> float:
        """How long a line of text is."""
        text = self._set(text, size, bold=bold)
        return float(self.pdf.get_string_width(text)) if text else 0.0

    def _set(self, text: str, size: float, *, bold: bool) -> str:
        text = self._writable(text)
        self.pdf.set_font(self.family, "B" if bold else "", size)
        if not self.plain:
            self.pdf.set_text_shaping(True, direction="rtl" if to_the_left(text) else "ltr")
        return text

    def _writable(self, text: str) -> str:
        text = text[:LONGEST] + ("…" if len(text) > LONGEST else "")
        text = "\n".join(" ".join(line.split()) for line in text.replace("\xad", "").splitlines()).strip()
        if self.plain:
            return text.encode("latin-1", "replace").decode("latin-1")
        return "".join("?" if c in self.missing else c for c in text if ord(c) not in self.left_out)

    def picture(self, image: Pillow.Image, x: float, y: float, wide: float, high: float, told: str = "") -> None:
        """A picture in the middle of a frame, whole."""
        by = min(wide / image.width, high / image.height)
        w, h = image.width * by, image.height * by
        file = io.BytesIO()
        image.save(file, "JPEG", quality=86)
        left, top = x + (wide - w) / 2, y + (high - h) / 2
        self.pdf.image(file, left, top, w, h, alt_text=self._writable(told)[:300] or None)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: tuple[int, int, int] | None = None,
        line: tuple[int, int, int] | None = LINE,
    ) -> None:
        """A frame."""
        self.pdf.set_line_width(0.2)
        if fill is not None:
            self.pdf.set_fill_color(*fill)
        if line is not None:
            self.pdf.set_draw_color(*line)
        style = ("D" if line is not None else "") + ("F" if fill is not None else "")
        self.pdf.rect(x, y, wide, high, style=style)

    def rule(self, x: float, y: float, wide: float, *, colour: tuple[int, int, int] = INK, thick: float = 0.4) -> None:
        """A line across."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(thick)
        self.pdf.line(x, y, x + wide, y)

    def tag(self, x: float, y: float, text: str, size: float = 6.5) -> float:
        """A small mark whose upper left corner is here; how wide it is."""
        wide = self.length(text, size, bold=True) + 2.4
        self.box(x, y, wide, size * POINT * 1.55, fill=MARK, line=None)
        self.write(x + 1.2, y + size * POINT * 0.12, text, wide, size, bold=True)
        return wide


def pixels(millimetres: float) -> int:
    """How many a picture needs to be sharp in print."""
    return max(1, round(millimetres / 25.4 * DPI))
