"""The model table against itself, and against the prices that the vendor documents."""

import datetime as dt
from decimal import Decimal

import pytest
from bananaboard.dsl.models import model_table, pixels

TABLE = model_table()
EACH = pytest.mark.parametrize("model", TABLE.models, ids=lambda m: m.id)

# What one picture's own tokens cost, in nano-dollars, as the price pages say it a picture.
DOCUMENTED = [
    ("lite", "1K", 33_600_000),
    ("flash", "512", 44_820_000),
    ("flash", "1K", 67_200_000),
    ("flash", "2K", 100_800_000),
    ("flash", "4K", 151_200_000),
    ("banana", "1K", 33_600_000),
    ("banana", "4K", 113_010_000),
    ("pro", "1K", 134_400_000),
    ("pro", "2K", 134_400_000),
    ("pro", "4K", 240_000_000),
    ("nano-banana", "1K", 38_700_000),
]


@pytest.mark.parametrize(("name", "size", "nano"), DOCUMENTED)
def test_a_picture_costs_what_is_documented(name, size, nano):
    model = TABLE.find(name)
    assert model.sizes[size] * model.image_nano == nano


@EACH
def test_every_ratio_has_pixels_in_every_size(model):
    for ratio in model.ratios:
        for size in model.sizes:
            wide, high = TABLE.pixels(ratio, size)
            up, down = map(int, ratio.split(":"))
            assert abs(wide / high - up / down) < 0.05 * up / down, (ratio, size)


@EACH
def test_prices_are_known_and_positive(model):
    assert model.priced
    assert min(model.input_nano, model.text_nano, model.image_nano) > 0
    assert model.batch_percent == 50


@EACH
def test_a_picture_fits_into_an_answer(model):
    assert all(0 < tokens < model.max_output_tokens for tokens in model.sizes.values())


@EACH
def test_places_of_a_kind_are_never_more_than_places(model):
    places = model.references
    assert places.total > 0
    assert all(0 <= n <= places.total for n in (places.object, places.character, places.style))


@EACH
def test_doubtful_ratios_never_hide_one_that_all_models_have(model):
    assert not {"1:1", "16:9", "9:16", "4:3", "3:4"} & set(model.doubtful_ratios)


@EACH
def test_dates_are_in_order(model):
    assert model.released <= model.as_of <= dt.date(2026, 11, 21)


def test_names_are_unique_and_found():
    names = TABLE.names()
    assert len(set(names)) == len(names)
    assert all(TABLE.find(name) for name in names)
    assert not set(names) & set(TABLE.retired)


def test_successors_are_models_and_not_gone_themselves():
    for old in [*TABLE.retired, "nano-banana"]:
        successor = TABLE.find(TABLE.successor(old))
        assert successor is not None
        assert successor.retires is None


def test_the_aliases_of_the_language():
    assert [TABLE.find(a).id for a in ("lite", "flash", "banana", "pro")] == [
        "gemini-3.1-flash-lite-image",
        "gemini-3.1-flash-image",
        "gemini-nano-banana-2.1",
        "gemini-3-pro-image",
    ]
    assert TABLE.find("Lite") is None
    assert TABLE.successor("lite") is None
    assert TABLE.successor("nothing") is None


@pytest.mark.parametrize(
    ("aspect", "size", "expected"),
    [
        ("16:9", "1K", (1376, 768)),
        ("16:9", "512", (688, 384)),
        ("2:3", "2K", (1696, 2528)),
        ("1:1", "4K", (4096, 4096)),
        ("9:21", "1K", None),
        ("1:1", "8K", None),
    ],
)
def test_pixels(aspect, size, expected):
    assert pixels(aspect, size) == expected


def test_what_models_share():
    shared = TABLE.inputs
    assert shared.temperature == (Decimal("0.0"), Decimal("2.0"))
    assert shared.spend_per_10_minutes == {"tier1": 10 * 10**9, "tier2": 50 * 10**9, "tier3": 200 * 10**9}
    assert shared.search_nano == 14_000_000
    assert "image/heic" in shared.image_mime
