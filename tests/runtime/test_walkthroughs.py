"""What an edit of a board comes to, on calls made by hand: the corners beside the walk-throughs of `test_rows_*.py`."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from bananaboard.dsl.call import Kind
from bananaboard.grammar.diagnostic import Diagnostic, Severity
from bananaboard.runtime.picking import pick
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.shown import shown
from msgspec.structs import replace

from .boards import Camera, Files, Item, Project, board, png

VIEW = Item("mara.profile", "left profile of Mara", Kind.VIEW, takes=1)
WIDE = Item("arrival.wide", "Mara walks", needs=("mara.profile",))
CLOSE = Item("arrival.close", "Mara smiles", chain="arrival.wide")
SEA = Item("arrival.sea", "the sea", chain="arrival.close")
CALM = Item("arrival.calm", "calm", Kind.EDIT, of="arrival.close")
VIEW2 = replace(VIEW, takes=2)
ALL = (VIEW2, WIDE, CLOSE, SEA, CALM)


@pytest.fixture
def made(project):
    """A project in which the whole board is made: view, wide, close, sea, calm; two takes each."""
    assert len(project.asked(board(*ALL))) == 10
    return project


def counted(project, items, **options):
    return dict(Counter(project.asked(board(*items), **options)))


def choose(project, items, address, take=None, **how):
    outcome = pick(board(*items), project.root, project.camera.info, address, take, **how)
    assert not outcome.diagnostics, [d.message for d in outcome.diagnostics]
    return outcome


def codes(plan):
    return [d.code for d in plan.diagnostics]


def test_a_second_run_makes_nothing(made):
    assert counted(made, ALL) == {}
    record = made.run(board(*ALL))
    assert (record.made, record.reused, record.spent) == (0, 10, 0)


def test_1_a_shot_between_costs_only_itself(made):
    mid = Item("arrival.mid", "Mara turns", chain="arrival.wide")
    items = (VIEW2, WIDE, mid, replace(CLOSE, chain="arrival.mid"), SEA, CALM)
    assert counted(made, items) == {"arrival.mid": 2}
    assert made.status(board(*items))["arrival.close"] == "stale"
    assert counted(made, items, stale=True) == {"arrival.close": 2, "arrival.sea": 2, "arrival.calm": 2}
    assert counted(made, items, stale=True) == {}


def test_1_stale_at_once_is_priced_as_the_whole_closure(made):
    mid = Item("arrival.mid", "Mara turns", chain="arrival.wide")
    items = (VIEW2, WIDE, mid, replace(CLOSE, chain="arrival.mid"), SEA, CALM)
    assert made.plan(board(*items), stale=True).totals.make == 8


def test_2_before_the_first_of_a_chain(made):
    head = Item("arrival.head", "the harbour")
    items = (VIEW2, head, replace(WIDE, chain="arrival.head"), CLOSE, SEA, CALM)
    assert made.plan(board(*items), stale=True).totals.make == 10
    assert counted(made, items) == {"arrival.head": 2}


def test_3_a_pick_makes_what_follows_stale_and_picking_back_undoes_it(made):
    choose(made, ALL, "arrival.wide", 2)
    assert counted(made, ALL) == {}
    assert [a for a, status in made.status(board(*ALL)).items() if status != "cached"] == ["arrival.close"]
    assert made.plan(board(*ALL), stale=True).totals.make == 6
    choose(made, ALL, "arrival.wide", 1)
    assert set(made.status(board(*ALL)).values()) == {"cached"}


def test_4b_other_words_of_the_view(made):
    items = (replace(VIEW2, text="left profile, tired"), WIDE, CLOSE, SEA, CALM)
    assert counted(made, items) == {"mara.profile": 2}
    assert made.status(board(*items))["arrival.wide"] == "stale"


def test_4c_one_more_picture_of_her(made):
    more = Item("mara.back", "her back", Kind.VIEW, takes=2)
    items = (VIEW2, more, replace(WIDE, needs=("mara.profile", "mara.back")), CLOSE, SEA, CALM)
    assert counted(made, items) == {"mara.back": 2}
    assert made.plan(board(*items)).steps[2].why == "stale: it sees mara.back now"


def test_5_a_rename_is_free_and_the_pick_follows(made):
    choose(made, ALL, "arrival.wide", 2)
    before = made.plan(board(*ALL)).steps[1].counts
    items = (VIEW2, replace(WIDE, name="arrival.far"), replace(CLOSE, chain="arrival.far"), SEA, CALM)
    plan = made.plan(board(*items))
    assert plan.renamed == (("arrival.far", "arrival.wide"),)
    assert plan.steps[1].counts == before
    assert plan.orphans == ()
    assert made.make(plan).made == 0
    again = made.plan(board(*items))
    assert (again.renamed, again.orphans, again.steps[1].counts, again.steps[1].picked) == ((), (), before, True)


def near(name):
    """The whole board with `close` called otherwise."""
    return (VIEW2, WIDE, replace(CLOSE, name=name), replace(SEA, chain=name), replace(CALM, of=name))


def test_5_the_target_of_an_edit_renamed(made):
    items = near("arrival.near")
    assert counted(made, items) == {}
    assert set(made.status(board(*items)).values()) == {"cached"}
    assert counted(made, near("arrival.nearer")) == {}


def test_an_edit_of_another_shot_is_changed(made):
    assert counted(made, (*ALL[:4], replace(CALM, of="arrival.wide"))) == {"arrival.calm": 2}


def test_6_a_rename_while_stale(made):
    choose(made, ALL, "arrival.wide", 2)
    items = near("arrival.near")
    assert counted(made, items) == {}
    assert made.status(board(*items))["arrival.near"] == "stale"
    assert made.plan(board(*items), stale=True).totals.make == 6


def test_7_a_shot_that_becomes_two(made):
    parts = [replace(CLOSE, name=f"arrival.close[light={k}]", text=f"Mara smiles at {k}") for k in ("dawn", "dusk")]
    items = (VIEW2, WIDE, *parts)
    assert counted(made, items) == {"arrival.close[light=dawn]": 2, "arrival.close[light=dusk]": 2}
    assert made.plan(board(*items)).orphans == ("arrival.calm", "arrival.close", "arrival.sea")


def test_8_more_takes_and_fewer(made):
    items = tuple(replace(i, takes=3) for i in ALL)
    assert sum(counted(made, items).values()) == 5
    choose(made, items, "arrival.sea", 3)
    fewer = tuple(replace(i, takes=1) for i in ALL)
    assert counted(made, fewer) == {}
    sea = shown(board(*fewer), made.root, made.camera.info).find("arrival.sea")
    assert (sea.counts.number, sea.counts.picked) == (3, True)


def test_9_another_model_and_back(made):
    choose(made, ALL, "arrival.wide", 2)
    flash = tuple(replace(i, model="flash") for i in ALL)
    assert sum(counted(made, flash).values()) == 10
    assert counted(made, ALL) == {}
    assert made.plan(board(*ALL)).steps[1].picked


def test_10_only_the_camera(made):
    items = (VIEW2, replace(WIDE, camera="50 mm"), CLOSE, SEA, CALM)
    plan = made.plan(board(*items))
    assert plan.steps[1].why == "changed: `camera` is new: “50 mm”"
    assert counted(made, items) == {"arrival.wide": 2}
    assert made.status(board(*items))["arrival.close"] == "stale"
    assert made.plan(board(*items), stale=True).totals.make == 6


def test_10_and_once_more(made):
    made.run(board(VIEW2, replace(WIDE, camera="50 mm"), CLOSE))
    plan = made.plan(board(VIEW2, replace(WIDE, camera="24 mm"), CLOSE))
    assert plan.steps[1].why == "changed: `camera` was “50 mm”, is “24 mm”"


def test_11_and_32_other_bytes_of_a_reference(project):
    def item(path, data):
        return Item("a.b", "Mara", given=((path, hashlib.sha256(data).hexdigest()),))

    old, new = png(1), png(2)
    project.files = Files(**{"front.png": old, "b.png": new})
    assert project.asked(board(item("front.png", old))) == ["a.b", "a.b"]
    project.files.data["front.png"] = new
    assert project.asked(board(item("front.png", new))) == []
    assert project.plan(board(item("front.png", new))).steps[0].why == "stale: front.png changed"
    assert project.plan(board(item("b.png", new))).steps[0].why == "stale: it sees b.png now"
    project.files.data["front.png"] = old
    assert project.status(board(item("front.png", old))) == {"a.b": "cached"}


def test_12_out_is_free(made):
    record = made.run(board(*ALL))
    for take in record.takes:
        take.path.unlink()
    record = made.run(board(*ALL))
    assert record.made == 0
    assert all(t.path.exists() for t in record.takes)


def test_13_picks_without_their_pictures_stop(made):
    choose(made, ALL, "arrival.wide", 2)
    (made.root / ".bananaboard").rename(made.root / "gone")
    plan = made.plan(board(*ALL))
    assert plan.stopped
    assert "BNN605" in codes(plan)


def test_14_a_view_of_two_boards_is_made_once_and_picked_once(made):
    one, two = (replace(board(VIEW2, WIDE), path=p) for p in ("ep1.bnn", "ep2.bnn"))
    one, two = (replace(b, calls=(replace(b.calls[0], home="cast.bnn"), *b.calls[1:])) for b in (one, two))
    made.run(one)
    assert made.asked(two) == []
    outcome = pick(one, made.root, made.camera.info, "mara.profile", 2)
    assert outcome.picked[0].file == made.root / "cast.picks.toml"
    assert made.plan(two).steps[0].picked


def test_15_the_same_call_in_two_boards(made):
    two = replace(board(*ALL), path="two.bnn")
    assert made.asked(two) == []
    choose(made, ALL, "arrival.wide", 2)
    assert made.status(two)["arrival.close"] == "cached"
    made.run(board(*ALL), reroll=("arrival.wide",))
    assert made.plan(two).steps[1].have == 3


def test_16_reroll_leaves_what_counts(made):
    before = made.plan(board(*ALL)).steps[2].counts
    assert counted(made, ALL, reroll=("arrival.close",)) == {"arrival.close": 1}
    assert made.plan(board(*ALL)).steps[2].counts == before
    choose(made, ALL, "arrival.close", 3)
    assert counted(made, ALL) == {}
    assert made.plan(board(*ALL), stale=True).totals.make == 4


def test_16b_reroll_of_a_stale_picture_counts_at_once(made):
    choose(made, ALL, "arrival.wide", 2)
    assert counted(made, ALL, reroll=("arrival.close",)) == {"arrival.close": 1}
    step = made.plan(board(*ALL)).steps[2]
    assert (step.status, step.make, step.why) == ("cached", 1, "1 of 2 takes there")


def test_17_a_pick_of_bytes_that_are_not_here(made):
    choose(made, ALL, "arrival.wide", 2)
    picked = made.plan(board(*ALL)).steps[1].counts
    assert made.asked(board(replace(VIEW2, text="x"))) == ["mara.profile", "mara.profile"]  # the ledger is not empty
    for path in (made.root / ".bananaboard/store").rglob("*.png"):
        path.unlink()
    plan = made.plan(board(*ALL))
    assert {s.status.value for s in plan.steps} == {"missing"}
    assert (plan.totals.make, picked in {s.counts for s in plan.steps}) == (0, False)
    assert counted(made, ALL, reroll=("mara.profile",)) == {"mara.profile": 1}
    (note,) = (d for d in plan.diagnostics if d.code == "BNN653")
    assert note.message.endswith("arrival.close and 2 more were paid for, and the store does not have them.")
    assert "`bnn restore out/board board.bnn --engine" in (note.hint or "")


def test_an_error_takes_no_picture_away(made):
    """A board that can't be read at this moment has no calls: its pictures are not gone for that."""
    compiled = board(*ALL)
    broken = replace(compiled, calls=(), diagnostics=(Diagnostic("BNN110", None, {}),))
    plan = made.plan(broken)
    assert (plan.orphans, "BNN622" in codes(plan)) == ((), False)
    assert len(made.plan(replace(compiled, calls=())).orphans) == 5


