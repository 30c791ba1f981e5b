"""The walk-throughs of the design, rows 21 to 40: parts of a board, other makers and branches, names, panels."""

from __future__ import annotations

import asyncio

import pytest
from bananaboard.dsl import frame
from bananaboard.dsl.models import model_table
from bananaboard.grammar.diagnostic import Severity
from bananaboard.runtime.engines import SKETCH, open_engine
from bananaboard.runtime.execute import execute

from .films import CREW, Film, told

TIRED = ('last step"', 'last step, tired"')


def test_row_21_only_one_shot_of_a_new_board(film):
    assert film.pays(only=("arrival.sea",)) == {
        "mara.profile": 2, "arrival.wide": 2, "arrival.close": 2, "arrival.sea": 2,
    }  # fmt: skip
    assert film.makes() == (2, 2)


def test_row_21b_only_a_shot_that_is_there(storm):
    storm.edit(*TIRED)
    plan = storm.plan(only=("arrival.sea",))
    assert plan.totals.make == 0
    assert "arrival.sea is cached: nothing of it is made." in told(plan)
    assert storm.pays(only=("arrival.sea",)) == {}


def test_row_21c_only_a_stale_shot(storm):
    storm.edit(*TIRED)
    plan = storm.plan(only=("arrival.close",))
    assert plan.totals.make == 0
    assert "arrival.close is stale: nothing of it is made." in told(plan)
    assert "`--stale` makes stale pictures again" in told(plan)
    assert storm.pays(only=("arrival.close",)) == {}
    assert storm.pays(only=("arrival.close",), stale=True) == {"arrival.wide": 2, "arrival.close": 2}


def test_row_22_the_same_edit_of_another_shot(storm):
    storm.edit("  edit calm", '  edit calm2 of wide "Make the light calm and warm"\n  edit calm')
    assert storm.pays() == {"arrival.calm2": 2}
    storm.edit("calm of close", "calm of wide")  # the pictures of calm2 are these now
    assert (storm.makes(), storm.status("calm")) == ((0, 0), ("cached",))


def test_row_23_an_edit_of_an_edit(film):
    film.edit('warm"\n', 'warm"\n  edit calmer of calm "Calmer still" { takes: 1 }\n')
    film.run()
    film.pick("arrival.close", 2)
    assert film.makes() == (0, 5)
    assert film.status("calm", "calmer") == ("stale", "cached")


def test_row_24_an_upgrade_words_the_frame_otherwise(storm, monkeypatch):
    before = storm.plan().steps[1].call
    monkeypatch.setattr(frame, "built_in", lambda scenery, text: f"A picture, please.\n{text}\nThank you.\n")
    plan = storm.plan(stale=True)
    assert "Thank you." in plan.steps[1].call.parts[-1].text
    assert plan.steps[1].call.said == before.said
    assert (plan.totals.make, storm.pays()) == (0, {})


def sketches(film):
    """A run on the built-in engine."""
    workspace, engine = film.script.workspace(SKETCH), open_engine("sketch")
    return asyncio.run(execute(film.script.plan(SKETCH), engine, workspace=workspace))


def test_row_25_sketches_before_and_after(film):
    film.edit("takes: 2", "takes: 1")
    assert sketches(film).made == 5
    assert film.plan().totals.make == 5
    paid = {t.path: t.path.read_bytes() for t in film.run().takes}
    film.edit(*TIRED)
    again = sketches(film)
    assert (again.made, {p: p.read_bytes() for p in paid}) == (1, paid)
    assert not {t.path for t in again.takes} & set(paid)
    assert not (film.root / "lighthouse.picks.toml").exists()
    assert film.plan().totals.make == 1


def test_row_26_a_branch_and_back(storm):
    storm.pick("arrival.sea", 2)
    picks = storm.root / "lighthouse.picks.toml"
    main = storm.text, picks.read_bytes()
    storm.edit("The empty sea", "The raging sea")
    storm.run()
    storm.pick("arrival.sea", 1)
    branch = storm.text, picks.read_bytes()
    for text, chosen in (main, branch, main):
        storm.write(text)
        picks.write_bytes(chosen)
        assert (storm.makes(), storm.pays(), storm.step("arrival.sea").picked) == ((0, 0), {}, True)


