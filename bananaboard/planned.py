"""A plan in Python: its calls, its cost, and the run of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .dsl.call import GivenPicture, Words
from .dsl.money import NANO, show, usd

if TYPE_CHECKING:
    import os
    from collections.abc import Coroutine
    from typing import Any

    from .grammar.diagnostic import Diagnostic
    from .runs import Run
    from .runtime import plan as planning
    from .runtime.progress import Progress
    from .runtime.root import Workspace
    from .script import Script


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """One address of a plan: what would be asked for, and why."""

    address: str
    kind: str  # view, shot, edit or final
    status: str  # new, changed, stale, cached, pending, refused or missing
    why: str
    takes: int  # wanted
    make: int  # to be made now
    model: str
    prompt: str  # the exact words, a blank line where a picture stands
    pictures: tuple[str, ...]  # what goes along: the path of a file, or the address of another picture
    needs: tuple[str, ...]
    usd: float | None  # of one take on the model's own service; None: unknown
    line: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run of a plan costs, in dollars; None where a price is unknown, which is never 0.

    `usd` is what is expected on the plan's engine and `most_usd` the bound; both are 0 on a free one. `service_usd` is
    what all takes of the board would cost on the models' own service if nothing had been made, `batch_usd` that as a
    batch.
    """

    usd: float | None
    most_usd: float | None
    service_usd: float | None
    batch_usd: float | None

    def __str__(self) -> str:
        told = "unknown" if self.usd is None else "free" if self.usd == 0 else show(round(self.usd * NANO))
        return told if self.service_usd is None else f"{told} ({show(round(self.service_usd * NANO))} on the service)"


class Plan:
    """A run, foretold. `Board.plan` makes it; it can be run more than once, and never makes twice what is there."""

    def __init__(self, plan: planning.Plan, script: Script) -> None:
        self._plan, self._script = plan, script

    def __repr__(self) -> str:
        totals = self._plan.totals
        return f"<Plan: {totals.calls} pictures, {totals.make} takes to make on {self.engine}, {self.cost}>"

    @property
    def engine(self) -> str:
        """Who draws."""
        return self._plan.engine.name

    @property
    def calls(self) -> tuple[PlannedCall, ...]:
        """Every call, what it needs before it."""
        return tuple(_call(s) for s in self._plan.steps)

    @property
    def cost(self) -> Cost:
        """What running it costs."""
        totals = self._plan.totals
        return Cost(usd(totals.spend), usd(totals.most), usd(totals.service), usd(totals.batch))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings and notes: what is stale for one reason, what was renamed, what is skipped."""
        return self._plan.diagnostics

    def to_json(self) -> str:
        """What `bnn plan --json` prints: `bananaboard.plan/1`, the same bytes on every machine."""
        return self._plan.to_json()

    def run(
        self,
        *,
        max_cost: float | None = None,
        jobs: int = 8,
        out: str | os.PathLike[str] | None = None,
        fail_fast: bool = False,
        progress: Progress | None = None,
        anyway: bool = False,
    ) -> Run:
        """Make what the plan holds, and the page of the board; returns when all of it has ended.

        `max_cost` in dollars is a ceiling, and has to be given for an engine that costs money: PermissionError
        otherwise, and ValueError where it is no sum. PermissionError also where money is to be spent and the project
        lies in a folder over a network, or in one that a service copies: `anyway` runs it there. `jobs` requests go out
        at once. Pictures go to `out`, else to `out/NAME` beside the board. What goes wrong with a picture is in the
        run's `failed`, never raised.

        Ctrl-C sends nothing more and waits for what is on its way, since it is paid for; pressed again, it gives that
        up. Then KeyboardInterrupt is raised. What was made is kept, and another `run` goes on from there.

        Where an event loop runs already, as in a notebook, this works in a thread of its own and waits; `arun` does not
        hold up the loop. There an interrupt gives the cell back at once, and what is on its way comes in behind it.
        """
        from .runs import run_plan
        from .runtime.halt import Halt
        from .threads import in_a_loop, in_a_thread, in_front

        halt, workspace = Halt(), self._workspace(out)
        work = run_plan(
            self._plan, workspace, max_cost=max_cost, jobs=jobs, fail_fast=fail_fast, progress=progress, halt=halt,
            anyway=anyway,
        )  # fmt: skip
        return in_a_thread(work, halt) if in_a_loop() else in_front(work, halt)

    def arun(
        self,
        *,
        max_cost: float | None = None,
        jobs: int = 8,
        out: str | os.PathLike[str] | None = None,
        fail_fast: bool = False,
        progress: Progress | None = None,
        anyway: bool = False,
    ) -> Coroutine[Any, Any, Run]:
        """The same as `run`, to be awaited. Cancelling it gives up what is on its way."""
        from .runs import run_plan

        return run_plan(
            self._plan, self._workspace(out), max_cost=max_cost, jobs=jobs, fail_fast=fail_fast, progress=progress,
            anyway=anyway,
        )  # fmt: skip

    def _workspace(self, out: str | os.PathLike[str] | None) -> Workspace:
        return self._script.workspace(self._plan.engine, Path(out).absolute() if out is not None else None)


def _call(step: planning.Step) -> PlannedCall:
    call = step.call
    pictures = tuple(p.path if isinstance(p, GivenPicture) else p.call for p in call.parts if not isinstance(p, Words))
    return PlannedCall(
        call.address,
        call.kind.value,
        step.status.value,
        step.why,
        call.takes,
        step.make,
        call.model,
        "\n\n".join(p.text for p in call.parts if isinstance(p, Words)),
        pictures,
        call.needs,
        usd(call.cost.expected),
        call.line,
    )
