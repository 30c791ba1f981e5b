"""Words of ours in an output that is not wide."""

from __future__ import annotations

import re

import pytest
from bananaboard.magics.wrapping import wrapped

FRAME = [
    "\x1b[1mcell [2]:2:12:\x1b[0m \x1b[1;31merror BNN450\x1b[0m\x1b[1m: "
    + "Nothing here is called so. " * 6
    + "\x1b[0m",
    "  \x1b[34m|\x1b[0m",
    "\x1b[34m2\x1b[0m \x1b[34m|\x1b[0m shot one " + "x" * 100,
    "  \x1b[34m|\x1b[0m          \x1b[1;31m^^^^^\x1b[0m",
    "  \x1b[34m=\x1b[0m \x1b[1mhint:\x1b[0m " + "Declare it first, then use it. " * 5,
]


def plain(lines):
    return [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]


def test_sentences_are_broken_at_words_and_frames_are_not():
    found = wrapped("\n".join(FRAME))
    shown = plain(found)
    frame = [line for line in shown if re.match(r"\s*\d*\s*\|", line)]
    assert frame == plain(FRAME[1:4])
    assert max(len(line) for line in shown if line not in frame) <= 88
    assert " ".join(" ".join(shown).split()) == " ".join(" ".join(plain(FRAME)).split())
    assert "".join(found).count("\x1b") == "".join(FRAME).count("\x1b")


def test_a_hint_is_set_in_below_its_first_word():
    at = next(i for i, line in enumerate(plain(wrapped("\n".join(FRAME)))) if "hint:" in line)
    assert re.match(r" {10}\S", plain(wrapped("\n".join(FRAME)))[at + 1])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("one two three", ["one two", "three"]),
        ("a_word_that_is_too_long for it", ["a_word_that_is_too_long", "for it"]),
        ("日本 日本 日本", ["日本 日本", "日本"]),
        ("new  one  make 1  never made", ["new  one  make 1  never made"]),
        ("", [""]),
    ],
)
def test_lines_are_as_wide_as_they_look(text, lines):
    assert wrapped(text, 10) == lines
