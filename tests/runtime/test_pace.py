"""How fast a run goes, by a clock that jumps: its bound, its gates, its retries, its windows."""

from __future__ import annotations

import pytest
from bananaboard.dsl.call import Config
from bananaboard.dsl.money import NANO
from bananaboard.runtime.bound import Pace, bound
from bananaboard.runtime.engine import Closes, Failed, Limits, Lost, Refused
from msgspec.structs import replace

from .boards import Item, board
from .virtual import BUSY, DOWN, PRICE, Service, Stage, Told

LITE = "gemini-3.1-flash-lite-image"


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


def lone(count, **more):
    return [Item(f"lone.{n}", f"lone {n}", takes=1, model=LITE, **more) for n in range(count)]


def chain(name, length, takes=1, **more):
    names = [f"{name}.{n}" for n in range(length)]
    return [
        Item(n, n, takes=takes, chain=before, model=LITE, **more)
        for n, before in zip(names, [None, *names], strict=False)
    ]


def too_many(wait):
    return Failed("slow down", "429", retryable=True, closes=Closes.MODEL, wait=wait)


def others(count):
    """Shots of another model."""
    named = enumerate(lone(count))
    return [replace(i, name=f"other.{n}", text=f"other {n}", model="gemini-3-pro-image") for n, i in named]


BOARDS = {
    "100 lone shots, then a chain of 20": (lone(100) + chain("c", 20), 40.0),
    "20 scenes of 5, one of 30 written last": (
        [i for s in range(20) for i in chain(f"s{s}", 5)] + chain("z", 30),
        60.0,
    ),
    "6 chained scenes of 10": ([i for s in range(6) for i in chain(f"s{s}", 10)], 20.0),
}


@pytest.mark.parametrize("name", BOARDS)
def test_a_run_takes_as_long_as_its_bound(stage, name):
    """With answers of 2 s each and 8 at once: the longest chain, or all the work by eight."""
    items, least = BOARDS[name]
    service = Service()
    record, seconds = stage.run(board(*items), service, jobs=8)
    assert record.made == len(items)
    assert service.most == 8 if len(items) > 60 else service.most <= 8
    least = max(least, 2.0 * len(items) / 8)
    assert least <= seconds <= 1.05 * least + 0.2


def test_the_longest_path_is_one_of_seconds_not_of_pictures(stage):
    """Three quick pictures in a row are shorter than two slow ones: what is slow goes first."""
    quick = chain("quick", 3)
    slow = [replace(i, model="gemini-3-pro-image") for i in chain("slow", 2)]
    service = Service()
    stage.run(board(*quick, *slow), service, jobs=1)
    assert service.addresses[0] == "slow.0"


def test_too_many_requests_narrow_the_gate_and_widen_it_again(stage):
    """A service that takes three at once: the run finds that out, loses nothing and does not go on hammering."""
    service = Service()
    service.says = lambda n, request: too_many(3.0) if service.flying >= 3 else None
    record, _ = stage.run(board(*lone(60)), service, jobs=16)
    assert (record.made, record.failed) == (60, ())
    refused = len(service.asked) - 60
    assert 0 < refused < 60


def test_what_the_service_says_to_wait_is_no_retry_and_is_told(stage):
    told, service = Told(), Service()
    service.says = lambda n, request: too_many(37.0) if n in (1, 2, 3) else None
    record, seconds = stage.run(board(*lone(1, retries=0)), service, progress=told)
    assert (record.made, record.failed) == (1, ())
    assert told.counts()["retrying"] == 0
    waits = told.of("waiting")
    assert [w.why for w in waits] == ["quota"] * 3
    assert waits[0].text.startswith(f"quota of {LITE} used up: goes on in 3")
    assert 3 * 37 <= seconds - 4 * 2 <= 3 * 37 * 1.1


