"""Bytes become a source, or an error at its place."""

import pytest
from bananaboard.grammar import reading
from bananaboard.grammar.reading import decode


def test_line_ends_and_marks_are_made_plain():
    source, diagnostics = decode("x.bnn", b"\xef\xbb\xbfa\r\nb\rc\n")
    assert diagnostics == ()
    assert source.text == "a\nb\nc\n"


def test_the_same_text_with_other_line_ends_has_the_same_digest():
    unix, _ = decode("x.bnn", b"a\nb\n")
    windows, _ = decode("x.bnn", b"a\r\nb\r\n")
    assert unix.sha256 == windows.sha256


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"ab\r\nc\xff", "BNN101", 2, 2),
        ("é\n雨".encode() + b"\x80x", "BNN101", 2, 2),
        (b"\xe9\x9b", "BNN101", 1, 1),
        (b"a\x00b", "BNN102", 1, 2),
        (b"a\n\x1b[1m", "BNN102", 2, 1),
        (b"\x7f", "BNN102", 1, 1),
        ("a\x85b".encode(), "BNN102", 1, 2),
        ("\ufdd0".encode(), "BNN102", 1, 1),
        ("a\U0001ffff".encode(), "BNN102", 1, 2),
        ("\n\ufffe".encode(), "BNN102", 2, 1),
    ],
)
def test_what_no_board_holds_is_refused_at_its_place(data, code, line, column):
    source, (diagnostic,) = decode("x.bnn", data)
    assert source is None
    assert diagnostic.code == code
    assert (diagnostic.place.first.line, diagnostic.place.first.column) == (line, column)


def test_only_the_first_odd_characters_are_listed():
    _, diagnostics = decode("x.bnn", b"\x00" * 1000)
    assert len(diagnostics) == reading.MAX_LISTED


def test_the_encoding_of_another_system_is_named():
    _, (diagnostic,) = decode("x.bnn", "shot".encode("utf-16"))
    assert "UTF-16" in diagnostic.hint


def test_a_line_of_the_longest_length_is_fine_and_one_more_is_not(monkeypatch):
    monkeypatch.setattr(reading, "MAX_LINE", 10)
    assert decode("x.bnn", b"a" * 10 + b"\n" + b"b" * 10)[1] == ()
    source, (diagnostic,) = decode("x.bnn", b"a\n" + b"b" * 11 + b"\nc")
    assert source is None
    assert diagnostic.code == "BNN103"
    assert diagnostic.place.first.line == 2


def test_a_file_over_the_bound_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    source, (diagnostic,) = decode("x.bnn", b"\xff" * 11)
    assert source is None
    assert diagnostic.code == "BNN104"
