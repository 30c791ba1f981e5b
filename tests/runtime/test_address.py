"""Addresses in both spellings, and what they select."""

from __future__ import annotations

import pytest
from bananaboard.dsl.address import Address, near, read_address, select
from hypothesis import given
from hypothesis import strategies as st

KNOWN = [
    "mara.profile",
    "arrival.wide",
    "arrival.close[light=dawn,pose=a]",
    "arrival.close[light=storm,pose=a]",
    "arrival.close.final[light=dawn,pose=a]",
    "harbour.wide",
    "cover",
]


@pytest.mark.parametrize(
    ("text", "path", "keys", "take"),
    [
        ("arrival.wide", "arrival.wide", (), None),
        ("arrival.close[light=dawn]#2", "arrival.close", (("light", "dawn"),), "2"),
        ("arrival.close:light=dawn:2", "arrival.close", (("light", "dawn"),), "2"),
        ("arrival.close:pose=a,light=dawn", "arrival.close", (("pose", "a"), ("light", "dawn")), None),
        ("arrival.close:pose=a:light=dawn:2", "arrival.close", (("pose", "a"), ("light", "dawn")), "2"),
        ("arrival.wide:2", "arrival.wide", (), "2"),
        ("arrival.wide#0a1b2c3d", "arrival.wide", (), "0a1b2c3d"),
        (" arrival.* ", "arrival.*", (), None),
        ("a[x=16-9]", "a", (("x", "16-9"),), None),
    ],
)
def test_both_spellings(text, path, keys, take):
    assert read_address(text) == Address(path, keys, take)


@pytest.mark.parametrize("text", ["", ".", "a.", "a[x]", "a[x=]", "a:x=", "a[x=1", "a]b", "a:b:c", "a#x", "a" * 3000])
def test_no_address(text):
    assert read_address(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("arrival.wide", ["arrival.wide"]),
        ("arrival.close", [KNOWN[2], KNOWN[3]]),
        ("arrival.close:pose=a,light=dawn", [KNOWN[2]]),
        ("arrival.close[light=storm]", [KNOWN[3]]),
        ("*.wide", ["arrival.wide", "harbour.wide"]),
        ("arrival.*", ["arrival.wide", KNOWN[2], KNOWN[3], KNOWN[4]]),
        ("*", KNOWN),
        ("arrival.close[light=noon]", []),
        ("arrival", []),
        ("arrival.close.final", [KNOWN[4]]),
    ],
)
def test_selections(text, found):
    assert select(text, KNOWN) == found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("arival.wide", "arrival.wide"),
        ("wide", "arrival.wide"),
        ("arrival.close[light=noon]", KNOWN[2]),
        ("zzzzz", None),
    ],
)
def test_the_nearest(text, meant):
    assert near(text, KNOWN) == meant


@given(st.text(alphabet="ab.*[]=,:#12 \n", max_size=30))
def test_anything_may_be_written(text):
    select(text, KNOWN)
    near(text, KNOWN)