def test_what_is_made_from_a_missing_picture_is_an_error(made):
    for path in (made.root / ".bananaboard/store").rglob("*.png"):
        path.unlink()
    items = (*ALL, Item("arrival.new", "more", needs=("arrival.wide",)))
    plan = made.plan(board(*items))
    assert [d.args["address"] for d in plan.diagnostics if d.code == "BNN604"] == ["arrival.wide"]
    assert plan.stopped


def test_18_a_refusal_is_not_asked_again(project):
    project.camera.refuse = {"arrival.wide"}
    record = project.run(board(*ALL))
    assert (record.made, len(record.failed), {s.address for s in record.skipped}) == (
        2, 2, {"arrival.close", "arrival.sea", "arrival.calm"},
    )  # fmt: skip
    assert counted(project, ALL) == {}
    plan = project.plan(board(*ALL))
    assert [s.status.value for s in plan.steps] == ["cached", "refused", "new", "new", "new"]
    assert plan.steps[2].blocked == "arrival.wide was refused"
    project.camera.refuse = set()
    assert counted(project, ALL, reroll=("arrival.wide",)) == {"arrival.wide": 1}
    assert sum(counted(project, ALL).values()) == 6


def test_19_a_failure_is_asked_again(project):
    project.camera.fail = {"arrival.close"}
    record = project.run(board(*ALL))
    assert (record.made, len(record.failed)) == (4, 2)
    project.camera.fail = set()
    assert sum(counted(project, ALL).values()) == 6


