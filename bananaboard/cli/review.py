"""`bnn review`: a page to look at a board, compare its takes and pick."""

from __future__ import annotations

import click

from .completing import engines
from .earlier import settled
from .exits import Mistake
from .named import engine_of, script_of
from .options import color_option, file_argument, value_options
from .screen import screen

EPILOG = """\b
Examples:
  bnn review kite.bnn                      open the address that it prints
  bnn review kite.bnn --engine gemini      the paid pictures
"""


@click.command("review", epilog=EPILOG)
@file_argument()
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures. Default: sketch.")
@value_options
@color_option
def command(
    file: str,
    engine: str | None,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
) -> None:
    """Look at a board in the browser: compare takes, and pick.

    Serves a page to this computer alone, until Ctrl-C. It draws nothing and can't cost anything.
    """
    to, chosen = screen(), engine_of(engine)
    script = script_of(file, sets, set_files, max_calls)
    if script.text is not None and script.notebook is None:
        raise Mistake("Standard input can't be reviewed: there is no file that the picks could stand beside.")
    settled(to, script, chosen)
    import gc

    gc.enable()  # it goes on for hours
    from ..review.desk import Desk
    from ..review.server import ReviewServer

    with ReviewServer(Desk(script, chosen)) as server:
        to.out(f"{server.guard.address}\n")
        to.aside("Open this in your browser. Who has the whole address can pick; Ctrl-C ends it.\n")
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            to.aside("\nThe page is closed.\n")
