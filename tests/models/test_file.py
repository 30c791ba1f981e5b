"""A table of one's own, laid over the one that comes along."""

from pathlib import Path

import bananaboard.dsl.models
import pytest
from bananaboard.dsl.model_file import read_tables
from hypothesis import given, settings
from hypothesis import strategies as st

OURS = ("models.toml", Path(bananaboard.dsl.models.__file__).with_name("models.toml").read_text(encoding="utf-8"))
NEW = """
[[model]]
id = "house-model"
family = "House"
aliases = ["house"]
released = 2026-01-01
stage = "preview"
as_of = 2026-01-01
sizes = { "1K" = 1000 }
max_input_tokens = 1000
max_output_tokens = 4000
ratios = ["1:1"]
references = { total = 1, object = 1, character = 0, style = 0 }
image_input_tokens = 100
"""


def lay(text):
    table, problems = read_tables((OURS, ("mine.toml", text)))
    return table, [(p.code, p.args["key"]) for p in problems], [p.message for p in problems]


def test_a_later_text_changes_only_what_it_says():
    table, problems, _ = lay('[[model]]\nid = "gemini-3-pro-image"\ninput_usd = 3.5\n[pixels]\n"9:21" = [672, 1584]')
    assert problems == []
    pro = table.find("pro")
    assert (pro.input_nano, pro.image_nano) == (3500, 120_000)
    assert table.pixels("9:21", "2K") == (1344, 3168)


def test_a_model_of_ones_own_may_have_no_known_price():
    table, problems, _ = lay(NEW)
    assert problems == []
    house = table.find("house")
    assert not house.priced
    assert house.thinking == ()
    assert house.batch is False


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("[[model", "BNN380", ""),
        ("a = " + "[" * 5000, "BNN380", ""),
        ("x = 1e" + "9" * 30, "BNN380", ""),
        ("[modle]", "BNN381", "modle"),
        ('model = "pro"', "BNN382", "model"),
        ("input = 3", "BNN382", "input"),
        ("[[model]]\ninput_usd = 1.0", "BNN383", "model"),
        ('[[model]]\nid = "house"', "BNN383", "house"),
        ('[[model]]\nid = ""', "BNN382", ".id"),
        ('[[model]]\nid = "gemini-3-pro-image"\ninputs_usd = 1', "BNN381", "gemini-3-pro-image.inputs_usd"),
        ('[[model]]\nid = "gemini-3-pro-image"\ninput_usd = "1"', "BNN382", "gemini-3-pro-image.input_usd"),
        ('[[model]]\nid = "gemini-3-pro-image"\ninput_usd = -1', "BNN382", "gemini-3-pro-image.input_usd"),
        ('[[model]]\nid = "gemini-3-pro-image"\ninput_usd = nan', "BNN382", "gemini-3-pro-image.input_usd"),
        ('[[model]]\nid = "gemini-3-pro-image"\ninput_usd = inf', "BNN382", "gemini-3-pro-image.input_usd"),
        ('[[model]]\nid = "gemini-3-pro-image"\ninput_usd = 0.00001', "BNN382", "gemini-3-pro-image.input_usd"),
        ('[[model]]\nid = "gemini-3-pro-image"\nretires = "soon"', "BNN382", "gemini-3-pro-image.retires"),
        ('[[model]]\nid = "gemini-3-pro-image"\nsizes = { "3K" = 1 }', "BNN382", "gemini-3-pro-image.sizes"),
        ('[[model]]\nid = "gemini-3-pro-image"\nsizes = {}', "BNN382", "gemini-3-pro-image.sizes"),
        ('[[model]]\nid = "gemini-3-pro-image"\nbatch = 1', "BNN382", "gemini-3-pro-image.batch"),
        ('[[model]]\nid = "gemini-3-pro-image"\nreferences = { total = 3 }', "BNN382", "gemini-3-pro-image.references"),
        ('[[model]]\nid = "gemini-3-pro-image"\nratios = "1:1"', "BNN382", "gemini-3-pro-image.ratios"),
        ('[[model]]\nid = "gemini-3-pro-image"\nratios = ["7:3"]', "BNN384", "gemini-3-pro-image.ratios"),
        ('[[model]]\nid = "gemini-3-pro-image"\naliases = ["lite"]', "BNN385", "gemini-3-pro-image.aliases"),
        ('[retired]\n"gemini-3-pro-image" = "other"', "BNN386", "gemini-3-pro-image"),
        ('[retired]\n"old" = 3', "BNN382", "retired.old"),
        ('[pixels]\n"wide" = [10, 10]', "BNN382", "pixels.wide"),
        ('[pixels]\n"7:3" = [1, 1]', "BNN382", "pixels.7:3"),
        ('[pixels]\n"7:3" = 4', "BNN382", "pixels.7:3"),
        ("[input]\ntemperature = 2.0", "BNN382", "input.temperature"),
        ("[input]\nbatch_discount = 1.5", "BNN382", "input.batch_discount"),
        ("[input]\nspend_usd_per_10_minutes = 3", "BNN382", "input.spend_usd_per_10_minutes"),
    ],
)
def test_what_is_wrong_names_its_key_and_leaves_the_rest_standing(text, code, key):
    table, problems, messages = lay(text)
    assert (code, key) in problems
    assert all("mine.toml" in m or "models.toml" in m for m in messages)
    assert table.find("lite").input_nano == 250


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200) | st.from_regex(r"\[\[?[a-z]{1,6}\]?\]\n[a-z_]{1,9} = [\[{\"0-9.a-z\]}, ]{0,20}"))
def test_no_text_breaks_it(text):
    table, problems = read_tables((OURS, ("mine.toml", text)))
    assert table.find("pro") is not None
    assert all(p.message for p in problems)
