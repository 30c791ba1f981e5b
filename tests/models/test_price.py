"""Prices of takes, worked out by hand from the rule: expected, and the most that it can be."""

import datetime as dt

import pytest
from bananaboard.dsl.models import model_table
from bananaboard.dsl.price import max_output_tokens, price, text_tokens
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

TABLE = model_table()


def cost(name, **given_):
    what = {
        "size": "1K",
        "panels": 1,
        "text_bytes": 0,
        "text_chars": 0,
        "images": 0,
        "pages": 0,
        "video_seconds": 0.0,
        "search": False,
    }
    return price(TABLE.find(name), **(what | given_))


def test_a_plain_lite_picture():
    made = cost("lite", text_bytes=400, text_chars=400, images=2)
    assert (made.text_in, made.image_in, made.image_out) == (100, 2240, 1120)
    assert made.expected == 2340 * 250 + 1120 * 30_000 + 300 * 1_500
    assert made.most == 2640 * 250 + 1120 * 30_000 + (4096 - 1120) * 1_500
    assert made.batch == made.expected // 2
    assert made.as_of == dt.date(2026, 10, 7)
    assert not made.open_ended


@pytest.mark.parametrize(("name", "dollars"), [("lite", 0.039), ("flash", 0.080), ("pro", 0.19)])
def test_the_bounds_that_the_design_promises(name, dollars):
    assert cost(name, text_bytes=400, text_chars=400).most <= dollars * 1e9


@pytest.mark.parametrize(
    ("name", "size", "panels", "tokens"),
    [("lite", "1K", 1, 4096), ("flash", "1K", 1, 5216), ("flash", "4K", 4, 14_176), ("pro", "4K", 16, 32_768)],
)
def test_the_limit_that_is_sent(name, size, panels, tokens):
    assert max_output_tokens(TABLE.find(name), size, panels) == tokens


def test_panels_multiply_the_picture_and_not_the_words():
    one, four = cost("flash"), cost("flash", panels=4)
    assert four.expected - one.expected == 3 * 1120 * 60_000
    assert four.image_out == 4480


def test_a_page_counts_as_a_picture():
    assert cost("pro", pages=3).image_in == cost("pro", images=3).image_in == 3 * 560


@pytest.mark.parametrize(("seconds", "tokens"), [(0.0, 0), (0.4, 70), (10.0, 770), (10.5, 770)])
def test_video_by_the_frame(seconds, tokens):
    assert cost("lite", video_seconds=seconds).image_in == tokens


def test_a_video_of_unknown_length_is_reckoned_as_all_the_model_takes():
    assert cost("lite", video_seconds=None).image_in == 65_536


def test_a_search_is_open_ended_and_one_query_is_in_the_bound():
    plain, searching = cost("flash"), cost("flash", search=True)
    assert searching.open_ended
    assert searching.most - plain.most == 14_000_000
    assert searching.expected == plain.expected


def test_an_unknown_price_is_unknown_and_never_nothing():
    model = structs.replace(TABLE.find("lite"), image_nano=None)
    made = price(
        model, size="1K", panels=1, text_bytes=1, text_chars=1, images=0, pages=0, video_seconds=0.0, search=False
    )
    assert (made.expected, made.most, made.batch) == (None, None, None)
    assert made.image_out == 1120


def test_no_batch_price_without_batches():
    model = structs.replace(TABLE.find("lite"), batch=False)
    made = price(
        model, size="1K", panels=1, text_bytes=1, text_chars=1, images=0, pages=0, video_seconds=0.0, search=False
    )
    assert made.batch is None


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("a", 1), ("four char", 3), ("灯台守", 3), ("é" * 8, 5), ("abcd灯台", 3)]
)
def test_words_into_tokens(text, tokens):
    assert text_tokens(len(text.encode()), len(text)) == tokens


@given(
    st.sampled_from([(m, s) for m in TABLE.models for s in m.sizes]),
    st.text(max_size=200),
    st.integers(0, 14),
    st.integers(1, 3),
    st.booleans(),
)
def test_never_expected_beyond_the_most(pair, text, images, panels, search):
    model, size = pair
    if panels * model.sizes[size] + 300 > model.max_output_tokens:
        panels = 1
    data = text.encode()
    made = price(
        model,
        size=size,
        panels=panels,
        text_bytes=len(data),
        text_chars=len(text),
        images=images,
        pages=0,
        video_seconds=0.0,
        search=search,
    )
    assert 0 < made.batch <= made.expected <= made.most
    assert all(isinstance(n, int) for n in (made.expected, made.most, made.batch))
