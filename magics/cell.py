"""One `%%banana` cell: it becomes part of the notebook's board, and its own new pictures are made and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.address import select
from .meanings import elsewhere, say_again, say_values, show
from .options import params, read
from .planning import plan_of, planned, show_plan
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
    say_values(notebook, new, compiled, own)
    if not scope and not options.final:
        _declared_only(notebook, board, options.engine)
        return None
    plan = planned(notebook, board, options, () if options.final else own)
    say_again(notebook, new, plan, own)
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
    show(notebook, plan, (t.address for t in outcome.record.takes))
    _elsewhere(notebook, board, plan)
    check(outcome)
    return outcome


def _declared_only(notebook: Notebook, board: Board, engine: str | None) -> None:
    """A cell without pictures of its own: say what it changes for those of others."""
    changed = elsewhere(notebook, plan_of(notebook, board, engine))
    say("Nothing to make here." + (f" {changed}" if changed else ""))


def _elsewhere(notebook: Notebook, board: Board, plan: Plan) -> None:
    changed = elsewhere(notebook, notebook.face.plan(board, plan.engine.name))
    if changed:
        say(changed)
