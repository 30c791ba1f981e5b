"""Money while requests are on their way: it is held, waited for, never passed; and what an interrupt leaves."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from bananaboard.dsl.money import NANO
from bananaboard.runtime.engine import Answer, Closes, Failed, Lost, Refused, Usage
from bananaboard.runtime.halt import Halt
from bananaboard.runtime.purse import Purse
from bananaboard.runtime.root import Workspace
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .boards import Item, board
from .virtual import DOWN, PRICE, Service, Stage, Told, in_virtual_time

LITE = "gemini-3.1-flash-lite-image"
MOST = 39_100_000


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


def lone(count, **more):
    return [Item(f"lone.{n}", f"lone {n}", takes=1, model=LITE, **more) for n in range(count)]


def rows(stage, query, *values):
    with sqlite3.connect(stage.root / ".bananaboard/ledger.sqlite") as db:
        found = db.execute(query, values).fetchall()
    db.close()
    return found


def test_money_that_comes_back_is_waited_for(stage):
    """$1.00 at most $0.0391: 25 of 60 are reserved at once; what they cost less makes room for 4 more, and no more."""
    service = Service()
    record, seconds = stage.run(board(*lone(60), budget=NANO), service, jobs=64)
    assert (record.made, record.failed, record.stopped_by) == (29, (), "budget")
    assert [t for t, *_ in service.asked].count(0.0) == 25
    assert seconds <= 6.0
    assert NANO - MOST < 29 * PRICE <= NANO
    assert record.lacking is not None
    assert (record.lacking.count, record.lacking.rest) == (31, 31 * MOST)
    assert record.lacking.budget == 29 * PRICE + 31 * MOST
    assert record.lacking.because == "the board's budget is used up"


def test_the_ceiling_of_a_run_is_one_of_its_own(stage):
    record, _ = stage.run(board(*lone(4), budget=NANO), Service(), max_cost=PRICE + MOST)
    assert (record.made, record.stopped_by) == (2, "budget")
    assert (record.lacking.count, record.lacking.budget, record.lacking.ceiling) == (2, None, True)
    again, _ = stage.run(board(*lone(4), budget=NANO), Service(name="paid"), max_cost=record.lacking.rest)
    assert (again.made, again.stopped_by) == (2, None)


def test_what_is_cheaper_goes_when_nothing_more_comes_back(stage):
    """The dear one waits its turn as long as money may come back; then the cheap ones behind it take what is left."""
    dear = Item("dear.0", "dear", takes=1, model=LITE)
    compiled = board(dear, *lone(5))
    costly = replace(compiled.calls[0].cost, expected=NANO, most=2 * NANO)
    compiled = replace(compiled, calls=(replace(compiled.calls[0], cost=costly), *compiled.calls[1:]), budget=NANO)
    service = Service()
    record, _ = stage.run(compiled, service)
    assert (record.made, sorted(service.addresses)) == (5, [f"lone.{n}" for n in range(5)])
    assert [s.address for s in record.skipped] == ["dear.0"]
    assert record.stopped_by == "budget"


def test_what_needs_a_picture_that_was_too_dear_is_named_too(stage):
    chain = [Item("c.0", "c0", takes=1), Item("c.1", "c1", takes=1, chain="c.0")]
    record, _ = stage.run(board(*chain), Service(), max_cost=1)
    assert {s.address: s.because for s in record.skipped} == {
        "c.0": "it would cost more than --max-cost",
        "c.1": "c.0 is not made",
    }
    assert (record.lacking.count, record.lacking.rest) == (2, 2 * MOST)


def test_an_answer_that_costs_more_than_its_bound_is_kept_told_and_reckoned_with(stage):
    """Twice the bound: the next requests of that model hold twice as much, so that the ceiling still holds."""
    told, service = Told(), Service(price=2 * MOST // 250 * 250)
    record, _ = stage.run(board(*lone(10), budget=10 * MOST), service, jobs=1, progress=told)
    assert record.made == 5
    assert [o.cost for o in told.of("over_most")] == [service.price]
    assert service.bill == record.known <= 10 * MOST
    holds = [most for (most,) in rows(stage, "SELECT most FROM attempt ORDER BY seq")]
    assert holds == [MOST, *[service.price] * 4]


def test_more_pictures_than_were_asked_for_are_kept_and_counted(stage):
    service = Service()
    service.says = lambda n, request: service.picture(2 * PRICE, pictures=2)
    record, _ = stage.run(board(*lone(1)), service)
    assert (record.made, len(record.takes), record.spent) == (1, 2, 2 * PRICE)
    assert stage.plan(board(*lone(1)), service).totals.make == 0


def test_a_retry_is_a_row_of_its_own_under_the_same_number(stage):
    service = Service(says=lambda n, request: DOWN if n <= 2 else None)
    record, _ = stage.run(board(*lone(1, retries=3)), service)
    found = rows(stage, "SELECT attempt, retry_of, take, state, holds FROM attempt ORDER BY seq")
    first = found[0][0]
    assert [r[1:] for r in found] == [(None, 1, "failed", 0), (first, 1, "failed", 0), (first, 1, "kept", PRICE)]
    assert [(t.address, t.take, t.path.name) for t in record.takes] == [("lone.0", 1, "0--1.png")]


def test_a_retry_of_a_free_engine_is_no_lost_sketch(stage):
    service = Service(says=lambda n, request: DOWN if n == 1 else None, free=True, name="draws", maker="draws")
    compiled = board(*lone(1, retries=3))
    assert stage.run(compiled, service)[0].made == 1
    assert rows(stage, "SELECT DISTINCT retry_of FROM attempt") == [(None,)]
    assert [t.take for t in stage.run(compiled, service)[0].takes] == [1]
    for picture in (stage.root / ".bananaboard/store").rglob("*.png"):
        picture.unlink()
    again, _ = stage.run(compiled, service)
    assert (again.made, [t.take for t in again.takes]) == (1, [1])


# --- the ceiling holds, whatever happens ------------------------------------------------------------------------------

FATES = st.sampled_from(
    ["picture", "dear", "refused", "billed", "down", "busy", "lost", "breaks", "no usage", "garbage"]
)


def fate(name, service):
    """What the service says, and what it really bills."""
    if name == "dear":
        return service.picture(MOST)
    if name in ("refused", "billed"):
        usage = Usage(10, 0, 0, 300) if name == "billed" else None
        return Refused("IMAGE_SAFETY", "no", usage, billed=name == "billed" or None)
    return {
        "picture": None,
        "down": DOWN,
        "busy": Failed("too many", "429", retryable=True, closes=Closes.MODEL, wait=3.0),
        "lost": Lost("cut"),
        "breaks": ValueError("oops"),
        "no usage": replace_usage(service.picture(PRICE)),
        "garbage": Answer((), "", None),
    }[name]


def replace_usage(answer):
    return Answer(answer.pictures, answer.text, None)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    fates=st.lists(FATES, min_size=20, max_size=60),
    budget=st.integers(0, 40 * MOST),
    ceiling=st.none() | st.integers(0, 40 * MOST),
)
def test_no_ceiling_is_ever_passed_with_64_in_flight(tmp_path_factory, fates, budget, ceiling):
    """At each moment all that is held and all that was spent fit both ceilings, by the ledger's own sums."""
    stage, service = Stage(tmp_path_factory.mktemp("stage")), Service()
    service.says = lambda n, request: fate(fates[(n - 1) % len(fates)], service)
    service.slow = {f"lone.{n}": 1.0 + n % 7 for n in range(70)}
    record, _ = stage.run(board(*lone(70, retries=2), budget=budget), service, jobs=64, max_cost=ceiling)
    held, ended = rows(stage, "SELECT SUM(holds), SUM(state='sending') FROM attempt")[0]
    assert (held or 0) <= min(budget, ceiling if ceiling is not None else budget)
    assert not ended
    assert service.most <= 64
    assert service.bill <= (held or 0)
    assert record.known + record.held == (held or 0)


