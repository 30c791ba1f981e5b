"""Whatever was made, chosen and changed: clearing up changes nothing of the board, and nothing has to be paid again."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import tempfile
from pathlib import Path

from bananaboard.dsl.call import Kind
from bananaboard.runtime.finding import Wanted
from bananaboard.runtime.picking import pick
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.sweep import look_over, sweep
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ..runtime.boards import Item, Project, board

LONG_AGO = "2026-03-01T00:00:00+00:00"
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
BASE = (
    Item("ana.front", "front", Kind.VIEW, takes=1),
    Item("s.wide", "wide", needs=("ana.front",), takes=2),
    Item("s.close", "close", chain="s.wide", takes=1, final=True),
    Item("s.sea", "sea", chain="s.close", takes=1),
    Item("s.calm", "calm", Kind.EDIT, of="s.close", takes=1),
)
NAMES = [i.name for i in BASE]
EDITS = st.one_of(
    st.tuples(st.just("say"), st.integers(0, 4), st.integers(0, 2)),
    st.tuples(st.just("pick"), st.integers(1, 4), st.integers(1, 2)),
    st.tuples(st.just("keep"), st.integers(1, 4), st.just(0)),
    st.tuples(st.just("reroll"), st.integers(1, 4), st.just(0)),
    st.tuples(st.just("stale"), st.just(0), st.just(0)),
    st.tuples(st.just("remove"), st.integers(3, 4), st.just(0)),
)


def statuses(project, compiled):
    return {s.call.address: s.status.value for s in project.plan(compiled).steps}


def makes(project, compiled):
    plan = project.plan(compiled)
    return {s.call.address: s.make for s in plan.steps}


def age(root):
    with sqlite3.connect(root / ".bananaboard/ledger.sqlite", isolation_level=None) as db:
        db.execute("UPDATE attempt SET sent_at=?", (LONG_AGO,))
        db.execute("UPDATE attempt SET ended_at=? WHERE ended_at IS NOT NULL", (LONG_AGO,))
    db.close()
    for path in (root / ".bananaboard/store").glob("*/*"):
        os.utime(path, (1, 1))


def edited(project, items, edit):
    """The board after an edit, having done what is no edit of the file."""
    what, index, value = edit
    if what == "say":
        return tuple(
            replace(i, text=f"{i.text.split('!')[0]}{'!' * value}") if n == index else i for n, i in enumerate(items)
        )
    if what == "remove":
        return tuple(i for i in items if i.name != NAMES[index])
    compiled = board(*items)
    if what in ("pick", "keep") and NAMES[index] in {i.name for i in items}:
        choice = value if what == "pick" else None
        pick(compiled, project.root, project.camera.info, NAMES[index], choice, keep=what == "keep")
    if what == "reroll" and NAMES[index] in {i.name for i in items}:
        project.run(compiled, reroll=(NAMES[index],))
    if what == "stale":
        project.run(compiled, stale=True)
    return items


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EDITS, min_size=1, max_size=5))
def test_clearing_up_changes_nothing_of_a_board(edits):
    with tempfile.TemporaryDirectory() as folder:
        project, items = Project(Path(folder)), BASE
        (project.root / "board.bnn").touch()
        project.run(board(*items))
        versions = [items]
        for edit in edits:
            items = edited(project, items, edit)
            project.run(board(*items))
            versions.append(items)
        age(project.root)
        present = board(*items)
        before = statuses(project, present)
        paid = [makes(project, board(*v)) for v in versions]
        workspace = Workspace(project.root)

        def compiled(path, engine):
            return present

        listed = look_over(workspace, compiled, Wanted(), NOW)
        went = sweep(workspace, compiled, Wanted(), listed, NOW)
        assert {i.sha256 for i in went} == {i.sha256 for i in listed.items}
        assert statuses(project, present) == before
        for version, made in zip(versions, paid, strict=True):
            after = makes(project, board(*version))
            assert all(after[a] <= made[a] for a in after)
        assert not look_over(workspace, compiled, Wanted(), NOW).items