def test_20_finals_only_of_what_is_chosen(made):
    items = tuple(replace(i, final=True) for i in ALL[1:])
    items = (VIEW2, *items)
    assert counted(made, items, final=True) == {}
    assert codes(made.plan(board(*items), final=True)).count("BNN625") == 4
    choose(made, items, "arrival.wide", 2)
    choose(made, items, "arrival.close", 1)
    notes = {d.args["address"]: d.args["reason"] for d in made.plan(board(*items), final=True).diagnostics}
    assert notes["arrival.close"] == "its draft is stale"
    assert counted(made, items, final=True) == {"arrival.wide.final": 1}
    assert counted(made, items, final=True) == {}
    assert counted(made, items) == {}
    there = shown(board(*items), made.root, made.camera.info).find("arrival.wide")
    assert there.final is not None
    assert there.final.counts is not None


def test_20_a_board_without_finals(made):
    assert "BNN607" in codes(made.plan(board(*ALL), final=True))


def test_21_only_brings_its_whole_upstream(project):
    assert sum(counted(project, ALL, only=("arrival.sea",)).values()) == 8


def test_21b_only_what_is_cached_pays_nothing(made):
    items = (VIEW2, replace(WIDE, camera="50 mm"), CLOSE, SEA, CALM)
    assert counted(made, items, only=("arrival.sea",)) == {}
    assert "BNN623" in codes(made.plan(board(*items), only=("arrival.sea",)))


