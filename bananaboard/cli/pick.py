"""`bnn pick`: which take counts from here on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..dsl.address import near, read_address, select
from .completing import addresses, engines
from .earlier import settled
from .exits import Exit, Mistake, exit_for, unwritable
from .named import engine_of, script_of
from .options import color_option, file_argument, json_option, value_options
from .pasted import typed_board
from .screen import BOLD, DIM, GREEN, home_relative, screen

if TYPE_CHECKING:
    from ..dsl.call import Compiled
    from ..runtime.ground import EngineInfo
    from ..runtime.picking import PickOutcome
    from ..runtime.shown import ShownCall, ShownTake
    from ..script import Script
    from .columns import Cell
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn pick kite.bnn                        what was chosen, what waits for it
  bnn pick kite.bnn meadow.wide            shows its takes
  bnn pick kite.bnn meadow.wide 2          take 2 counts from here on
  bnn pick kite.bnn meadow.wide ./better.png
  bnn pick kite.bnn 'meadow.*' --keep      these pictures are right as they are
  bnn pick kite.bnn meadow.wide --none     takes back what was picked of it
"""


@click.command("pick", epilog=EPILOG)
@file_argument()
@click.argument("address", required=False, metavar="[ADDRESS]", shell_complete=addresses)
@click.argument("take", required=False, metavar="[TAKE|PATH]")
@click.option("--keep", is_flag=True, help="The picture in use is right for what the file says now.")
@click.option("--none", "back", is_flag=True, help="Take back what was picked: nobody has chosen any more.")
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures. Default: sketch.")
@value_options
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    address: str | None,
    take: str | None,
    keep: bool,
    back: bool,
    engine: str | None,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
    as_json: bool,
) -> None:
    """Choose the take of a picture that counts.

    TAKE is a number as in the page, the first letters of a picture's digest, or the PATH of a picture that was
    retouched by hand. Without it, the takes are shown; without an ADDRESS, what was chosen and what waits for it.
    """
    to, chosen = screen(), engine_of(engine)
    script = script_of(file, sets, set_files, max_calls)
    compiled = settled(to, script, chosen)
    if back and (keep or take is not None):
        raise Mistake("`--none` takes a pick back; it goes with no TAKE and not with `--keep`.")
    if address is None:
        if back:
            raise Mistake("Say whose pick is taken back: an address, or a selection; `'*'` means all.")
        if keep:
            raise Mistake("Say what is to be kept: an address, or a selection such as `'meadow.*'`; `'*'` means all.")
        _list(to, script, compiled, chosen, as_json=as_json)
        return
    read = read_address(address)
    if take is None and not keep and not back and (read is None or read.take is None):
        _show(to, script, compiled, chosen, address, as_json=as_json)
        return
    ctx.exit(_pick(to, script, compiled, chosen, address, take, keep=keep, back=back, as_json=as_json))


def _list(to: Screen, script: Script, compiled: Compiled, engine: EngineInfo, *, as_json: bool) -> None:
    from ..runtime.chosen import chosen
    from .chosen_lines import chosen_json, chosen_lines

    found = chosen(compiled, script.root, engine)
    to.tell(found.diagnostics)
    to.out(chosen_json(found) if as_json else chosen_lines(to, script, engine, found))


def _pick(
    to: Screen,
    script: Script,
    compiled: Compiled,
    engine: EngineInfo,
    address: str,
    take: str | None,
    *,
    keep: bool,
    back: bool,
    as_json: bool,
) -> Exit:
    from ..runtime.ledger import Unopenable
    from ..runtime.picking import pick
    from ..runtime.unpicking import take_back

    if script.text is not None and script.notebook is None:
        raise Mistake("A take of standard input can't be picked: there is no file that the pick could stand beside.")
    try:
        if back:
            outcome = take_back(compiled, script.root, engine, address)
        else:
            outcome = pick(compiled, script.root, engine, address, _choice(take), keep=keep)
    except Unopenable as fault:
        to.tell([fault.problem])
        return Exit.ERRORS
    except OSError as fault:
        raise Mistake(f"The pick can't be written: {unwritable(script.workspace(engine), fault)}") from None
    to.tell(outcome.diagnostics)
    code = exit_for(outcome.diagnostics)
    if code is Exit.DONE:
        to.out(_json(outcome, back=back) if as_json else _told(to, script, engine, outcome, back=back))
    return code


