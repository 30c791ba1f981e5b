"""`bnn plan`: what would be made, why, and what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .earlier import settle_earlier
from .exits import Exit, Mistake, exit_for
from .named import engine_of, script_of
from .options import color_option, file_argument, json_option, scope_options, value_options
from .pasted import here
from .screen import home_relative, screen

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..script import Script
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn plan kite.bnn
  bnn plan kite.bnn --prompts --only meadow.wide
  bnn plan kite.bnn -o plan.json && bnn run plan.json
  bnn plan kite.bnn --graph > kite.mmd
"""


@click.command("plan", epilog=EPILOG)
@file_argument()
@click.option("--prompts", is_flag=True, help="Show the exact words and pictures of each call.")
@click.option("--graph", is_flag=True, help="Print what is made from what, for Mermaid.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="PATH", help="Save the plan, for `bnn run PATH`."
)
@scope_options
@value_options
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    prompts: bool,
    graph: bool,
    output: str | None,
    engine: str | None,
    only: tuple[str, ...],
    reroll: tuple[str, ...],
    stale: bool,
    final: bool,
    batch: bool,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
    as_json: bool,
) -> None:
    """Show what would be made, why, and what it costs.

    A plan is a dry run: it makes nothing, sends nothing and writes nothing but the file of `-o`.
    """
    if prompts + graph + as_json > 1:
        raise Mistake("Of `--prompts`, `--graph` and `--json`, one at a time.")
    chosen = engine_of(engine)
    script = script_of(file, sets, set_files, max_calls)
    settle_earlier(screen(), script, chosen, planned=True)
    found = script.plan(chosen, only=only, stale=stale, reroll=reroll, final=final, batch=batch)
    code = exit_for(found.diagnostics)
    to = screen()
    if as_json:
        to.out(found.to_json())
    elif code is not Exit.DONE:
        to.tell(here(found.diagnostics, script, chosen))
        to.aside("Nothing can be made while an error stands.\n")
    elif graph:
        from .graph import mermaid

        to.out(mermaid(found))
    else:
        _show(to, script, found, prompts=prompts)
    if output is not None and code is Exit.DONE:
        from .saved import save

        save(Path(output), script, found)
        to.aside(f"The plan is in {home_relative(Path(output))}; `bnn run {home_relative(Path(output))}` makes it.\n")
    ctx.exit(code)


def _show(to: Screen, script: Script, plan: Plan, *, prompts: bool) -> None:
    from .plan_lines import plan_lines
    from .plan_prompts import plan_prompts

    to.out(plan_prompts(to, plan) if prompts else plan_lines(to, plan))
    if plan.diagnostics:
        to.aside("\n")
        to.tell(here(plan.diagnostics, script, plan.engine))
