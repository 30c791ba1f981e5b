"""`bnn lsp`: the language server for editors."""

from __future__ import annotations

import click

from .exits import Mistake

EPILOG = """\b
Examples:
  bnn lsp               what an editor starts; docs/editors.md says how
"""


@click.command("lsp", epilog=EPILOG)
@click.option("--stdio", is_flag=True, hidden=True, help="Standard input and output: there is no other way.")
def command(stdio: bool) -> None:  # noqa: ARG001 - editors name it, and it is what is done
    """Serve an editor on standard input and output: errors while typing, completion, names and prices."""
    import gc
    import sys

    if sys.stdin.isatty():
        raise Mistake("`bnn lsp` talks to an editor, not to people: the editor starts it. docs/editors.md says how.")
    gc.enable()  # it goes on for days
    from ..lsp.server import serve

    serve()
