"""The laws of money, on random boards over the real code: what is paid for is never paid for again unasked."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from bananaboard.dsl.call import Kind
from bananaboard.runtime.picking import pick
from bananaboard.runtime.renames import Renames
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from .boards import Camera, Item, Project, board

TEXTS = st.sampled_from(["rain", "wind", "sun"])
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking takes minutes: each example is several runs
NAMES = [f"s.{c}" for c in "abcdefgh"]


def renamed(items, old, new):
    """The items with one name exchanged wherever it stands."""

    def swap(name):
        return new if name == old else name

    return [
        replace(i, name=swap(i.name), chain=swap(i.chain), of=swap(i.of), needs=tuple(map(swap, i.needs)))
        for i in items
    ]


class Money(RuleBasedStateMachine):
    """A person who edits, runs, picks and rerolls a board; after each step the laws hold."""

    @initialize(data=st.data(), size=st.integers(2, 6))
    def begin(self, data, size):
        self.root = Path(tempfile.mkdtemp())
        self.project = Project(self.root, Camera("paid"))
        self.sketch = Project(self.root, Camera("sketch", free=True))
        self.items: list[Item] = []
        for name in NAMES[:size]:
            before = [i.name for i in self.items]
            link = data.draw(st.sampled_from(["none", "chain", "need", "edit"])) if before else "none"
            other = data.draw(st.sampled_from(before)) if before else ""
            item = Item(name, data.draw(TEXTS), takes=data.draw(st.integers(1, 2)))
            item = {
                "none": item,
                "chain": replace(item, chain=other),
                "need": replace(item, needs=(other,)),
                "edit": replace(item, of=other, kind=Kind.EDIT),
            }[link]
            self.items.append(item)
        (self.root / "board.bnn").touch()
        (self.root / "two.bnn").touch()

    def teardown(self):
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    @property
    def refusing(self):
        """Whether the service refuses something now."""
        return bool(self.project.camera.refuse)

    @property
    def refused(self):
        """The requests that were refused so far and stand in the way of something."""
        return self.ground().shelf.refused

    @property
    def board(self):
        return board(*self.items)

    def steps(self, compiled=None, project=None, **options):
        return (project or self.project).plan(compiled or self.board, **options).steps

    def states(self):
        return {s.call.address: (s.status, s.counts) for s in self.steps()}

    def pays(self, compiled=None, project=None, **options):
        """What a run asks for; it asks for just what its plan holds."""
        project, compiled = project or self.project, compiled or self.board
        planned = sorted(s.call.address for s in self.steps(compiled, project, **options) for _ in range(s.make))
        asked = project.asked(compiled, **options)
        if self.refusing:
            assert not Counter(asked) - Counter(planned)
        else:
            assert asked == planned
        return asked

    @rule(stale=st.booleans())
    def run_and_run_again(self, stale):
        self.pays(stale=stale)
        assert self.pays(stale=stale) == []
        assert not [s for s in self.steps() if s.make]

    @rule()
    def stale_converges(self):
        self.pays(stale=True)
        assert self.pays(stale=True) == []
        if not any(self.refused):
            assert {s.status.value for s in self.steps()} == {"cached"}

    @rule(data=st.data(), text=TEXTS)
    def an_edit_undone_is_free(self, data, text):
        self.pays()
        before, items = self.states(), self.items
        at = data.draw(st.integers(0, len(items) - 1))
        self.items = [replace(i, text=text + "!") if n == at else i for n, i in enumerate(items)]
        if data.draw(st.booleans()):
            # Where something was stale already, `--stale` makes its newest picture another one: that counts on.
            settled = all(status == "cached" for status, _ in before.values())
            self.pays(stale=settled and data.draw(st.booleans()))
        self.items = items
        assert self.states() == before
        assert self.pays() == []

    @rule(data=st.data(), text=TEXTS)
    def an_edit_stays(self, data, text):
        at = data.draw(st.integers(0, len(self.items) - 1))
        self.items = [replace(i, text=text) if n == at else i for n, i in enumerate(self.items)]

    @rule(data=st.data())
    def a_rename_is_free(self, data):
        self.pays()
        before = self.states()
        old = data.draw(st.sampled_from(self.items)).name
        ambiguous = len({i.name for i in self.items if i.text == next(j.text for j in self.items if j.name == old)}) > 1
        new = data.draw(st.sampled_from([n for n in [*NAMES, "s.x", "s.y"] if n not in {i.name for i in self.items}]))
        gone = Renames(self.ground().shelf, self.board.calls).vanished
        self.items = renamed(self.items, old, new)
        if gone or ambiguous:  # several addresses that are gone or new may say the same: then nothing is inherited
            return
        assert {**{new if a == old else a: s for a, s in before.items()}} == self.states()
        assert self.pays() == []

    def ground(self):
        from bananaboard.runtime.ground import lay_ground
        from bananaboard.runtime.root import Workspace

        return lay_ground(self.board, self.project.camera.info, Workspace(self.root))

    @precondition(lambda self: len(self.items) > 2)
    @rule(data=st.data())
    def a_removal_is_free(self, data):
        self.pays()
        last = [i for i in self.items if not any(i.name in (*j.needs, j.chain, j.of) for j in self.items)]
        gone = data.draw(st.sampled_from(last))
        self.items = [i for i in self.items if i is not gone]
        assert self.pays() == []

    @rule(data=st.data())
    def an_insertion_pays_for_itself(self, data):
        self.pays()
        free = [n for n in NAMES if n not in {i.name for i in self.items}]
        if free and len(self.items) < 7:
            self.items = [Item(free[0], data.draw(TEXTS) + free[0], takes=1), *self.items]
            assert set(self.pays()) <= {free[0]}

    @rule(data=st.data())
    def fewer_takes_are_free(self, data):
        self.pays()
        before = self.states()
        self.items = [replace(i, takes=1) for i in self.items]
        assert self.states() == before
        assert self.pays() == []

    @rule(data=st.data())
    def a_pick_is_free(self, data):
        self.pays()
        step = data.draw(st.sampled_from(self.steps()))
        if step.have:
            take = data.draw(st.integers(1, step.have))
            outcome = pick(self.board, self.root, self.project.camera.info, step.call.address, take)
            if outcome.picked:
                after = next(s for s in self.steps() if s.call.address == step.call.address)
                assert after.counts == outcome.picked[0].sha256
            assert self.pays() == []

    @rule(data=st.data())
    def a_reroll_leaves_what_counts(self, data):
        self.pays()
        step = data.draw(st.sampled_from(self.steps()))
        address = step.call.address
        refused = address in self.project.camera.refuse
        asked = self.pays(reroll=(address,))
        assert asked == [address] or step.blocked or step.counts is None or refused
        if step.status == "cached":
            assert next(s for s in self.steps() if s.call.address == address).counts == step.counts

    @rule()
    def keep_makes_nothing(self):
        self.pays()
        pick(self.board, self.root, self.project.camera.info, "*.*", keep=True)
        assert self.pays(stale=True) == [] or self.refusing

    @rule()
    def a_second_board_pays_nothing(self):
        self.pays()
        before = self.states()
        two = replace(self.board, path="two.bnn")
        # What is stale here was made from other pictures: only what is up to date is found there.
        if all(s.status == "cached" and not s.picked for s in self.steps()):
            known = self.steps(two)
            if all(s.status == "new" or s.status == "cached" for s in known):
                counts = {s.call.address: s.counts for s in self.steps()}
                if all(counts[s.call.address] == s.counts for s in known if s.counts):
                    assert self.pays(two) == []
        assert self.states() == before

    @rule()
    def sketches_disturb_nothing(self):
        before = self.states()
        self.pays(project=self.sketch)
        assert self.pays(project=self.sketch) == []
        assert self.states() == before

    @rule(data=st.data())
    def only_pays_for_others_if_it_makes_the_target(self, data):
        target = data.draw(st.sampled_from(self.items)).name
        asked = self.pays(only=(target,), stale=data.draw(st.booleans()))
        assert not asked or target in asked or self.refusing

    @rule(data=st.data())
    def the_service_refuses_some(self, data):
        names = [i.name for i in self.items]
        self.project.camera.refuse = {data.draw(st.sampled_from(names))} if data.draw(st.booleans()) else set()

    @invariant()
    def a_free_answer_is_kept(self):
        if hasattr(self, "items"):
            assert all(s.make == 0 or s.blocked is None for s in self.steps())


Money.TestCase.settings = settings(
    max_examples=250, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES
)  # fmt: skip
TestMoney = Money.TestCase
