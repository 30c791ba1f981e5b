"""`bnn pick` without an address lists what was chosen; a number names a take of changed words too."""

from __future__ import annotations

import json


def pick(folder, *args):
    return folder("pick", "kite.bnn", *args, "--engine", "paid")


def test_what_waits_for_a_choice(made):
    code, out, _ = pick(made)
    assert code == 0
    assert "Several takes, none chosen: the first one counts\n  hill.wide  2 takes\n" in out
    assert "bnn pick kite.bnn --engine paid hill.wide shows its takes" in out


def test_what_was_chosen(made):
    pick(made, "hill.wide", "2")
    pick(made, "hill.sea", "1")
    out = pick(made)[1]
    assert "Chosen\n  hill.wide  take 2  cached\n  hill.sea   take 1  cached\n" in out
    made.change("with a kite", "with a red kite")
    out = pick(made)[1]
    assert "1 pick is of words or names that the board has not now" in out
    found = json.loads(pick(made, "--json")[1])
    assert [(p["address"], p["take"]) for p in found["picked"]] == [("hill.sea", 1)]
    assert [(p["address"], p["take"]) for p in found["other"]] == [("hill.wide", 2)]
    assert found["open"] == []


def test_nothing_to_choose_from(folder):
    assert pick(folder) == (0, "Nothing was chosen, and nothing has several takes to choose from.\n", "")


def test_a_choice_that_is_not_here(made):
    pick(made, "hill.wide", "2")
    for path in (made.root / ".bananaboard/store").glob("*/*.png"):
        path.unlink()
    assert "its file is not in the store" in pick(made)[1]


def test_picks_that_cannot_be_read_are_told(made):
    (made.root / "kite.picks.toml").write_text("[[pick]\n")
    assert "BNN610" in pick(made)[2]


def test_what_is_kept_has_to_be_named(made):
    code, _, err = pick(made, "--keep")
    assert (code, "Say what is to be kept" in err) == (2, True)


def test_a_take_of_changed_words_by_its_number(made):
    made.change("with a kite", "with a red kite")
    code, _, err = pick(made, "hill.wide", "2")
    assert (code, "was made when the board said something else" in err) == (1, True)
    assert pick(made, "hill.wide", "2", "--keep")[0] == 0
    status = json.loads(made("status", "kite.bnn", "--engine", "paid", "--json")[1])
    wide = next(c for c in status["calls"] if c["address"] == "hill.wide")
    assert (wide["status"], [t["take"] for t in wide["takes"] if t["counts"]]) == ("cached", [2])


def test_a_stale_take_by_its_number(made):
    pick(made, "hill.wide", "2")
    assert pick(made, "hill.close", "1")[0] == 0
    assert "stale   hill.close" in made("status", "kite.bnn", "--engine", "paid")[1]
    assert pick(made, "hill.close", "1", "--keep")[0] == 0
    assert "stale" not in made("status", "kite.bnn", "--engine", "paid")[1]


def test_a_pick_is_taken_back(made):
    pick(made, "hill.wide", "2")
    code, out, _ = pick(made, "hill.*", "--none")
    assert code == 0
    assert "hill.wide: take 2 is not picked any more." in out
    assert "hill.sea: nobody had picked of it." in out
    assert "hill.wide  2 takes" in pick(made)[1]
    assert json.loads(pick(made, "hill.wide", "--none", "--json")[1]) == {"taken_back": [], "skipped": ["hill.wide"]}


def test_what_was_kept_is_taken_back_and_is_as_it_was(made):
    made.change("with a kite", "with a red kite")
    pick(made, "hill.wide", "--keep")
    assert "hill.wide" in pick(made, "hill.wide", "--none")[1]
    status = json.loads(made("status", "kite.bnn", "--engine", "paid", "--json")[1])
    assert {c["status"] for c in status["calls"] if c["address"] == "hill.wide"} == {"changed"}


def test_a_pick_that_came_along_with_a_rename_is_taken_back_too(made):
    pick(made, "hill.wide", "2")
    made.change("shot wide", "shot broad")
    assert "hill.broad: take 2 is not picked any more." in pick(made, "hill.broad", "--none")[1]
    assert json.loads(pick(made, "--json")[1])["picked"] == []


def test_what_is_taken_back_has_to_be_named_and_nothing_else_said(made):
    for args in (("--none",), ("hill.wide", "2", "--none"), ("hill.wide", "--keep", "--none"), ("nobody", "--none")):
        assert pick(made, *args)[0] in (1, 2)
