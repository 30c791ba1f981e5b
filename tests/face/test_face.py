"""Bananaboard from Python, as the contract shows it."""

import asyncio
import json

import pytest
from bananaboard.runtime import engines
from bananaboard.runtime.sketch.engine import Sketch

import bananaboard as bb


def test_from_a_file_to_a_pillow_image(kite):
    board = bb.load("kite.bnn", coat="a blue parka")
    assert (board.title, board.params, board.path) == ("The Kite", {"coat": "a blue parka"}, kite)
    plan = board.plan()
    assert [c.address for c in plan.calls] == list(board.addresses)
    assert "blue parka" in plan.calls[0].prompt
    run = plan.run(max_cost=1.0)
    assert (run.made, run.reused, run.failed, run.skipped, run.spent_usd) == (4, 0, (), (), 0)
    wide = run["hill.wide"]
    assert wide.path == kite.parent / "out/kite/hill/wide--1.png"
    assert wide.image.size == (1024, 1024)
    assert run.page == kite.parent / "out/kite/index.html"
    assert "4 pictures made" in repr(run)


def test_a_picture_by_each_way_of_naming_it(kite):
    run = bb.load(kite).plan().run()
    assert run["hill.wide#2"].number == 2
    assert run["hill.wide"].counts
    assert run["hill.wide:2"] == run["hill.wide#2"]
    assert run["hill.close[light=dawn]#1"].path.name == "close--light=dawn--1.png"
    assert run["hill.close:light=noon"].address == "hill.close[light=noon]"
    digest = run["hill.wide#2"].record.sha256
    assert run[f"hill.wide#{digest[:8]}"] == run["hill.wide#2"]
    assert len(run) == len(list(run)) == 4
    assert "hill.wide" in run
    assert "hill.tall" not in run
    assert 3 not in run


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("hill.wdie", "did you mean hill.wide"),
        ("hill.close", "could be each of"),
        ("hill.wide#9", "no picture"),
        (0, "no picture 0"),
        ("[[", "no"),
    ],
)
def test_an_address_that_is_none(kite, address, said):
    run = bb.load(kite).plan().run()
    with pytest.raises(KeyError, match=said):
        run[address]


def test_panels_have_numbers(kite):
    run = bb.loads('shot strip "Three moments" { panels: 3; model: flash }').plan().run()
    assert {run[f"strip.{n}"].record.part for n in (1, 2, 3)} == {1, 2, 3}
    assert run["strip"] == run["strip.1"]
    with pytest.raises(KeyError):
        run["strip.4"]


def test_what_is_wrong_is_one_exception_with_everything_in_it(kite):
    with pytest.raises(bb.BoardError) as caught:
        bb.loads('shot a "@nobody"\nshot b "x" { aspect: 7:5 }')
    assert [d.code for d in caught.value.diagnostics] == ["BNN450", "BNN322"]
    assert str(caught.value).startswith("<stdin>:1:10: error BNN450")
    with pytest.raises(bb.BoardError, match="BNN220"):
        bb.load(kite, hat="straw")
    with pytest.raises(bb.BoardError, match="BNN606"):
        bb.load(kite).plan(only="hill.tall")
    with pytest.raises(FileNotFoundError):
        bb.load("none.bnn")


def test_a_board_that_broke_after_it_was_loaded(kite):
    board = bb.load(kite)
    kite.write_text("shot {")
    with pytest.raises(bb.BoardError):
        board.plan()


def test_a_plan_says_what_it_costs_and_writes_nothing(kite):
    plan = bb.load(kite).plan(only=["hill.wide"])
    assert (plan.cost.usd, plan.cost.most_usd, plan.engine) == (0, 0, "sketch")
    assert 0.1 < plan.cost.service_usd < 0.2
    assert str(plan.cost).startswith("free ($0.1")
    assert {c.address: c.make for c in plan.calls if c.make} == {"hill.wide": 2}
    assert json.loads(plan.to_json())["format"] == "bananaboard.plan/1"
    assert sorted(p.name for p in kite.parent.iterdir()) == ["kite.bnn", "pyproject.toml"]


def test_what_was_made_is_there(kite):
    plan = bb.load(kite).plan()
    plan.run()
    assert (plan.run().made, bb.load(kite).plan().run().reused) == (0, 4)
    assert bb.load(kite).plan(reroll="hill.wide").run().made == 1


def test_the_same_as_something_to_be_awaited(kite, tmp_path):
    run = asyncio.run(bb.load(kite).plan().arun(jobs=2, out=tmp_path / "there"))
    assert run["hill.wide"].path.is_relative_to(tmp_path / "there")
    assert json.loads(run.to_json())["made"] == 4


def test_run_works_where_a_loop_runs_already(kite):
    async def cell():
        return bb.load(kite).plan().run()

    assert asyncio.run(cell()).made == 4


def test_two_runs_at_once_make_each_picture_once(kite):
    async def both():
        plan = bb.load(kite).plan()
        return await asyncio.gather(plan.arun(), plan.arun())

    assert sum(run.made for run in asyncio.run(both())) == 4


class Paid(Sketch):
    name = maker = "paid"
    free = False


def test_an_engine_that_costs_money_wants_a_ceiling(kite, monkeypatch):
    monkeypatch.setattr(
        engines, "_plugged", lambda: {"paid": type("P", (), {"load": lambda self: Paid, "dist": None})()}
    )
    plan = bb.load(kite).plan(engine="paid")
    assert 0.1 < plan.cost.usd < plan.cost.most_usd
    with pytest.raises(PermissionError, match="max_cost"):
        plan.run()
    for none in (-1, float("nan"), float("inf"), 1e30, "1", True):
        with pytest.raises(ValueError, match="max_cost is a sum of dollars"):
            plan.run(max_cost=none)
    assert not (kite.parent / ".bananaboard").exists()
    assert plan.run(max_cost=1).made == 4


def test_an_engine_that_is_not_there(kite):
    with pytest.raises(bb.NoEngine, match="No engine called `nobody`"):
        bb.load(kite).plan(engine="nobody")


def test_every_name_that_is_promised_is_there():
    assert all(getattr(bb, name).__doc__ for name in bb.__all__)
    assert set(bb.__all__) <= set(dir(bb))
    with pytest.raises(AttributeError):
        _ = bb.nothing


def test_a_grid_has_all_variants_and_takes_of_a_statement(kite):
    run = bb.load(kite).plan().run()
    grid = run.grid("hill.close")
    assert repr(grid) == "<Grid of hill.close: light: dawn, light: noon>"
    assert grid.image.width > grid.image.height
    assert {"image/png", "image/jpeg"} & grid._repr_mimebundle_().keys()
    assert repr(run.grid("hill.wide")) == "<Grid of hill.wide: take 1, take 2>"
    assert repr(run.grid("hill.close:light=dawn")) == "<Grid of hill.close: light: dawn>"
    for address, said in (("hill.wdie", "did you mean hill.wide"), ("hill.*", "one of hill.wide, hill.close")):
        with pytest.raises(KeyError, match=said):
            run.grid(address)
