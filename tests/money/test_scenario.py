"""A scenario is what its text says, and its luck is the same for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest
from bananaboard.runtime.rehearsal.fate import CUTS, Fate, Luck, fate_of
from bananaboard.runtime.rehearsal.scenario import KEYS, MILD, PERFECT, Rate, Unheard, key_of, read_scenario
from hypothesis import given, settings
from hypothesis import strategies as st

SAMPLES = {
    "time": ["2s", "300ms", "1min", "0.5"],
    "size": ["200kB", "2MB", "1000"],
    "money": ["$0.50", "3"],
    "rate": ["10%", "0.5%", "1/20"],
    "number": ["0", "0.5"],
    "count": ["0", "7"],
    "billed": ["yes", "no", "unknown"],
}


@settings(deadline=None)
@given(st.data())
def test_a_scenario_as_text_is_read_as_the_same_scenario(data):
    chosen = data.draw(st.lists(st.sampled_from(sorted(KEYS)), unique=True))
    text = " ".join(f"{key_of(k)}={data.draw(st.sampled_from(SAMPLES[KEYS[k][0]]))}" for k in chosen)
    scenario = read_scenario(text)
    assert read_scenario(str(scenario)) == scenario
    assert all(getattr(scenario, k) == getattr(PERFECT, k) for k in KEYS if k not in chosen)


def test_values_have_their_units():
    scenario = read_scenario("latency=1.5min plain=200kB prepaid=$0.25 refuse=12.5% busy=1/20 seed=7")
    assert (scenario.latency, scenario.plain, scenario.prepaid, scenario.seed) == (90, 200_000, 250_000_000, 7)
    assert (scenario.refuse, scenario.busy) == (Rate(0.125), Rate(every=20))


@pytest.mark.parametrize(
    "text",
    [
        "plane=2kB", "refuse", "refuse=", "refuse=101%", "refuse=10", "refuse=1/0", "latency=2h", "latency=-1s",
        "latency=1e9", "latency=99999s", "plain=99MB", "seed=x", "seed=²", "refused=maybe", "quota=9999999999",
        "spread=50", "spend=1/2", "latency=" + "9" * 5000, "\x1b[2J",
    ],
)  # fmt: skip
def test_what_can_not_be_rehearsed_is_told_in_a_sentence(text):
    with pytest.raises(Unheard) as told:
        read_scenario(text)
    assert str(told.value).endswith(".")
    assert len(str(told.value)) < 6_000


def fates(text, count=4_000):
    scenario = read_scenario(text)
    return [fate_of(scenario, Luck(scenario.seed, f"key {n}", 1), n) for n in range(1, count + 1)]


def test_shares_are_kept():
    found = Counter(fates("refuse=10% cut=6% hang=2%"))
    assert 320 < found[Fate.REFUSE] < 480
    assert 40 < found[Fate.HANG] < 120
    assert all(40 < found[cut] < 120 for cut in CUTS)
    assert found[Fate.PICTURE] == 4_000 - sum(found[f] for f in (Fate.REFUSE, Fate.HANG, *CUTS))


def test_every_twentieth_is_every_twentieth():
    found = fates("busy=1/20")
    assert [n for n, fate in enumerate(found, 1) if fate is Fate.BUSY] == list(range(20, 4_001, 20))
    assert set(fates("cut=1/3", 30)[2::3]) == set(CUTS)


def test_luck_is_that_of_the_seed_the_call_and_how_often_it_was_asked():
    assert fates("refuse=30% seed=1") == fates("refuse=30% seed=1") != fates("refuse=30% seed=2")
    throws = {Luck(1, "key", n).throw("fate") for n in range(100)}
    assert len(throws) == 100
    assert all(0 <= t < 1 for t in throws)


def test_latencies_lie_around_the_median():
    scenario = read_scenario("latency=2s spread=0.5")
    found = sorted(Luck(0, str(n), 1).latency(scenario) for n in range(2_001))
    assert 1.8 < found[1_000] < 2.2
    assert found[200] < 1.2 < 3.4 < found[1_800]
    assert Luck(0, "a", 1).latency(read_scenario("latency=2s")) == 2


def test_by_itself_something_goes_wrong_now_and_then():
    rates = [MILD.refuse, MILD.busy, MILD.error, MILD.cut]
    assert 0.05 < sum(r.share for r in rates) < 0.3