# --- interrupts -------------------------------------------------------------------------------------------------------


async def interrupted(stage, service, after, again=None, jobs=4):
    """A run that is asked to end after so many seconds, and given up so many after that."""
    halt, told = Halt(), Told()
    loop = asyncio.get_running_loop()
    loop.call_later(after, halt.ask)
    if again is not None:
        loop.call_later(after + again, halt.give_up)
    record = await stage.running(board(*lone(12)), service, jobs=jobs, halt=halt, progress=told)
    return record, told


def test_the_first_interrupt_sends_nothing_more_and_waits(stage):
    service = Service()
    (record, told), seconds = in_virtual_time(interrupted(stage, service, 3.0))
    assert (record.made, record.failed, record.stopped_by, record.unknown) == (8, (), "interrupt", ())
    assert len(service.asked) == 8
    assert seconds == pytest.approx(4.0)
    (stopping,) = told.of("stopping")
    assert (stopping.flying, stopping.seconds) == (4, 599.0)
    assert len(record.skipped) == 4
    assert rows(stage, "SELECT COUNT(*) FROM attempt WHERE state='sending'") == [(0,)]


def test_the_second_interrupt_gives_up_and_names_what_is_unknown(stage):
    service = Service()
    (record, _), seconds = in_virtual_time(interrupted(stage, service, 3.0, again=0.5))
    assert (record.made, len(record.unknown), record.stopped_by) == (4, 4, "interrupt")
    assert seconds == pytest.approx(3.5)
    assert (record.spent, record.known, record.held) == (None, 4 * PRICE, 4 * MOST)
    assert {f.address for f in record.unknown} == {f"lone.{n}" for n in range(4, 8)}
    states = rows(stage, "SELECT state, billed, COUNT(*), SUM(holds) FROM attempt GROUP BY state ORDER BY state")
    assert states == [("kept", "yes", 4, 4 * PRICE), ("lost", "unknown", 4, 4 * MOST)]
    assert stage.plan(board(*lone(12)), service).totals.make == 8


