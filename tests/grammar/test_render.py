"""Carets stand under what they mean, and nothing of a file reaches the terminal unshown."""

import pytest
from bananaboard.grammar.diagnostic import Diagnostic
from bananaboard.grammar.parser import parse
from bananaboard.grammar.render import as_github, as_json, harmless, render
from bananaboard.grammar.source import Place, Source

ARGS = {"written": "x"}


def drawn(text: str, start: int, end: int, width: int = 60, path: str = "x.bnn") -> list[str]:
    diagnostic = Diagnostic("BNN110", Place(Source(path, text), start, end), ARGS)
    return render([diagnostic], color=False, width=width).splitlines()


@pytest.mark.parametrize(
    ("line", "said", "before"),
    [
        ("abc def", "def", 4),
        ("雨 x", "x", 3),
        ("e\u0301 x", "x", 2),
        ("\tx", "x", 4),
        ("a\tx", "x", 4),
        ("\u202e x", "x", 9),
        ("👍 x", "x", 3),
    ],
)
def test_the_caret_stands_under_its_column(line, said, before):
    at = line.index(said)
    *_, caret, _hint = drawn(line, at, at + len(said))
    assert caret == "  | " + " " * before + "^" * len(said)


def test_wide_characters_get_wide_carets():
    assert drawn("雨の夜", 0, 3)[3] == "  | ^^^^^^"


def test_an_empty_place_gets_one_caret():
    assert drawn("abc", 3, 3)[3] == "  |    ^"


def test_a_long_line_is_cut_around_its_place():
    line = "a" * 500 + "HERE" + "b" * 500
    lines = drawn(line, 500, 504, width=50)
    assert all(len(each) <= 50 for each in lines[1:4])
    assert lines[2].index("HERE") == lines[3].index("^^^^")
    assert lines[2].count("...") == 2


@pytest.mark.parametrize("at", [0, 3, 30, 970, 996])
def test_a_long_line_shows_its_place_wherever_that_is(at):
    line = "-" * at + "HERE" + "-" * (996 - at)
    lines = drawn(line, at, at + 4, width=40)
    assert lines[2].index("HERE") == lines[3].index("^^^^")


def test_several_lines_are_each_underlined_and_the_middle_of_many_left_out():
    text = "one\n  two\nthree\nfour\nfive\nsix\n"
    lines = drawn(text, 0, text.index("six") + 3)
    assert lines[2:9] == ["1 | one", "  | ^^^", "2 |   two", "  |   ^^^", ". |", "6 | six", "  | ^^^"]


def test_control_characters_are_shown_by_number():
    lines = "\n".join(drawn("a\x1b[31m\u202eb", 0, 1, path="x\x1b[2J.bnn"))
    assert "\x1b" not in lines
    assert "\u202e" not in lines
    assert "<U+001B>[31m<U+202E>b" in lines
    assert harmless("a\u2028\x9b\x00é雨") == "a<U+2028><U+009B><U+0000>é雨"


def test_colour_is_only_there_when_asked_for():
    diagnostics = parse(Source("x.bnn", "model = flash\n")).diagnostics
    assert "\x1b[1;31merror BNN132\x1b[0m" in render(diagnostics, color=True)
    assert "\x1b" not in render(diagnostics, color=False)


def test_a_problem_without_a_place_is_one_sentence():
    assert render([Diagnostic("BNN110", None, ARGS)], color=False).splitlines()[0] == (
        "error BNN110: `x` means nothing here."
    )


def test_the_number_column_is_as_wide_as_it_must_be():
    lines = drawn("\n" * 99 + "x", 99, 100)
    assert lines[1:4] == ["    |", "100 | x", "    | ^"]


def test_json_has_every_field():
    (record,) = as_json(parse(Source("x.bnn", "\n真 = flash\n")).diagnostics)
    assert record == {
        "file": "x.bnn",
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 4,
        "severity": "error",
        "code": "BNN132",
        "message": "After `真` comes `:`, not `=`.",
        "hint": "Write `真:`.",
        "related": [],
    }


def test_json_of_a_related_place_has_its_sentence():
    (record,) = as_json(parse(Source("x.bnn", "cast: [@a)\n")).diagnostics)
    (related,) = record["related"]
    assert related["message"] == "it is opened here"
    assert (related["line"], related["column"]) == (1, 7)


def test_workflow_commands_can_not_be_broken_out_of():
    source = Source("a,b:c\n.bnn", "a % b")
    said = as_github([Diagnostic("BNN110", Place(source, 2, 3), {"written": "%\n::error::x"})])
    assert said == (
        "::error col=3,endColumn=4,endLine=1,file=a%2Cb%3Ac%0A.bnn,line=1,title=BNN110::"
        "`%25%0A::error::x` means nothing here. Take it out, or put the text in quotes.\n"
    )
