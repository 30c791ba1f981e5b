"""`bnn doctor --live`: asks the service, for a little money, whether what the Gemini engine rests on is so today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..runtime.page.harmless import terminal_line
from .exits import Exit, Mistake, exit_for, making, unwritable
from .run_lines import Lines
from .screen import screen

if TYPE_CHECKING:
    from ..checkup import Checkup
    from ..live.check import Report
    from ..runtime.gemini.access import Access
    from ..runtime.plan import Plan
    from ..runtime.record import Failure
    from ..runtime.root import Workspace
    from .screen import Screen


def live(found: Checkup, *, yes: bool, as_json: bool) -> Exit:
    """Ask first, then check and show. `found`: how this computer is set up for Gemini."""
    from ..grammar.severity import Severity

    to = screen()
    wrong = [d for d in found.findings if d.severity is Severity.ERROR]
    if wrong or found.access is None:
        to.tell(found.findings)
        to.aside("Nothing was sent.\n")
        return Exit.ERRORS
    return _planned(to, found, found.access, yes=yes, as_json=as_json)


def _planned(to: Screen, found: Checkup, access: Access, *, yes: bool, as_json: bool) -> Exit:
    from ..api import today
    from ..live.project import batch_plan, live_plan, live_workspace
    from ..runtime.footing import unsafe
    from .live_consent import agreed

    workspace = live_workspace()
    _settle(to, workspace)
    try:
        plan = live_plan(workspace, today())
        job = None if access.vertex else batch_plan(workspace, today())
    except OSError as fault:
        raise Mistake(f"The live check can't be put together: {unwritable(workspace, fault)}") from None
    risk = unsafe(workspace)
    said = [*plan.diagnostics, *(job.diagnostics if job else ()), *([risk] if risk else [])]
    every = [*found.findings, *said]
    to.tell([d for i, d in enumerate(every) if d not in every[:i]])
    if plan.stopped or risk is not None:
        to.aside("Nothing was sent.\n")
        return Exit.ERRORS if risk is not None else exit_for(plan.diagnostics)
    job = None if job is None or job.stopped else job
    refusal = agreed(to, plan, job, access.payer, yes=yes)
    return refusal if refusal is not None else _checked(to, plan, job, workspace, as_json=as_json)


def _settle(to: Screen, workspace: Workspace) -> None:
    """What an earlier check left that was killed: filed or counted, and told."""
    from ..live.project import NAME
    from ..runtime.engines import GEMINI
    from ..runtime.page.harmless import terminal
    from ..runtime.recovery import settle_dead
    from .earlier import told

    found = settle_dead(workspace, GEMINI)
    if found is not None and (found.filed or found.unknown or found.refused or found.waiting):
        to.aside(terminal(told(found, NAME, planned=False)))


def _checked(to: Screen, plan: Plan, job: Plan | None, workspace: Workspace, *, as_json: bool) -> Exit:
    from ..live.check import check
    from .live_lines import live_json, live_lines

    try:
        with making(to, workspace):
            report = check(plan, job, workspace, Steps(to))
    except KeyboardInterrupt:
        to.aside(f"Stopped. What was spent is told by {_log(workspace)}.\n")
        raise
    to.out(live_json(report, workspace) if as_json else live_lines(to, report, _log(workspace)))
    return _code(report)


def _code(report: Report) -> Exit:
    return Exit.DONE if report.sound else Exit.FAILED


def _log(workspace: Workspace) -> str:
    from ..live.project import NAME
    from .screen import typed_path

    return f"`bnn log {typed_path(workspace.root / NAME)}`"


class Steps(Lines):
    """Says how far it is, and what is waited for: no picture may be just what is expected."""

    def started(self, plan: Plan) -> None:
        """So many more are to come."""
        self.all += plan.totals.make

    def failed(self, failure: Failure) -> None:
        """A line without the reason: what it means is told at the end."""
        self.count += 1
        self.to.aside(f"[{self.count}/{self.all}] {terminal_line(failure.address)}: no picture\n")
