"""`bnn show`: the whole story of one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .completing import addresses, engines
from .earlier import settled
from .exits import Exit, Mistake, exit_for
from .named import engine_of, script_of
from .options import color_option, file_argument, json_option, value_options
from .pasted import typed_board
from .screen import screen

if TYPE_CHECKING:
    from ..dsl.call import Compiled
    from ..runtime.found import Named, Unclear
    from ..runtime.ground import EngineInfo
    from ..runtime.story import Story
    from ..script import Script
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn show kite.bnn meadow.wide
  bnn show kite.bnn meadow.wide:2        its second take
  bnn show kite.bnn 53bb51               the picture whose digest begins so
  bnn show kite.bnn refs/nell.png        who sees a file
"""


@click.command("show", epilog=EPILOG)
@file_argument()
@click.argument("picture", metavar="PICTURE", shell_complete=addresses)
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures. Default: sketch.")
@value_options
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    picture: str,
    engine: str | None,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
    as_json: bool,
) -> None:
    """Show the whole story of one picture.

    Its words, what goes along, its settings, each take with its cost, what failed, what was chosen, and which pictures
    are made from it. PICTURE is an address, with or without a take, the first letters of a picture's digest, or a file
    that goes along.
    """
    to, chosen = screen(), engine_of(engine)
    script = script_of(file, sets, set_files, max_calls)
    compiled = settled(to, script, chosen)
    from ..runtime.ledger import Unopenable

    try:
        _show(to, script, compiled, chosen, picture, as_json=as_json)
    except Unopenable as fault:
        to.tell([fault.problem])
        ctx.exit(Exit.ERRORS)


def _show(to: Screen, script: Script, compiled: Compiled, engine: EngineInfo, picture: str, *, as_json: bool) -> None:
    from ..runtime.found import Given, Named, find
    from ..runtime.ground import lay_ground
    from ..runtime.ledger import read_ledger
    from ..runtime.notes_file import notes_of
    from ..runtime.store import Store
    from ..runtime.story import story
    from .story_json import given_json, story_json
    from .story_lines import given_lines, story_lines

    workspace = script.workspace(engine)
    ground = lay_ground(compiled, engine, workspace)
    if exit_for(ground.diagnostics) is not Exit.DONE:
        to.tell(ground.diagnostics)
        raise click.exceptions.Exit(Exit.ERRORS)
    named = find(ground, _from_root(script, picture))
    if isinstance(named, Given):
        to.out(given_json(named) if as_json else given_lines(to, named))
        return
    if not isinstance(named, Named):
        raise Mistake(_unclear(script, engine, picture, named))
    ledger = read_ledger(workspace.home)
    try:
        told = story(ground, ledger, Store(workspace.home), named.address)
    finally:
        if ledger is not None:
            ledger.close()
    _has(told, named)
    written = notes_of(workspace, script.key)
    to.tell(written.problems)
    notes = written.of(told.address)
    to.out(story_json(told, named, notes) if as_json else story_lines(to, script, engine, told, named, notes))


def _from_root(script: Script, picture: str) -> str:
    """A file as boards name it, from the root on, where somebody named it from the current folder."""
    from pathlib import Path

    try:
        path = Path(picture).resolve()
        there = path.is_file() and path.is_relative_to(script.root)
    except (OSError, ValueError, RuntimeError):
        return picture
    return path.relative_to(script.root).as_posix() if there else picture


def _has(told: Story, named: Named) -> None:
    """Raises Mistake for a take that there is not."""
    from ..runtime.story import is_take

    takes = [t for g in told.generations for t in g.takes]
    if named.take is None or any(is_take(t, named.take) for t in takes):
        return
    there = ", ".join(dict.fromkeys(str(t.number) for t in takes)) or "none"
    raise Mistake(f"{told.address} has no take {named.take}. Its takes: {there}.")


def _unclear(script: Script, engine: EngineInfo, picture: str, unclear: Unclear) -> str:
    from ..runtime.hints import few
    from ..runtime.selections import typed

    if unclear.several:
        first = f"bnn show {typed_board(script, engine)} {typed(unclear.several[0])}"
        return f"`{picture}` could be each of {few(unclear.several)}. Name one of them: `{first}`."
    lists = f" `bnn status {typed_board(script, engine)}` lists them."
    hint = f" Did you mean `{unclear.near}`?" if unclear.near else lists
    return f"There is no picture called `{picture}` in this board.{hint}"
