"""Lettering: every script, in whatever fonts are there."""

from __future__ import annotations

import pytest
from bananaboard.dsl.call import About
from bananaboard.runtime.sketch import lettering
from PIL import Image

from .requests import LAMP_ROOM, MARA, drawn

TEXTS = [
    "Mara waits",
    "真理が森を歩く。とても寒い朝です",
    "مرحبا بك في السوق",
    "ليلى and عمر talk",
    "Zoë Åse Łucja",
    "Ωμέγα",
]


@pytest.fixture
def no_fonts(monkeypatch, tmp_path):
    """A system without one font of its own."""
    caches = ("_installed", "_files", "_font", "_covers", "_path_for", "_runs")

    def forget():
        for name in caches:
            getattr(lettering, name).cache_clear()

    monkeypatch.setattr(lettering, "folders", lambda: (tmp_path,))
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [60, 140, 400])
def test_wrapped_lines_fit(text, room):
    lines = lettering.wrap(text * 6, 16, room, 3)
    assert 1 <= len(lines) <= 3
    assert all(lettering.width(line, 16) <= room + 16 for line in lines)


def test_all_words_are_there_where_there_is_room():
    text = "She has not been up here for years and years"
    assert " ".join(lettering.wrap(text, 14, 120, 9)) == text
    assert "".join(lettering.wrap("むかしむかし、ある森に", 14, 60, 9)) == "むかしむかし、ある森に"


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert lettering.wrap("one two three four five six", 16, 70, 2)[-1].endswith("…")
    assert lettering.fit("a lighthouse", 16, 40).endswith("…")
    assert lettering.fit("a", 16, 400) == "a"


@pytest.mark.parametrize(("text", "tidied"), [("a\n\tb", "a b"), ("\0x\x1b", "x"), ("\u202eevil", "evil"), ("  ", "")])
def test_what_can_not_be_lettered_is_dropped(text, tidied):
    assert lettering.tidy(text) == tidied


def test_a_long_text_is_cut():
    assert len(lettering.tidy("x" * 1_000_000)) == lettering.LONGEST + 1


def test_a_space_behind_arabic_keeps_its_place():
    runs = lettering._runs("ليلى and", False)
    assert [text for text, _ in runs if text.strip() == "" or "ليلى" in text][:2] in (["ليلى", " "], ["ليلى and"])


def marked(text, **words):
    page = Image.new("RGB", (400, 60), (255, 255, 255))
    lettering.write(page, 10, 40, text, 24, (0, 0, 0), **words)
    return page.getextrema()[0][0] < 128


@pytest.mark.parametrize("text", TEXTS)
def test_every_script_leaves_ink(text):
    assert marked(text)
    assert marked(text, bold=True, halo=(255, 255, 0))


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("text", TEXTS)
def test_without_fonts_something_is_lettered(text):
    assert marked(text)
    assert lettering.wrap(text * 5, 16, 80, 2)


@pytest.mark.usefixtures("no_fonts")
def test_without_fonts_a_picture_is_drawn():
    about = About("x", caption=("むかしむかし",), dialogue=("Mara: مرحبا",))
    assert drawn(text="真理", cast=[MARA], place=LAMP_ROOM, about=about).width == 688


def test_a_font_that_is_broken_is_passed_over(monkeypatch, tmp_path):
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"\0\1\0\0" + b"\xff" * 400)
    for name in ("_installed", "_files", "_font", "_covers", "_path_for", "_runs"):
        getattr(lettering, name).cache_clear()
    monkeypatch.setattr(lettering, "folders", lambda: (tmp_path,))
    assert marked("Mara")
    monkeypatch.undo()
    for name in ("_installed", "_files", "_font", "_covers", "_path_for", "_runs"):
        getattr(lettering, name).cache_clear()
