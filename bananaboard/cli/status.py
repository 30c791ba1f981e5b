"""`bnn status`: what there is of a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .completing import engines
from .earlier import settle_earlier
from .exits import Exit, exit_for
from .named import engine_of, script_of
from .options import color_option, file_argument, json_option, value_options
from .screen import BOLD, DIM, RED, screen

if TYPE_CHECKING:
    from pathlib import Path

    from ..runtime.plan import Plan
    from ..runtime.shown import Shown, ShownCall
    from .columns import Cell
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn status kite.bnn
  bnn status kite.bnn --json
"""


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
    from ..runtime.shown import shown

    to, chosen = screen(), engine_of(engine)
    script = script_of(file, sets, set_files, max_calls)
    settle_earlier(to, script, chosen)
    plan = script.plan(chosen)
    code = exit_for(plan.diagnostics)
    if code is not Exit.DONE:
        to.tell(plan.diagnostics)
        ctx.exit(code)
    board = shown(plan.compiled, script.root, chosen)
    to.out(_json(board) if as_json else _text(to, board, plan, script.workspace(chosen).out(script.key)))
    to.tell(d for d in plan.diagnostics if d.code[:4] == "BNN6")


def _json(board: Shown) -> str:
    import json

    calls = [record(c) for s in board.calls for c in (s, s.final) if c is not None]
    found = {
        "format": "bananaboard.status/1",
        "board": board.compiled.title,
        "engine": board.engine.name,
        "calls": calls,
    }
    return json.dumps(found | {"orphans": list(board.orphans)}, ensure_ascii=False, indent=1) + "\n"


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


def _text(to: Screen, board: Shown, plan: Plan, out: Path) -> str:
    from ..runtime.page.harmless import terminal_line
    from .columns import columns
    from .screen import home_relative

    every = [c for s in board.calls for c in (s, s.final) if c is not None and (c.takes or c is not s.final)]
    rows = columns([_row(c) for c in every], to.paint, width=to.width)
    lines = [
        to.paint(BOLD, terminal_line(board.compiled.title or board.compiled.path)),
        "",
        *rows,
        "",
        _sum(plan, every),
    ]
    page = out / "index.html"
    if page.exists():
        lines.append(f"The page: {to.link(page, terminal_line(home_relative(page)))}")
    return "\n".join(lines) + "\n"


def _row(call: ShownCall) -> list[Cell]:
    from ..runtime.page.harmless import terminal_line
    from .plan_lines import COLORS

    lost = sum(not t.here for t in call.takes)
    told = f"{len(call.takes)} of {call.call.takes}" if len(call.takes) < call.call.takes else f"{len(call.takes)}"
    return [
        (call.status.value, COLORS[call.status.value]),
        (terminal_line(call.call.address), ""),
        (f"{told} take{'' if told == '1' else 's'}", DIM),
        (_counting(call) + (f"; {lost} not in the store" if lost else ""), RED if lost else DIM),
    ]


def _counting(call: ShownCall) -> str:
    take = call.counts
    if take is None:
        return ""
    if take.picked:
        return f"take {take.number} is picked" + (", made by hand" if take.made_by_hand else "")
    return f"take {take.number} counts" if len(call.takes) > 1 else ""


def _sum(plan: Plan, every: list[ShownCall]) -> str:
    have = sum(1 for c in every if c.counts is not None)
    more = f"; a run would make {plan.totals.make:,} more" if plan.totals.make else ""
    return f"{have} of {len(every)} have a picture{more}."
