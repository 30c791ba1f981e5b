"""Where the mentions and the free names of a text stand."""

from __future__ import annotations

import pytest
from bananaboard.dsl.template.template import Hole, compile_text

from .subjects import SCOPE, problem


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("@mara and @mara.storm.", ["mara", "mara.storm"]),
        ("@真理が走る", ["真理が走る"]),
        ("@{真理}が", ["真理"]),
        ("@wide.1, @हिन्दी", ["wide.1", "हिन्दी"]),
        ("@@mara @ 5 @", []),
        ("@@@mara", ["mara"]),
        ("a@b.c", ["b.c"]),
        ("{{ '@mara' }}{# @mara #}@ben", ["ben"]),
        ("{% for n in names %}@mara{% endfor %} @ben", ["mara", "ben"]),
        ("@mara [smiling] @mara[1]", ["mara", "mara"]),
    ],
)
def test_mentions(text: str, paths: list[str]) -> None:
    assert [hole.path for hole in compile_text(text).holes] == paths


def test_a_mention_in_full() -> None:
    text = 'as in @wide[light = dawn, pose="a, b"]!'
    assert compile_text(text).holes == (Hole("wide", (("light", "dawn"), ("pose", "a, b")), False, 6, 38, False),)


@pytest.mark.parametrize(("text", "glued"), [("a@b", True), ("が@b", False), ("(@b", False), ("a.@{b}", True)])
def test_glued(text: str, glued: bool) -> None:
    assert [hole.glued for hole in compile_text(text).holes] == [glued]


@pytest.mark.parametrize("text", ["@wide[light=]", "@wide[light=dawn", "@wide[light=dawn,]"])
def test_unreadable_choices(text: str) -> None:
    assert problem(text)[0] == "BNN429"


def test_only_what_is_written_is_mentioned() -> None:
    seen: list[str] = []
    compile_text("{% if n == 1 %}@mara{% else %}@ben{% endif %}").render(SCOPE, lambda h: seen.append(h.path) or "")
    assert seen == ["ben"]


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("{{ mara.storm.description }}", [("mara", ("storm", "description"))]),
        ("{{ mara['storm'].name|upper }}", [("mara", ("storm", "name"))]),
        ("{{ mara[n].name }}", [("mara", ()), ("n", ())]),
        ("{% set x = n %}{{ x }}", [("n", ())]),
        ("{{ x }}{% set x = 1 %}", [("x", ())]),
        ("{% for x in names %}{{ x }}{{ loop.index }}{% endfor %}{{ x }}", [("names", ()), ("x", ())]),
        ("{% macro m(a, b=n) %}{{ a }}{{ b }}{{ coat }}{% endmacro %}{{ m(1) }}", [("n", ()), ("coat", ())]),
        ("{% if n %}{% set x = 1 %}{% endif %}{{ x }}", [("n", ()), ("x", ())]),
        ("{% if n %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}", [("n", ())]),
        ("{{ range(n) }}{{ range }}", [("n", ()), ("range", ())]),
        ("{{ coat.upper() }}", [("coat", ())]),
    ],
)
def test_free_names(text: str, free: list[tuple[str, tuple[str, ...]]]) -> None:
    found = compile_text(text).free
    assert [(f.name, f.members) for f in found] == free
    assert all(text[f.start : f.end] == f.name for f in found)
