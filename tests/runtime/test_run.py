"""How a run goes: its order, what it waits for, how it ends, and what it says."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from bananaboard.runtime.execute import Halt, Stopped, execute
from bananaboard.runtime.progress import Silent
from bananaboard.runtime.ready import Ready
from bananaboard.runtime.root import Workspace
from msgspec.structs import replace

from .boards import Item, board, final_of


def chain(name, length, takes=1):
    """A chain of shots."""
    names = [f"{name}.{n}" for n in range(length)]
    return [Item(n, n, takes=takes, chain=before) for n, before in zip(names, [None, *names], strict=False)]


def test_the_longest_path_goes_first(project):
    lone = [Item(f"lone.{n}", f"lone {n}", takes=1) for n in range(3)]
    project.make(project.plan(board(*lone, *chain("c", 4))), jobs=1)
    assert project.camera.asked == ["c.0", "c.1", "c.2", "lone.0", "lone.1", "lone.2", "c.3"]


class Telling(Silent):
    """Lets tests wait for what a run has done."""

    def __init__(self):
        self.asked, self.made = {}, {}

    def asking(self, address, take):
        self.asked.setdefault((address, take), asyncio.Event()).set()

    def take_made(self, take):
        self.made.setdefault((take.address, take.take), asyncio.Event()).set()


def held(camera, address, take, until):
    """An engine that answers one take only after something has happened."""
    real = camera.make

    async def make(request, spool):
        if (request.call.address, request.take) == (address, take):
            await asyncio.wait_for(until().wait(), 60)
        return await real(request, spool)

    camera.make = make


def test_the_next_shot_waits_for_the_first_take_only(project):
    telling = Telling()
    held(project.camera, "c.0", 2, lambda: telling.asked.setdefault(("c.2", 1), asyncio.Event()))
    record = project.make(project.plan(board(*chain("c", 3, takes=2))), jobs=2, progress=telling)
    assert record.made == 6


def test_a_later_take_does_not_count_before_the_first(project):
    telling = Telling()
    held(project.camera, "c.0", 1, lambda: telling.made.setdefault(("c.0", 2), asyncio.Event()))
    compiled = board(*chain("c", 2, takes=2))
    record = project.make(project.plan(compiled), jobs=2, progress=telling)
    first = next(t.sha256 for t in record.takes if (t.address, t.take) == ("c.0", 1))
    assert ("c.1", (first,)) in project.camera.seen
    assert project.status(compiled) == {"c.0": "cached", "c.1": "cached"}


def test_takes_go_before_longer_waits_are_over():
    ready = Ready({"a": 1, "b": 3}, {"a": 0, "b": 1})
    ready.add("a", 2)
    ready.add("b", 2)
    assert [ready.next() for _ in range(4)] == [("b", 0), ("b", 1), ("a", 0), ("a", 1)]
    ready.add("a", 3)
    assert (ready.clear(), len(ready)) == ([("a", 0), ("a", 1), ("a", 2)], 0)


def test_so_many_at_once_and_no_more(project):
    real, flying = project.camera.make, 0

    async def together(request, spool):
        nonlocal flying
        flying += 1
        assert flying <= 3
        await asyncio.wait_for(barrier.wait(), 60)
        flying -= 1
        return await real(request, spool)

    barrier = asyncio.Barrier(3)
    project.camera.make = together
    record = project.make(project.plan(board(*(Item(f"s.{n}", f"{n}") for n in range(6)))), jobs=3)
    assert (record.made, record.failed) == (12, ())


def test_twins_are_made_once(project):
    compiled = board(Item("a.x", "same"), Item("a.y", "same"))
    plan = project.plan(compiled)
    assert [(s.make, s.shares) for s in plan.steps] == [(2, None), (0, "a.x")]
    record = project.make(plan)
    assert (record.made, len(record.takes)) == (2, 4)
    assert {t.sha256 for t in record.takes if t.address == "a.x"} == {
        t.sha256 for t in record.takes if t.address == "a.y"
    }
    assert project.status(compiled) == {"a.x": "cached", "a.y": "cached"}


def test_fail_fast_sends_nothing_more(project):
    project.camera.fail = {"s.0"}
    shots = [Item(f"s.{n}", f"{n}", takes=1) for n in range(4)]
    record = project.make(project.plan(board(*shots)), jobs=1, fail_fast=True)
    assert (record.made, len(record.failed), len(record.skipped)) == (0, 1, 3)


def test_a_halt_waits_for_what_is_in_flight(project):
    halt = Halt()
    real = project.camera.make

    async def halting(request, spool):
        halt.ask()
        return await real(request, spool)

    project.camera.make = halting
    record = project.make(project.plan(board(*(Item(f"s.{n}", f"{n}") for n in range(3)))), jobs=1, halt=halt)
    assert (record.made, record.failed, record.stopped_by) == (1, (), "interrupt")
    assert record.skipped[0].because == "the run was stopped"


def test_a_run_that_is_cancelled_leaves_nothing_open(project):
    compiled = board(Item("a.b", "words", takes=1))
    plan = project.plan(compiled)

    asked = asyncio.Event()

    async def never(request, spool):
        asked.set()
        await asyncio.Event().wait()

    async def cut_short():
        run = asyncio.create_task(execute(plan, project.camera, workspace=Workspace(project.root)))
        await asked.wait()
        run.cancel()
        await run

    project.camera.make, real = never, project.camera.make
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cut_short())
    project.camera.make = real
    assert project.asked(compiled) == ["a.b"]


def test_an_engine_that_breaks_loses_one_take(project):
    real = project.camera.make

    async def breaking(request, spool):
        if request.call.address == "s.1":
            raise ValueError("oops")
        return await real(request, spool)

    project.camera.make = breaking
    record = project.run(board(*(Item(f"s.{n}", f"{n}", takes=1) for n in range(3))))
    assert (record.made, [(f.address, f.code) for f in record.failed]) == (2, [("s.1", "lost")])


def test_an_answer_that_is_no_picture_is_refused(project):
    from bananaboard.runtime.engine import Answer, Drawn

    async def odd(request, spool):
        return Answer((Drawn(b"<svg/>", "image/png"),), "", None)

    project.camera.make = odd
    record = project.run(board(Item("a.b", "words", takes=1)))
    assert [f.code for f in record.failed] == ["refused"]
    assert project.plan(board(Item("a.b", "words", takes=1))).totals.make == 0


def test_a_reference_that_changed_meanwhile_is_not_sent(project):
    from .boards import Files, png

    project.files = Files(**{"a.png": png(1)})
    compiled = board(Item("a.b", "words", takes=1, given=(("a.png", "0" * 64),)))
    record = project.run(compiled)
    assert [(f.code, f.retryable) for f in record.failed] == [("unsent", True)]
    assert project.camera.asked == []


def test_a_plan_with_errors_is_not_run(project):
    plan = project.plan(board(Item("a.b", "words")), only=("nobody",))
    assert plan.diagnostics[0].hint
    with pytest.raises(Stopped):
        project.make(plan)


def test_only_makes_a_view_that_nothing_needs(project):
    from bananaboard.dsl.call import Kind

    spare = Item("mara.back", "her back", Kind.VIEW, takes=1)
    compiled = board(Item("a.b", "words"), spare=(spare,))
    assert project.asked(compiled, only=("mara.back",)) == ["mara.back"]
    assert project.asked(compiled) == ["a.b", "a.b"]


def test_a_final_of_a_final_board(project):
    item = Item("a.b", "words", takes=1, final=True)
    project.run(board(item))
    record = project.run(board(item), final=True)
    assert [t.address for t in record.takes] == ["a.b.final"]
    assert final_of(board(item).calls[0]).needs == ("a.b",)


def test_the_record_as_json(project):
    project.camera.refuse = {"a.c"}
    record = project.run(board(Item("a.b", "words", takes=1), Item("a.c", "more", takes=1), *chain("a", 1)))
    document = json.loads(record.to_json())
    assert document["format"] == "bananaboard.run/1"
    wanted = {
        "format",
        "takes",
        "failed",
        "skipped",
        "spent_usd",
        "made",
        "reused",
        "held_usd",
        "needs_usd",
        "stopped_by",
    }
    assert set(document) == wanted
    wanted = [
        "address",
        "path",
        "sha256",
        "mime",
        "width",
        "height",
        "status",
        "engine",
        "model",
        "cost_usd",
        "tokens",
        "text",
        "seconds",
    ]
    assert set(wanted) <= set(document["takes"][0])
    assert document["spent_usd"] is None  # the engine told no usage: unknown is never 0
    failed = {"address", "reason", "code", "message", "retryable", "cost_usd", "take", "most_usd"}
    assert set(document["failed"][0]) == failed


def test_a_free_run_costs_nothing(sketching):
    record = sketching.run(board(Item("a.b", "words")))
    assert json.loads(record.to_json())["spent_usd"] == 0


def test_a_lost_sketch_is_drawn_again_alike(sketching):
    compiled = board(*chain("c", 2))
    before = sketching.run(board(*chain("c", 2))).takes
    for path in (sketching.root / ".bananaboard/store").rglob("*.png"):
        path.unlink()
    after = sketching.run(compiled).takes
    assert [t.sha256 for t in after] == [t.sha256 for t in before]
    assert sketching.asked(compiled) == []


def test_the_plan_as_json_has_the_shape_that_others_rely_on(project):
    compiled = board(*chain("c", 2), Item("a.b", "words"))
    document = json.loads(project.plan(compiled).to_json())
    assert document["format"] == "bananaboard.plan/1"
    call = document["calls"][1]
    assert call["address"] == "c.1"
    assert (call["status"], call["why"], call["seen"], call["needs"]) == ("new", "never made", None, ["c.0"])
    assert call["parts"][1]["image"]["call"] == "c.0"
    assert call["cost"]["usd"] == 0.0342
    totals = document["totals"]
    assert (totals["calls"], totals["requests"], totals["make"], totals["new"]) == (3, 4, 4, 3)
    assert totals["usd"] == pytest.approx(4 * 0.0342)


def test_an_unknown_price_is_never_nothing(project):
    compiled = board(Item("a.b", "words"))
    unknown = replace(compiled.calls[0].cost, expected=None, most=None, batch=None)
    compiled = replace(compiled, calls=(replace(compiled.calls[0], cost=unknown),))
    totals = json.loads(project.plan(compiled).to_json())["totals"]
    assert (totals["usd"], totals["most_usd"], totals["service_usd"], totals["batch_usd"]) == (None,) * 4


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.runtime.boards import Item, Project, board
root = Path(sys.argv[2])
project = Project(root)
shots = [Item(f"s.{n}", f"shot {n}") for n in range(9)]
changed = board(*shots[:4], *(Item(f"t.{n}", f"other {n}", chain=f"s.{n}") for n in range(4)))
sys.stdout.write(project.plan(changed, stale=True).to_json())
"""


