"""What is wrong with a text: the code, the place, and the boards that its prose shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bananaboard.dsl.template.template import Problem
from bananaboard.grammar.prose.templates import ENTRIES

from .subjects import SUBJECTS, Described, Prompt, problem, say

if TYPE_CHECKING:
    from bananaboard.grammar.prose.entry import Entry


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("the {{ cote }}", "BNN401", "cote"),
        ("é {{ n }} {{ cote|upper }}", "BNN401", "cote"),
        ("{{ row.titel }}", "BNN402", "titel"),
        ("{{ row.titel|upper }}", "BNN402", "titel"),
        ("{{ row['titel'] }}", "BNN402", "row['titel']"),
        ("{{ names[3] }}", "BNN403", "names[3]"),
        ("a\n{# x #}\n{{ coat|uper }}", "BNN431", "uper"),
        ("{% if n is ood %}{% endif %}", "BNN434", "ood"),
        ("{{ 1 + n * (coat - 2) }}", "BNN416", "coat - 2"),
        ("{{ n / (n - 3) }}", "BNN421", "n / (n - 3)"),
        ("a {{ coat", "BNN404", "{{"),
        ("a {# coat", "BNN404", "{#"),
        ("a {% if n %} {{ n }}", "BNN405", "if"),
        ("{% for x in n %}{% endfor %}", "BNN424", "n"),
        ("{% if n %}{% endfor %}", "BNN406", "endfor"),
        ("{{ n n }}", "BNN418", "n"),
        ("{{ 'a }}", "BNN404", "'"),
        ("\n  {% endif %}", "BNN406", "endif"),
        ("{% if n in 3 %}{% endif %}", "BNN417", "n in 3"),
        ("{{ mara|upper }}", "BNN432", "mara|upper"),
        ("x @{mara", "BNN427", "@{"),
        ("{% if n %}x @{mara{% endif %}", "BNN427", "@{"),
        ("{{ wide(1)() }}", "BNN439", "wide(1)()"),
    ],
)
def test_points_at(text: str, code: str, part: str) -> None:
    assert problem(text) == (code, part)


def test_hints_at_the_nearest_name() -> None:
    with pytest.raises(Problem) as caught:
        say("{% set mist = 1 %}{{ misst }}")
    assert caught.value.words["nearest"] == "mist"


def test_a_problem_of_a_prompt_comes_through() -> None:
    with pytest.raises(Problem) as caught:
        say("{{ wide(bad=1) }}")
    assert (caught.value.code, caught.value.start) == ("BNN450", 7)


BOARDS = [e for e in ENTRIES if e.code < "BNN450" and e.bad]


def texts(board: str) -> str:
    """The prompt of the last shot of an entry's board."""
    return re.findall(r'shot \w+ "(.*)"\n', board)[-1].replace("\\\\", "\\")


@pytest.mark.parametrize("entry", BOARDS, ids=lambda e: e.code)
def test_what_the_prose_shows_is_so(entry: Entry) -> None:
    """The bad text gives the code, with every word that its sentence needs; the good one gives none."""
    scope = {**SUBJECTS, "mood": "calm", "calm": True, "waves": 3, "light": "dawn", "sea_words": Prompt()}
    scope["mara"] = Described()
    with pytest.raises(Problem) as caught:
        say(texts(entry.bad), scope)
    assert caught.value.code == entry.code
    assert entry.sentence(caught.value.words)
    assert say(texts(entry.good), scope)


def test_every_code_has_boards_but_the_longest() -> None:
    assert [e.code for e in ENTRIES if e.code < "BNN450" and not (e.bad and e.good)] == ["BNN413"]