def test_row_27_a_param_and_back(film):
    film.write('param coat = "yellow coat"\n' + film.text)
    film.edit("takes: 2; view", 'takes: 2; wears: "{{ coat }}"; view')
    film.run()
    before = {s.call.address: s.counts for s in film.plan().steps}
    film.params = {"coat": "red parka"}
    assert film.step("arrival.wide").why == "changed: Mara's wears was “yellow coat”, is “red parka”"
    assert film.pays() == {"mara.profile": 2, "arrival.wide": 2, "arrival.close": 2}
    film.params = {}
    assert film.pays() == {}
    assert {s.call.address: s.counts for s in film.plan().steps} == before
    film.params = {"coat": "red parka"}
    assert film.pays() == {}


@pytest.mark.parametrize(("name", "template"), [("random", "{{ ['a', 'b']|random }}"), ("lipsum", "{{ lipsum() }}")])
def test_row_28_what_is_not_the_same_every_time(film, name, template):
    film.edit("The empty sea far below", template)
    plan = film.plan()
    assert plan.stopped
    assert f"`{name}`" in told(plan)


def test_row_29_an_alias_never_changes_its_meaning(storm):
    now = {a: m.id for m in model_table().models for a in m.aliases if a in ("lite", "flash", "banana", "pro")}
    assert now == {
        "lite": "gemini-3.1-flash-lite-image", "flash": "gemini-3.1-flash-image", "banana": "gemini-nano-banana-2.1",
        "pro": "gemini-3-pro-image",
    }  # fmt: skip
    storm.edit("model: lite", f'model: "{now["lite"]}"')
    assert storm.makes() == (0, 0)


def test_row_30_more_takes_while_a_shot_is_stale(storm):
    storm.pick("arrival.wide", 2)
    storm.edit("takes: 2", "takes: 3")
    assert storm.pays() == {"mara.profile": 1, "arrival.wide": 1, "arrival.sea": 1, "arrival.calm": 1}
    assert storm.status("close") == ("stale",)


def test_row_31_a_typo(storm):
    storm.edit("keeper in her sixties", "Keeper in her sixties")
    assert storm.makes()[0] == 6
    kept = storm.pick("arrival.*", keep=True)
    assert [p.address for p in kept.picked] == ["mara.profile", "arrival.wide", "arrival.close"]
    assert storm.makes() == (0, 0)
    assert storm.all_cached()


def test_row_32_another_path_of_a_reference(film, drawn):
    for name, shade in (("a", 1), ("b", 2)):
        drawn(film.root / f"refs/{name}.png", shade)
    film.edit("takes: 2; view", 'takes: 2; reference "refs/a.png"; view')
    film.run()
    film.edit("refs/a.png", "refs/b.png")
    assert film.step("arrival.wide").why == "stale: it sees refs/b.png now"
    assert film.pays() == {}
    drawn(film.root / "refs/b.png", 1)  # the same bytes under another name
    assert film.all_cached()


def test_row_33_a_checkout_with_other_line_ends(film):
    notes = film.root / "refs/notes.txt"
    notes.parent.mkdir()
    notes.write_bytes(b"a film\nabout a storm\n")
    film.edit("takes: 2; view", 'takes: 2; reference "refs/notes.txt"; view')
    film.edit('"left profile, plain grey background"', '"""\nleft profile,\nplain grey background\n"""')
    film.run()
    film.write(film.text.replace("\n", "\r\n"))
    assert film.makes() == (0, 0)
    notes.write_bytes(b"a film\r\nabout a storm\r\n")
    assert film.plan().totals.make == 0
    assert film.status("wide") == ("stale",)