def test_the_same_bytes_whatever_the_hash_seed(project):
    project.run(board(*(Item(f"s.{n}", f"shot {n}") for n in range(9))))
    house = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", SCRIPT, house, str(project.root)]
    seeds = ({"PYTHONHASHSEED": seed} for seed in ("1", "2", "77"))
    printed = {subprocess.run(command, env=seed, capture_output=True, check=True).stdout for seed in seeds}
    assert len(printed) == 1
    assert len(json.loads(printed.pop())["calls"]) == 8


def test_planning_loads_nothing_heavy():
    code = "import sys, bananaboard.runtime.plan; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert not {"asyncio", "PIL", "lark", "jinja2", "rich", "google.genai", "IPython"} & set(loaded)


def test_lost_sketches_are_drawn_again_under_their_numbers(sketching):
    one = board(Item("a.b", "one", takes=2), Item("a.c", "two", takes=2))
    before = {(t.address, t.take, t.sha256) for t in sketching.run(one).takes}
    for _ in range(2):
        for picture in (sketching.root / ".bananaboard/store").rglob("*.png"):
            picture.unlink()
        assert {s.why for s in sketching.plan(one).steps} == {"its picture is not there any more; it is drawn again"}
        again = sketching.run(one)
        assert (again.made, again.reused) == (4, 0)
        assert {(t.address, t.take, t.sha256) for t in again.takes} == before
        assert sorted(p.name for p in sketching.root.rglob("out/**/*.png"))[:2] == ["b--1.png", "b--2.png"]
        assert (sketching.run(one).made, sketching.run(one).reused) == (0, 4)


