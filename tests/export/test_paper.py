"""Contact sheets and paper storyboards, looked at as pictures."""

from __future__ import annotations

from contextlib import closing

import pypdfium2
import pytest
from bananaboard.runtime.export import typefaces
from bananaboard.runtime.export.exporter import Unexportable
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from .boards import KEEPER, Board

A4, LETTER = (842, 595), (792, 612)


def pages(path):
    document = pypdfium2.PdfDocument(path)
    found = [(p.get_size(), p.get_textpage().get_text_range(), p.render(scale=1).to_pil()) for p in document]
    document.close()
    return found


def dark(image):
    """How many pixels carry ink."""
    return sum(image.convert("L").histogram()[:200])


def test_a_sheet_shows_each_picture(keeper):
    to, written = keeper.export("png", "sheet.png")
    assert written.pictures == 6
    with Image.open(to) as sheet:
        sheet.load()
        assert sheet.width > 1000
        assert dark(sheet) > 100_000


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_words_numbers_and_lengths_are_on_paper(keeper, paper, size):
    to, written = keeper.export("pdf", f"{paper}.pdf", paper=paper)
    found = pages(to)
    words = " ".join(text for _, text, _ in found)
    assert written.pictures == 6
    assert tuple(map(round, found[0][0])) == size
    for told in ("The Keeper", "Night, the storm", "1A Wide", "3 s", "She is back.", "24 mm", "MARA: It turns.",
                 "She looks up.", "CRASH", "dissolve", "Hold it.", "Rain all through.", "SKETCH"):  # fmt: skip
        assert told in words, told
    assert dark(found[0][2]) > 20_000


def test_layouts_fill_pages_as_asked(keeper):
    upright, _ = keeper.export("pdf", "upright.pdf", upright=True, columns=1, rows=2)
    found = pages(upright)
    assert tuple(map(round, found[0][0])) == A4[::-1]
    assert [f"Page {n} of 3" in text for n, (_, text, _) in enumerate(found, 1)] == [True] * 3
    assert ["continued" in text for _, text, _ in found] == [False, True, True]


@pytest.mark.parametrize(
    ("wishes", "beside"), [({"columns": 1}, True), ({"columns": 1, "upright": True}, False), ({}, False)]
)
def test_words_stand_beside_a_picture_that_is_alone_in_its_row(keeper, wishes, beside):
    to, _ = keeper.export("pdf", "beside.pdf", **wishes)
    with closing(pypdfium2.PdfDocument(to)) as document:
        words = document[0].get_textpage()
        index, _ = words.search("1A").get_next()
        left = words.get_charbox(index)[0]
    assert (left > 300) is beside


def test_japanese_is_written_and_shown(japanese):
    to, written = japanese.export("pdf", "board.pdf")
    ((_, words, image),) = pages(to)
    assert "喫茶 月の裏" in words
    assert "あら、誰から？" in words
    assert written.notes == ()
    assert dark(image) > 5_000


def test_arabic_runs_from_the_right(arabic):
    """The caption stands at the right edge of its column: ink there, none at the left."""
    to, written = arabic.export("pdf", "board.pdf")
    assert written.notes == ()
    document = pypdfium2.PdfDocument(to)
    page = document[0]
    image = page.render(scale=2).to_pil().convert("L")
    # The title, in a band of its own at the top, is set at the left; the words under the picture at the right.
    column = image.crop((70, 420, 565, 520))
    rows = [column.crop((0, y, column.width, y + 4)) for y in range(0, column.height, 4)]
    inked = [r.point(lambda v: 255 if v < 140 else 0).getbbox() for r in rows]
    right = [b for b in inked if b is not None and b[2] > column.width * 0.9]
    assert right
    document.close()


def test_signs_at_the_end_of_a_line_have_a_font(tmp_path):
    """A full stop, which the font of the letters before it may not have, is no other letter of another font."""
    sentence = "لقد عادت بعد سنوات طويلة من الغياب."
    shots = "\n".join(f'shot s{n} "برج عال" {{ caption: "{" ".join([sentence] * n)}" }}' for n in range(1, 10))
    board = Board(tmp_path, f'storyboard "حارسة المنارة" {{ aspect: 16:9 }}\n{shots}', draw=False)
    found = pages(board.export("pdf", "board.pdf")[0])
    assert sum(words.count(".") for _, words, _ in found) == sum(range(1, 10))


