"""`bnn check`: every diagnostic of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..dsl.words import many
from ..grammar.render import as_github, as_json, render
from ..grammar.severity import Severity
from .exits import exit_for
from .named import script_of
from .options import color_option, file_argument, value_options
from .screen import GREEN, RED, YELLOW, from_here, screen, stand_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..dsl.call import Compiled
    from ..grammar.diagnostic import Diagnostic
    from ..script import Script
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn check kite.bnn
  bnn check *.bnn --format github      in a workflow
  bnn check kite.bnn --set coat="red parka"
"""


@click.command("check", epilog=EPILOG)
@file_argument(several=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), help="How to print it. Default: text.")
@click.option("--json", "as_json_", is_flag=True, help="The same as `--format json`.")
@value_options
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str | None,
    as_json_: bool,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
) -> None:
    """Show everything that is wrong with boards.

    Reads the boards and all that they import, and looks at their reference pictures. Writes nothing, asks no service.
    """
    if as_json_ and form not in (None, "json"):
        raise click.UsageError(f"`--json` and `--format {form}` can't go together.")
    scripts = [script_of(f, sets, set_files, max_calls) for f in files]
    compiled = [_as_named(s, s.compiled()) for s in scripts]
    found = [d for c in compiled for d in c.diagnostics]
    if as_json_ or form == "json":
        _json(screen(), compiled)
    elif form == "github":
        _github(screen(), compiled)
    else:
        _text(screen(), [s.root for s in scripts], compiled)
    ctx.exit(exit_for(found))


def _as_named(script: Script, compiled: Compiled) -> Compiled:
    """A notebook's board is told under the notebook's name."""
    if script.notebook is None:
        return compiled
    from msgspec import structs

    return structs.replace(compiled, path=script.key.removesuffix(".bnn") + ".ipynb")


def _json(to: Screen, compiled: Sequence[Compiled]) -> None:
    import json

    records = as_json([d for c in compiled for d in c.diagnostics])
    to.out(json.dumps({"diagnostics": records}, ensure_ascii=False, indent=1) + "\n")


def _github(to: Screen, compiled: Sequence[Compiled]) -> None:
    to.out(as_github([d for c in compiled for d in c.diagnostics]))


def _text(to: Screen, roots: Sequence[Path], compiled: Sequence[Compiled]) -> None:
    color, width = to.color, to.width
    for root, board in zip(roots, compiled, strict=True):
        stand_in(root)
        if board.diagnostics:
            to.out(render(board.diagnostics, color=color, width=width, named=from_here) + "\n")
        to.out(_verdict(to, board) + "\n")


def _verdict(to: Screen, board: Compiled) -> str:
    from ..grammar.render import harmless

    name, paint = harmless(from_here(board.path)), to.paint
    counts = _counted(board.diagnostics)
    if counts.get(Severity.ERROR):
        return paint(RED, "✗") + f" {name}: {_told(counts)}"
    sign = paint(YELLOW, "!") if counts.get(Severity.WARNING) else paint(GREEN, "✓")
    size = f"{many(len(board.calls), 'call')}, {many(sum(c.takes for c in board.calls), 'request')}"
    size = size if board.calls else "no pictures of its own"
    return f"{sign} {name}: {size}" + (f"; {_told(counts)}" if counts else "")


def _counted(diagnostics: Sequence[Diagnostic]) -> dict[Severity, int]:
    every = [d.severity for d in diagnostics]
    return {s: every.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE) if s in every}


def _told(counts: dict[Severity, int]) -> str:
    return ", ".join(many(n, str(s)) for s, n in counts.items())
