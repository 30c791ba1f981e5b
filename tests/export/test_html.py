"""The page: whole in one file, or a folder with the exact pictures."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from urllib.parse import unquote


class Page(HTMLParser):
    """All tags with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_one_file_holds_all_it_shows(keeper):
    to, written = keeper.export("html", "one.html")
    page = Page(to.read_text("utf-8"))
    images = [a["src"] for t, a in page.tags if t == "img"]
    assert written.pictures == 7  # six of the board, and the given one of Mara
    assert len(images) >= 7
    assert all(src.startswith("data:image/webp;base64,") for src in images)
    assert all(a["href"].startswith("#") for t, a in page.tags if t == "a" and "href" in a)
    policy = next(
        a["content"] for t, a in page.tags if t == "meta" and "content" in a and "default-src" in a["content"]
    )
    assert "img-src data:;" in policy
    assert "script" not in policy


def test_a_folder_has_the_exact_bytes(keeper):
    to, _ = keeper.export("html", "site", folder=True)
    exact = {p.stem for p in (keeper.root / ".bananaboard" / "store").rglob("*.png")}
    copies = list(to.rglob("pictures/**/*.png"))
    assert len(copies) == 6
    assert {hashlib.sha256(p.read_bytes()).hexdigest() for p in copies} <= exact
    for tag, attributes in Page((to / "index.html").read_text("utf-8")).tags:
        if tag == "img":
            assert (to / unquote(attributes["src"])).is_file()


def test_hostile_words_are_words(hostile):
    to, _ = hostile.export("html", "one.html")
    page = Page(to.read_text("utf-8"))
    assert not [t for t, _ in page.tags if t in ("script", "iframe", "object")]
    assert not [a for _, a in page.tags if any(name.startswith("on") for name in a)]
    assert re.search("[\x1b\u202e]", to.read_text("utf-8")) is None


def test_a_page_is_the_same_again(keeper):
    first = keeper.export("html", "one.html")[0].read_bytes()
    assert keeper.export("html", "one.html")[0].read_bytes() == first
