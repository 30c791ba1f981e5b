"""The laws of money, on random boards over the real code: what is paid for is never paid for again unasked.

`pytest tests/runtime/test_laws.py --soak 2000` tries them on so many boards, others each time.
"""

from __future__ import annotations

import sqlite3

import pytest
from bananaboard.runtime.out import find_copies
from bananaboard.runtime.picking import pick
from bananaboard.runtime.renames import Renames
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.shown import shown
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from msgspec.structs import replace

from .boards import Item, png
from .machine import MOST, NAMES, TEXTS, Person, StopAfter, renamed, used

EXAMPLES = 12


class Money(Person):
    """What holds whoever draws; after each step."""

    @rule(stale=st.booleans())
    def run_and_run_again(self, stale):
        self.pays(stale=stale)
        assert self.pays(stale=stale) == [] or self.disturbed
        assert not [s for s in self.steps() if s.make] or self.disturbed

    @rule()
    def stale_converges(self):
        self.pays(stale=True)
        if not self.disturbed:
            assert self.pays(stale=True) == []
            if not any(self.refused):
                assert {s.status.value for s in self.steps(stale=True) if not s.blocked} <= {"cached"}

    @rule(data=st.data())
    def an_edit_undone_is_free(self, data):
        self.pays()
        if self.pays():  # the service does not answer: nothing to come back to
            return
        before, items, given = self.states(), self.items, dict(self.bytes)
        for _ in range(data.draw(st.integers(1, 2))):
            self.items = self.changed(data)
        if data.draw(st.booleans()):
            # Where something was stale already, `--stale` makes its newest picture another one: that counts on.
            settled = all(status == "cached" for status, _ in before.values())
            self.pays(stale=settled and data.draw(st.booleans()))
        self.items = items
        self.bytes.update(given)
        assert self.states() == before
        assert self.pays() == []

    @rule(data=st.data())
    def an_edit_stays(self, data):
        self.items = self.changed(data)

    @rule(data=st.data())
    def a_rename_is_free(self, data):
        self.pays()
        if self.pays():
            return
        before = self.states()
        old = data.draw(st.sampled_from(self.items)).name
        new = self.name()
        says = {self.ground().said[old][0]}
        others = Renames(self.ground().shelf, self.board.calls).orphans
        rows, board = self.ground().shelf.rows, self.board
        self.items = renamed(self.items, old, new)
        alike = any(says & {r.said for r in rows[a]} for a in others)
        alike = alike or any(c.said in says and c.address not in rows for c in board.calls)
        if alike or old not in rows:
            return  # several addresses that are gone or have nothing say the same: then nothing is inherited
        assert {**{new if a == old else a: s for a, s in before.items()}} == self.states()
        assert self.pays() == []

    @rule(data=st.data())
    def a_name_goes_to_another_shot(self, data):
        old, new = data.draw(st.sampled_from(self.items)).name, data.draw(st.sampled_from(NAMES))
        if new not in {i.name for i in self.items}:
            self.items = renamed(self.items, old, new)

    @rule()
    def a_renamed_file_is_free(self):
        self.pays()
        if self.pays() or not self.ground().shelf.rows:
            return
        before, old = self.states(), self.root / self.path
        self.path = self.name() + ".bnn"
        old.rename(self.root / self.path)
        assert self.states() == before
        assert self.pays() == []

    @precondition(lambda self: len(self.items) > 2)
    @rule(data=st.data())
    def a_removal_is_free(self, data):
        self.pays()
        if self.pays():
            return
        gone = data.draw(st.sampled_from([i for i in self.items if i.name not in used(self.items)]))
        self.items = [i for i in self.items if i is not gone]
        assert self.pays() == []

    @precondition(lambda self: len(self.items) < MOST)
    @rule(data=st.data(), between=st.booleans())
    def an_insertion_pays_for_itself(self, data, between):
        self.pays()
        if self.pays():
            return
        at = data.draw(st.integers(0, len(self.items) - 1))
        after, name = self.items[at], self.name()
        new = Item(name, data.draw(TEXTS) + name, takes=2, chain=after.chain if between else None)
        moved = replace(after, chain=name) if between and after.of is None else after
        refused = {a for a, (_, counts) in self.states().items() if counts is None}
        self.items = [*self.items[:at], new, moved, *self.items[at + 1 :]]
        assert set(self.pays()) <= {name, *refused}  # what sees another picture now is not what was refused

    @rule()
    def fewer_takes_are_free(self):
        self.pays()
        if self.pays():
            return
        before = self.states()
        self.items = [replace(i, takes=1) for i in self.items]
        assert self.states() == before
        assert self.pays() == []

    @rule(data=st.data())
    def other_pictures_are_free(self, data):
        self.pays()
        if self.pays():
            return
        before, items, old = self.states(), self.items, self.bytes["a.png"]
        if data.draw(st.booleans()):
            self.bytes["a.png"] = png(self.shade())
        else:
            at = data.draw(st.integers(0, len(items) - 1))
            self.items = [replace(i, given=(*i.given, ("b.png", ""))) if n == at else i for n, i in enumerate(items)]
        refused = {a for a, (_, counts) in before.items() if counts is None}
        assert set(self.pays()) <= refused  # what sees another picture now is not what was refused
        if not refused and data.draw(st.booleans()):
            self.items, self.bytes["a.png"] = items, old
            assert self.states() == before

    @rule(data=st.data())
    def a_pick_is_free(self, data):
        self.pays()
        quiet = not self.pays()
        step = data.draw(st.sampled_from(self.steps()))
        if step.have:
            take = data.draw(st.integers(1, step.have))
            self.picks(step.call.address, take)
            assert self.pays() == [] or not quiet

    @rule(data=st.data())
    def a_pick_of_long_ago(self, data):
        rows = [(a, r) for a, rows in sorted(self.ground().shelf.rows.items()) for r in rows]
        rows = [(a, r) for a, r in rows if a in {i.name for i in self.items}]
        if rows:
            address, row = data.draw(st.sampled_from(rows))
            self.picks(address, row.sha256, keep=data.draw(st.booleans()))

    @rule(data=st.data())
    def a_picture_is_brought_in(self, data):
        path = self.root / "retouched.png"
        path.write_bytes(png(self.shade()))
        self.picks(data.draw(st.sampled_from(self.items)).name, path)

    def picks(self, address, choice, **how):
        outcome = pick(self.board, self.root, self.project.camera.info, address, choice, **how)
        if outcome.picked:
            after = next(s for s in self.steps() if s.call.address == address)
            ours = outcome.picked[0].sha256
            # Up to date beats picked: an old picture only counts where nothing newer is up to date, or it is kept.
            assert after.counts == ours or after.status == "cached"

    @rule(data=st.data())
    def a_reroll_leaves_what_counts(self, data):
        self.pays()
        step = data.draw(st.sampled_from(self.steps()))
        address = step.call.address
        blocked = next(s for s in self.steps(reroll=(address,)) if s.call.address == address).blocked
        asked = self.pays(reroll=(address,))
        assert asked == [address] or blocked or step.counts is None or self.disturbed
        if step.status == "cached":
            assert next(s for s in self.steps() if s.call.address == address).counts == step.counts

    @rule()
    def keep_makes_nothing(self):
        self.pays()
        quiet = not self.pays()
        outcome = pick(self.board, self.root, self.project.camera.info, "*.*", keep=True)
        if outcome.diagnostics:  # something waits for a picture that is not there
            return
        lacking = {s.call.address for s in self.steps() if "takes there" in s.why and s.make}
        assert set(self.pays(stale=True)) <= lacking or not quiet or any(self.refused)

    @rule(data=st.data())
    def a_second_board_disturbs_nothing(self, data):
        self.pays()
        before = self.states()
        two = self.written(self.items, self.name() + ".bnn")
        (self.root / two.path).touch()
        known = self.steps(two)
        # What is stale here was made from other pictures: only what is up to date is found there.
        if all(status == "cached" for status, _ in before.values()):
            if {s.call.address: (s.status, s.counts) for s in known} == before:
                assert self.pays(two) == []
            self.pays(two)
            self.pays(two, reroll=(data.draw(st.sampled_from(self.items)).name,))
            assert self.states() == before

    @rule(stale=st.booleans())
    def another_maker_disturbs_nothing(self, stale):
        before = self.states()
        copies = {p: p.read_bytes() for p in find_copies(self.shown(), Workspace(self.root)).paths.values()}
        self.other.run(self.board)
        self.other.run(self.board, stale=stale)
        assert self.states() == before
        if not self.free:
            assert copies == {p: p.read_bytes() for p in copies}

    @rule(data=st.data())
    def only_pays_for_others_if_it_makes_the_target(self, data):
        target = data.draw(st.sampled_from(self.items)).name
        asked = self.pays(only=(target,), stale=data.draw(st.booleans()))
        assert not asked or target in asked or self.disturbed or any(self.refused)

    @rule()
    def finals_come_of_what_is_chosen(self):
        self.pays()
        if not any(i.final for i in self.items):
            return
        before = self.states()
        fit = {s.call.address for s in self.steps() if s.status == "cached" and (s.picked or s.have == 1)}
        asked = self.pays(final=True)
        assert {a.removesuffix(".final") for a in asked} <= fit
        assert self.pays(final=True) == [] or self.disturbed
        assert self.states() == before

    @rule(data=st.data())
    def the_service_changes_its_mind(self, data):
        camera, name = self.project.camera, data.draw(st.sampled_from(self.items)).name
        for kind in ("refuse", "breaks", "lose", "short"):
            setattr(camera, kind, {name} if data.draw(st.integers(0, 5)) == 0 else set())

    @rule(data=st.data(), stale=st.booleans())
    def a_stopped_run_goes_on(self, data, stale):
        plan = self.project.plan(self.board, stale=stale)
        if plan.totals.make < 2 or self.disturbed:
            return
        foretold = sorted(s.call.address for s in plan.steps for _ in range(s.make))
        stop, before = StopAfter(data.draw(st.integers(1, plan.totals.make))), len(self.project.camera.asked)
        self.project.make(plan, jobs=1, progress=stop, halt=stop.halt)
        self.pays(stale=stale)
        assert sorted(self.project.camera.asked[before:]) == foretold

    @rule(data=st.data())
    def what_left_the_store_comes_back(self, data):
        self.pays()
        if self.pays():
            return
        before = self.states()
        store = sorted(p for p in (self.root / ".bananaboard/store").rglob("*.*") if p.suffix in (".png", ".jpg"))
        gone = [p for p in store if data.draw(st.booleans())]
        for path in gone:
            path.rename(path.with_suffix(".away"))
        if self.free:
            # What is lost is drawn again, under its own number: nobody sees that it was gone.
            self.pays()
        else:
            assert not [s for s in self.steps(stale=True) if s.status == "missing" and s.make]
            assert not [s for s in self.steps() if s.make]
        for path in gone:
            path.with_suffix(".away").rename(path)
        assert self.states() == before

    def shown(self):
        return shown(self.board, self.root, self.project.camera.info)

    @rule(data=st.data())
    def copies_are_deleted_and_retouched(self, data):
        self.pays()
        folder = self.root / "out"
        copies = sorted(set(folder.rglob("*.png")) - set(self.by_hand))
        for path in copies[:6]:
            fate = data.draw(st.sampled_from(["stays", "goes", "retouched"]))
            if fate == "goes":
                path.unlink()
            elif fate == "retouched":
                self.by_hand[path] = png(self.shade())
                path.write_bytes(self.by_hand[path])
        record = self.project.run(self.board)
        assert all(t.path.read_bytes() for t in record.takes)

    @invariant()
    def a_retouched_file_stays(self):
        for path, data in getattr(self, "by_hand", {}).items():
            assert path.read_bytes() == data

    @invariant()
    def what_can_not_be_made_is_not_in_the_price(self):
        if hasattr(self, "items"):
            assert all(s.make == 0 or s.blocked is None for s in self.steps())

    @invariant()
    def the_ledger_adds_up(self):
        path = getattr(self, "root", None) and self.root / ".bananaboard/ledger.sqlite"
        if not path or not path.exists():
            return
        with sqlite3.connect(path) as db:
            assert db.execute("SELECT COUNT(*) FROM attempt WHERE state='sending'").fetchone() == (0,)
            owed = "SELECT COALESCE(SUM(holds), 0) FROM attempt WHERE attempt.{0}={0}.{0}"
            for table in ("board", "run"):
                query = f"SELECT COUNT(*) FROM {table} WHERE spent <> ({owed.format(table)})"
                assert db.execute(query).fetchone() == (0,)
        db.close()


class FreeMoney(Money):
    """The same laws where nothing costs anything."""

    free = True


@pytest.mark.parametrize("laws", [Money, FreeMoney])
def test_the_laws_hold(laws, request):
    soak = request.config.getoption("--soak")
    run_state_machine_as_test(
        laws,
        settings=settings(
            max_examples=soak or EXAMPLES,
            stateful_step_count=12,
            deadline=None,
            derandomize=not soak,
            database=None,
            suppress_health_check=list(HealthCheck),
            # To shrink takes minutes, each example being many runs: only where somebody is there to read it.
            phases=(Phase.explicit, Phase.generate, *([Phase.shrink] if soak else [])),
        ),
    )
