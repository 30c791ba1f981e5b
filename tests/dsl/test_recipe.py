"""The canonical text of a manifest: what is hashed may never depend on a library's taste."""

from __future__ import annotations

import json
import unicodedata

from bananaboard.dsl.recipe import canon, said
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(st.characters(codec="utf-8"))
MANIFESTS = st.recursive(
    TEXTS | st.none() | st.integers(-(2**53), 2**53) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def plainly(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@given(MANIFESTS)
def test_it_is_what_the_standard_library_writes(value: object) -> None:
    assert canon(value) == unicodedata.normalize("NFC", plainly(value))


def test_every_character_is_written_alike() -> None:
    for start in range(0, 0x110000, 0x800):
        if start != 0xD800:
            text = "a".join(map(chr, range(start, start + 0x800)))
            assert json.loads(canon([text]))[0] == json.loads(canon([json.loads(plainly([text]))[0]]))[0]
    assert canon(['\0\t\b\f\n\r\x1f\x7f"\\/\u2028é']) == plainly(['\0\t\b\f\n\r\x1f\x7f"\\/\u2028é'])


def test_a_digest_never_changes() -> None:
    """A digest that is in somebody's ledger has to come out the same in every later version."""
    digest, text = said(
        {"kind": "shot", "model": "m", "text": "A lïttle boat", "settings": {"aspect": "16:9"}, "cast": []}
    )
    assert text == '{"kind":"shot","model":"m","settings":{"aspect":"16:9"},"text":"A lïttle boat","v":"said/1"}'
    assert digest == "sha256:fe83a6b5068b45862176c2a33f059bf3d5a2d64edda9621740c282c103483a58"
