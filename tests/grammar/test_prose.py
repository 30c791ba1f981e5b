"""Each code of the chapter on syntax: its bad example brings it about, its good one brings about nothing."""

import string
from pathlib import Path

import pytest
from bananaboard.grammar.parser import parse
from bananaboard.grammar.prose import entries
from bananaboard.grammar.source import Source

CASES = Path(__file__).parent / "cases"
CHAPTER = [e for e in entries() if e.code.startswith("BNN1")]


def codes(text: str) -> list[str]:
    return [d.code for d in parse(Source("x.bnn", text)).diagnostics]


@pytest.mark.parametrize("entry", [e for e in CHAPTER if e.bad], ids=lambda e: e.code)
def test_bad_gives_the_code_and_good_gives_none(entry):
    assert codes(entry.bad) == [entry.code] * len(codes(entry.bad))
    assert codes(entry.bad)
    assert codes(entry.good) == []


@pytest.mark.parametrize("entry", CHAPTER, ids=lambda e: e.code)
def test_an_entry_is_whole(entry):
    assert entry.title
    assert entry.explain
    assert entry.hints
    assert bool(entry.bad) == bool(entry.good)
    names = {name for _, name, _, _ in string.Formatter().parse(entry.message) if name}
    filled = entry.sentence(dict.fromkeys(names, "x"))
    assert filled.endswith((".", "?"))
    assert "\n" not in filled


@pytest.mark.parametrize("entry", [e for e in CHAPTER if e.bad], ids=lambda e: e.code)
def test_every_sentence_can_be_filled(entry):
    for diagnostic in parse(Source("x.bnn", entry.bad)).diagnostics:
        assert diagnostic.message
        assert diagnostic.hint
        for related in diagnostic.related:
            assert entry.aside(related.role, related.args)


def test_codes_are_in_order_and_unique():
    assert [e.code for e in CHAPTER] == sorted({e.code for e in CHAPTER})


def mended(text: str) -> str:
    """The text with every fix put in, from its end on."""
    fixes = [d.fix for d in parse(Source("x.bnn", text)).diagnostics if d.fix is not None]
    for fix in sorted(fixes, key=lambda f: f.place.start, reverse=True):
        text = text[: fix.place.start] + fix.text + text[fix.place.end :]
    return text


ODD_BYTES = {"not_utf8", "utf16", "nul_and_control_characters"}
TEXTS = [p.read_text("utf-8") for p in sorted(CASES.glob("*.bnn")) if p.stem not in ODD_BYTES]
BOARDS = [e.bad for e in CHAPTER if e.bad] + TEXTS


@pytest.mark.parametrize("text", [t for t in BOARDS if mended(t) != t])
def test_a_fix_puts_its_error_right_and_brings_no_new_one(text):
    before = [d.code for d in parse(Source("x.bnn", text)).diagnostics if d.fix is None]
    assert [code for code in codes(mended(text)) if code not in before] == []
