"""A name that is taken already, whoever brought it."""

from __future__ import annotations

import pytest

from .studio import build, codes

MACRO = b"{% macro hello(a) %}hi {{ a }}{% endmacro %}\n"
CAST = ("# a long line, so that places in this file lie far behind those of the board\n" * 20).encode() + (
    b'param tone = "calm"\nprompt hello(a) "hi {{ a }}"\ncharacter mara "a keeper"\n'
)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ('from "p.j2" import hello\nprompt hello(a) "x {{ a }}"\n', {"p.j2": MACRO}),
        ('from "p.j2" import hello\ncharacter hello "a keeper"\n', {"p.j2": MACRO}),
        ('from "cast.bnn" import mara\ncharacter mara "a boat"\n', {"cast.bnn": CAST}),
        ('from "cast.bnn" import mara\nscene mara "x"\n  shot two "x"\n', {"cast.bnn": CAST}),
        ('from "cast.bnn" import mara\nshot mara "x"\n', {"cast.bnn": CAST}),
        ('from "cast.bnn" import hello\nprompt hello(a) "x {{ a }}"\n', {"cast.bnn": CAST}),
        ('from "cast.bnn" import tone\nparam tone = "x"\n', {"cast.bnn": CAST}),
    ],
)
def test_a_name_that_an_import_brought_is_taken(line, files):
    compiled = build(line + 'shot one "x"\n', files)
    told = [d for d in compiled.diagnostics if d.code == "BNN203"]
    assert [d.place.first.line for d in told] == [2]
    (first,) = told[0].related
    assert (first.place.source.path, first.place.first.line) == (compiled.path, 1)
    assert first.place.source.text[first.place.start : first.place.end] == told[0].args["name"]


def test_a_member_may_have_the_name_of_what_is_imported():
    board = 'from "cast.bnn" import mara\ncharacter ana "a keeper"\n  look mara "as @mara"\nshot one "@ana.mara"\n'
    assert "BNN203" not in codes(build(board, {"cast.bnn": CAST}))