def test_21c_only_what_is_stale(made):
    items = (VIEW2, replace(WIDE, camera="50 mm"), CLOSE, SEA, CALM)
    assert counted(made, items, only=("arrival.close",)) == {}
    assert counted(made, items, only=("arrival.close",), stale=True) == {"arrival.wide": 2, "arrival.close": 2}


def test_22_the_same_edit_of_another_shot(made):
    assert counted(made, (*ALL, replace(CALM, name="arrival.calm2", of="arrival.wide"))) == {"arrival.calm2": 2}


def test_23_an_edit_of_an_edit(made):
    items = (*ALL, Item("arrival.calmer", "calmer", Kind.EDIT, of="arrival.calm"))
    made.run(board(*items))
    choose(made, items, "arrival.close", 2)
    status = made.status(board(*items))
    assert (status["arrival.calm"], status["arrival.calmer"]) == ("stale", "cached")
    assert made.plan(board(*items), stale=True).totals.make == 6


def test_25_sketches_disturb_nothing_paid(made):
    before = made.run(board(*ALL))
    pictures = {t.path: t.path.read_bytes() for t in before.takes}
    sketching = Project(made.root, Camera("sketch", free=True))
    record = sketching.run(board(*ALL))
    assert record.made == 10
    pick(board(*ALL), made.root, sketching.camera.info, "arrival.wide", 2)
    assert {p: p.read_bytes() for p in pictures} == pictures
    assert not {t.path for t in record.takes} & set(pictures)
    assert not (made.root / "board.picks.toml").exists()
    assert set(made.status(board(*ALL)).values()) == {"cached"}


