"""A budget is for the whole life of a board, under whatever names its file went."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from bananaboard.runtime.costs import budget_of
from bananaboard.runtime.overview import overview
from bananaboard.runtime.picking import pick
from bananaboard.runtime.root import Workspace

from .boards import LITE, TODAY, Camera, Item, Project, board

if TYPE_CHECKING:
    from pathlib import Path

SHOTS = tuple(Item(f"shot{n}", f"number {n}", takes=1) for n in range(4))
MORE = tuple(Item(f"new{n}", f"another {n}", takes=1) for n in range(9))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, Camera(counting=True))


def made_once(project: Project, name: str, budget: int) -> int:
    """A board of four pictures whose file is there; what it has cost."""
    (project.root / name).write_text("", "utf-8")
    return project.run(board(*SHOTS, path=name, budget=budget)).spent or 0


def test_what_a_board_cost_under_its_old_name_counts_against_its_budget(project: Project) -> None:
    budget = 8 * LITE
    spent = made_once(project, "old.bnn", budget)
    (project.root / "old.bnn").rename(project.root / "new.bnn")
    record = project.run(board(*SHOTS, *MORE, path="new.bnn", budget=budget))
    assert record.stopped_by == "budget"
    assert spent + (record.spent or 0) <= budget
    held = budget_of(Workspace(project.root), "new.bnn")
    assert (held.limit, held.held) == (budget, spent + (record.spent or 0))
    assert project.run(board(*SHOTS, *MORE, path="new.bnn", budget=budget)).made == 0


def test_the_old_name_is_told_before_anything_runs_under_the_new_one(project: Project) -> None:
    first = spent = made_once(project, "old.bnn", 8 * LITE)
    (project.root / "old.bnn").rename(project.root / "new.bnn")
    compiled = board(*SHOTS, *MORE[:1], path="new.bnn", budget=8 * LITE)
    plan = project.plan(compiled)
    assert plan.moved == "old.bnn"
    assert budget_of(Workspace(project.root), "new.bnn", plan.moved).held == spent
    for _ in range(2):
        seen = overview(compiled, project.root, project.camera.info, TODAY)
        assert seen.spent.cost == seen.budget.held == spent
        assert set(seen.budget.names) == {"old.bnn", "new.bnn"}
        spent += project.run(compiled).spent or 0
    assert spent > first


def test_a_copy_of_a_renamed_file_is_no_renamed_file(project: Project) -> None:
    made_once(project, "old.bnn", 8 * LITE)
    (project.root / "old.bnn").rename(project.root / "new.bnn")
    assert told(project, "new.bnn") == {"BNN627"}
    project.run(board(*SHOTS, path="new.bnn"))
    (project.root / "copy.bnn").write_text("", "utf-8")
    assert told(project, "copy.bnn") == set()
    plan = project.plan(board(*SHOTS, path="copy.bnn"))
    assert (plan.moved, plan.totals.make) == (None, 0)


def test_a_copy_of_a_renamed_file_chooses_for_itself(project: Project) -> None:
    """It has no picks of the file that it is a copy of, whatever name that went by when something was picked."""
    two = Item("shot", "a shot", takes=2)
    (project.root / "old.bnn").write_text("", "utf-8")
    project.run(board(two, path="old.bnn"))
    pick(board(two, path="old.bnn"), project.root, project.camera.info, "shot", 2)
    (project.root / "old.bnn").rename(project.root / "new.bnn")
    project.run(board(two, path="new.bnn"))
    (project.root / "copy.bnn").write_text("", "utf-8")
    counts = {}
    for name in ("new.bnn", "copy.bnn"):
        record = project.run(board(two, path=name))
        assert record.made == 0
        counts[name] = [t.take for t in record.takes if t.counts]
    assert counts == {"new.bnn": [2], "copy.bnn": [1]}


def test_a_board_that_was_run_after_its_copy_is_still_known_when_it_is_renamed(project: Project) -> None:
    spent = made_once(project, "old.bnn", 8 * LITE)
    assert spent
    made_once(project, "copy.bnn", 8 * LITE)
    made_once(project, "old.bnn", 8 * LITE)
    (project.root / "old.bnn").rename(project.root / "new.bnn")
    assert project.plan(board(*SHOTS, path="new.bnn")).moved == "old.bnn"


def told(project: Project, name: str) -> set[str]:
    return {d.code for d in project.plan(board(*SHOTS, path=name)).diagnostics} & {"BNN627"}


def test_so_does_what_it_cost_two_names_ago(project: Project) -> None:
    budget = 6 * LITE
    spent = made_once(project, "one.bnn", budget)
    for before, after in (("one.bnn", "two.bnn"), ("two.bnn", "three.bnn")):
        (project.root / before).rename(project.root / after)
        project.run(board(*SHOTS, path=after, budget=budget))
    record = project.run(board(*SHOTS, *MORE, path="three.bnn", budget=budget))
    assert spent + (record.spent or 0) <= budget


def test_what_another_board_paid_for_the_same_pictures_does_not(project: Project) -> None:
    made_once(project, "one.bnn", 8 * LITE)
    (project.root / "two.bnn").write_text("", "utf-8")
    two = board(*SHOTS, *MORE[:4], path="two.bnn", budget=5 * LITE)
    assert project.run(two).made == 4
    assert budget_of(Workspace(project.root), "two.bnn").held <= 5 * LITE


@pytest.mark.parametrize("name", ["x" * 300 + ".bnn", "a\0b.bnn"])
def test_a_name_that_no_file_can_have_is_in_the_way_of_no_board(project: Project, name: str) -> None:
    made_once(project, "first.bnn", 8 * LITE)
    with closing(sqlite3.connect(project.root / ".bananaboard/ledger.sqlite")) as db, db:
        db.execute("INSERT INTO board(board) VALUES(?)", (name,))
    assert project.plan(board(*MORE[:1], path="second.bnn")).totals.make == 1
