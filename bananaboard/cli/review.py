"""`bnn review`: a page to look at a board, compare its takes, pick and note."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from .completing import engines
from .earlier import settled
from .exits import Mistake
from .named import engine_of, script_of
from .options import NumberOption, color_option, file_argument, value_options
from .screen import screen

if TYPE_CHECKING:
    from ..review.server import ReviewServer
    from ..runtime.ground import EngineInfo
    from ..script import Script
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn review kite.bnn                      open the address that it prints
  bnn review kite.bnn --open               opens it in your browser
  bnn review kite.bnn --engine gemini      the paid pictures
"""


@click.command("review", epilog=EPILOG)
@file_argument()
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose pictures. Default: sketch.")
@click.option("--open", "opens", is_flag=True, help="Open the page in your browser.")
@click.option(
    "--port", cls=NumberOption, type=click.IntRange(1, 65535), help="Serve it on this port. Default: a free one."
)
@value_options
@color_option
def command(
    file: str,
    engine: str | None,
    opens: bool,
    port: int | None,
    sets: tuple[str, ...],
    set_files: tuple[str, ...],
    max_calls: int | None,
) -> None:
    """Look at a board in the browser: compare takes, pick, and note.

    Serves a page to this computer alone, until Ctrl-C. It draws nothing and can't cost anything.
    """
    to, chosen = screen(), engine_of(engine)
    script = script_of(file, sets, set_files, max_calls)
    if script.text is not None and script.notebook is None:
        raise Mistake("Standard input can't be reviewed: there is no file that the picks could stand beside.")
    settled(to, script, chosen)
    import gc

    gc.enable()  # it goes on for hours
    with _server(to, script, chosen, port or 0) as server:
        _serve(to, server, opens=opens)


def _server(to: Screen, script: Script, engine: EngineInfo, port: int) -> ReviewServer:
    from ..review.desk import Desk
    from ..review.server import ReviewServer

    try:
        return ReviewServer(Desk(script, engine), port, to.aside)
    except OSError as fault:
        where = f"on port {port}" if port else "on this computer"
        raise Mistake(f"The page can't be served {where}: {fault.strerror or type(fault).__name__}.") from None


def _serve(to: Screen, server: ReviewServer, *, opens: bool) -> None:
    from ..review.opening import opened

    try:
        to.out(f"{server.guard.address}\n")
        with opened(server.guard.address) if opens else nullcontext(False) as asked:
            to.aside("" if asked else "Open this in your browser. ")
            to.aside("Who has the whole address can look and pick; Ctrl-C ends it.\n")
            _until_interrupted(server)
    except KeyboardInterrupt:
        to.aside("\nThe page is closed.\n")


def _until_interrupted(server: ReviewServer) -> None:
    """Serve in a thread of its own: a Ctrl-C in the middle of a request would be taken for a fault of the request."""
    import threading

    thread = threading.Thread(target=server.serve_forever, args=(0.2,), daemon=True)
    thread.start()
    try:
        waiting = threading.Event()
        while thread.is_alive():
            waiting.wait(0.5)  # not for ever: on Windows that hears no Ctrl-C
    finally:
        server.shutdown()