@pytest.mark.parametrize("mark", [".git", "pyproject.toml"])
def test_row_34_a_project_inside_the_project(tmp_path, mark):
    film = Film(tmp_path, name="films/lighthouse.bnn")
    film.run()
    assert (tmp_path / ".bananaboard").is_dir()
    (tmp_path / "films" / mark).touch()
    assert film.makes() == (0, 0)
    assert film.pays() == {}


def test_row_35_the_board_file_is_renamed(storm):
    storm.pick("arrival.sea", 2)
    old, storm.path = storm.path, storm.root / "keeper.bnn"
    old.rename(storm.path)
    plan = storm.plan()
    assert "lighthouse.bnn is called keeper.bnn now; its pictures came along." in told(plan)
    assert (plan.totals.make, storm.pays()) == (0, {})
    assert storm.step("arrival.sea").picked
    assert (storm.root / "keeper.picks.toml").exists()


def test_row_36_a_seed_and_several_takes(film):
    film.write('shot one "A boat" { seed: 7; takes: 3 }\n')
    plan = film.plan()
    assert "`seed` asks for the same picture, and 3 takes of it are wanted" in told(plan)
    assert [d.severity for d in plan.diagnostics if "seed" in d.message] == [Severity.WARNING]
    assert film.pays() == {"one": 3}
    assert film.step("one").have == 3


def many(film):
    """Thirty shots of somebody whose view is new."""
    film.write(film.text.partition("\nscene")[0] + f"\nscene stairs {{\n{CREW}\n}}\n")
    return film


def test_row_37_the_view_that_all_need_is_refused(film):
    many(film).camera.refuse = {"mara.profile"}
    record = film.run()
    assert (record.made, len(record.skipped)) == (0, 30)
    assert {s.because for s in record.skipped} == {"mara.profile was refused"}
    assert {s.blocked for s in film.plan().steps if s.blocked} == {"mara.profile was refused"}
    assert film.step("mara.profile").why == "refused; `--reroll mara.profile` asks once more"
    assert film.makes() == (0, 0)


def test_row_38_a_view_that_nobody_has_seen(film):
    plan = many(film).plan()
    assert "30 pictures rest on mara.profile, not yet seen" in told(plan)
    assert "--only mara.profile` makes it first, for $0.06" in told(plan)
    assert sum(film.pays(only=("mara.profile",)).values()) == 2
    assert "--only mara.profile`" not in told(film.plan())
    assert sum(film.pays().values()) == 30


def test_row_39_a_shot_with_an_axis_of_its_own_in_a_chain(film):
    film.edit('glasses"', 'glasses, {{ pose }}" { variant pose { up: "head up"; down: "head down" } }')
    plan = film.plan()
    assert plan.stopped
    assert "chain: @close[pose=" in told(plan)
    film.edit('"The empty sea far below"', '"The empty sea far below" { chain: @close[pose=up] }')
    assert film.step("arrival.sea").call.needs == ("arrival.close[pose=up]",)


def test_row_40_one_of_several_panels(film):
    film.write(
        'storyboard "Strip" { model: flash }\nscene one {\n  shot strip "A storm in four pictures" { panels: 4 }\n'
        '  shot after "The same harbour as @strip.2, a day later"\n}\n'
    )
    record = film.run()
    assert (record.made, [t.part for t in record.takes]) == (2, [1, 2, 3, 4, 1])
    assert film.camera.seen[-1] == ("one.after", (record.takes[1].sha256,))
    assert film.pays(reroll=("one.strip",)) == {"one.strip": 1}
    film.pick("one.strip", 2)
    assert film.status() == {"one.strip": "cached", "one.after": "stale"}


def test_row_40_fewer_panels_than_asked_for(film):
    film.write(
        'storyboard "Strip" { model: flash }\nscene one {\n  shot strip "A storm in two pictures" { panels: 2 }\n'
        '  shot after "The same harbour as @strip.2, a day later"\n}\n'
    )
    film.camera.short = {"one.strip"}
    record = film.run()
    assert (record.made, [t.part for t in record.takes]) == (1, [1])
    assert [s.address for s in record.skipped] == ["one.after"]
    assert film.step("one.strip").status == "cached"
    assert film.step("one.after").blocked
