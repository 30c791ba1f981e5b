"""The walk-throughs of the design, rows 11 to 20: files that change, vanish or are shared, takes, refusals, finals."""

from __future__ import annotations

import re
import shutil

from .boards import png
from .films import CROWDED, Film, told


def codes(plan):
    return [d.code for d in plan.diagnostics]


def test_row_11_other_bytes_of_a_reference(film, drawn):
    drawn(film.root / "mara.png", 1)
    film.write(CROWDED.replace("takes: 2; view", 'takes: 2; reference "mara.png"; view', 1))
    film.run()
    drawn(film.root / "mara.png", 2)
    assert film.makes() == (0, 70)
    assert film.plan().totals.statuses["stale"] == 33
    assert film.step("arrival.wide").why == "stale: mara.png changed"
    assert "33 pictures are stale for one reason: mara.png changed." in told(film.plan())
    assert film.pays() == {}
    drawn(film.root / "mara.png", 1)
    assert film.all_cached()
    assert film.makes() == (0, 0)


def test_row_12_out_is_deleted(storm):
    shutil.rmtree(storm.root / "out")
    record = storm.run()
    assert (record.made, record.reused) == (0, 10)
    assert all(t.path.is_relative_to(storm.root / "out") and t.path.exists() for t in record.takes)


def test_row_12_a_copy_that_was_retouched(storm):
    sea = storm.root / "out/lighthouse/arrival/sea--1.png"
    sea.write_bytes(png(77))
    storm.edit("The empty sea", "The grey sea")
    record = storm.run()
    assert (sea.read_bytes(), record.kept_aside) == (png(77), (sea,))
    assert "take 3" in str(storm.pick("arrival.sea", sea).picked[0]).replace("take=", "take ")
    assert storm.shown("arrival.sea").counts.made_by_hand
    assert storm.pays() == {}


def test_row_13_the_ledger_is_deleted_and_copies_are_there(storm, bnn):
    shutil.rmtree(storm.root / ".bananaboard")
    code, said = bnn("run", "lighthouse.bnn", "--engine", "paid", "--yes")
    assert code == 1
    assert "they were paid for elsewhere" in said
    assert "out/lighthouse" in said
    assert storm.camera.asked[10:] == []


def test_row_13_the_ledger_is_deleted_and_picks_are_there(storm):
    storm.pick("arrival.sea", 2)
    for folder in (".bananaboard", "out"):
        shutil.rmtree(storm.root / folder)
    plan = storm.plan()
    assert (plan.stopped, "BNN605" in codes(plan)) == (True, True)


def test_row_13_nothing_is_left_of_it(storm):
    for folder in (".bananaboard", "out"):
        shutil.rmtree(storm.root / folder)
    assert storm.makes() == (10, 10)


CAST = 'character mara "a lighthouse keeper" { takes: 2; aspect: 3:4; view profile "left profile" }\n'
EPISODE = 'from "cast.bnn" import mara\nstoryboard "Episode" {{ aspect: {0} }}\nshot one "@mara, {0}"\n'


def test_row_14_two_episodes_with_one_cast(film):
    (film.root / "cast.bnn").write_text(CAST, "utf-8")
    one, two = (Film(film.root, EPISODE.format(a), n) for a, n in (("16:9", "ep1.bnn"), ("9:16", "ep2.bnn")))
    two.camera = one.camera
    assert one.pays() == {"mara.profile": 2, "one": 1}
    assert two.pays() == {"one": 1}
    assert one.pick("mara.profile", 2).picked[0].file == film.root / "cast.picks.toml"
    assert two.step("mara.profile").picked
    assert two.step("one").status == "stale"


def test_row_15_the_same_calls_in_two_boards(storm):
    two = Film(storm.root, storm.text, "two.bnn")
    two.camera = storm.camera
    assert two.makes() == (0, 0)
    assert two.pays() == {}
    storm.pick("arrival.wide", 2)
    assert (storm.status("close"), two.status("close")) == (("stale",), ("cached",))
    assert storm.pays(reroll=("arrival.sea",)) == {"arrival.sea": 1}
    assert (storm.step("arrival.sea").have, two.step("arrival.sea").have) == (3, 3)


