"""Comic pages and continuity sheets, looked at as text and as pictures."""

from __future__ import annotations

from contextlib import closing

import pypdfium2
import pytest
from bananaboard.runtime.export.exporter import Unexportable

from .boards import KEEPER, Board


def texts(path):
    document = pypdfium2.PdfDocument(path)
    found = [p.get_textpage().get_text_range() for p in document]
    document.close()
    return found


def empty_foot(path, index):
    """How much of a page is white below the last thing on it, its foot apart."""
    document = pypdfium2.PdfDocument(path)
    image = document[index].render(scale=1).to_pil().convert("L")
    document.close()
    body = image.crop((0, 0, image.width, image.height - 32))
    box = body.point(lambda v: 255 if v < 235 else 0).getbbox()
    return 1 - box[3] / body.height


def test_a_comic_speaks(tmp_path):
    to, _ = Board(tmp_path, KEEPER, draw=False).export("comic", "comic.pdf")
    words = " ".join(texts(to))
    for told in ("The Keeper", "MARA", "It turns.", "She is back.", "CRASH", "STEP"):
        assert told in words, told
    assert "24 mm" not in words


def test_what_a_sketch_has_lettered_is_not_said_twice(tmp_path):
    """Words that were written after it was drawn are not in it."""
    board = Board(tmp_path, 'shot a "a hill" { caption: "Then."; dialogue: "ANN: Hello." }')
    assert [t in " ".join(texts(board.export("comic", "one.pdf")[0])) for t in ("Then.", "Hello.")] == [False, False]
    board.file.write_text('shot a "a hill" { caption: "Later."; dialogue: "ANN: Hello." }')
    words = " ".join(texts(board.export("comic", "two.pdf")[0]))
    assert [t in words for t in ("Later.", "Hello.", "SKETCH")] == [True, False, True]


def test_manga_begins_at_the_right(tmp_path):
    """Panels, balloons, sounds, and the side on which pages are bound."""
    text = 'shot a "a hill" { dialogue: "First."; sound: "BOOM" }\nshot b "a sea" { dialogue: "Second." }'
    board = Board(tmp_path, text, draw=False)
    places = {}
    for name, mirrored in (("left", False), ("right", True)):
        to, _ = board.export("comic", f"{name}.pdf", columns=2, right_to_left=mirrored)
        places[name] = [left_of(to, word) for word in ("First", "Second", "BOOM")]
        assert (b"/Direction /R2L" in to.read_bytes()) is mirrored
    first, second, boom = places["left"]
    assert first < boom < second
    first, second, boom = places["right"]
    assert second < boom < first


def left_of(path, word):
    """Where a word begins on the first page, in points from the left."""
    with closing(pypdfium2.PdfDocument(path)) as document:
        words = document[0].get_textpage()
        index, _ = words.search(word).get_next()
        return words.get_charbox(index)[0]


def test_a_comic_letters_what_is_read_and_no_files_and_cuts(tmp_path):
    text = """
    shot a "a hill" { sound: "BOOM", "bell.wav"; transition: "Smash cut to:" }
    shot b "a sea" { sound: "Splash."; transition: "TO BE CONTINUED" }
    """
    words = " ".join(texts(Board(tmp_path, text, draw=False).export("comic", "comic.pdf")[0]))
    assert [t in words for t in ("BOOM", "Splash.", "TO BE CONTINUED", "bell", "cut")] == [True] * 3 + [False] * 2


def test_pages_of_a_comic_are_full(tmp_path):
    shots = "\n".join(f'shot s{n} "a hill, {n}" {{ aspect: {("4:3", "16:9", "1:1")[n % 3]} }}' for n in range(20))
    to, _ = Board(tmp_path, f'storyboard "Hills" {{}}\n{shots}', draw=False).export("comic", "comic.pdf")
    pages = texts(to)
    assert len(pages) > 1
    assert all(empty_foot(to, index) < 0.2 for index in range(len(pages) - 1))


def test_a_long_line_stays_in_its_panel(tmp_path):
    board = Board(
        tmp_path, 'shot a "a hill" {{ dialogue: "{}"; caption: "{}" }}'.format("so " * 900, "and " * 900), draw=False
    )
    to, _ = board.export("comic", "comic.pdf")
    (words,) = texts(to)
    assert words.count("…") == 2
    assert len(words) < 6000


@pytest.mark.parametrize("name", ["japanese", "arabic", "hostile"])
def test_a_comic_speaks_every_language(name, request):
    board = request.getfixturevalue(name)
    _, written = board.export("comic", "comic.pdf")
    assert (written.pictures, written.notes) == (1, ())


def test_a_sheet_has_a_subject_with_all_its_pictures(tmp_path):
    text = """
    storyboard "Two" { aspect: 1:1 }
    character mara "a keeper" { name: "Mara Voss"; reference "mara.png"; view back "from behind" }
    character tom "a sailor" { name: "Tom" }
    shot one "@mara on the stairs"
    shot two "@tom at sea"
    shot three "@mara.back and @tom"
    edit four of one "dusk"
    """
    to, written = Board(tmp_path, text).export("continuity", "sheet.pdf")
    mara, tom = texts(to)
    assert "Mara Voss" in mara
    assert [n in mara for n in ("1 One", "2 Two", "3 Three", "Four", "back")] == [True, False, True, True, True]
    assert [n in tom for n in ("1 One", "2 Two", "3 Three", "Four")] == [False, True, True, False]
    assert written.pictures == 2 + 3 + 2


def test_a_board_of_nobody_has_no_sheet(japanese):
    with pytest.raises(Unexportable, match="Nobody"):
        japanese.export("continuity", "sheet.pdf")
