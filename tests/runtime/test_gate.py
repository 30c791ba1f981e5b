"""The parts that hold a run up, each alone: gate, window, freight, backoff, the desk; and the words of waits."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import sqlite3
from contextlib import contextmanager

import pytest
from bananaboard.dsl.money import NANO
from bananaboard.runtime import waits
from bananaboard.runtime.bound import spell
from bananaboard.runtime.desk import Desk
from bananaboard.runtime.engine import Limits
from bananaboard.runtime.freight import BOUND, Freight
from bananaboard.runtime.gate import MINUTE, PATIENCE, gate_for
from bananaboard.runtime.retry import LONGEST, backoff
from bananaboard.runtime.window import SPAN, Recent, Window
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .boards import Item, board


def gate(jobs=8, **limits):
    return gate_for(Limits(**limits), jobs, random.Random(1))


def test_a_gate_halves_once_for_all_that_went_out_together():
    it = gate(16)
    rounds = [it.send(0.0) for _ in range(16)]
    assert it.opens(0.0) is None
    told = [it.crowded(r, 10.0, 1.0) for r in rounds]
    assert [t is not None for t in told] == [True, *[False] * 15]
    assert it.width == 8
    for _ in range(16):
        it.back()
    assert it.opens(1.0) == it.closed == pytest.approx(11.0, abs=1.0)
    assert it.closed >= 11.0
    again = it.send(12.0)
    it.crowded(again, 10.0, 13.0)
    assert it.width == 4


def test_a_gate_grows_by_one_a_round_and_never_beyond_what_it_was():
    it = gate(16)
    it.crowded(it.send(0.0), 1.0, 0.0)
    for _ in range(9):
        it.answered()
    assert 9 <= it.width < 9.1
    for _ in range(1000):
        it.answered()
    assert it.width == 16


def test_a_gate_never_closes_for_good_and_lets_one_through():
    it = gate(4)
    for n in range(10):
        it.crowded(it.send(float(n)), 1.0, float(n))
        it.back()
    assert it.width == 1
    assert it.opens(100.0) == it.closed


@given(st.lists(st.floats(0, 30), max_size=80), st.integers(1, 12))
def test_never_more_in_any_minute_than_the_service_takes(pauses, rate):
    it, now, sent = gate(1000, per_minute=rate), 0.0, []
    for pause in pauses:
        now = max(now + pause, it.opens(now))
        it.send(now)
        it.back()
        sent.append(now)
    assert all(later - earlier > MINUTE - 1e-6 for earlier, later in zip(sent, sent[rate:], strict=False))


def test_patience_begins_anew_with_every_answer():
    it = gate()
    it.crowded(it.send(0.0), 1.0, 0.0)
    assert not it.hopeless(PATIENCE)
    assert it.hopeless(PATIENCE + 1)
    it.answered()
    it.crowded(it.send(PATIENCE), 1.0, PATIENCE)
    assert not it.hopeless(PATIENCE + 1)


def test_limits_that_make_no_sense_let_one_at_a_time_through():
    assert gate(8, at_once=0).most == 1
    assert gate(8, per_minute=0).per_minute == 1


@given(st.lists(st.tuples(st.floats(0, 400), st.integers(0, NANO)), max_size=60), st.integers(1, 2 * NANO))
def test_the_window_is_never_passed_except_by_one_that_alone_is_too_large(spends, limit):
    it, now, sent = Window(limit), 0.0, []
    for pause, amount in spends:
        now = max(now + pause, it.opens(amount, now + pause))
        it.spend(amount, now)
        sent.append((now, amount))
        recent = [a for at, a in sent if at > now - SPAN]
        assert sum(recent) <= limit or not any(recent[:-1])


def test_what_an_answer_cost_less_makes_room_in_the_window():
    it = Window(100)
    number = it.spend(100, 0.0)
    assert it.opens(50, 1.0) > SPAN
    it.settle(number, 40)
    assert it.opens(50, 1.0) <= 1.0


def test_a_window_that_is_shut_without_a_word_waits_for_the_oldest_or_a_minute():
    it = Window()
    assert it.shut(None, 0.0) == 60.0
    it = Window()
    it.spend(5, 0.0)
    it.spend(5, 100.0)
    assert it.shut(None, 200.0) == pytest.approx(SPAN - 200 + 1)
    assert it.shut(5.0, 200.0) == pytest.approx(SPAN - 200 + 1)


def ledger_of(*rows):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE attempt(seq, maker, account, run, sent_at, holds, job)")
    db.executemany("INSERT INTO attempt VALUES(?,?,?,?,?,?,?)", [(*row, None)[:7] for row in rows])
    return db


def test_what_others_spent_lately_counts_at_its_age():
    wall = 1_795_000_600.0

    def ago(seconds):
        return dt.datetime.fromtimestamp(wall - seconds, dt.UTC).isoformat(timespec="seconds")

    db = ledger_of(
        (1, "m", "a", "other", ago(4000), 1),
        (2, "m", "a", "other", ago(60), 2),
        (3, "m", "a", "mine", ago(59), 4),
        (4, "m", "b", "other", ago(58), 8),
        (5, "x", "a", "other", ago(57), 16),
        (6, "m", None, "other", ago(-86_400 * 365), 32),
        (7, "m", "a", "other", ago(56), 64, "job"),  # batches have a quota of their own
    )
    recent = Recent("m", "a", "mine")
    found = recent.read(db, wall, 1000.0)
    assert [amount for _, amount in found] == [2, 32]
    assert found[0][0] == pytest.approx(940.0, abs=1)
    assert found[1][0] == 1000.0
    assert recent.read(db, wall + 5, 1005.0)[1] == (1000.0, 32)  # not again and again: it was seen at 1000
    db.close()


def test_freight_learns_how_large_answers_are():
    (call,) = board(Item("a.b")).calls
    it = Freight()
    first = it.weight(call, ())
    assert BOUND // first >= 100
    it.answered(call, 200_000)
    assert it.weight(call, ()) == 250_000
    it.sizes["x"] = 1_000_000
    assert it.weight(call, ("x", "y")) == 250_000 + 4 * 5_000_000
    large = replace(call, config=replace(call.config, size="4K"))
    it.aboard = BOUND
    assert not it.fits(1)
    it.aboard = 0
    assert it.fits(10 * it.weight(large, ()))


def test_backoff_doubles_is_spread_and_obeys():
    waited = [backoff(n, None, random.Random(n)) for n in range(12)]
    assert all(0.75 * min(LONGEST, 2**n) <= w <= 1.25 * min(LONGEST, 2**n) for n, w in enumerate(waited))
    assert backoff(0, 30.0, random.Random(1)) == 30.0


def test_the_desk_writes_together_and_tells_each():
    begun = []

    @contextmanager
    def together():
        begun.append("begin")
        yield
        begun.append("commit")

    async def work():
        with Desk() as desk:
            desk.together = together
            held = asyncio.create_task(desk.write(lambda: 0))
            some = [asyncio.create_task(desk.write(lambda n=n: n * n)) for n in range(20)]
            return await held, await asyncio.gather(*some)

    assert asyncio.run(work()) == (0, [n * n for n in range(20)])
    assert 0 < len(begun) <= 4


def test_one_that_fails_is_alone_with_it():
    """The transaction that they shared is undone; each is done once more, and the one that can't be says why."""
    written, undone = [], []

    @contextmanager
    def together():
        before = list(written)
        try:
            yield
        except OSError:
            undone.append(len(written) - len(before))
            written[:] = before
            raise

    def write(n):
        if n == 5:
            raise OSError("full")
        written.append(n)
        return n

    async def work():
        with Desk() as desk:
            desk.together = together
            tasks = [asyncio.create_task(desk.write(write, n)) for n in range(10)]
            return await asyncio.gather(*tasks, return_exceptions=True)

    found = asyncio.run(work())
    assert [n for n in found if isinstance(n, int)] == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert str(found[5]) == "full"
    assert sorted(written) == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert undone


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "less than a second"), (37, "37 s"), (89.1, "90 s"), (240, "4 min"), (5300, "89 min"), (7800, "2 h 10 min")],
)
def test_times_for_people(seconds, words):
    assert spell(seconds) == words


def test_the_words_of_waits():
    assert waits.quota("lite", 37).text == "quota of lite used up: goes on in 37 s"
    assert waits.pace("lite", 10, 6).text == "lite takes 10 requests a minute: goes on in 6 s"
    assert waits.spend(10 * NANO, 250).text == "the account has used up its $10.00 in 10 minutes: goes on in 5 min"
    assert "what it may spend in 10 minutes" in waits.spend(None, 60).text
    assert waits.neighbour("a.b").text == "another run is making a.b"