def test_27_other_words_and_back(made):
    red = tuple(replace(i, text=i.text.replace("Mara", "Mara in red")) for i in ALL)
    assert counted(made, red)
    assert counted(made, ALL) == {}
    assert set(made.status(board(*ALL)).values()) == {"cached"}


def test_30_a_stale_picture_gets_no_more_takes(made):
    choose(made, ALL, "arrival.wide", 2)
    items = tuple(replace(i, takes=3) for i in ALL)
    assert counted(made, items) == {"mara.profile": 1, "arrival.wide": 1, "arrival.sea": 1, "arrival.calm": 1}


def test_31_keep_makes_a_typo_free(made):
    items = tuple(replace(i, text=i.text.replace("Mara", "mara")) for i in ALL)
    assert made.plan(board(*items)).totals.make == 6
    choose(made, items, "*.*", keep=True)
    assert counted(made, items) == {}
    assert set(made.status(board(*items)).values()) == {"cached"}


def test_a_kept_picture_whose_source_changes_is_stale_not_changed(made):
    items = tuple(replace(i, text=i.text.replace("Mara", "mara")) for i in ALL)
    choose(made, items, "*.*", keep=True)
    choose(made, items, "arrival.wide", 2, keep=True)
    assert made.status(board(*items))["arrival.close"] == "stale"
    assert counted(made, items) == {}


def test_34_the_root_stays_where_the_pictures_are(made):
    from bananaboard.runtime.root import find_root

    inner = made.root / "films"
    inner.mkdir()
    (inner / "pyproject.toml").touch()
    assert find_root(inner / "a.bnn") == made.root.resolve()


def test_35_the_board_file_renamed(made):
    choose(made, ALL, "arrival.wide", 2)
    (made.root / "board.bnn").touch()
    new = board(*ALL, path="film.bnn")
    assert made.plan(new).diagnostics == ()
    (made.root / "board.bnn").unlink()
    plan = made.plan(new)
    assert "BNN627" in codes(plan)
    assert (plan.totals.make, plan.steps[1].picked) == (0, True)
    made.make(plan)
    assert made.plan(new).steps[1].picked


def test_35_the_board_file_renamed_twice(made):
    choose(made, ALL, "arrival.wide", 2)
    for name in ("film.bnn", "story.bnn"):
        plan = made.plan(board(*ALL, path=name))
        assert "BNN627" in codes(plan)
        assert (plan.totals.make, plan.steps[1].picked) == (0, True)
        made.make(plan)


