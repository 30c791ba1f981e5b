"""Notes where a board and a picture are told of."""

from __future__ import annotations

import json

NOTES = """
[[note]]
address = "hill.wide"
take = 2
date = 2026-11-20
text = "Too dark.\\u001b[31m"

[[note]]
address = "hill.wide"
done = true
text = "Lovely."

[[note]]
address = "hill.gone"
text = "Where is it?"
"""
PAID = ("--engine", "paid")


def noted(made):
    (made.root / "kite.notes.toml").write_text(NOTES, encoding="utf-8")
    return made


def test_a_picture_tells_its_notes(made):
    out = noted(made)("show", "kite.bnn", "hill.wide", *PAID)[1]
    assert "Notes\n  open, take 2, 20 Nov 2026\n    Too dark.\n  done\n    Lovely.\n" in out
    assert "\x1b" not in out
    found = json.loads(made("show", "kite.bnn", "hill.wide", *PAID, "--json")[1])
    assert [(n["take"], n["done"]) for n in found["notes"]] == [(2, False), (None, True)]


def test_a_board_tells_which_notes_are_open(made):
    assert "note" not in made("status", "kite.bnn", *PAID)[1]
    out = noted(made)("status", "kite.bnn", *PAID)[1]
    assert "2 open notes: hill.wide, hill.gone:\n    bnn review kite.bnn --engine paid" in out
    assert "1 of them is to pictures that the board has not now." in out
    found = json.loads(made("status", "kite.bnn", *PAID, "--json")[1])
    assert [n["address"] for n in found["notes"]] == ["hill.wide", "hill.gone"]


def test_notes_that_cannot_be_read_are_told_and_stop_nothing(made):
    (made.root / "kite.notes.toml").write_text("[[note", encoding="utf-8")
    for words in (("status", "kite.bnn"), ("show", "kite.bnn", "hill.wide")):
        code, out, err = made(*words, *PAID)
        assert (code, "BNN690" in err) == (0, True)
        assert "hill.wide" in out