@pytest.mark.parametrize("text", ["\xad" * 50, "\u200b" * 500, "\ufdfd" * 40, "W" * 300, "\u0e49" * 300])
def test_what_fits_into_no_line_is_no_fault(tmp_path, text):
    board = Board(tmp_path, f'shot a "hill" {{ aspect: 9:16; dialogue: "{text}"; caption: "{text}"; sound: "{text}" }}',
                  draw=False)  # fmt: skip
    for form, columns in (("pdf", 24), ("comic", 12)):
        assert len(pages(board.export(form, f"{form}.pdf", columns=columns)[0])) == 1


def test_letters_without_a_font_are_told(keeper, monkeypatch):
    from bananaboard.runtime.sketch import lettering

    monkeypatch.setattr(lettering, "fonts", lambda bold=False: ())
    found = typefaces.Typefaces(["喫茶 abc"])
    assert found.missing == set("喫茶abc")
    assert "Chinese" in found.note[0]


def test_a_board_is_printed_where_no_font_is(keeper, monkeypatch):
    from bananaboard.runtime.sketch import lettering

    monkeypatch.setattr(lettering, "fonts", lambda bold=False: ())
    to, _ = keeper.export("pdf", "plain.pdf")
    assert "The Keeper" in pages(to)[0][1]


def test_a_font_that_is_none_is_named(keeper):
    bad = keeper.root / "bad.ttf"
    bad.write_bytes(b"no font at all")
    with pytest.raises(Unexportable, match=r"bad\.ttf"):
        keeper.export("pdf", "bad.pdf", fonts=(bad,))


FOX = 0x1F98A


def emoji_font(path):
    """A font in colour that has a fox, digits and a space, as such fonts do, and no letters."""
    glyphs, square = [".notdef", "space", "one", "fox", "red"], TTGlyphPen(None)
    square.moveTo((0, 0))
    for corner in ((0, 800), (800, 800), (800, 0)):
        square.lineTo(corner)
    square.closePath()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(glyphs)
    font.setupCharacterMap({0x20: "space", 0x31: "one", FOX: "fox"})
    empty = TTGlyphPen(None).glyph()
    font.setupGlyf(dict.fromkeys(glyphs[:4], empty) | {"red": square.glyph()})
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 0)))
    font.setupHorizontalHeader(ascent=900, descent=-200)
    font.setupNameTable({"familyName": "Fox", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.setupCOLR({"fox": [("red", 0)]})
    font.setupCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    font.save(path)


def red(image):
    """How many pixels are as red as that fox."""
    return sum(n for n, (r, g, b) in image.getcolors(1 << 24) if r > 200 and g < 60 and b < 60)


def test_emoji_are_printed_in_colour(tmp_path):
    """Nothing else is written in a font that has emoji and digits, but no letters."""
    emoji_font(tmp_path / "fox.ttf")
    board = Board(tmp_path, 'shot a "11 hills" { caption: "A \U0001f98a in love \u2764\ufe0f" }', draw=False)
    to, written = board.export("pdf", "fox.pdf", fonts=(tmp_path / "fox.ttf",))
    ((_, words, image),) = pages(to)
    assert written.notes == ()
    assert "11 hills" in words
    assert red(image) > 10
    plain, told = board.export("pdf", "plain.pdf")
    assert red(pages(plain)[0][2]) == 0
    assert told.notes == () or "emoji" in told.notes[0]


def test_braces_are_no_number_of_pages(tmp_path):
    board = Board(tmp_path, 'shot a "a hill" { caption: "{% raw %}{nb} of {nb}{% endraw %}" }', draw=False)
    assert "{nb} of {nb}" in pages(board.export("pdf", "board.pdf")[0])[0][1]


def test_hostile_words_are_words_on_paper(hostile):
    to, _ = hostile.export("pdf", "board.pdf")
    words = " ".join(t for _, t, _ in pages(to))
    assert "<script>alert(3)</script>" in words
    assert "**bold** --- __x__" in words
    assert hostile.export("png", "board.png")[1].pictures == 1


def test_a_long_text_is_cut_and_stays_on_its_page(tmp_path):
    board = Board(tmp_path, 'storyboard "Long" {}\nshot a "x" { action: "%s" }' % ("word " * 3000), draw=False)
    to, written = board.export("pdf", "long.pdf")
    assert written.pictures == 0
    assert len(pages(to)) == 1


def test_what_is_not_drawn_has_its_place(tmp_path):
    board = Board(tmp_path, KEEPER, draw=False)
    to, _ = board.export("pdf", "plan.pdf")
    assert "not drawn yet" in pages(to)[0][1]