def test_a_task_that_is_cancelled_settles_before_it_ends(stage):
    service = Service()

    async def cancelled():
        run = asyncio.create_task(stage.running(board(*lone(12)), service, jobs=4))
        await asyncio.sleep(3.0)
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run

    in_virtual_time(cancelled())
    states = rows(stage, "SELECT state, COUNT(*) FROM attempt GROUP BY state ORDER BY state")
    assert states == [("kept", 4), ("lost", 4)]


def test_what_waits_for_its_next_try_is_not_tried_after_an_interrupt(stage):
    service = Service(says=lambda n, request: DOWN)

    async def stopped():
        halt = Halt()
        asyncio.get_running_loop().call_later(2.2, halt.ask)
        return await stage.running(board(*lone(2, retries=5)), service, halt=halt)

    record, seconds = in_virtual_time(stopped())
    assert (len(service.asked), [f.reason for f in record.failed]) == (2, ["overloaded"] * 2)
    assert seconds == pytest.approx(2.2)


def test_an_answer_that_never_comes_is_given_up_in_time(stage):
    service = Service(latency=1e6)
    record, seconds = stage.run(board(*lone(1)), service)
    assert (seconds, [f.code for f in record.failed]) == (600.0, ["lost"])
    assert record.failed[0].reason == "no answer came in 600 seconds"


def test_a_listener_that_breaks_loses_no_paid_answer(stage):
    class Broken(Told):
        def take_made(self, take):
            raise ValueError("oops")

    service = Service(slow={"lone.0": 1.0})
    with pytest.raises(ValueError, match="oops"):
        stage.run(board(*lone(6)), service, jobs=4, progress=Broken())
    states = dict(rows(stage, "SELECT state, COUNT(*) FROM attempt GROUP BY state"))
    assert states.pop("kept") == len(service.asked) >= 4
    assert states in ({}, {"failed": 1})  # one may have been written down, and was then not sent


# --- two runs in one root ---------------------------------------------------------------------------------------------


def together(stage, *runs, apart=0.0):
    """Runs at once, in one loop, each planned before one of them begins; each is (board, service)."""

    async def one(after, compiled, service, plan):
        await asyncio.sleep(after)
        return await stage.running(compiled, service, plan=plan)

    async def all_():
        planned = [(n * apart, c, s, stage.plan(c, s)) for n, (c, s) in enumerate(runs)]
        return await asyncio.gather(*(one(*p) for p in planned))

    return in_virtual_time(all_())


