"""One `%%banana` cell: it becomes part of the notebook's board, and its own new pictures are made and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.address import select
from .options import params, read
from .planning import planned, show_plan
from .running import check, made
from .wrapping import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..runtime.plan import Plan
    from .face import Board, Outcome
    from .notebook import Notebook


def run_cell(notebook: Notebook, line: str, body: str) -> Outcome | None:
    """Run a cell; its result goes into the variable that it names. Raises CellError, Interrupted."""
    options = read(line)
    given = params(options, notebook.shell.user_ns)
    new = notebook.written(body)
    board, compiled = notebook.declare(new, given)
    own = tuple(options.only) or notebook.own(new, compiled)
    scope = own or tuple(options.reroll)
    if not scope and not options.final:
        _declared_only(notebook, board, options.engine)
        return None
    plan = planned(notebook, board, options, () if options.final else own)
    if options.plan:
        show_plan(plan)
        return None
    return finished(notebook, board, plan, options, scope)


def finished(notebook: Notebook, board: Board, plan: Plan, options: object, scope: Iterable[str]) -> Outcome:
    """Make a plan, keep its result under its name, and say what else has changed."""
    every = [s.call.address for s in plan.steps]
    shown = {a for wanted in scope for a in select(wanted, every)}
    outcome = made(notebook, board, plan, options, shown)  # type: ignore[arg-type]  # argparse's, as everywhere
    notebook.shell.user_ns[getattr(options, "name", "run")] = outcome
    notebook.shown |= {t.address for t in outcome.record.takes}
    _elsewhere(notebook, board, plan)
    check(outcome)
    return outcome


def _declared_only(notebook: Notebook, board: Board, engine: str | None) -> None:
    """A cell without pictures of its own: say what it changes for those of others."""
    plan = notebook.face.plan(board, engine or notebook.wishes.engine or None)
    changed = _changed(notebook, plan)
    told = "Nothing to make here."
    say(told + (f" {changed}" if changed else ""))


def _elsewhere(notebook: Notebook, board: Board, plan: Plan) -> None:
    changed = _changed(notebook, notebook.face.plan(board, plan.engine.name))
    if changed:
        say(changed)


def _changed(notebook: Notebook, plan: Plan) -> str:
    """Pictures of other cells that are not what their words say any more."""
    found = [s.call.address for s in plan.steps if s.make and s.status.value == "changed"]
    found = [a for a in found if a in notebook.shown]
    if not found:
        return ""
    named = ", ".join(found[:6]) + (f" and {len(found) - 6} more" if len(found) > 6 else "")
    return f"Other words hold now for {named}: run their cells again, or `%banana run`."