def test_row_16_one_more_take_of_a_shot(storm, bnn):
    before = storm.step("arrival.close").counts
    code, said = bnn("run", "lighthouse.bnn", "--engine", "paid", "--yes", "--reroll", "arrival.close")
    assert code == 0
    assert re.search(r"^To use a new take: bnn pick lighthouse\.bnn .*arrival\.close 3$", said, re.M)
    assert storm.camera.asked[10:] == ["arrival.close"]
    assert storm.step("arrival.close").counts == before
    storm.pick("arrival.close", 3)
    assert storm.makes() == (0, 4)
    assert storm.status("sea", "calm") == ("stale", "stale")


def test_row_16b_one_more_take_of_a_stale_shot(storm):
    storm.pick("arrival.wide", 2)
    assert storm.pays(reroll=("arrival.close",)) == {"arrival.close": 1}
    step = storm.step("arrival.close")
    assert (step.status, step.make, step.why) == ("cached", 1, "1 of 2 takes there")
    assert storm.shown("arrival.close").counts.fresh
    assert storm.pays() == {"arrival.close": 1}


def test_row_17_a_fresh_clone_has_the_picks_and_not_the_store(storm, tmp_path_factory):
    storm.pick("arrival.wide", 2)
    clone = Film(tmp_path_factory.mktemp("clone"), storm.text)
    shutil.copy(storm.root / "lighthouse.picks.toml", clone.root)
    plan = clone.plan()
    assert (plan.stopped, "BNN605" in codes(plan)) == (True, True)


def test_row_17_a_pick_of_bytes_that_are_not_in_the_store(storm):
    storm.pick("arrival.wide", 2)
    for path in (storm.root / ".bananaboard/store").rglob("*.png"):
        path.unlink()
    storm.edit("  shot close", '  shot mid "@mara turns"\n  shot close')
    plan = storm.plan()
    assert storm.status("wide") == ("missing",)
    assert (plan.stopped, plan.totals.make) == (True, 0)
    assert "arrival.mid is made from mara.profile, whose picture was paid for and is not in the store." in told(plan)
    assert "arrival.mid is made from arrival.wide, whose picture was paid for" in told(plan)


def test_row_18_the_service_refuses_a_shot(film, bnn):
    film.camera.refuse = {"arrival.wide"}
    code, said = bnn("run", "lighthouse.bnn", "--engine", "paid", "--yes")
    assert code == 3
    assert film.camera.asked == ["mara.profile"] * 2 + ["arrival.wide"] * 2
    assert "arrival.wide take 1: refused: no" in said
    for waiting in ("close", "sea", "calm"):
        assert f"arrival.{waiting}: not made: " in said
    assert film.pays() == {}
    assert film.status("wide", "close", "sea", "calm") == ("refused", "new", "new", "new")
    assert film.step("arrival.wide").why == "refused; `--reroll arrival.wide` asks once more"
    assert film.step("arrival.close").blocked == "arrival.wide was refused"
    film.camera.refuse = set()
    assert film.pays(reroll=("arrival.wide",)) == {"arrival.wide": 1}
    assert sum(film.pays().values()) == 6


def test_row_19_a_shot_fails(film):
    film.edit("model: lite", "model: lite; retries: 0")
    film.camera.fail = {"arrival.close"}
    record = film.run()
    assert (record.made, [f.code for f in record.failed]) == (4, ["503", "503"])
    film.camera.fail = set()
    assert film.pays() == {"arrival.close": 2, "arrival.sea": 2, "arrival.calm": 2}


def test_row_20_finals(storm):
    storm.write(storm.text + "final { model: pro; size: 2K }\n")
    assert storm.pays(final=True) == {}
    storm.pick("arrival.wide", 2)
    storm.pick("arrival.close", 1)
    plan = storm.plan(final=True)
    assert [(s.call.address, s.make) for s in plan.steps if s.make] == [("arrival.wide.final", 1)]
    assert "No final is made of arrival.close: its draft is stale." in told(plan)
    assert "No final is made of arrival.sea: none of its 2 takes is picked." in told(plan)
    assert storm.pays(final=True) == {"arrival.wide.final": 1}
    assert (storm.pays(final=True), storm.pays()) == ({}, {})
    storm.pick("arrival.close", keep=True)
    assert storm.pays(final=True) == {"arrival.close.final": 1}
