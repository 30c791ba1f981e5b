"""A cell's run: agreed to, made while its slots fill, and told in the end."""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from typing import TYPE_CHECKING, Any

from ..dsl.money import NANO, show
from ..runtime.engines import NoEngine
from ..runtime.halt import Halt
from .faults import CellError, Interrupted, drawn
from .late import Late
from .screen import view_of
from .slots import MOST, slots
from .told import fallen, lacking, summary
from .watch import Watch
from .wording import in_notebook
from .wrapping import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from ..runtime.plan import Plan
    from ..runtime.record import RunRecord
    from .face import Board, Outcome
    from .notebook import Notebook
    from .screen import View


def made(notebook: Notebook, board: Board, plan: Plan, options: argparse.Namespace, only: Iterable[str]) -> Outcome:
    """Make a plan and show it. Raises CellError where something could not be made, Interrupted."""
    ceiling = _ceiling(notebook, options)
    refusal = notebook.face.agreed(plan, board, yes=options.yes, max_cost=ceiling, ask=_ask)
    if refusal is not None:
        raise CellError(in_notebook(refusal))
    watch, halt, label = Watch(plan), Halt(), notebook.label
    notebook.sent = True
    view = _view(notebook, plan, options, only, watch)
    future = notebook.background.start(
        notebook.face.make(
            plan, board, frozenset(only), max_cost=ceiling, jobs=options.jobs, progress=watch, halt=halt
        ),
        halt,
    )
    fault: Exception | None = None
    try:
        outcome = notebook.background.wait(future, view.draw)
    except KeyboardInterrupt:
        notebook.background.ask(halt)
        watch.stopped = True
        before = copy(watch)
        with suppress(KeyboardInterrupt):  # pressed twice
            view.draw()
            view.close(before.line())
        told = stopped(before)
        notebook.late.append(Late.follow(label, before, watch, view, future))
    except Exception as wrong:  # noqa: BLE001 - what is no fault of a run is raised again, outside of this
        view.close(watch.line())
        told, fault = _words(wrong, notebook), wrong
    else:
        view.settle(outcome.record.takes)
        view.close(summary(outcome.record, _cost(outcome.record, watch)))
        return outcome
    if fault is None:
        raise Interrupted(told)
    raise CellError(told)


def _cost(record: RunRecord, watch: Watch) -> str | None:
    if watch.free:
        return None
    return f"{show(record.spent)} spent" if record.spent is not None else watch.money()


def _words(wrong: Exception, notebook: Notebook) -> str:
    diagnostics = getattr(wrong, "diagnostics", None)
    if diagnostics is not None:
        return drawn(diagnostics, color=notebook.color)
    code, words = getattr(wrong, "code", None), getattr(wrong, "words", None)
    if isinstance(code, str) and words is not None:  # a ledger that can't be opened says why
        from ..grammar.diagnostic import Diagnostic

        return drawn([Diagnostic(code, None, words)], color=notebook.color)
    if isinstance(wrong, NoEngine | PermissionError):
        return in_notebook(str(wrong))
    if isinstance(wrong, OSError):
        return f"The pictures can't be written: {wrong.strerror or wrong}."
    raise wrong


def stopped(watch: Watch) -> str:
    """What an interrupt leaves, in a line."""
    kept = "1 picture was made and is kept" if watch.made == 1 else f"{watch.made} pictures were made and are kept"
    kept = kept if watch.made else "no picture was made yet"
    money = "" if watch.free else f" ({watch.money()})"
    if not watch.flying:
        return f"Stopped: {kept}{money}. Run the cell again to go on."
    one, it = ("1 request is", "it comes") if watch.flying == 1 else (f"{watch.flying} requests are", "they come")
    come = f"{one} on the way still, and kept when {it}: nothing more is sent"
    return f"Stopped: {kept}{money}; {come}. Run the cell again to go on."


def _ceiling(notebook: Notebook, options: argparse.Namespace) -> int | None:
    wish = notebook.wishes.max_cost
    ceiling: int | None = options.max_cost
    return ceiling if ceiling is not None or wish is None else round(wish * NANO)


def _ask(question: str) -> bool | None:
    """Ask whoever sits before the notebook; None where nobody can be asked."""
    say(in_notebook(question))
    try:
        answer = input("Make them? [y/N] ")
    except (EOFError, RuntimeError, OSError):  # a kernel without a person says so by an error of its own
        return None
    return answer.strip().lower() in ("y", "yes")


def _view(notebook: Notebook, plan: Plan, options: argparse.Namespace, only: Iterable[str], watch: Watch) -> View:
    shown = {s.call.address for s in plan.steps if s.make} | set(only)
    found = [] if options.quiet else slots(plan.steps, shown)
    if len(found) > MOST:
        say(f"{len(found)} pictures are too many for a cell: {MOST} are shown.")
    return view_of(notebook.shell, found[:MOST], watch, progress=bool(notebook.wishes.progress), color=notebook.color)


def check(outcome: Outcome) -> None:
    """Fail where something could not be made, so that Run All stops and a machine sees it. Raises CellError."""
    record: Any = outcome.record
    if record.stopped_by is None and not record.failed and not record.skipped:
        return
    because = {"budget": "The money that may be spent is used up.", "interrupt": "The run was stopped."}
    first = because.get(record.stopped_by or "", "Not everything could be made.")
    raise CellError("\n".join([f"{first} What was made is kept.", *fallen(record), *lacking(record)]))
