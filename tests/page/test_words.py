"""Durations, dialogue, and texts made fit to be shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from bananaboard.runtime.page.harmless import harmless, terminal, terminal_line
from bananaboard.runtime.page.wording import clock, cue, seconds


@pytest.mark.parametrize(("duration", "shown"), [("3", "3 s"), ("1.50", "1.5 s"), ("100", "100 s"), ("0.25", "0.25 s")])
def test_seconds(duration, shown):
    assert seconds(Decimal(duration)) == shown


@pytest.mark.parametrize(
    ("duration", "shown"), [("3", "0:03"), ("59.2", "1:00"), ("725", "12:05"), ("3720", "1:02:00"), ("0", "0:00")]
)
def test_clock(duration, shown):
    assert clock(Decimal(duration)) == shown


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Mara: It turns.", ("Mara", "It turns.")),
        ("真理：あら、誰から？", ("真理", "あら、誰から？")),
        ("It turns.", ("", "It turns.")),
        ("At 10:30 we leave", ("", "At 10:30 we leave")),
        ("Nobody came. Or so they said: nobody", ("", "Nobody came. Or so they said: nobody")),
        ("Mara:", ("", "Mara:")),
        ("Mara: one\ntwo: three", ("Mara", "one\ntwo: three")),
    ],
)
def test_who_speaks(line, told):
    assert cue(line) == told


def test_a_page_keeps_lines_and_the_marks_of_scripts_and_loses_what_turns_them():
    assert harmless("a\tb\nc\u200fד\u200e") == "a\tb\nc\u200fד\u200e"
    assert harmless("a\u202eb\u2067c\x1bd\x9be\ud800") == "abcde\ufffd"


@pytest.mark.parametrize(
    "sequence", ["\x1b[31m", "\x9b2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x1bPq\x1b\\", "\x1b", "\x07"]
)
def test_a_terminal_gets_no_escape_sequence(sequence):
    assert terminal(f"a{sequence}b") == "ab"


def test_a_terminal_line_is_one_line():
    assert terminal_line("a\r\n b\u2028c\u202e d") == "a bc d"