def test_35_a_board_file_with_a_long_past_renamed(made):
    choose(made, ALL, "arrival.wide", 2)
    for n in range(3):
        made.run(board(*(replace(i, text=f"{i.text}, version {n}") for i in ALL)))
    plan = made.plan(board(*ALL, path="film.bnn"))
    assert (plan.totals.make, plan.steps[1].picked) == (0, True)


def test_37_a_refused_view_skips_what_needs_it(project):
    project.camera.refuse = {"mara.profile"}
    shots = [Item(f"s.{n}", f"shot {n}", needs=("mara.profile",)) for n in range(5)]
    record = project.run(board(VIEW, *shots))
    assert len(record.skipped) == 5


def test_38_a_hint_about_a_view_that_nobody_saw(project):
    shots = [Item(f"s.{n}", f"shot {n}", needs=("mara.profile",)) for n in range(5)]
    note = next(d for d in project.plan(board(VIEW, *shots)).diagnostics if d.code == "BNN624")
    assert note.severity is Severity.NOTE
    assert "$0.0342" in note.hint


def test_40_panels_are_one_take(project):
    strip = Item("a.strip", "four", takes=1, panels=4)
    after = replace(Item("a.after", "then", takes=1), needs=("a.strip",))
    compiled = board(strip, after)
    calls = list(compiled.calls)
    part = replace(calls[1].parts[1], panel=2)
    calls[1] = replace(calls[1], parts=(calls[1].parts[0], part))
    compiled = replace(compiled, calls=tuple(calls))
    record = project.run(compiled)
    assert (record.made, len([t for t in record.takes if t.address == "a.strip"])) == (2, 4)
    second = next(t.sha256 for t in record.takes if t.address == "a.strip" and t.part == 2)
    assert project.camera.seen[-1] == ("a.after", (second,))
    assert project.asked(compiled) == []


def test_a_picture_retouched_by_hand_is_one_more_take(made):
    path = made.root / "retouched.png"
    path.write_bytes(png(77))
    outcome = choose(made, ALL, "arrival.sea", path)
    assert outcome.picked[0].take == 3
    assert made.plan(board(*ALL)).steps[3].counts == hashlib.sha256(png(77)).hexdigest()
    assert counted(made, ALL) == {}


def test_a_cause_that_many_share_is_told_once(project):
    shots = tuple(Item(f"s.{n}", f"shot {n}") for n in range(4))
    project.run(board(*shots))
    plan = project.plan(board(*(replace(s, camera="50 mm") for s in shots)))
    notes = [d for d in plan.diagnostics if d.code == "BNN620"]
    assert [n.message for n in notes] == ["4 pictures are made again for one reason: `camera` is new: “50 mm”."]


def test_a_plan_without_a_ledger_writes_nothing(project):
    project.plan(board(*ALL))
    assert list(project.root.iterdir()) == []
    assert Workspace(project.root).home.exists() is False


def test_a_name_that_goes_to_another_shot(made):
    made.run(board(*near("arrival.near")))
    again = Item("arrival.close", "somebody else")
    assert counted(made, (*near("arrival.near"), again)) == {"arrival.close": 2}


def test_13_copies_without_their_pictures_stop(made):
    (made.root / ".bananaboard").rename(made.root / "gone")
    plan = made.plan(board(*ALL))
    assert [(d.code, d.args["count"]) for d in plan.diagnostics] == [("BNN605", 5)]
    assert plan.stopped


def test_13_copies_of_sketches_do_not(project):
    copy = project.root / "out/board/arrival/wide--1.png"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(png(1, b"bananaboard-sketch\0"))
    assert not project.plan(board(*ALL)).stopped


def test_13_sketches_that_were_drawn_over_do_not(project):
    sketching = Project(project.root, Camera("sketch", free=True))
    record = sketching.run(board(*ALL))
    record.takes[0].path.write_bytes(png(77))
    assert not project.plan(board(*ALL)).stopped
    sketching.run(board(*ALL))  # the sketch goes beside it, and its name is nobody's
    assert not project.plan(board(*ALL)).stopped
