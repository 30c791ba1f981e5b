"""What the exit codes of `bnn` mean."""

from __future__ import annotations

from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from ..grammar.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..grammar.diagnostic import Diagnostic
    from ..runtime.root import Workspace
    from .screen import Screen


class Exit(IntEnum):
    """Scripts hang on these."""

    DONE = 0
    ERRORS = 1  # the board has errors
    USAGE = 2  # the command was used wrongly
    FAILED = 3  # the run ended with calls that failed, were refused or could not be made
    CEILING = 4  # stopped by a budget or a cost ceiling
    UNCONFIRMED = 5
    INTERRUPTED = 130  # by Ctrl-C
    TERMINATED = 143  # by the system, or another program


# These errors are about what stands behind the command, not about what stands in the board.
_ASKED = frozenset({"BNN220", "BNN221", "BNN606", "BNN613", "BNN614", "BNN615", "BNN619", "BNN629"})


def exit_for(diagnostics: Iterable[Diagnostic]) -> Exit:
    """The code that a list of diagnostics ends a command with."""
    errors = {d.code for d in diagnostics if d.severity is Severity.ERROR}
    if not errors:
        return Exit.DONE
    return Exit.USAGE if errors <= _ASKED else Exit.ERRORS


class Mistake(click.ClickException):
    """Something that was asked can't be: a sentence is enough, without the usage of the command."""

    exit_code = Exit.USAGE

    def show(self, file: IO[str] | None = None) -> None:
        """The sentence."""
        click.echo(self.format_message(), file=file, err=file is None)


@contextmanager
def making(to: Screen, workspace: Workspace) -> Iterator[None]:
    """Pictures are made inside: what stands in the way of that ends the command with a sentence."""
    from ..runtime.engines import NoEngine
    from ..runtime.ledger import Unopenable

    try:
        yield
    except NoEngine as fault:
        raise Mistake(str(fault)) from None
    except Unopenable as fault:
        to.tell([fault.problem])
        raise click.exceptions.Exit(Exit.ERRORS) from None
    except OSError as fault:
        raise Mistake(f"The pictures can't be written: {unwritable(workspace, fault)}") from None


def unwritable(workspace: Workspace, fault: OSError) -> str:
    """Why the project's folder can't be written, as a sentence to go on with."""
    if workspace.home.exists() and not workspace.home.is_dir():
        return f"`{workspace.home.name}` is a file, and pictures are kept in a folder of that name. Move the file away."
    place = f": {workspace.shown(Path(fault.filename))}" if isinstance(fault.filename, str) else ""
    return f"{fault.strerror or fault}{place}."
