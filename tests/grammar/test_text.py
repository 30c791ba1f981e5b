"""Offsets in a text's value lead back to the file, through quotes, escapes and indentation."""

import inspect

import pytest
from bananaboard.grammar.nodes import Text
from bananaboard.grammar.parser import parse
from bananaboard.grammar.source import Source
from bananaboard.grammar.text import offset_map
from hypothesis import given
from hypothesis import strategies as st

from .boards import texts


def text_of(written: str) -> tuple[Source, Text]:
    source = Source("x.bnn", f"caption: {written}\n")
    (setting,) = parse(source).document.statements
    (text,) = setting.values
    return source, text


def under(written: str, said: str) -> str:
    """What is written in the file where the value says `said`."""
    source, text = text_of(written)
    at = text.value.index(said)
    place = offset_map(source, text).place(at, at + len(said))
    return source.text[place.start : place.end]


@pytest.mark.parametrize(
    ("written", "said", "there"),
    [
        ('"the sea"', "sea", "sea"),
        ('"a \\"b\\" @mara"', "@mara", "@mara"),
        ('"a \\"b\\" c"', '"b"', '\\"b\\"'),
        ('"a\\nb"', "\n", "\\n"),
        ('"a\\nb"', "b", "b"),
        ('"""\n    one\n      two @x\n    """', "@x", "@x"),
        ('"""\n    one\n      two\n    """', "\n  two", "\n      two"),
        ('"""one\n\ttwo"""', "two", "two"),
        ('"""\n\\n @真理\n"""', "@真理", "@真理"),
        ("“typographic”", "typographic", "typographic"),
        ('"no end', "end", "end"),
        ('"bad \\q escape"', "\\q", "\\q"),
    ],
)
def test_a_piece_leads_to_where_it_is_written(written, said, there):
    assert under(written, said) == there


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('""', ""),
        ('"""a"""', "a"),
        ('"""he said "hi\\""""', 'he said "hi"'),
        ('""""quoted""""', '"quoted"'),
        ('"""\n  a\n\n    b\n  """', "a\n\n  b"),
        ('"""\n\n\n  a\n\n\n"""', "a"),
        ('"""  a\n    b\n  c"""', "a\n  b\nc"),
        ('"""\n\ta\n        b\n"""', "a\nb"),
        ('"a # b"', "a # b"),
        ('"\\\\n"', "\\n"),
    ],
)
def test_a_text_says(written, value):
    assert text_of(written)[1].value == value


@given(st.lists(st.text("ab \n", max_size=12), max_size=5).map("\n".join))
def test_a_block_is_dedented_as_a_docstring(inner):
    value = text_of(f'"""{inner}"""')[1].value
    # Since Python 3.13 a line of spaces only is blank; so it is here everywhere.
    lines = [line if line.strip() else "" for line in inner.split("\n")]
    assert value == inspect.cleandoc("\n".join(lines))


@given(texts)
def test_every_offset_leads_into_the_text_and_none_goes_back(written):
    source, text = text_of(written)
    chart = offset_map(source, text)
    offsets = [chart.offset(i) for i in range(len(text.value) + 1)]
    assert offsets == sorted(offsets)
    assert all(text.start < offset < text.end for offset in offsets)


def test_an_empty_text_has_a_place():
    source, text = text_of('""')
    place = offset_map(source, text).place(0, 0)
    assert (place.start, place.end) == (text.start + 1, text.start + 1)
