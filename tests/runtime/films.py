"""A project on disk with boards as people write them: compiled, planned, run, picked from, and asked for in words."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from bananaboard.dsl.files import ProjectFiles
from bananaboard.grammar.diagnostic import Severity, worst
from bananaboard.grammar.render import render
from bananaboard.runtime.execute import execute
from bananaboard.runtime.picking import pick
from bananaboard.runtime.root import find_root
from bananaboard.runtime.shown import shown

from bananaboard.script import Script

from .boards import TODAY, Camera

if TYPE_CHECKING:
    from pathlib import Path

STORM = """\
storyboard "The storm" { model: lite }
character mara "a lighthouse keeper in her sixties" { takes: 2; view profile "left profile, plain grey background" }

scene arrival {
  takes: 2
  chain: previous
  shot wide "@mara climbs the last step"
  shot close "@mara wipes salt from her glasses"
  shot sea "The empty sea far below"
  edit calm of close "Make the light calm and warm"
}
"""
CREW = "\n".join(f'  shot more{n} "@mara on step {n}"' for n in range(30))
CROWDED = f"{STORM}\nscene stairs {{\n  takes: 2\n{CREW}\n}}\n"


class Film:
    """A board in a folder, and an engine that costs what a plan expects."""

    def __init__(self, root: Path, text: str = STORM, name: str = "lighthouse.bnn") -> None:
        self.root, self.path, self.params = root, root / name, {}
        self.camera = Camera(counting=True)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        (root / "pyproject.toml").touch()
        self.write(text)

    @property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    def write(self, text):
        self.path.write_text(text, encoding="utf-8", newline="")

    def edit(self, before, after):
        """Exchange words of the board, which must be there."""
        assert before in self.text
        self.write(self.text.replace(before, after))

    @property
    def script(self):
        return Script(self.path, find_root(self.path), None, self.params, date=TODAY)

    def plan(self, **options):
        return self.script.plan(self.camera.info, **options)

    def make(self, plan, **how):
        workspace = self.script.workspace(self.camera.info)
        return asyncio.run(execute(plan, self.camera, workspace=workspace, files=ProjectFiles(workspace.root), **how))

    def run(self, **options):
        """A run, which makes just what its plan holds and costs what the plan says."""
        plan = self.plan(**options)
        assert worst(plan.diagnostics) is not Severity.ERROR, render(plan.diagnostics, color=False)
        before = len(self.camera.asked)
        record = self.make(plan, jobs=3)
        if not (self.camera.refuse or self.camera.fail or self.camera.short):
            asked = Counter(self.camera.asked[before:])
            assert asked == Counter({s.call.address: s.make for s in plan.steps if s.make})
            assert record.spent == plan.totals.spend
        return record

    def pays(self, **options):
        """What a run asks for, by address."""
        before = len(self.camera.asked)
        self.run(**options)
        return dict(Counter(self.camera.asked[before:]))

    def makes(self):
        """How many requests a run would send, and one with `--stale`."""
        return self.plan().totals.make, self.plan(stale=True).totals.make

    def pick(self, address, choice=None, **how):
        compiled = self.script.compiled(self.camera.info)
        outcome = pick(compiled, self.script.root, self.camera.info, address, choice, **how)
        assert not outcome.diagnostics, render(outcome.diagnostics, color=False)
        return outcome

    def step(self, address, **options):
        return next(s for s in self.plan(**options).steps if s.call.address == address)

    def status(self, *wanted):
        """The status of each address, or of those that are named without their scene."""
        found = {s.call.address: s.status.value for s in self.plan().steps}
        return found if not wanted else tuple(found[f"arrival.{name}"] for name in wanted)

    def all_cached(self):
        return set(self.status().values()) == {"cached"}

    def shown(self, address):
        compiled = self.script.compiled(self.camera.info)
        return shown(compiled, self.script.root, self.camera.info).find(address)


def told(plan):
    """All that a plan says beside its lines, as people read it."""
    return render(plan.diagnostics, color=False)