def test_one_lost_sketch_of_several_comes_back_alone(sketching):
    one = board(Item("a.b", "one", takes=2), Item("a.c", "one", takes=2))
    before = sketching.run(one)
    lost = next(t for t in before.takes if t.take == 1)
    next((sketching.root / ".bananaboard/store").rglob(f"{lost.sha256}.png")).unlink()
    assert sketching.run(one).made == 1
    after = sketching.run(one)
    assert sorted((t.address, t.take, t.sha256) for t in after.takes) == sorted(
        (t.address, t.take, t.sha256) for t in before.takes
    )


def test_the_reason_of_what_is_stale(sketching):
    """A picture whose words changed is not gone, and one that was put between is not made again."""
    two = [Item("a.x", "x", takes=1), Item("a.y", "y", takes=1, chain="a.x")]
    sketching.run(board(*two))
    changed = board(replace(two[0], text="other"), two[1])
    assert reason(sketching.plan(changed, only=("a.y",)), "a.y") == "stale: the words of a.x changed"
    assert reason(sketching.plan(changed), "a.y") == "stale: a.x is made again"
    between = board(two[0], Item("a.m", "m", takes=1, chain="a.x"), replace(two[1], chain="a.m"))
    assert reason(sketching.plan(between), "a.y") == "stale: it sees a.m now"
    sketching.run(between)
    assert reason(sketching.plan(between), "a.y") == "stale: it sees a.m now"


def reason(plan, address):
    return next(s.why for s in plan.steps if s.call.address == address)


def test_a_cause_in_common_counts_what_is_made(sketching):
    items = [Item(f"a.s{n}", f"shot {n}", takes=1, camera="far") for n in range(5)]
    sketching.run(board(*items))
    near = board(*(replace(i, camera="near") for i in items))
    assert "BNN620" in {d.code for d in sketching.plan(near).diagnostics}
    assert "BNN620" not in {d.code for d in sketching.plan(near, only=("a.s0",)).diagnostics}