def test_two_runs_of_one_board_make_each_picture_once(stage):
    compiled = board(*lone(6), Item("c.0", "c0", takes=2), Item("c.1", "c1", takes=2, chain="c.0"))
    one, two = Service(), Service()
    (first, second), _ = together(stage, (compiled, one), (compiled, two))
    assert sorted(one.addresses + two.addresses) == sorted([*(f"lone.{n}" for n in range(6)), *["c.0", "c.1"] * 2])
    assert (first.failed, first.skipped, second.failed, second.skipped) == ((), (), (), ())
    assert first.made + second.made == 10
    assert [t.sha256 for t in first.takes] == [t.sha256 for t in second.takes]
    assert len(first.takes) == 10


def test_a_run_that_is_planned_while_another_works_waits_for_it(stage):
    """Its plan says that the first is being made elsewhere, and holds what follows from it."""
    compiled = board(Item("c.0", "c0", takes=1), Item("c.1", "c1", takes=1, chain="c.0"))
    one, two = Service(), Service()

    async def later():
        first = asyncio.create_task(stage.running(compiled, one))
        await asyncio.sleep(1.0)
        plan = stage.plan(compiled, two)
        assert [(s.status.value, s.make, s.blocked) for s in plan.steps] == [("pending", 0, None), ("new", 1, None)]
        second = await stage.running(compiled, two, plan=plan)
        return await first, second

    (first, second), _ = in_virtual_time(later())
    assert sorted(one.addresses + two.addresses) == ["c.0", "c.1"]
    assert (first.failed, first.skipped, second.failed, second.skipped) == ((), (), (), ())
    assert len(second.takes) == 2


def test_two_boards_of_one_root_share_what_is_in_flight(stage):
    items = lone(5)
    one, two = Service(), Service()
    (first, second), _ = together(stage, (board(*items), one), (board(*items, path="two.bnn", budget=NANO), two))
    assert sorted(one.addresses + two.addresses) == [f"lone.{n}" for n in range(5)]
    assert (len(first.takes), len(second.takes)) == (5, 5)
    assert stage.plan(board(*items, path="two.bnn"), one).totals.make == 0


def test_what_another_run_has_made_is_not_among_what_is_left(stage):
    """Of ten that both want, the budget holds five, whoever makes them: five are left, for either of them."""
    compiled = board(*lone(10), budget=4 * PRICE + MOST)
    one, two = Service(), Service()
    runs, _ = together(stage, (compiled, one), (compiled, two), apart=0.5)
    assert sum(r.made for r in runs) == 5
    assert [(r.lacking.count, r.lacking.rest) for r in runs] == [(5, 5 * MOST)] * 2


def test_what_another_run_fails_at_this_run_makes(stage):
    compiled = board(*lone(1))
    one, two = Service(says=lambda n, request: DOWN), Service()
    (first, second), _ = together(stage, (compiled, one), (compiled, two), apart=0.5)
    assert (first.made, second.made) == (0, 1)
    assert (len(first.failed), second.failed) == (1, ())


def test_a_refusal_is_counted_once_on_the_page_of_its_run(stage):
    """Of two takes one is refused and one fails: the second is still to be made, there as in the next plan."""
    no, broken = Refused("IMAGE_SAFETY", "no", None, billed=None), Failed("broken", "400", retryable=False)
    compiled = board(Item("lone.0", "lone", takes=2, model=LITE))
    record, _ = stage.run(compiled, Service(says=lambda n, request: no if n == 1 else broken), jobs=1)
    assert [f.code for f in record.failed] == ["refused", "400"]
    assert [c.status.value for c in record.board.calls] == ["new"]
    assert stage.plan(compiled, Service()).totals.make == 1


def test_what_another_run_was_refused_is_not_asked_for_again(stage):
    compiled = board(*lone(1))
    one, two = Service(says=lambda n, request: Refused("IMAGE_SAFETY", "no", None, None)), Service()
    (first, second), _ = together(stage, (compiled, one), (compiled, two), apart=0.5)
    assert (len(first.failed), two.asked) == (1, [])
    assert [s.because for s in second.skipped] == ["another run asked for it, and it was refused"]


