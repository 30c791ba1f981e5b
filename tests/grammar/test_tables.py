"""The parser's tables are what Lark makes of the grammar, and take what Lark's own parser takes."""

import ast
import importlib
import subprocess
import sys

import pytest
from bananaboard.grammar import build, tables
from bananaboard.grammar.head import misfit
from bananaboard.grammar.lexer import lex
from bananaboard.grammar.source import Source
from hypothesis import given
from hypothesis import strategies as st
from lark.exceptions import UnexpectedToken
from lark.lexer import Token

from .boards import boards

LARK = build.lark_parser()
TERMINALS = sorted({name for row in tables.ACTIONS for name in row if name != "$END"})


def lark_takes(types: list[str]) -> bool:
    """Whether Lark's parser takes these tokens and the end after them."""
    parser = LARK.parse_interactive("")
    try:
        for type_ in types:
            parser.feed_token(Token(type_, ""))
        parser.feed_eof()
    except UnexpectedToken:
        return False
    return True


def tables_take(types: list[str]) -> bool:
    return misfit([0], [*types, "$END"]) > len(types)


def test_tables_are_those_of_the_grammar():
    assert build.TABLES.read_text(encoding="utf-8") == build.module_text()


def test_every_rule_has_its_function():
    tree = importlib.import_module("bananaboard.grammar.tree")
    assert [name for _, name, _ in tables.RULES if not callable(getattr(tree, name, None))] == []


def test_a_conflict_is_an_error(monkeypatch):
    from lark.exceptions import GrammarError

    monkeypatch.setattr(build, "grammar_text", lambda: "document: a | b\na: X\nb: X\n%declare X\n")
    with pytest.raises(GrammarError):
        build.lark_parser()


@given(boards())
def test_both_take_a_board(text):
    types = lex(Source("x.bnn", text)).types[:-1]
    assert lark_takes(types)
    assert tables_take(types)


@given(st.lists(st.sampled_from(TERMINALS), max_size=12), boards(), st.data())
def test_both_refuse_the_same(noise, text, data):
    types = lex(Source("x.bnn", text)).types[:-1]
    at = data.draw(st.integers(0, len(types)))
    mixed = types[:at] + noise[:2] + types[at + len(noise) % 3 :]
    assert lark_takes(mixed) == tables_take(mixed)
    assert lark_takes(noise) == tables_take(noise)


def test_reading_a_board_needs_no_library_that_draws_or_builds():
    heavy = ["lark", "jinja2", "rich", "wcwidth", "PIL", "difflib"]
    code = (
        "import sys\nfrom bananaboard.grammar.parser import parse\nfrom bananaboard.grammar.source import Source\n"
        "from bananaboard.grammar.render import render\n"
        "print(render(parse(Source('x', 'model = flash')).diagnostics, color=False)[:5])\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert ast.literal_eval(said.splitlines()[-1]) == []
