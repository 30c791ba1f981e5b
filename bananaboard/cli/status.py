"""`bnn status`: what there is of a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .completing import engines
from .earlier import settle_earlier
from .exits import Exit, exit_for
from .named import engine_of, script_of
from .options import color_option, file_argument, json_option, value_options
from .pasted import here
from .screen import screen

if TYPE_CHECKING:
    from ..runtime.notes_file import Notes
    from ..runtime.overview import Overview
    from ..runtime.shown import ShownCall

EPILOG = """\b
Examples:
  bnn status kite.bnn
  bnn status kite.bnn --json
"""
# Said in the lines themselves, with the command that helps.
SAID = frozenset({"BNN620", "BNN622", "BNN624", "BNN628", "BNN650", "BNN652", "BNN653"})


@click.command("status", epilog=EPILOG)
@file_argument()
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures. Default: sketch.")
@value_options
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    engine: str | None,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
    as_json: bool,
) -> None:
    """Show what there is: each picture with its takes.

    Also which take counts, and what a run would make.
    """
    from ..runtime.ledger import Unopenable
    from ..runtime.notes_file import notes_of
    from ..runtime.overview import overview
    from .status_lines import status_lines

    to, chosen = screen(), engine_of(engine)
    script = script_of(file, sets, set_files, max_calls)
    settle_earlier(to, script, chosen)
    try:
        seen = overview(script.compiled(chosen), script.root, chosen, script.date)
    except Unopenable as fault:
        to.tell([fault.problem])
        ctx.exit(Exit.ERRORS)
    code = exit_for(seen.plan.diagnostics)
    if code is not Exit.DONE:
        to.tell(here(seen.plan.diagnostics, script, chosen))
        ctx.exit(code)
    notes = notes_of(script.workspace(chosen), script.key)
    if as_json:
        to.out(_json(seen, notes))
    else:
        to.out(status_lines(to, script, chosen, seen, notes))
        to.tell(notes.problems)
        to.tell(here((d for d in seen.plan.diagnostics if d.code[:4] == "BNN6" and d.code not in SAID), script, chosen))


def _json(seen: Overview, notes: Notes) -> str:
    import json

    from ..dsl.money import usd
    from .note_lines import note_records

    board = seen.board
    calls = [
        {
            **record(c),
            "why": seen.why.get(c.call.address, ""),
            "blocked": seen.blocked.get(c.call.address),
            "answer": seen.answers.get(c.call.address) if c.status.value == "refused" else None,
        }
        for s in board.calls
        for c in (s, s.final)
        if c is not None
    ]
    found = {
        "format": "bananaboard.status/1",
        "board": board.compiled.title,
        "engine": board.engine.name,
        "calls": calls,
        "orphans": list(board.orphans),
        "spent_usd": usd(seen.spent.cost),
        "unknown_usd": usd(seen.spent.held),
        "budget_usd": usd(board.compiled.budget),
        "notes": note_records(notes.open),
        "batch_jobs": [{"since": since, "fetch_by": by, "requests": count} for since, by, count in seen.jobs],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def record(call: ShownCall) -> dict[str, object]:
    """A call as JSON has it."""
    takes = [
        {
            "take": t.number,
            "sha256": [p.sha256 for p in t.pictures],
            "counts": t.counts,
            "picked": t.picked,
            "fresh": t.fresh,
            "here": t.here,
            "by_hand": t.made_by_hand,
        }
        for t in call.takes
    ]
    wanted = call.call.takes
    return {
        "address": call.call.address,
        "kind": call.call.kind.value,
        "status": call.status.value,
        "wanted": wanted,
        "takes": takes,
    }
