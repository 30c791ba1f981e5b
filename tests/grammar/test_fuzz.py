"""Whatever the text, there is a tree and there are errors; whatever the board, its form is canonical."""

from bananaboard.grammar.format import format_source
from bananaboard.grammar.nodes import Document
from bananaboard.grammar.parser import parse
from bananaboard.grammar.reading import decode
from bananaboard.grammar.render import as_github, as_json, render
from bananaboard.grammar.source import Source
from hypothesis import given, settings
from hypothesis import strategies as st

from .boards import boards
from .outline import said

PIECES = ["{", "}", "(", ")", "[", "]", ",", ":", "=", ";", '"', '"""', "\n", "#", "@", " ", "“", "”", "shot", "scene"]
PIECES += [
    "variant",
    "edit",
    "of",
    "x",
    "x:",
    "16:9",
    "$4,50",
    "4k",
    "//",
    "\\",
    "\t",
    "Ａ",
    "é",
    "-",
    "2x",
    ".",
    "e\u0301",
]


def checked(text: str) -> None:
    source = Source("x.bnn", text)
    parsed = parse(source)
    assert isinstance(parsed.document, Document)
    for diagnostic in parsed.diagnostics:
        assert diagnostic.place is not None
        assert 0 <= diagnostic.place.start <= diagnostic.place.end <= len(text)
        if diagnostic.fix is not None:
            assert 0 <= diagnostic.fix.place.start <= diagnostic.fix.place.end <= len(text)
    drawn = render(parsed.diagnostics, color=False, width=80)
    assert not any(char in drawn for char in "\x1b\r\u202e")
    assert len(as_json(parsed.diagnostics)) == as_github(parsed.diagnostics).count("\n")


@given(st.text(max_size=200))
def test_any_text_gives_a_tree(text):
    checked(text)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_heap_of_signs_gives_a_tree(text):
    checked(text)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_source_or_an_error(data):
    source, diagnostics = decode("x.bnn", data)
    assert (source is None) == bool(diagnostics)
    render(diagnostics, color=True, width=60)


@given(boards())
@settings(max_examples=150, deadline=None)
def test_a_board_has_no_errors(text):
    assert [(d.code, d.place.first) for d in parse(Source("x.bnn", text)).diagnostics] == []


@given(boards(), st.data())
def test_a_board_with_a_piece_changed_gives_a_tree(text, data):
    at = data.draw(st.integers(0, len(text)))
    end = min(len(text), at + data.draw(st.integers(0, 3)))
    checked(text[:at] + data.draw(st.sampled_from(["", *PIECES])) + text[end:])


@given(boards())
@settings(max_examples=150, deadline=None)
def test_formatting_says_the_same_and_rests(text):
    source = Source("x.bnn", text)
    once = format_source(source)
    assert once is not None
    assert said(parse(Source("x.bnn", once)).document) == said(parse(source).document)
    assert format_source(Source("x.bnn", once)) == once