def test_the_gate_of_one_model_holds_up_no_other(stage):
    service = Service()
    other = others(4)

    def says(n, request):
        return too_many(100.0) if request.call.model == LITE and n <= 8 else None

    service.says = says
    record, seconds = stage.run(board(*lone(4), *other), service, jobs=8)
    assert record.made == 8
    times = {a: t for t, a, _ in service.asked}
    assert all(times[f"other.{n}"] < 10 for n in range(4))
    assert 100 < seconds < 120


def test_a_failure_is_tried_again_later_and_later(stage):
    told, service = Told(), Service()
    service.says = lambda n, request: DOWN if n <= 3 else None
    record, _ = stage.run(board(*lone(1, retries=3)), service, progress=told)
    assert (record.made, record.failed, [t.take for t in record.takes]) == (1, (), [1])
    again = told.of("retrying")
    assert [(a.nth, a.retries, a.take) for a in again] == [(1, 3, 1), (2, 3, 1), (3, 3, 1)]
    assert all(0.75 * 2**n <= a.seconds <= 1.25 * 2**n for n, a in enumerate(again))


def test_after_so_many_retries_it_has_failed(stage):
    service = Service(says=lambda n, request: DOWN)
    record, _ = stage.run(board(*lone(1, retries=2)), service)
    assert (record.made, [(f.reason, f.retryable) for f in record.failed]) == (0, [("overloaded", True)])
    assert len(service.asked) == 3
    assert record.held == 0


@pytest.mark.parametrize("retries", [0, 3])
def test_what_is_refused_or_lost_is_not_sent_again(stage, retries):
    service = Service(says=lambda n, request: Lost("cut") if n == 1 else Refused("IMAGE_SAFETY", "no", None, None))
    record, _ = stage.run(board(*lone(2, retries=retries)), service)
    assert sorted(f.code for f in record.failed) == ["lost", "refused"]
    assert len(service.asked) == 2


def test_an_account_that_is_closed_ends_the_run_with_its_reason(stage):
    service = Service()
    over = Failed("the day's quota is used up", "429", retryable=False, closes=Closes.ACCOUNT)
    service.says = lambda n, request: over if n == 3 else None
    record, _ = stage.run(board(*lone(10)), service, jobs=1)
    assert (record.made, len(record.failed), record.ended) == (2, 1, "the day's quota is used up")
    assert {s.because for s in record.skipped} == {"the day's quota is used up"}
    assert len(service.asked) == 3


def test_a_model_that_is_closed_for_today_leaves_the_others_open(stage):
    service = Service()
    other = others(4)
    over = Failed("no more of this today", "429", False, Closes.MODEL)
    service.says = lambda n, request: over if request.call.model == LITE else None
    record, _ = stage.run(board(*lone(20), *other), service, jobs=2)
    assert record.made == 4
    assert {s.because for s in record.skipped} == {"no more of this today"}
    assert service.addresses.count("lone.0") == 1
    assert len(service.asked) <= 6


def test_a_service_that_is_never_ready_is_given_up(stage):
    """Told to wait for five minutes again and again, a run does not wait for ever."""
    service = Service(says=lambda n, request: too_many(300.0))
    record, seconds = stage.run(board(*lone(5)), service)
    assert record.made == 0
    assert 1800 < seconds < 3600
    assert len(record.failed) + len(record.skipped) >= 5


def test_without_a_word_how_long_the_gate_waits_more_than_a_minute_in_all(stage):
    """A quota of so many a minute comes back within a minute: three retries reach beyond it."""
    service = Service(latency=0.1, says=lambda n, request: BUSY if n <= 3 else None)
    record, seconds = stage.run(board(*lone(1, retries=3)), service)
    assert record.made == 1
    assert 60 < seconds < 80


def test_so_many_a_minute(stage):
    told, service = Told(), Service(latency=1.0, limit=Limits(per_minute=10))
    record, seconds = stage.run(board(*lone(35)), service, jobs=8, progress=told)
    assert record.made == 35
    times = [t for t, _, _ in service.asked]
    assert all(times[n + 10] - times[n] >= 60 for n in range(25))
    assert 180 <= seconds <= 185
    assert {w.why for w in told.of("waiting")} == {"pace"}
    assert len(told.of("waiting")) <= 3


