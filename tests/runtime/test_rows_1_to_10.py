"""The walk-throughs of the design, rows 1 to 10: shots that are added, renamed, reworded, multiplied, chosen."""

from __future__ import annotations

import pytest
from bananaboard.dsl.money import NANO

from .boards import LITE
from .films import CROWDED, told


def dollars(plan):
    return plan.totals.spend / NANO


def cheap(requests):
    """What so many requests of `lite` come to; what goes in makes little of it."""
    return pytest.approx(requests * LITE / NANO, rel=0.02)


def test_row_1_a_shot_between(storm):
    storm.edit("  shot close", '  shot mid "@mara turns"\n  shot close')
    plan = storm.plan()
    assert [(s.call.address, s.make) for s in plan.steps if s.make] == [("arrival.mid", 2)]
    assert (dollars(plan), f"{dollars(plan):.2f}") == (cheap(2), "0.07")
    assert storm.makes() == (2, 8)
    assert storm.status("close", "sea", "calm") == ("stale", "cached", "cached")
    assert storm.pays() == {"arrival.mid": 2}
    assert storm.pays(stale=True) == {"arrival.close": 2, "arrival.sea": 2, "arrival.calm": 2}
    assert storm.all_cached()


def test_row_1_with_stale_at_once(storm):
    storm.edit("  shot close", '  shot mid "@mara turns"\n  shot close')
    assert sum(storm.pays(stale=True).values()) == 8
    assert storm.makes() == (0, 0)


def test_row_2_before_the_first_of_a_chain(storm):
    storm.edit("  shot wide", '  shot head "The harbour at night"\n  shot wide')
    assert storm.makes() == (2, 10)
    assert storm.pays() == {"arrival.head": 2}
    assert storm.status("head", "wide", "close") == ("cached", "stale", "cached")
    # The picture before it comes last, so that no "Image 2" in its words has moved.
    words = next(c for c in storm.script.compiled().calls if c.address == "arrival.wide").parts
    assert "Image 1: Mara" in words[0].text
    assert sum(storm.pays(stale=True).values()) == 8


def test_row_3_another_take_is_picked_and_the_first_again(storm):
    storm.pick("arrival.wide", 2)
    assert storm.makes() == (0, 6)
    assert storm.status("wide", "close", "sea", "calm") == ("cached", "stale", "cached", "cached")
    assert storm.step("arrival.close").why == "stale: arrival.wide is another picture now"
    assert storm.pays() == {}
    storm.pick("arrival.wide", 1)
    assert storm.makes() == (0, 0)
    assert storm.all_cached()


@pytest.fixture
def crowd(film):
    """The board with a second scene of thirty more shots of her, all made."""
    film.write(CROWDED)
    film.run()
    return film


def test_row_4_the_description_of_somebody_in_many_shots(crowd):
    crowd.edit("in her sixties", "in her seventies")
    plan = crowd.plan()
    assert (plan.totals.make, dollars(plan), crowd.makes()) == (66, cheap(66), (66, 70))
    assert plan.totals.statuses["changed"] == 33
    assert crowd.status("sea", "calm") == ("stale", "stale")
    assert "33 pictures are made again for one reason: Mara's description was “a lighthouse keeper" in told(plan)
    assert "--keep`" in told(plan)
    assert sum(crowd.pays().values()) == 66


def test_row_4b_only_the_prompt_of_the_view(crowd):
    crowd.edit('profile "left profile', 'profile "right profile')
    assert crowd.makes() == (2, 70)
    assert crowd.plan().totals.statuses["stale"] == 32
    assert crowd.pays() == {"mara.profile": 2}
    assert crowd.plan().totals.statuses["stale"] == 32
    assert crowd.step("arrival.wide").why == "stale: mara.profile is another picture now"


def test_row_4c_one_more_view(crowd):
    crowd.edit('grey background" }', 'grey background"; view back "her back" }')
    assert crowd.makes() == (2, 70)
    assert crowd.pays() == {"mara.back": 2}
    assert crowd.plan().totals.statuses["stale"] == 32
    assert "it sees mara.back now" in crowd.step("arrival.wide").why
    assert "32 pictures are stale for one reason: it sees mara.back now." in told(crowd.plan())


def test_row_4c_one_more_reference(crowd, drawn):
    drawn(crowd.root / "mara.png", 1)
    crowd.edit("takes: 2; view", 'takes: 2; reference "mara.png"; view')
    assert crowd.makes() == (0, 70)
    assert crowd.pays() == {}


def test_row_5_a_shot_that_others_mention_is_renamed(film):
    film.edit("The empty sea far below", "The empty sea far below, the same moment as @wide")
    film.run()
    film.pick("arrival.wide", 2)
    film.run(stale=True)
    before = film.step("arrival.wide").counts
    film.edit("shot wide", "shot far")
    film.edit("@wide", "@far")
    assert "arrival.wide is called arrival.far now; its pictures came along." in told(film.plan())
    assert film.makes() == (0, 0)
    assert film.pays() == {}
    assert (film.step("arrival.far").counts, film.step("arrival.far").picked) == (before, True)
    assert film.all_cached()
    assert told(film.plan()).count("called") == 0


def test_row_6_a_stale_shot_is_renamed(storm):
    storm.pick("arrival.wide", 2)
    storm.edit("shot close", "shot near")
    storm.edit("calm of close", "calm of near")
    assert storm.makes() == (0, 6)
    assert storm.status("near", "calm") == ("stale", "cached")
    assert storm.pays() == {}
    assert storm.status("near", "calm") == ("stale", "cached")
    assert sum(storm.pays(stale=True).values()) == 6


def test_row_7_an_axis_that_one_shot_uses(storm):
    storm.edit("  chain:", '  variant light { dawn: "soft dawn light"; dusk: "red light" }\n  chain:')
    storm.edit("from her glasses", "from her glasses, {{ light }}")
    assert storm.makes()[0] == 12
    plan = storm.plan()
    assert storm.step("arrival.wide").status == "cached"
    assert plan.orphans == ("arrival.calm", "arrival.close", "arrival.sea")
    assert "are kept: arrival.calm, arrival.close, arrival.sea." in told(plan)
    assert sum(storm.pays().values()) == 12


def test_row_8_more_takes_and_fewer(storm):
    storm.edit("takes: 2", "takes: 3")
    assert storm.makes() == (5, 5)
    assert set(storm.pays().values()) == {1}
    storm.pick("arrival.sea", 2)
    storm.edit("takes: 3", "takes: 1")
    assert storm.makes() == (0, 0)
    assert storm.step("arrival.sea").why == "take 2 is picked, though 1 take is asked for"
    assert storm.shown("arrival.sea").counts.number == 2


def test_row_9_another_model_and_back(storm):
    storm.pick("arrival.wide", 2)
    storm.run(stale=True)
    storm.edit("model: lite", "model: flash")
    assert storm.plan().totals.make == 10
    assert storm.step("arrival.sea").why == (
        "changed: `model` was “gemini-3.1-flash-lite-image”, is “gemini-3.1-flash-image”"
    )
    assert sum(storm.pays().values()) == 10
    storm.edit("model: flash", "model: lite")
    assert storm.makes() == (0, 0)
    assert storm.step("arrival.wide").picked
    assert storm.all_cached()


def test_row_10_only_the_camera(storm):
    storm.edit('last step"', 'last step" { camera: "24 mm" }')
    assert storm.makes() == (2, 8)
    assert storm.step("arrival.wide").why == "changed: `camera` is new: “24 mm”"
    assert storm.pays() == {"arrival.wide": 2}
    assert storm.status("close", "sea") == ("stale", "cached")