def test_what_another_run_lost_is_not_asked_for_in_this_run(stage):
    """It may have been billed: the next run asks again, when that has been shown."""
    compiled = board(*lone(1))
    one, two = Service(says=lambda n, request: Lost("cut")), Service()
    (_, second), _ = together(stage, (compiled, one), (compiled, two), apart=0.5)
    assert two.asked == []
    assert "it may have been billed" in second.skipped[0].because
    assert stage.plan(compiled, two).totals.make == 1


def test_a_run_that_died_leaves_its_request_unknown_to_its_neighbour(stage):
    """Its lock is free, so its request is not waited for, and not sent again unasked."""
    from bananaboard.runtime.book import Book
    from bananaboard.runtime.decide import Judge
    from bananaboard.runtime.ground import lay_ground
    from bananaboard.runtime.sending import Sender

    compiled, two, told = board(*lone(1)), Service(), Told()
    workspace = Workspace(stage.root)

    async def dying():
        book = Book(workspace, compiled, two.info)
        plan = stage.plan(compiled, two)
        ground = lay_ground(compiled, two.info, workspace, book.ledger)
        decision = Judge(ground, ground.shelf).decide(compiled.calls[0])
        Sender(book, None).reserve(decision, 1)
        loop = asyncio.get_running_loop()
        loop.call_later(5.0, book._lock.free)
        record = await stage.running(compiled, two, plan=plan, progress=told)
        book.ledger.close()
        return record

    record, seconds = in_virtual_time(dying())
    assert two.asked == []
    assert 5.0 <= seconds <= 8.0
    assert [w.why for w in told.of("waiting")] == ["neighbour"]
    assert "it may have been billed" in record.skipped[0].because


def test_a_budget_that_another_run_of_the_board_holds_is_waited_for(stage):
    """The first holds all of the budget for an answer that costs less; the second goes on when it has settled."""
    compiled = board(*lone(2), budget=MOST + PRICE)
    one, two = Service(), Service()

    async def both():
        first = asyncio.create_task(stage.running(compiled, one, plan=stage.plan(compiled, one, only=("lone.0",))))
        await asyncio.sleep(1.0)
        second = await stage.running(compiled, two, plan=stage.plan(compiled, two, only=("lone.1",)))
        return await first, second

    (first, second), _ = in_virtual_time(both())
    assert (first.made, second.made, second.stopped_by) == (1, 1, None)


def test_a_budget_that_another_run_gives_back_before_anybody_looks_is_used(stage, monkeypatch):
    """The second finds no room, and when it looks whether that may change, the first has just settled."""
    compiled = board(*lone(2), budget=MOST + PRICE)
    one, two = Service(), Service()
    looking = Purse.comes_back

    async def late(self, *args, **how):
        await asyncio.sleep(3.0)
        return await looking(self, *args, **how)

    monkeypatch.setattr(Purse, "comes_back", late)
    plans = [stage.plan(compiled, s, only=(f"lone.{n}",)) for n, s in enumerate((one, two))]

    async def both():
        first = asyncio.create_task(stage.running(compiled, one, plan=plans[0]))
        await asyncio.sleep(1.0)
        return await stage.running(compiled, two, plan=plans[1]), await first

    (second, first), _ = in_virtual_time(both())
    assert (first.made, second.made, second.stopped_by) == (1, 1, None)


def test_a_run_whose_own_money_is_short_does_not_wait_for_another_run(stage):
    """What the other one gives back goes to the board's budget: it helps nobody's `--max-cost`."""
    compiled = board(*lone(2), budget=NANO)
    one, two = Service(latency=100.0), Service()
    plans = [stage.plan(compiled, s, only=(f"lone.{n}",)) for n, s in enumerate((one, two))]

    async def both():
        first = asyncio.create_task(stage.running(compiled, one, plan=plans[0]))
        await asyncio.sleep(1.0)
        second = await stage.running(compiled, two, plan=plans[1], max_cost=MOST - 1)
        return second, asyncio.get_running_loop().time(), await first

    (second, at, first), _ = in_virtual_time(both())
    assert (second.made, second.stopped_by, first.made) == (0, "budget", 1)
    assert at < 50
