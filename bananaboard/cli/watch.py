"""`bnn watch`: a board looked at again whenever one of its files is saved."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import click

from .completing import addresses, engines
from .exits import Mistake
from .named import engine_of, script_of
from .options import STDIN, color_option, file_argument, value_options
from .screen import screen

if TYPE_CHECKING:
    from ..runtime.ground import EngineInfo
    from ..script import Script

EPILOG = """\b
Examples:
  bnn watch kite.bnn                      beside your editor: save, and look
  bnn watch kite.bnn --only meadow.wide
  bnn watch kite.bnn --engine gemini      shows what a run would cost; spends nothing
"""


@click.command("watch", epilog=EPILOG)
@file_argument()
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Who would draw. Default: sketch, free.")
@click.option(
    "--only",
    metavar="ADDRESS",
    multiple=True,
    shell_complete=addresses,
    help="Only this, and what it needs. Repeatable.",
)
@click.option("--stale", is_flag=True, help="Also draw again what was made from pictures that are others now.")
@value_options
@color_option
def command(
    file: str,
    engine: str | None,
    only: tuple[str, ...],
    stale: bool,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
) -> None:
    """Check and plan a board whenever it is saved, and draw it where that is free.

    Also goes by all that the board imports, its tables and its reference pictures, and by what is picked. An engine
    that costs money is never asked: what a run would make and cost is shown. Ctrl-C ends it.
    """
    import gc

    if file == STDIN:
        raise Mistake("`bnn watch` waits for a file to be saved: name one. Standard input is read once.")
    if file.endswith(".ipynb"):
        raise Mistake(
            "A notebook draws its cells as they are run. `bnn watch` is for boards, files that end in `.bnn`."
        )
    chosen, script = engine_of(engine), script_of(file, sets, set_files, max_calls)
    gc.enable()  # it goes on for hours
    _keep(script, chosen, only, stale=stale)


def _keep(script: Script, engine: EngineInfo, only: tuple[str, ...], *, stale: bool) -> None:
    import asyncio
    from contextlib import suppress

    from ..vigil import keep
    from .watch_screen import Watcher, glass

    async def watch(watcher: Watcher) -> None:
        # A terminal tells of its new size by a signal; where there is no such signal, the next change shows it.
        with suppress(AttributeError, NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, watcher.resized)
        await keep(script, engine, watcher, only=only, stale=stale)

    to = screen()
    with glass(to) as shown, suppress(KeyboardInterrupt):
        asyncio.run(watch(Watcher(to, script, shown)))
