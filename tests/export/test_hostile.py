"""Words that want to be something else, in every place of a board and through every exporter."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser

import opentimelineio as otio
import pypdfium2
import pytest

from .boards import Board

TEXTS = (
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-2+3", "'=1",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "&lt;&#x27;]]>", "javascript:alert(1)", "../../../etc/passwd", "C:\\con\\nul", "x" * 400, "W" * 200 + " i",
    "\u202egnp.exe", "a\u0300" * 100, "\ufdfa" * 20, "\u0e49" * 100, "日本語" * 20, "नमस्ते" * 10,
    "👨\u200d👩\u200d👧" * 5, "{nb}", "**b** --x-- [l](http://e)", "drawtext=text='x'", "%{eif\\:1\\:d}",
    "$(touch pwned)", "`id`", "\\(\\)\\\\", "(((( unbalanced", "/Type /Page endobj endstream", "\u2028line\u2029",
    "\xad" * 50, "\u200b" * 300, "\ufffc",
)  # fmt: skip


def quoted(text):
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{{% raw %}}{plain}{{% endraw %}}"'


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """A shot for each text, which is its every word; also the notes of a review."""
    root = tmp_path_factory.mktemp("texts")
    shots, notes = [], []
    for n, text in enumerate(TEXTS):
        said, sent = quoted(text), quoted(text.replace("@", "@@"))
        shots.append(
            f"scene s{n} {said} {{ note: {said}\nshot a {sent} {{ title: {said}; caption: {said}; dialogue: {said}"
            f"; action: {said}; sound: {said}; transition: {said}; note: {said}; camera: {sent}; duration: 0.1s }} }}"
        )
        notes.append(f'[[note]]\naddress = "s{n}.a"\ntext = {json.dumps(text, ensure_ascii=False)}\n')
    made = Board(root, f"storyboard {quoted(TEXTS[5])} {{ aspect: 16:9 }}\n" + "\n".join(shots), draw=False)
    (root / "board.notes.toml").write_text("\n".join(notes), "utf-8")
    return made


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_page_has_only_tags_of_ours(board):
    page = Page(board.export("html", "board.html")[0].read_text("utf-8"))
    assert page.tags.isdisjoint({"script", "iframe", "object", "b0"})
    assert not [a for a in page.attributes if a.startswith("on")]


def test_no_cell_is_worked_out(board):
    with board.export("csv", "board.csv")[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert len(rows) == len(TEXTS)
    assert not [c for row in rows for c in row if c.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("form", ["pdf", "comic"])
def test_paper_takes_all_of_them(board, form):
    with pypdfium2.PdfDocument(board.export(form, f"{form}.pdf")[0]) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "endobj endstream" in words
    assert "{nb}" in words


def test_an_edit_list_is_read_back_with_all_of_them(board):
    made = otio.adapters.read_from_file(str(board.export("otio", "edit")[0] / "board.otio"))
    found = [c.metadata["bananaboard"] for c in made.find_clips()]
    assert len(found) == len(TEXTS)
    assert list(found[24]["caption"]) == ["$(touch pwned)"]
    assert not list(board.root.rglob("pwned"))


@pytest.mark.parametrize("form", ["mp4", "gif", "png"])
def test_pictures_take_all_of_them(board, form):
    to, _ = board.export(form, f"board.{form}", captions=True, height=120, fps=10)
    assert to.stat().st_size > 1000
    assert not list(board.root.rglob("pwned"))
