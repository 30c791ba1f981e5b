"""Each code of the chapter on syntax: its bad example brings it about, its good one brings about nothing."""

import string

import pytest
from bananaboard.grammar.parser import parse
from bananaboard.grammar.prose import entries
from bananaboard.grammar.source import Source

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
