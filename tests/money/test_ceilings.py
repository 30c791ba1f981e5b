"""Ceilings with 64 requests in flight and every kind of failure: the service's own bill never passes them."""

from __future__ import annotations

import sqlite3

import pytest

from .audit import audit
from .studio import ended

# All but `over`, for which nothing can be promised beforehand: see the test of it.
FAILURES = (
    "latency=60ms spread=0.8 plain=2kB refuse=6% refused=yes busy=4% wait=30ms error=8% cut=6% bare=4% empty=3%"
    " garbage=3% text=4% same=3% hang=2% patience=1s"
)
BOARD = 'storyboard "Many" {{ model: lite; takes: 2; retries: {retries}{budget} }}\n' + "\n".join(
    f'shot s{n} "Shot number {n}"' for n in range(60)
)
DOLLAR = 1_000_000_000


def board(retries=0, budget=""):
    return BOARD.format(retries=retries, budget=f"; budget: {budget}" if budget else "")


def watched(project, process, table):
    """A run to its end; meanwhile the ledger is looked at. Gives the run and the most that it ever held."""
    most = 0
    while process.poll() is None:
        try:
            most = max([most, *(r["spent"] for r in project.ask(f"SELECT spent FROM {table}"))])
        except sqlite3.OperationalError:
            continue  # it is being made
        process.stdout.readline()
    return ended(process), most


@pytest.mark.parametrize("retries", [0, 3])
def test_a_budget_is_never_passed_whatever_fails(begin, retries):
    service, project = begin(FAILURES + f" seed={retries}", board(retries, "$1.00"))
    run, most = watched(project, project.begin("--yes", "--jobs", "64"), "board")
    assert run.code == 4, run
    assert most <= DOLLAR
    for _ in range(2):  # it is for the board's whole life
        again = project.run("--jobs", "64")
        assert again.code in (3, 4), again
    held = sum(r["holds"] for r in project.attempts())
    assert service.bill().nano <= held <= DOLLAR
    assert held > DOLLAR * 9 // 10  # and it was used
    audit(project, service.bill())
    project.sound()


def test_a_cost_limit_of_a_run_is_never_passed_and_the_next_run_has_its_own(begin):
    service, project = begin(FAILURES, board(2))
    run, most = watched(project, project.begin("--max-cost", "0.50", "--jobs", "64"), "run")
    assert run.code == 4, run
    assert most <= DOLLAR // 2
    first = service.bill().nano
    assert first <= sum(r["holds"] for r in project.attempts()) <= DOLLAR // 2
    run, most = watched(project, project.begin("--max-cost", "0.40", "--jobs", "64"), "run")
    assert run.code == 4, run
    assert service.bill().nano - first <= most <= DOLLAR // 2
    audit(project, service.bill())


def test_two_processes_hold_one_budget_together(begin):
    service, project = begin(FAILURES + " seed=5", board(1, "$1.50"))
    runs = [ended(p) for p in [project.begin("--yes", "--jobs", "64") for _ in range(2)]]
    assert all(r.code in (3, 4) for r in runs), runs
    held = sum(r["holds"] for r in project.attempts())
    assert service.bill().nano <= held <= DOLLAR * 3 // 2
    audit(project, service.bill())


def test_kills_do_not_break_a_budget_either(begin):
    service, project = begin(FAILURES + " seed=9", board(2, "$1.20"))
    for _ in range(4):
        process = project.begin("--yes", "--jobs", "64")
        for _ in range(12):
            process.stdout.readline()
        process.kill()
        ended(process)
        assert service.bill().nano <= sum(r["holds"] for r in project.attempts()) <= DOLLAR * 12 // 10
    assert project.run("--jobs", "64").code in (3, 4)
    assert service.bill().nano <= sum(r["holds"] for r in project.attempts()) <= DOLLAR * 12 // 10
    audit(project, service.bill())


def test_answers_that_cost_more_than_the_most_are_kept_counted_and_stop_the_run_soon(begin):
    """What nobody can know beforehand: no more than was in flight comes too dear."""
    service, project = begin("latency=60ms plain=2kB over=100%", board(0, "$2.00"))
    run = project.run("--jobs", "4")
    assert run.code == 4, run
    bill, rows = service.bill(), project.attempts()
    assert bill.nano == sum(r["holds"] for r in rows)
    assert {r["state"] for r in rows} == {"kept"}
    dear = max(i.cost for i in bill.items)
    assert bill.nano <= 2 * DOLLAR + 4 * (dear - rows[0]["most"])
    audit(project, bill)
