"""`bnn run`: makes what is new or changed."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .earlier import settle_or_stop
from .exits import Exit, Mistake, exit_for, making
from .fetched import fetch_first
from .named import engine_of, existing, script_of
from .options import STDIN, NumberOption, color_option, file_argument, json_option, scope_options, value_options
from .pasted import here
from .screen import screen

if TYPE_CHECKING:
    from ..making import Made
    from ..runtime.plan import Plan
    from ..script import Script
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn run kite.bnn                        what is new or changed, as sketches
  bnn run kite.bnn --only meadow.wide
  bnn run kite.bnn --reroll meadow.wide   one more take
  bnn run plan.json                       a saved plan, exactly
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a run is to go."""

    jobs: int
    max_cost: int | None  # nano-dollars
    yes: bool
    out: Path | None
    fail_fast: bool
    as_json: bool
    events: bool
    anyway: bool = False


@click.command("run", epilog=EPILOG)
@file_argument()
@scope_options
@click.option(
    "--jobs",
    cls=NumberOption,
    type=click.IntRange(1, 256),
    default=8,
    show_default=True,
    help="How many requests at once.",
)
@click.option("--max-cost", metavar="DOLLARS", help="Stop before this run costs more.")
@click.option("--yes", is_flag=True, help="Do not ask before an engine that costs money.")
@click.option(
    "--out", type=click.Path(file_okay=False), metavar="DIR", help="Where the pictures go. Default: out/NAME."
)
@click.option("--anyway", is_flag=True, help="Also in a folder that is shared or copied by a service.")
@click.option("--fail-fast", is_flag=True, help="Send nothing more after the first failure.")
@click.option("--events", is_flag=True, help="Print a line of JSON for each thing that happens.")
@value_options
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    engine: str | None,
    only: tuple[str, ...],
    reroll: tuple[str, ...],
    stale: bool,
    final: bool,
    batch: bool,
    jobs: int,
    max_cost: str | None,
    yes: bool,
    out: str | None,
    anyway: bool,
    fail_fast: bool,
    events: bool,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
    as_json: bool,
) -> None:
    """Make the pictures that are new or changed.

    FILE is a board, or a plan that `bnn plan -o` saved. The pictures and a page of them go to out/NAME beside the
    board. What was made before is not made again.
    """
    if as_json and events:
        raise Mistake("Of `--json` and `--events`, one at a time.")
    wish = Wish(jobs, _dollars(max_cost), yes, Path(out) if out else None, fail_fast, as_json, events, anyway)
    if file != STDIN and file.endswith(".json"):
        asked = (engine, only, reroll, stale, final, batch, sets, set_files, max_calls)
        script, plan = _saved(existing(file), any(asked), jobs)
    else:
        script = script_of(file, sets, set_files, max_calls)
        chosen = engine_of(engine)
        settle_or_stop(screen(), script, chosen)
        fetch_first(screen(), script, chosen)
        plan = script.plan(chosen, only=only, stale=stale, reroll=reroll, final=final, batch=batch, jobs=jobs)
    gc.enable()  # a run can be long, and what an engine leaves behind is no tree
    ctx.exit(_run(screen(), script, plan, wish))


def _saved(path: Path, more: bool, jobs: int) -> tuple[Script, Plan]:
    from .saved import read_saved, same_or_refuse

    if more:
        raise Mistake("A saved plan is made as it is: it goes with no option that would make another one of it.")
    saved = read_saved(path)
    engine = engine_of(saved.engine)
    settle_or_stop(screen(), saved.script, engine)
    fetch_first(screen(), saved.script, engine)
    plan = saved.script.plan(engine, **saved.options, jobs=jobs)
    if exit_for(plan.diagnostics) is Exit.DONE:
        same_or_refuse(path, saved, plan)
    return saved.script, plan


def _dollars(text: str | None) -> int | None:
    """`$1.50` or `1.5` as nano-dollars. Raises Mistake."""
    from ..dsl.money import nano_in

    if text is None:
        return None
    found = nano_in(text)
    if found is None:
        raise Mistake(f"`--max-cost {text}` is no sum of dollars, such as `--max-cost 2.50`.")
    return found


def _run(to: Screen, script: Script, plan: Plan, wish: Wish) -> Exit:
    code = exit_for(plan.diagnostics)
    to.tell(here(plan.diagnostics, script, plan.engine))
    if code is not Exit.DONE:
        to.aside("Nothing was made.\n")
        return code
    if not plan.engine.free and plan.totals.make:
        from ..runtime.footing import unsafe
        from .consent import agreed

        if not wish.anyway and (problem := unsafe(script.workspace(plan.engine))) is not None:
            to.tell([problem])
            return Exit.ERRORS

        refusal = agreed(to, plan, script.workspace(plan.engine), yes=wish.yes, max_cost=wish.max_cost)
        if refusal is not None:
            return refusal
    return _made(to, script, plan, wish)


def _made(to: Screen, script: Script, plan: Plan, wish: Wish) -> Exit:
    from .watching import watched

    workspace = script.workspace(plan.engine, wish.out.absolute() if wish.out else None)
    with making(to, workspace):
        done = watched(to, plan, workspace, wish)
    if done.made is None:
        from .run_lines import going_on

        rest = f"`{going_on(script, plan)}` goes on from here"
        to.aside(f"Stopped. What was on its way is told by the next command; {rest}.\n")
        return Exit.TERMINATED if done.terminated else Exit.INTERRUPTED
    _close(to, script, plan, done.made, wish)
    return _code(plan, done.made, terminated=done.terminated)


def _close(to: Screen, script: Script, plan: Plan, made: Made, wish: Wish) -> None:
    from .run_lines import closing

    if wish.as_json:
        to.out(made.record.to_json())
    elif not wish.events:
        to.out(closing(to, script, plan, made))
    if plan.engine.realm:
        from .rehearsed import rehearsed

        to.aside(rehearsed(script.workspace(plan.engine)))


def _code(plan: Plan, made: Made, *, terminated: bool) -> Exit:
    from ..runtime.selections import left_refused
    from .run_lines import left_out

    record = made.record
    if record.stopped_by == "interrupt":
        return Exit.TERMINATED if terminated else Exit.INTERRUPTED
    if record.stopped_by == "budget":
        return Exit.CEILING
    awaited = any(s.status.value == "pending" for s in plan.steps)  # what waits for that is none of this run's
    if record.failed or left_refused(plan) or (left_out(plan, record) and not awaited):
        return Exit.FAILED
    return Exit.USAGE if record.uncopied is not None else Exit.DONE
