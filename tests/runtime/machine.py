"""A person who works on a board, as a Hypothesis state machine: after each step the laws of money hold."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from bananaboard.dsl.call import Kind
from bananaboard.runtime.execute import Halt
from bananaboard.runtime.ground import lay_ground
from bananaboard.runtime.progress import Silent
from bananaboard.runtime.root import Workspace
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize
from msgspec.structs import replace

from .boards import Camera, Files, Item, Project, board, png

TEXTS = st.sampled_from(["rain", "wind", "sun"])
NAMES = [f"s.{c}" for c in "abcdefgh"]
MOST = 7  # calls of a board
MEMORY = Path("/dev/shm")  # where there is one, a durable write costs nothing


def renamed(items, old, new):
    """The items with one name exchanged wherever it stands."""

    def swap(name):
        address, slash, panel = (name or "").partition("/")
        return new + slash + panel if address == old else name

    return [
        replace(i, name=swap(i.name), chain=swap(i.chain), of=swap(i.of), needs=tuple(map(swap, i.needs)))
        for i in items
    ]


def used(items):
    """The names that some item is made from."""
    return {n.partition("/")[0] for i in items for n in (*i.needs, i.chain, i.of) if n}


class StopAfter(Silent):
    """Asks a run to end after so many pictures."""

    def __init__(self, count):
        self.count, self.halt = count, Halt()

    def take_made(self, take):
        self.count -= 1
        if self.count <= 0:
            self.halt.ask()


class Person(RuleBasedStateMachine):
    """The board, its files, and what can be asked of it; `free`: the engine costs nothing."""

    free = False

    @initialize(data=st.data(), size=st.integers(2, 6))
    def begin(self, data, size):
        self.root = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.path, self.count = "board.bnn", 0
        self.bytes = {"a.png": png(1), "b.png": png(2)}
        self.project = Project(self.root, Camera("sketch" if self.free else "paid", self.free), Files())
        self.project.files.data = self.bytes
        self.other = Project(self.root, Camera("paid" if self.free else "sketch", not self.free), self.project.files)
        self.by_hand: dict[Path, bytes] = {}
        self.items: list[Item] = []
        for name in NAMES[:size]:
            self.items.append(self.drawn(data, name, self.items))
        (self.root / self.path).touch()

    def teardown(self):
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def drawn(self, data, name, before):
        """Any statement that may stand behind those of `before`."""
        link = data.draw(st.sampled_from(["none", "chain", "need", "edit"])) if before else "none"
        other = data.draw(st.sampled_from(before)) if before else Item("")
        given = data.draw(st.sampled_from([(), (), ("a.png",), ("a.png", "b.png")]))
        item = Item(name, data.draw(TEXTS), takes=data.draw(st.integers(1, 2)), given=tuple((p, "") for p in given))
        item = replace(item, panels=data.draw(st.sampled_from([1, 1, 1, 2])), final=data.draw(st.booleans()))
        mention = other.name if other.panels == 1 else f"{other.name}/{data.draw(st.integers(1, 2))}"
        links = {"chain": {"chain": other.name}, "need": {"needs": (mention,)}}
        links["edit"] = {"of": other.name, "kind": Kind.EDIT}
        return replace(item, **links.get(link, {}))

    @property
    def board(self):
        return self.written(self.items, self.path)

    def written(self, items, path):
        """The board of some items, with the references as their files are now."""
        sums = {p: hashlib.sha256(d).hexdigest() for p, d in self.bytes.items()}
        return board(*(replace(i, given=tuple((p, sums[p]) for p, _ in i.given)) for i in items), path=path)

    @property
    def disturbed(self):
        """Whether the service does not answer all that it is asked."""
        camera = self.project.camera
        return bool(camera.refuse or camera.breaks or camera.lose or camera.short)

    def ground(self):
        return lay_ground(self.board, self.project.camera.info, Workspace(self.root))

    @property
    def refused(self):
        """The requests that were refused so far."""
        return self.ground().shelf.refused

    def steps(self, compiled=None, project=None, **options):
        return (project or self.project).plan(compiled or self.board, **options).steps

    def states(self, compiled=None):
        return {s.call.address: (s.status, s.counts) for s in self.steps(compiled)}

    def pays(self, compiled=None, project=None, **options):
        """What a run asks for; it asks for just what its plan holds, and tells what the next plan finds."""
        project, compiled = project or self.project, compiled or self.board
        plan = project.plan(compiled, **options)
        planned = sorted(s.call.address for s in plan.steps for _ in range(s.make))
        assert not plan.stopped
        before = len(project.camera.asked)
        record = project.make(plan, jobs=3)
        asked = sorted(project.camera.asked[before:])
        if self.disturbed:
            assert not Counter(asked) - Counter(planned)
        else:
            assert asked == planned
            assert record.made == len(asked)
        told = {t.address: t.sha256 for t in reversed(record.takes) if t.counts}
        found = {s.call.address: s.counts for s in self.steps(compiled, project, **options)}
        assert {a: c for a, c in found.items() if c is not None} == told
        return asked

    def name(self):
        """A name that no shot has or had."""
        self.count += 1
        return f"s.new{self.count}"

    def shade(self):
        """Of a picture that no engine draws."""
        self.count += 1
        return 9_000_000 + self.count

    def changed(self, data):
        """The items after some edit of the text, and the bytes that references have then."""
        items, at = list(self.items), data.draw(st.integers(0, len(self.items) - 1))
        item = items[at]
        kind = data.draw(st.sampled_from(["text", "camera", "model", "takes", "link", "remove", "insert", "bytes"]))
        if kind == "text":
            items[at] = replace(item, text=item.text + "!")
        elif kind == "camera":
            items[at] = replace(item, camera="50 mm" if not item.camera else "")
        elif kind == "model":
            items = [replace(i, model="flash" if i.model == "lite" else "lite") for i in items]
        elif kind == "takes":
            items[at] = replace(item, takes=item.takes + 1)
        elif kind == "link":
            items[at] = self.drawn(data, item.name, items[:at])
            items[at] = replace(items[at], panels=item.panels)
        elif kind == "remove" and item.name not in used(items) and len(items) > 1:
            del items[at]
        elif kind == "insert" and len(items) < MOST:
            items.insert(at, self.drawn(data, self.name(), items[:at]))
        elif kind == "bytes":
            self.bytes["a.png"] = png(self.shade())
        return items