def _choice(take: str | None) -> str | Path | None:
    """A number or a digest, or a path: that has a folder or an ending."""
    if take is None:
        return None
    return Path(take) if "/" in take or "\\" in take or "." in take else take


def _json(outcome: PickOutcome, *, back: bool) -> str:
    import json

    picked = [{"address": p.address, "take": p.take, "sha256": p.sha256, "file": str(p.file)} for p in outcome.picked]
    document = {"taken_back" if back else "picked": picked, "skipped": list(outcome.skipped)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _told(to: Screen, script: Script, engine: EngineInfo, outcome: PickOutcome, *, back: bool) -> str:
    from ..runtime.page.harmless import terminal_line

    lines = []
    for picked in outcome.picked:
        which = f"take {picked.take}" if picked.take is not None else f"picture {picked.sha256[:12]}"
        says = "is not picked any more" if back else "counts from here on"
        lines.append(f"{to.paint(BOLD, terminal_line(picked.address))}: {which} {says}.")
    nothing = "nobody had picked of it" if back else "nothing to keep, it is up to date or was never made"
    lines += [f"{terminal_line(a)}: {nothing}." for a in outcome.skipped]
    lines += [f"Written to {terminal_line(home_relative(f))}." for f in dict.fromkeys(p.file for p in outcome.picked)]
    return "\n".join([*lines, *_stale(script, engine, outcome)]) + "\n"


def _stale(script: Script, engine: EngineInfo, outcome: PickOutcome) -> list[str]:
    """What was made from another take of the picture, and how it is made again."""
    from ..runtime.hints import few
    from ..runtime.page.harmless import terminal_line

    steps = [s.call for s in script.plan(engine).steps if s.status.value == "stale"]
    lines = []
    for picked in dict.fromkeys(p.address for p in outcome.picked):
        found = [c.address for c in steps if picked in c.needs]
        was, them = ("was", "it") if len(found) == 1 else ("were", "them")
        told = f"{few(found)} {was} made from another take of {picked}; "
        again = f"`bnn run {typed_board(script, engine)} --stale` makes {them} again."
        lines += [terminal_line(told + again)] if found else []
    return lines


def _show(to: Screen, script: Script, compiled: Compiled, engine: EngineInfo, address: str, *, as_json: bool) -> None:
    from ..runtime.shown import shown

    board = shown(compiled, script.root, engine)
    every = {c.call.address: c for s in board.calls for c in (s, s.final) if c is not None}
    found = [every[a] for a in select(address, every)]
    if not found:
        guess = near(address, every)
        hint = f" Did you mean `{guess}`?" if guess else ""
        raise Mistake(f"There is no picture called `{address}` in this board.{hint}")
    if as_json:
        import json

        from .status import record

        to.out(json.dumps({"calls": [record(c) for c in found]}, ensure_ascii=False, indent=1) + "\n")
        return
    to.out("\n".join(line for c in found for line in _takes(to, script, engine, c)) + "\n")


def _takes(to: Screen, script: Script, engine: EngineInfo, call: ShownCall) -> list[str]:
    from ..runtime.page.harmless import terminal_line
    from ..runtime.selections import typed
    from .columns import columns

    address = terminal_line(call.call.address)
    if not call.takes:
        return [f"{to.paint(BOLD, address)}: nothing was made yet."]
    rows = columns([_take(t) for t in call.takes], to.paint, width=to.width)
    other = next((t.number for t in call.takes if not t.counts), None)
    if other is not None:
        rows.append(to.paint(DIM, f"  bnn pick {terminal_line(typed_board(script, engine))} {typed(address)} {other}"))
    return [to.paint(BOLD, address), *rows]


def _take(take: ShownTake) -> list[Cell]:
    picture = take.pictures[0]
    size = f"{picture.width} × {picture.height}" if picture.width else ""
    says = "picked" if take.picked else "counts" if take.counts else ""
    facts = [size, picture.sha256[:12]]
    facts += ["made by hand"] if take.made_by_hand else []
    facts += [] if take.fresh else ["of older words or pictures"]
    facts += [] if take.here else ["its file is not in the store"]
    return [(f"take {take.number}", ""), (says, GREEN), ("  ".join(f for f in facts if f), DIM)]
