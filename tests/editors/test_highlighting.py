"""The Pygments lexer: every board keeps its text, nothing is an error, and words are what they are."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest
from bananaboard.grammar.tokens import KEYWORDS
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.token import Comment, Error, Keyword, Name, Number, String, Token

from bananaboard.highlighting import BananaboardLexer

BOARDS = sorted((Path(__file__).parents[2] / "examples").glob("*/*.bnn"))


@pytest.mark.parametrize("path", BOARDS, ids=lambda p: p.stem)
def test_a_board_is_coloured_without_an_error_and_loses_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    found = list(BananaboardLexer().get_tokens(text))
    assert "".join(v for _, v in found) == text
    assert Error not in {t for t, _ in found}


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='ab@{}%"#:\n \\.[]=|1é真'))
def test_no_text_is_too_odd(text: str) -> None:
    found = list(BananaboardLexer(stripnl=False, ensurenl=False).get_tokens(text))
    assert "".join(v for _, v in found) == text.replace("\r", "\n")


@pytest.mark.parametrize("word", sorted(set(KEYWORDS) - {"prompt", "import", "from"}))
def test_every_statement_is_a_keyword_where_it_begins_one_and_a_name_as_a_setting(word: str) -> None:
    def first(text: str) -> object:
        return next(t for t, v in BananaboardLexer().get_tokens(text) if v == word)

    assert first(f'{word} thing "x"') in Keyword
    assert first(f"{word}: x") is Name.Attribute


def test_a_statement_is_one_wherever_it_is_indented() -> None:
    board = 'scene a {\n  at: @b\n  shot wide "x" { note: "y"; reference "z" }\n\tedit calm of wide "w"\n}\n'
    found = [v for t, v in BananaboardLexer().get_tokens(board) if t is Keyword.Declaration]
    assert found == ["scene", "shot", "reference", "edit"]


def test_what_stands_in_a_text_has_colours_of_its_own() -> None:
    found = {v: t for t, v in BananaboardLexer().get_tokens('shot a "@mara in {{ coat }}, @@"  # why')}
    assert found["@mara"] is Name.Variable
    assert found["coat"] is Name.Variable.Instance
    assert found["{{"] is String.Interpol
    assert found["# why"] is Comment.Single
    assert found["shot"] in Token.Keyword


def test_pygments_finds_it_by_itself() -> None:
    assert "bananaboard" in {p.name for p in entry_points(group="pygments.lexers")}


def test_the_line_of_a_cell_is_no_statement() -> None:
    text = '\n%%banana keeper --set coat="red parka" --max-cost $1.50\nshot keeper "x"\n'
    found = list(BananaboardLexer(stripnl=False).get_tokens(text))
    assert "".join(v for _, v in found) == text
    kinds = {v: t for t, v in found}
    assert (kinds["banana"], kinds["--set"], kinds["$1.50"]) == (Keyword.Pseudo, Name.Attribute, Number)
    assert kinds["shot"] is Keyword.Declaration
    assert Keyword.Pseudo not in {t for t, _ in BananaboardLexer().get_tokens('shot a "x"\n%%banana\n')}
