"""What a cell asks for, planned: what would be made, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..grammar.diagnostic import Severity
from ..runtime.engines import NoEngine
from .faults import CellError, drawn
from .told import aligned
from .wording import in_notebook
from .wrapping import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic
    from ..runtime.plan import Plan
    from .face import Board
    from .notebook import Notebook


def planned(notebook: Notebook, board: Board, options: argparse.Namespace, only: Iterable[str]) -> Plan:
    """The plan of what a cell asks for. Raises CellError."""
    plan = plan_of(
        notebook,
        board,
        options.engine,
        fetch=not options.plan,
        only=tuple(only),
        stale=options.stale,
        reroll=tuple(options.reroll),
        final=options.final,
        jobs=options.jobs,
    )
    warnings = [d for d in plan.diagnostics if d.severity is Severity.WARNING and d.place is None]
    if warnings:
        say(drawn(warnings, color=notebook.color))
    return plan


def plan_of(notebook: Notebook, board: Board, engine: str | None, *, fetch: bool = False, **scope: Any) -> Plan:
    """A plan, once what earlier runs left is settled and told; `fetch` also what their batch jobs brought.

    Raises CellError.
    """
    found: tuple[Diagnostic, ...]
    chosen = engine or notebook.wishes.engine or None
    try:
        _settle(notebook, board, chosen, fetch=fetch)
        plan = notebook.face.plan(board, chosen, **scope)
    except NoEngine as fault:
        told, found = in_notebook(str(fault)), ()
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


def _settle(notebook: Notebook, board: Board, engine: str | None, *, fetch: bool) -> None:
    told, stuck = notebook.face.earlier(board, engine, fetch=fetch)
    if stuck:
        raise CellError(f"{in_notebook(told)}Nothing was made.")
    if told:
        say(in_notebook(told))


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
