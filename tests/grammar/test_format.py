"""The canonical form, shown by pairs of files, and what it leaves alone."""

from pathlib import Path

import pytest
from bananaboard.grammar.format import format_source
from bananaboard.grammar.parser import parse
from bananaboard.grammar.source import Source

from .outline import said

FORMS = Path(__file__).parent / "forms"
ROOT = Path(__file__).parents[2]


def formatted(text: str) -> str | None:
    return format_source(Source("x.bnn", text))


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.bnn")), ids=lambda p: p.stem)
def test_has_the_form_that_its_file_holds(path, golden):
    golden(path.with_suffix(".out"), formatted(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.bnn")), ids=lambda p: p.stem)
def test_the_form_rests(path):
    once = formatted(path.read_text(encoding="utf-8"))
    assert formatted(once) == once


BOARDS = sorted((ROOT / "examples").rglob("*.bnn"))


@pytest.mark.parametrize("path", BOARDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_example_keeps_what_it_says_and_rests(path):
    source = Source(path.name, path.read_text(encoding="utf-8"))
    once = format_source(source)
    assert once is not None
    assert said(parse(Source(path.name, once)).document) == said(parse(source).document)
    assert formatted(once) == once


def test_a_board_with_an_error_is_left_alone():
    assert formatted("model = flash\n") is None


@pytest.mark.parametrize(("text", "form"), [("", ""), ("\n\n", ""), ("# x", "# x\n"), ("a:1;b:2", "a: 1\nb: 2\n")])
def test_small_ones(text, form):
    assert formatted(text) == form


def test_a_block_on_one_line_that_is_too_long_is_broken():
    text = f'shot a "{"x" * 90}" {{ cast: none; at: none }}\n'
    assert formatted(text) == f'shot a "{"x" * 90}" {{\n  cast: none\n  at: none\n}}\n'
