"""The page itself: nothing that a stranger writes becomes markup, nothing is loaded but its pictures."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from bananaboard.dsl.call import About
from bananaboard.runtime.page import PageBoard, render_page
from bananaboard.runtime.page.board import Frame, Image, PromptPicture, PromptWords, Scene, Shot, Subject, Take
from hypothesis import given, settings
from hypothesis import strategies as st

from .markup import Markup

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><style>*{background:url(//evil.example)}",
    '" onload="alert(1)',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "-->",
    "&lt;b&gt;",
    "\x00\x1b[31m\x85",
    "\ud800",
    "abc\u202egnp.exe",
    "\u2066\u2069",
]
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "span", "b", "i", "main",
    "section", "div", "article", "a", "img", "ol", "li", "details", "summary", "dl", "dt", "dd", "code", "footer",
    "nav",
}  # fmt: skip
ATTRIBUTES = {
    "class", "id", "dir", "href", "src", "width", "height", "alt", "loading", "decoding", "title", "lang", "charset",
    "name", "content", "http-equiv", "aria-label",
}  # fmt: skip


def board(text: str, shape: tuple[int, int] = (160, 90), scenes: int = 1) -> PageBoard:
    """A page on which every text is `text`."""
    image = Image(text, *shape, "image/png", text)
    takes = (Take(1, (image,), True, True, "", text), Take(2, (image, image), False, False, text))
    about = About(text, (text,), (f"Mara: {text}",), (text,), (text,), (text,), (text,))
    prompt = (PromptWords(text), PromptPicture(text, text, image), PromptPicture(text, text, None))
    frame = Frame(
        text, text, text, "edit", ((text, text),), text, text, (image,), shape, takes, True, "stale", text,
        ((text, text),), prompt, ((text, text),), about,
    )  # fmt: skip
    shot = Shot(text, text, text, about, ((frame, frame),))
    subject = Subject(text, text, text, text, text, ((text, text),), prompt[1:2], (shot,))
    found = tuple(Scene(n, text, text, (text,), (shot,), None) for n in range(1, scenes + 1))
    return PageBoard(text, found, (subject,), text, False, 1, 2, None, text)


def style(page: str) -> str:
    return re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    page = render_page(board(text, scenes=3))
    page.encode("utf-8")
    plain = Markup(render_page(board("x", scenes=3)))
    assert [e for e, _ in Markup(page).elements] == [e for e, _ in plain.elements]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)


@given(st.text(max_size=40))
@settings(max_examples=30, deadline=None)
def test_any_text_leaves_only_known_elements_and_local_addresses(text):
    markup = Markup(render_page(board(text)))
    for tag, attributes in markup.elements:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        for name in ("href", "src"):
            assert attributes.get(name, "./").startswith(("./", "#scene-"))


@pytest.mark.parametrize(
    "name", ["javascript:alert(1)", "//evil.example/x.png", "https://evil.example/x.png", "a?b#c", "a b"]
)
def test_a_file_name_never_becomes_an_address_elsewhere(name):
    for image in Markup(render_page(board(name))).all("img"):
        assert image["src"].startswith("./")
        assert not set(image["src"]) & set("?#: ")


def test_the_policy_allows_this_style_and_pictures_and_nothing_else():
    page = render_page(board("x"))
    policy = next(m["content"] for m in Markup(page).all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(style(page).encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy


def test_no_word_of_a_board_reaches_the_style():
    assert style(render_page(board("x"))) == style(render_page(board("</style>")))


def test_the_style_loads_nothing():
    assert "url(" not in style(render_page(board("x")))
    assert "@import" not in style(render_page(board("x")))


def test_every_picture_says_how_large_it_is_so_that_nothing_jumps():
    for image in Markup(render_page(board("x", (123, 77)))).all("img"):
        assert (image["width"], image["height"]) == ("123", "77")
        assert "alt" in image


def test_what_is_on_the_first_screen_is_there_at_once_and_the_rest_when_it_is_scrolled_to():
    images = Markup(render_page(board("x", scenes=30))).all("img")
    frames = [i for i in images if i["width"] == "160"]
    assert any("loading" not in image for image in frames)
    assert frames[-1]["loading"] == "lazy"


@pytest.mark.parametrize(
    ("shape", "layout"),
    [((160, 90), "wide"), ((100, 100), "square"), ((9, 16), "tall"), ((1584, 672), "long"), ((0, 0), "square")],
)
def test_the_columns_follow_the_shape_of_most_frames(shape, layout):
    assert Markup(render_page(board("x", shape))).all("body") == [{"class": layout}]


def test_scenes_are_listed_when_there_are_many():
    assert len(Markup(render_page(board("x", scenes=3))).all("nav")) == 1
    assert Markup(render_page(board("x", scenes=2))).all("nav") == []
