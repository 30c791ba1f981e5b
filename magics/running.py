"""A cell's run: planned, agreed to, made while its slots fill, and told in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dsl.money import NANO
from ..grammar.diagnostic import Severity
from ..runtime.engines import NoEngine
from ..runtime.halt import Halt
from .faults import CellError, Interrupted, drawn
from .screen import Pictures, in_notebook
from .slots import MOST, slots
from .told import aligned, fallen, summary
from .watch import Watch

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic
    from ..runtime.plan import Plan
    from .face import Board, Outcome
    from .notebook import Notebook


def planned(notebook: Notebook, board: Board, options: argparse.Namespace, only: Iterable[str]) -> Plan:
    """The plan of what a cell asks for. Raises CellError."""
    found: tuple[Diagnostic, ...]
    try:
        plan = notebook.face.plan(
            board,
            options.engine or notebook.wishes.engine or None,
            only=tuple(only),
            stale=options.stale,
            reroll=tuple(options.reroll),
            final=options.final,
            jobs=options.jobs,
        )
    except NoEngine as fault:
        told, found = str(fault), ()
    except Exception as fault:
        found = getattr(fault, "diagnostics", None) or ()
        if not found:
            raise
        told = drawn(found, color=notebook.color)
    else:
        errors = [d for d in plan.diagnostics if d.severity is Severity.ERROR]
        if not errors:
            return plan
        told, found = drawn(errors, color=notebook.color), tuple(errors)
    raise CellError(told, found)


def show_plan(plan: Plan) -> None:
    """What would be made, and what it costs."""
    rows = [[s.status.value, s.call.address, f"make {s.make}" if s.make else "", s.why] for s in plan.steps]
    print(aligned(rows) if rows else "There is no picture in this board yet.")  # noqa: T201 - a cell's output
    print(price(plan))  # noqa: T201 - a cell's output


def price(plan: Plan) -> str:
    """What a plan costs, in a line."""
    from ..dsl.money import show

    totals = plan.totals
    many = "Nothing to make" if not totals.make else f"{totals.make} to make on {plan.engine.name}"
    if plan.engine.free or not totals.make:
        return f"{many}; free."
    if totals.spend is None or totals.most is None:
        return f"{many}; the price is unknown."
    return f"{many}; about {show(totals.spend)}, at most {show(totals.most)}."


def made(notebook: Notebook, board: Board, plan: Plan, options: argparse.Namespace, only: Iterable[str]) -> Outcome:
    """Make a plan and show it. Raises CellError where something could not be made, Interrupted."""
    ceiling = _ceiling(notebook, options)
    refusal = notebook.face.agreed(plan, board, yes=options.yes, max_cost=ceiling, ask=_ask)
    if refusal is not None:
        raise CellError(refusal)
    watch, halt = Watch(plan), Halt()
    pictures = _pictures(notebook, plan, options, only, watch)
    future = notebook.background.start(
        notebook.face.make(
            plan, board, frozenset(only), max_cost=ceiling, jobs=options.jobs, progress=watch, halt=halt
        ),
        halt,
    )
    fault: Exception | None = None
    try:
        outcome = notebook.background.wait(future, pictures.draw)
    except KeyboardInterrupt:
        notebook.background.ask(halt)
        pictures.draw()
        watch.telling = ""
        pictures.close(f"Stopped. {watch.line()}")
        told = stopped(watch)
    except Exception as wrong:  # noqa: BLE001 - what is no fault of a run is raised again, outside of this
        told, fault = _words(wrong, notebook), wrong
    else:
        pictures.settle(outcome.record.takes)
        pictures.close(summary(outcome.record, free=plan.engine.free))
        return outcome
    if fault is None:
        raise Interrupted(told)
    raise CellError(told)


def _words(wrong: Exception, notebook: Notebook) -> str:
    diagnostics = getattr(wrong, "diagnostics", None)
    if diagnostics is not None:
        return drawn(diagnostics, color=notebook.color)
    code, words = getattr(wrong, "code", None), getattr(wrong, "words", None)
    if isinstance(code, str) and words is not None:  # a ledger that can't be opened says why
        from ..grammar.diagnostic import Diagnostic

        return drawn([Diagnostic(code, None, words)], color=notebook.color)
    if isinstance(wrong, NoEngine | PermissionError):
        return str(wrong)
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
    print(question, flush=True)  # noqa: T201 - a cell's output
    try:
        answer = input("Make them? [y/N] ")
    except (EOFError, RuntimeError, OSError):  # a kernel without a person says so by an error of its own
        return None
    return answer.strip().lower() in ("y", "yes")


def _pictures(
    notebook: Notebook, plan: Plan, options: argparse.Namespace, only: Iterable[str], watch: Watch
) -> Pictures:
    shown = {s.call.address for s in plan.steps if s.make} | set(only)
    found = [] if options.quiet else slots(plan.steps, shown)
    if len(found) > MOST:
        print(f"{len(found)} pictures are too many for a cell: {MOST} are shown.")  # noqa: T201 - a cell's output
    rich = in_notebook(notebook.shell)
    return Pictures(found[:MOST], watch, rich=rich, progress=bool(notebook.wishes.progress and watch.wanted))


def check(outcome: Outcome) -> None:
    """Fail where something could not be made, so that Run All stops and a machine sees it. Raises CellError."""
    record: Any = outcome.record
    if record.stopped_by is None and not record.failed and not record.skipped:
        return
    because = {"budget": "The money that may be spent is used up.", "interrupt": "The run was stopped."}
    first = because.get(record.stopped_by or "", "Not everything could be made.")
    raise CellError("\n".join([f"{first} What was made is kept.", *fallen(record)]))