def test_so_many_at_once_by_the_service(stage):
    service = Service(limit=Limits(at_once=3))
    record, _ = stage.run(board(*lone(12)), service, jobs=8)
    assert (record.made, service.most) == (12, 3)


def test_the_dollars_of_ten_minutes(stage):
    """$1 in ten minutes, $0.0342 a picture of at most $0.0391: 26 or so, then those that have left the window."""
    told, service = Told(), Service(limit=Limits(window=NANO))
    record, seconds = stage.run(board(*lone(60)), service, jobs=8, progress=told)
    assert record.made == 60
    spends = sorted(t for t, _, _ in service.asked)
    for n, at in enumerate(spends):
        assert sum(1 for t in spends[: n + 1] if t > at - 600) * PRICE <= NANO
    assert 1200 <= seconds <= 1300
    assert told.of("waiting")[0].text.startswith("the account has used up its $1.00 in 10 minutes: goes on in ")


def test_another_run_spends_from_the_same_window(stage):
    service = Service(limit=Limits(window=NANO))
    stage.run(board(*lone(20)), service, jobs=20)
    stage.wall += 60
    record, seconds = stage.run(board(*chain("c", 1), *lone(40)), service, jobs=20)
    assert record.made == 21
    assert 530 < seconds < 560


def test_a_clock_that_was_set_back_holds_up_for_ten_minutes_at_most(stage):
    service = Service(limit=Limits(window=NANO))
    stage.run(board(*lone(25)), service, jobs=25)
    stage.wall -= 86_400 * 365
    record, seconds = stage.run(board(*lone(45)), service, jobs=25)
    assert record.made == 20
    assert seconds < 620


def test_a_window_that_the_service_closes_opens_when_the_oldest_spend_leaves_it(stage):
    told, service = Told(), Service()
    full = Failed("spend limit", "429", True, Closes.SPEND)
    service.says = lambda n, request: full if n == 4 else None
    record, seconds = stage.run(board(*lone(6, retries=0)), service, jobs=1, progress=told)
    assert (record.made, record.failed) == (6, ())
    assert 600 <= seconds <= 620
    assert [w.why for w in told.of("waiting")] == ["spend"]


def test_the_bytes_in_flight_are_bounded(stage):
    """At 4K an answer may have 24 MB: ten of them at once fill the memory that a run takes."""
    compiled = board(*lone(40))
    large = tuple(replace(c, config=Config("1:1", "4K")) for c in compiled.calls)
    service = Service()
    service.says = lambda n, request: None
    record, _ = stage.run(replace(compiled, calls=large), service, jobs=64)
    assert record.made == 40
    assert [t for t, *_ in service.asked].count(0.0) == 10


def test_the_plan_says_how_long_it_takes(stage):
    steps = stage.plan(board(*chain("c", 20)), Service()).steps
    found = bound(steps, Pace(), free=False)
    assert (found.seconds, found.because) == (20 * 3.5, "the chain of 20 pictures that ends with c.19")
    steps = stage.plan(board(*lone(1000)), Service()).steps
    assert bound(steps, Pace(), free=False).seconds == pytest.approx(437.5)
    tier = bound(steps, Pace(window=10 * NANO), free=False)
    assert (tier.seconds, tier.because) == (1800.0, "the account may spend $10.00 in 10 minutes")
    paced = bound(steps, Pace(per_minute={LITE: 10}), free=False)
    assert (paced.seconds, paced.because) == (99 * 60 + 3.5, f"{LITE} takes 10 requests a minute")
    assert bound(steps, Pace(at_once={LITE: 2}), free=False).because == f"{LITE} takes 2 at once"
    assert bound((), Pace(), free=False).seconds == 0
