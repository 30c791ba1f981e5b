"""The macros of a file of templates."""

from __future__ import annotations

import pytest
from bananaboard.dsl.template.template import Problem, compile_library

from .subjects import SCOPE

LIBRARY = """{% set mood = "stormy" %}
{% macro wide(who, light="dawn") %}{{ who }} in {{ light }}, {{ mood }}, @lamp, {{ coat }}{% endmacro %}
{% macro close(who) %}{{ wide(who) }}!{% endmacro %}
"""


def test_a_library_gives_its_macros() -> None:
    library = compile_library(LIBRARY)
    wide = library.macros["wide"]
    assert library.problems == ()
    assert (wide.parameters, [f.name for f in wide.free]) == ((("who", False), ("light", True)), ["coat"])
    assert [h.path for h in wide.holes] == ["lamp"]
    assert LIBRARY[wide.start : wide.end] == "wide"
    said = library.macros["close"].render(("Mara",), {}, SCOPE, lambda h: h.path.upper())
    assert said == "Mara in dawn, stormy, LAMP, yellow oilskin coat!"


def test_a_library_that_is_broken_says_where() -> None:
    library = compile_library("{% macro a() %}{{ x|uper }}{% endmacro %}")
    assert [(p.code, p.start) for p in library.problems] == [("BNN431", 20)]
    assert not library.macros


def test_a_missing_argument_of_a_library_macro() -> None:
    with pytest.raises(Problem) as caught:
        compile_library(LIBRARY).macros["wide"].render((), {}, SCOPE, lambda h: h.path)
    assert caught.value.code == "BNN435"
