"""Old prices are told where money would be spent by them, and nowhere else."""

import datetime as dt

import pytest
from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from bananaboard.runtime.engines import engine_info
from bananaboard.runtime.plan import make_plan

BOARD = 'storyboard "x" { model: flash }\nshot wide "A hill"\nshot close "Grass" { model: banana }\n'


def told(engine, today):
    board = compile_board(MemoryFiles({"a.bnn": BOARD.encode()}), "a.bnn", today=today)
    plan = make_plan(board, engine=engine_info(engine), root=None, today=today)
    return [d.message for d in plan.diagnostics if d.code == "BNN677"]


@pytest.mark.parametrize(("engine", "count"), [("gemini", 2), ("sketch", 0), ("rehearsal", 0)])
def test_only_a_run_that_costs_money_is_warned(engine, count):
    assert len(told(engine, dt.date(2027, 6, 1))) == count


def test_each_day_of_reading_is_named_with_its_models():
    first, second = told("gemini", dt.date(2027, 6, 1))
    assert "`flash`" in first
    assert "2026-10-07, 237 days ago" in first
    assert "`banana`" in second


def test_prices_of_this_autumn_are_good_enough():
    assert told("gemini", dt.date(2026, 11, 21)) == []
